"""Who may see the case: consents to give and to take back."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.clock import legal_day
from recognition.domain.verbs import GiveConsent, WithdrawConsent
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.applicant.room import SHORT, again, blueprint, needed, own, typed_day, typed_or
from recognition.web.forms import field_errors
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/consents")
def consents(case_id: UUID) -> ResponseReturnValue:
    """Who may see it now, and the form for one more."""
    return render_template("applicant/consents.html", errors=[], **_page(own(case_id)))


@blueprint.post("/<uuid:case_id>/consents")
def give_consent(case_id: UUID) -> ResponseReturnValue:
    """Let an authority see the case, for something, until a day."""
    case = own(case_id)
    try:
        verb = GiveConsent(
            authority_id=_authority(), purpose=needed("purpose", most=SHORT), until=_until()
        )
        do(case.id, verb)
    except InvalidInput as error:
        return again("applicant/consents.html", field_errors(error), **_page(case))
    flash(_("Saved. You can take it back at any time."), "good")
    return redirect(url_for("applicant.consents", case_id=case.id), 303)


@blueprint.post("/<uuid:case_id>/consents/<uuid:consent_id>/withdraw")
def withdraw_consent(case_id: UUID, consent_id: UUID) -> ResponseReturnValue:
    """Take a consent back."""
    case = own(case_id)
    do(case.id, WithdrawConsent(consent_id=consent_id))
    flash(_("Taken back. From now on they see nothing."), "good")
    return redirect(url_for("applicant.consents", case_id=case.id), 303)


def _authority() -> UUID:
    chosen = needed("authority_id", most=SHORT)
    known = {str(ident): ident for ident, _name in progress.authorities(get_services().store)}
    if chosen not in known:
        raise InvalidInput(ErrorCode.BAD_VALUE, "authority_id")
    return known[chosen]


def _until() -> date:
    day = typed_day("until")
    if day is None:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "until")
    return day


def _page(case: Application) -> dict[str, object]:
    services = get_services()
    today = legal_day(services.clock(), services.rules.zone)
    return {
        "case": case,
        "consents": progress.consents(services.store, case.id, today),
        "authorities": progress.authorities(services.store),
        "given": {name: typed_or(name) for name in ("authority_id", "purpose", "until")},
    }
