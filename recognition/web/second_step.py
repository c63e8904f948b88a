"""The second step of signing in as staff: a code of the app, a recovery code, or setting up.

Who comes here gave the right password; a cookie of its own stands for it, and opens nothing else.
"""

import re
from typing import cast

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.actions.accounts.half_sign_in import NextStep, step_of
from recognition.actions.accounts.one_time_codes import app_address
from recognition.actions.accounts.pass_code import pass_code
from recognition.actions.accounts.set_up_app import confirm_app, offered_app
from recognition.actions.accounts.web_sessions import NewSession
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, NotAllowed
from recognition.web.forms import FieldErrors
from recognition.web.identity import HALF_COOKIE, HALF_PATH, drop_half, keep_session
from recognition.web.qr import qr_code
from recognition.web.sentences import sentence
from recognition.web.services import get_services
from recognition.web.sign_in import HOME, limiter, session_life

blueprint = Blueprint("second_step", __name__, url_prefix=HALF_PATH)
_SETTING_UP = frozenset({"second_step.set_up", "second_step.check_set_up"})
_TRIES = "30 per minute"
"""Of one address; of one person, ``actions.check_factor`` counts them."""


@blueprint.before_request
def _only_after_the_password() -> ResponseReturnValue | None:
    services = get_services()
    try:
        step = step_of(services.store, _token(), services.clock())
    except NotAllowed:
        return _start_again()
    if (step is NextStep.SET_UP) != (request.endpoint in _SETTING_UP):
        page = "set_up" if step is NextStep.SET_UP else "code"
        return redirect(f"{HALF_PATH}/{page.replace('_', '-')}", 303)
    return None


@blueprint.get("/code")
def code() -> ResponseReturnValue:
    """Ask for the code that the app shows."""
    return render_template("sign_in/code.html", errors=[])


@blueprint.post("/code")
@limiter.limit(_TRIES)
def check_code() -> ResponseReturnValue:
    """Sign in by the app's code."""
    return _pass("sign_in/code.html", HOME[Role.ASSESSOR])


@blueprint.get("/recovery")
def recovery() -> ResponseReturnValue:
    """Ask for a recovery code, where the telephone is lost."""
    return render_template("sign_in/recovery.html", errors=[])


@blueprint.post("/recovery")
@limiter.limit(_TRIES)
def check_recovery() -> ResponseReturnValue:
    """Sign in by a recovery code, and lead to where another app is set up."""
    lost = _(
        "You are signed in. Is your phone lost? Set up the app on another one here, with your "
        "password and one more recovery code."
    )
    return _pass("sign_in/recovery.html", "/desk/sign-in", lost)


@blueprint.get("/set-up")
def set_up() -> ResponseReturnValue:
    """Show the QR code and the key, and ask for a first code."""
    return _set_up_page([])


@blueprint.post("/set-up")
@limiter.limit(_TRIES)
def check_set_up() -> ResponseReturnValue:
    """Let the app stand, sign in, and show the recovery codes this once."""
    services = get_services()
    try:
        done = confirm_app(services.store, _token(), _typed(), services.clock(), session_life())
    except NotAllowed as error:
        if error.code is ErrorCode.SIGN_IN_OVER:
            return _start_again()
        return _set_up_page([("code", sentence(error.code))]), error.http_status
    page = render_template("sign_in/recovery_codes.html", codes=done.recovery_codes)
    return _signed_in(make_response(page), done.session)


def _set_up_page(errors: FieldErrors) -> str:
    services = get_services()
    offer = offered_app(services.store, _token(), services.clock())
    return render_template(
        "sign_in/set_up.html",
        errors=errors,
        email=offer.email,
        key=" ".join(re.findall("....", offer.secret)),
        qr=qr_code(app_address(offer.secret, offer.email, services.office.name)),
    )


def _pass(template: str, onwards: str, words: str = "") -> ResponseReturnValue:
    services = get_services()
    try:
        session = pass_code(services.store, _token(), _typed(), services.clock(), session_life())
    except NotAllowed as error:
        if error.code is ErrorCode.SIGN_IN_OVER:
            return _start_again()
        return render_template(template, errors=[("code", sentence(error.code))]), error.http_status
    if words:
        flash(words, "neutral")
    return _signed_in(cast("Response", redirect(onwards, 303)), session)


def _signed_in(response: Response, session: NewSession) -> Response:
    keep_session(response, session)
    drop_half(response)
    return response


def _start_again() -> ResponseReturnValue:
    flash(str(sentence(ErrorCode.SIGN_IN_OVER)), "action")
    response = cast("Response", redirect(HALF_PATH, 303))
    drop_half(response)
    return response


def _token() -> str:
    return request.cookies.get(HALF_COOKIE, "")


def _typed() -> str:
    return request.form.get("code", "")
