"""My applications: where each stands; start one, delete a draft."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.actions.delete_draft import delete_draft
from recognition.actions.start_application import start_application
from recognition.domain.vocabulary import NextActor, Stage
from recognition.store.queries import applicant as queries
from recognition.store.queries import progress
from recognition.web.applicant.after_decision import choice_waits
from recognition.web.applicant.plain import next_step, tone_of
from recognition.web.applicant.room import blueprint, own
from recognition.web.identity import signed_in
from recognition.web.services import get_services


@blueprint.get("")
def home() -> ResponseReturnValue:
    """List my applications: those that wait for me first, then the newest."""
    store = get_services().store
    cases = queries.applications(store, signed_in().account_id)
    asked = progress.asked_cases(store, signed_in().account_id)
    to_choose = {case.id for case in cases if choice_waits(case)}
    waiting = {
        case.id
        for case in cases
        if case.id in asked | to_choose
        or (case.next_actor is NextActor.APPLICANT and case.stage is not Stage.DRAFT)
    }
    rows = [
        {
            "case": case,
            "next": next_step(
                case.stage, case.next_actor, asked=case.id in asked, to_choose=case.id in to_choose
            ),
            "tone": "action" if case.id in waiting else tone_of(case.stage, case.next_actor),
        }
        for case in sorted(cases, key=lambda case: case.id not in waiting)
    ]
    return render_template("applicant/home.html", rows=rows, waiting=len(waiting))


@blueprint.post("")
def start() -> ResponseReturnValue:
    """Start an application: a draft."""
    services = get_services()
    case_id = start_application(
        services.store, services.rules, signed_in().account_id, services.clock()
    )
    return redirect(url_for("applicant.about", case_id=case_id), 303)


@blueprint.get("/<uuid:case_id>/delete")
def ask_delete(case_id: UUID) -> ResponseReturnValue:
    """Ask whether the draft shall really go."""
    return render_template("applicant/delete.html", case=own(case_id))


@blueprint.post("/<uuid:case_id>/delete")
def delete(case_id: UUID) -> ResponseReturnValue:
    """Delete the draft with its papers."""
    delete_draft(get_services().store, own(case_id).id, signed_in().account_id)
    flash(_("The draft is deleted."), "good")
    return redirect(url_for("applicant.home"), 303)
