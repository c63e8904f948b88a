"""An announced question to an authority: agree, or object with a reason.

The question can endanger the persecuted and their families, so nothing goes out before the
applicant had the time to say no.
"""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.verbs import AgreeToQuestion, ObjectToQuestion
from recognition.domain.vocabulary import RequestTo
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.store.queries.progress import RequestShown
from recognition.web.acting import do
from recognition.web.applicant.room import again, blueprint, needed, own, typed_or
from recognition.web.forms import field_errors
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/questions/<uuid:request_id>")
def question(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Who is asked what, and why one may say no."""
    case = own(case_id)
    page = {"case": case, "asked": _question(case, request_id), "reason": ""}
    return render_template("applicant/question.html", errors=[], **page)


@blueprint.post("/<uuid:case_id>/questions/<uuid:request_id>/agree")
def agree(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Let the question go out at once."""
    case = own(case_id)
    _question(case, request_id)
    do(case.id, AgreeToQuestion(request_id=request_id))
    flash(_("Thank you. The question goes out now."), "good")
    return redirect(url_for("applicant.status", case_id=case.id), 303)


@blueprint.post("/<uuid:case_id>/questions/<uuid:request_id>/object")
def object_to(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Keep the question from going out."""
    case = own(case_id)
    found = _question(case, request_id)
    try:
        do(case.id, ObjectToQuestion(request_id=request_id, reason=needed("reason")))
    except InvalidInput as error:
        page = {"case": case, "asked": found, "reason": typed_or("reason")}
        return again("applicant/question.html", field_errors(error), **page)
    flash(_("Nobody is asked. The assessor looks for another way."), "good")
    return redirect(url_for("applicant.status", case_id=case.id), 303)


def _question(case: Application, request_id: UUID) -> RequestShown:
    services = get_services()
    found = progress.request(services.store, case.id, request_id, services.rules.zone)
    if found.to is not RequestTo.AUTHORITY:
        raise NotFound(ErrorCode.UNKNOWN, "request")
    return found
