"""Check your answers, and hand the application in."""

from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.domain.verbs import Submit
from recognition.errors import InvalidInput
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.applicant.questioned import names_to_explain
from recognition.web.applicant.room import again, blueprint, own
from recognition.web.forms import field_errors
from recognition.web.services import get_services

NEEDED = ("purpose", "country", "full_name")


@blueprint.get("/<uuid:case_id>/check")
def check(case_id: UUID) -> ResponseReturnValue:
    """Show everything that was given, and what is missing."""
    case = own(case_id)
    if not case.is_draft:
        return redirect(url_for("applicant.status", case_id=case.id), 303)
    return render_template("applicant/check.html", errors=[], **_page(case))


@blueprint.post("/<uuid:case_id>/check")
def submit(case_id: UUID) -> ResponseReturnValue:
    """Hand it in; the day of receipt is today."""
    case = own(case_id)
    if not case.is_draft:  # sent twice
        return redirect(url_for("applicant.received", case_id=case.id), 303)
    try:
        do(case.id, Submit())
    except InvalidInput as error:
        return again("applicant/check.html", field_errors(error), **_page(case))
    kept = None if g.get("engine_reached", True) else 1
    return redirect(url_for("applicant.received", case_id=case.id, kept=kept), 303)


@blueprint.get("/<uuid:case_id>/received")
def received(case_id: UUID) -> ResponseReturnValue:
    """Say on which day it was received, and what happens next."""
    case = own(case_id)
    if case.is_draft:
        return redirect(url_for("applicant.tasks", case_id=case.id), 303)
    return render_template(
        "applicant/received.html", case=case, kept=bool(request.args.get("kept"))
    )


def _page(case: Application) -> dict[str, object]:
    services = get_services()
    papers = queries.papers(services.store, case.id)
    items = queries.checklist(services.store, services.rules, case, papers)
    given = {"purpose": case.purpose, "country": case.country, **case.details}
    return {
        "case": case,
        "papers": papers,
        "excused": [item for item in items if item.reason is not None and not item.papers],
        "missing": [item for item in items if item.required and not item.settled],
        "unchecked": [paper for paper in papers if paper.confirmed_at is None],
        "names_differ": bool(names_to_explain(case, papers)),
        "ready": all(given.get(name) for name in NEEDED),
    }
