"""The questionnaire for who cannot get papers: one part a page, saved part by part."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.background import Part
from recognition.domain.verbs import AnswerBackground, VerbName
from recognition.domain.vocabulary import RequestItemKind
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.store.queries.background import load_background
from recognition.web.acting import do
from recognition.web.applicant.room import again, blueprint, own, typed
from recognition.web.forms import field_errors
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/background")
def background(case_id: UUID) -> ResponseReturnValue:
    """All parts, and which are answered; once the case is decided, what was told."""
    case, services = own(case_id), get_services()
    told = load_background(services.store, case.id)
    answers = told.answers if told else {}
    may_answer = case.may(VerbName.ANSWER_BACKGROUND)
    if not may_answer and not answers:
        raise NotFound(ErrorCode.UNKNOWN, "background")
    return render_template(
        "applicant/background.html",
        case=case,
        parts=services.rules.questionnaire.parts,
        answers=answers,
        may_answer=may_answer,
        steps=part_steps(case, answers),
        asked=_asked(case),
    )


def part_steps(case: Application, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All parts as a list of tasks, and which are answered (``answers`` by part)."""
    parts = get_services().rules.questionnaire.parts
    return [_step(case, part, bool(answers.get(part.id))) for part in parts]


def _asked(case: Application) -> str:
    """Where a request waits for the questionnaire: the page on which she says that she is done."""
    services = get_services()
    for one in progress.requests(services.store, case.id, services.rules.zone):
        for item in one.items if one.answerable else ():
            if item.kind is RequestItemKind.QUESTIONNAIRE and item.answered_at is None:
                return url_for(
                    "applicant.asked_item", case_id=case.id, request_id=one.id, item_id=item.id
                )
    return ""


def _step(case: Application, part: Part, done: bool) -> dict[str, Any]:
    return {
        "title": _(part.title),
        "href": url_for("applicant.background_part", case_id=case.id, part_id=part.id),
        "status": _("Saved") if done else _("Nothing yet"),
        "tone": "good" if done else "neutral",
    }


@blueprint.get("/<uuid:case_id>/background/<part_id>")
def background_part(case_id: UUID, part_id: str) -> ResponseReturnValue:
    """The questions of one part, with what was told before."""
    case = own(case_id)
    part = _part(case, part_id)
    told = load_background(get_services().store, case.id)
    values = told.answers.get(part.id, {}) if told else {}
    return render_template("applicant/background_part.html", errors=[], **_page(case, part, values))


@blueprint.post("/<uuid:case_id>/background/<part_id>")
def answer_background(case_id: UUID, part_id: str) -> ResponseReturnValue:
    """Save the part and go on to the next; ``later`` leads to the overview instead."""
    case = own(case_id)
    part = _part(case, part_id)
    try:
        answers = {one.id: typed(one.id) for one in part.questions}
        do(case.id, AnswerBackground(part=part.id, answers=answers))
    except InvalidInput as error:
        page = _page(case, part, request.form)
        return again("applicant/background_part.html", field_errors(error), **page)
    following = get_services().rules.questionnaire.after(part.id)
    flash(_("Saved."), "good")
    if following is None or request.form.get("later"):
        back = _asked(case) or url_for("applicant.background", case_id=case.id)
        return redirect(back, 303)
    return redirect(
        url_for("applicant.background_part", case_id=case.id, part_id=following.id), 303
    )


def _part(case: Application, part_id: str) -> Part:
    part = get_services().rules.questionnaire.part(part_id)
    if part is None or VerbName.ANSWER_BACKGROUND not in case.allowed:
        raise NotFound(ErrorCode.UNKNOWN, "background")
    return part


def _page(case: Application, part: Part, values: Any) -> dict[str, Any]:
    parts = get_services().rules.questionnaire.parts
    number = [one.id for one in parts].index(part.id) + 1
    return {"case": case, "part": part, "values": values, "number": number, "count": len(parts)}
