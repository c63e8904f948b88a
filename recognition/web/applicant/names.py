"""Why names differ between papers, put as a question."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.verbs import ExplainNames
from recognition.errors import InvalidInput
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.applicant.questioned import names_found
from recognition.web.applicant.room import again, blueprint, needed, own, typed_or
from recognition.web.forms import field_errors
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/names")
def names(case_id: UUID) -> ResponseReturnValue:
    """Show the names and ask."""
    case = own(case_id)
    page = _page(case, case.names_explanation)
    return render_template("applicant/names.html", errors=[], **page)


@blueprint.post("/<uuid:case_id>/names")
def explain_names(case_id: UUID) -> ResponseReturnValue:
    """Keep the explanation."""
    case = own(case_id)
    try:
        do(case.id, ExplainNames(explanation=needed("explanation")))
    except InvalidInput as error:
        page = _page(case, typed_or("explanation"))
        return again("applicant/names.html", field_errors(error), **page)
    flash(_("Thank you. The assessor sees your explanation."), "good")
    return redirect(url_for("applicant.reading", case_id=case.id), 303)


def _page(case: Application, explanation: str) -> dict[str, object]:
    papers = queries.papers(get_services().store, case.id)
    return {"case": case, "found": names_found(case, papers), "explanation": explanation}
