"""The holder tells what came of a condition of the decision, and sends what shows it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.verbs import StateCondition, VerbName
from recognition.domain.vocabulary import ConditionResult
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries.applicant import Application
from recognition.store.queries.conditions import ConditionShown, conditions_of
from recognition.web.acting import do
from recognition.web.applicant.plain import CONDITIONS
from recognition.web.applicant.room import again, blueprint, own, typed, typed_day, typed_or
from recognition.web.applicant.taking import keep_all, mistakes, sent_files
from recognition.web.services import get_services
from recognition.web.words import condition_word


@blueprint.get("/<uuid:case_id>/decision/conditions/<int:number>")
def ask_condition(case_id: UUID, number: int) -> ResponseReturnValue:
    """The form for the ``number``-th condition: what came of it, the day, and a paper."""
    return render_template("applicant/condition.html", errors=[], **_page(own(case_id), number))


@blueprint.post("/<uuid:case_id>/decision/conditions/<int:number>")
def state_condition(case_id: UUID, number: int) -> ResponseReturnValue:
    """Keep it (``result``, ``day``, ``text``, ``files``) for an assessor to look at."""
    case = own(case_id)
    page = _page(case, number)
    try:
        do(case.id, _statement(number - 1))
    except InvalidInput as error:
        return again("applicant/condition.html", mistakes(error), **page)
    flash(_("Thank you. An assessor looks at it and records the result."), "good")
    return redirect(url_for("applicant.decision", case_id=case.id), 303)


def _statement(position: int) -> StateCondition:
    result, day, text = typed("result"), typed_day("day"), typed("text")
    if result not in set(ConditionResult):
        raise InvalidInput(ErrorCode.MISSING_VALUE, "result")
    if day is None:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "day")
    stored = keep_all(sent_files())
    return StateCondition(
        position=position,
        result=ConditionResult(result),
        day=day,
        text=text,
        document_id=stored[0].document_id,
    )


def _page(case: Application, number: int) -> dict[str, Any]:
    services = get_services()
    found = conditions_of(services.store, services.rules, case.id).at(number - 1)
    if VerbName.STATE_CONDITION not in case.allowed or found is None or not found.open:
        raise NotFound(ErrorCode.UNKNOWN, "condition")
    before = found.waiting or found.declined
    return {
        "case": case,
        "condition": found,
        "number": number,
        "name": CONDITIONS[found.kind],
        "options": _options(found),
        "result": typed_or("result", before.result if before else ""),
        "day": typed_or("day", before.day.isoformat() if before else ""),
        "text": typed_or("text", before.text if before else ""),
        "sent": request.method == "POST",
    }


def _options(condition: ConditionShown) -> list[tuple[ConditionResult, object, str]]:
    return [(one, condition_word(condition.kind, one), "") for one in ConditionResult]
