"""How the signed-in person signs in: their own app and recovery codes, and renewing both."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from recognition.actions.accounts.renew_app import renew_app, renew_recovery_codes
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.queries.second_factor import app_of
from recognition.web.desk.blueprint import blueprint
from recognition.web.forms import FieldErrors
from recognition.web.identity import signed_in
from recognition.web.sentences import sentence
from recognition.web.services import get_services
from recognition.web.sign_in import limiter, to_second_step


@blueprint.get("/sign-in")
def own_sign_in() -> ResponseReturnValue:
    """Show what there is, and the form that renews it."""
    return _page([])


@blueprint.post("/sign-in")
@limiter.limit("10 per minute; 60 per hour")
def renew_sign_in() -> ResponseReturnValue:
    """Renew the app, or its recovery codes (``what``), with ``password`` and ``code``."""
    try:
        return _renew()
    except NotAllowed as error:
        field = "password" if error.code is ErrorCode.PASSWORD_WRONG else "code"
        return _page([(field, sentence(error.code))]), error.http_status


def _renew() -> ResponseReturnValue:
    services, me = get_services(), signed_in().account_id
    typed = request.form.get("password", ""), request.form.get("code", "")
    if request.form.get("what") == "codes":
        codes = renew_recovery_codes(services.store, me, *typed, services.clock())
        return render_template("sign_in/recovery_codes.html", codes=codes)
    return to_second_step(renew_app(services.store, me, *typed, services.clock()))


def _page(errors: FieldErrors) -> str:
    app = app_of(get_services().store, signed_in().account_id)
    return render_template("desk/own_sign_in.html", errors=errors, app=app)
