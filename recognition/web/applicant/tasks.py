"""The steps of a draft, and how far each is: from facts alone."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application, Paper
from recognition.store.queries.background import load_background
from recognition.web.applicant.room import blueprint, own
from recognition.web.services import get_services

Task = dict[str, object]


@blueprint.get("/<uuid:case_id>/tasks")
def tasks(case_id: UUID) -> ResponseReturnValue:
    """List the steps; a submitted case has its status page instead."""
    case = own(case_id)
    if not case.is_draft:
        return redirect(url_for("applicant.status", case_id=case.id), 303)
    papers = queries.papers(get_services().store, case.id)
    steps = [_about(case), _papers(case, papers), *_background(case, papers)]
    steps += [_reading(case, papers), _send(case)]
    return render_template("applicant/tasks.html", case=case, steps=steps)


def _about(case: Application) -> Task:
    done = bool(case.purpose and case.country and case.details.get("full_name"))
    return {
        "title": _("About you and your qualification"),
        "href": url_for("applicant.about", case_id=case.id),
        "status": _("Done") if done else _("Begin here"),
        "tone": "good" if done else "action",
    }


def _papers(case: Application, papers: list[Paper]) -> Task:
    services = get_services()
    items = queries.checklist(services.store, services.rules, case, papers)
    required = [item for item in items if item.required]
    settled = sum(item.settled for item in required)
    ready = bool(items)
    if not ready:
        status, tone = _("Not yet"), "neutral"
    elif settled == len(required):
        status, tone = _("Done"), "good"
    else:
        status = _("%(done)s of %(all)s needed", done=settled, all=len(required))
        tone = "action"
    return {
        "title": _("Your papers"),
        "href": url_for("applicant.papers", case_id=case.id) if ready else "",
        "hint": "" if ready else _("First say what it is for, and which country it is from."),
        "status": status,
        "tone": tone,
    }


def _background(case: Application, papers: list[Paper]) -> list[Task]:
    """A step of its own for who has said that a paper cannot be had, or has begun to tell."""
    services = get_services()
    told = load_background(services.store, case.id)
    items = queries.checklist(services.store, services.rules, case, papers)
    if told is None and not any(item.reason and not item.papers for item in items):
        return []
    parts = len(services.rules.questionnaire.parts)
    status = _("%(done)s of %(all)s parts", done=told.parts if told else 0, all=parts)
    return [
        {
            "title": _("Tell us about your studies"),
            "href": url_for("applicant.background", case_id=case.id),
            "hint": _("It stands in for papers that cannot be had. You need not."),
            "status": status,
            "tone": "good" if told else "neutral",
        }
    ]


def _reading(case: Application, papers: list[Paper]) -> Task:
    checked = sum(paper.confirmed_at is not None for paper in papers)
    if not papers:
        status, tone = _("Not yet"), "neutral"
    elif checked == len(papers):
        status, tone = _("Done"), "good"
    else:
        left = len(papers) - checked
        status = ngettext("%(num)s paper to check", "%(num)s papers to check", left)
        tone = "action"
    return {
        "title": _("What was read from them"),
        "href": url_for("applicant.reading", case_id=case.id) if papers else "",
        "status": status,
        "tone": tone,
    }


def _send(case: Application) -> Task:
    return {
        "title": _("Check and send"),
        "href": url_for("applicant.check", case_id=case.id),
        "hint": _("You can send it even if papers are missing. We then ask you for them."),
        "status": _("Not sent yet"),
        "tone": "neutral",
    }
