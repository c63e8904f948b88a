"""The holder says when her adaptation period began, and sends what shows it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.verbs import StateAdaptation, VerbName
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries.adaptation import adaptation_of
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.applicant.room import SHORT, again, blueprint, needed, own, typed_day, typed_or
from recognition.web.applicant.taking import keep_all, mistakes, sent_files
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/decision/adaptation")
def ask_adaptation(case_id: UUID) -> ResponseReturnValue:
    """The form: where, since when, how long, and a paper that shows it."""
    return render_template("applicant/adaptation.html", errors=[], **_page(own(case_id)))


@blueprint.post("/<uuid:case_id>/decision/adaptation")
def state_adaptation(case_id: UUID) -> ResponseReturnValue:
    """Keep it (``place``, ``first_day``, ``months``, ``files``) for an assessor to confirm."""
    case = own(case_id)
    page = _page(case)
    try:
        do(case.id, _statement())
    except InvalidInput as error:
        return again("applicant/adaptation.html", mistakes(error), **page)
    flash(_("Thank you. An assessor looks at it and confirms it."), "good")
    return redirect(url_for("applicant.decision", case_id=case.id), 303)


def _statement() -> StateAdaptation:
    first_day, months = typed_day("first_day"), needed("months", most=SHORT)
    if first_day is None:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "first_day")
    if not months.isascii() or not months.isdigit() or not 0 < int(months) <= 120:
        raise InvalidInput(ErrorCode.BAD_VALUE, "months")
    place = needed("place", most=SHORT)
    stored = keep_all(sent_files())
    return StateAdaptation(
        place=place, first_day=first_day, months=int(months), document_id=stored[0].document_id
    )


def _page(case: Application) -> dict[str, Any]:
    if VerbName.STATE_ADAPTATION not in case.allowed:
        raise NotFound(ErrorCode.UNKNOWN, "adaptation")
    services = get_services()
    shown = adaptation_of(services.store, services.rules, case.id)
    before = shown.waiting or shown.declined
    return {
        "case": case,
        "shown": shown,
        "place": typed_or("place", before.place if before else ""),
        "first_day": typed_or("first_day", before.first_day.isoformat() if before else ""),
        "months": typed_or("months", str(before.months if before else shown.most_months or "")),
        "sent": request.method == "POST",
    }
