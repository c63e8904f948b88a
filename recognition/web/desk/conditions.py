"""Conditions of a decision at the desk: what was recorded of them, and the case taken up for it."""

from collections.abc import Callable
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain import verbs
from recognition.domain.deadlines import reopened_day
from recognition.domain.vocabulary import ConditionResult, ReopenGround
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries.conditions import ConditionShown
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.opening import Opened, carry_out, make, open_case, typed
from recognition.web.forms import FieldErrors
from recognition.web.services import get_services

OTHER = "other"
"""The choice of a reason in words."""

NOT_SHOWN = "no"
"""The choice of recording nothing: the paper does not show a result."""


@blueprint.route("/cases/<uuid:case_id>/conditions/<int:number>", methods=["GET", "POST"])
def record_condition(case_id: UUID, number: int) -> ResponseReturnValue:
    """Record what came of the ``number``-th condition: ``result``, ``day`` (ISO), ``evidence``."""
    if request.method != "POST":
        return _condition(open_case(case_id), number, [])
    return carry_out(
        case_id,
        lambda: make(
            verbs.RecordCondition,
            position=number - 1,
            result=_one_of("result", tuple(ConditionResult)),
            day=typed("day"),
            evidence=typed("evidence"),
        ),
        _("It is recorded; the holder is told."),
        "decision",
        lambda errors: _condition(open_case(case_id), number, errors),
    )


@blueprint.route("/cases/<uuid:case_id>/conditions/<int:number>/review", methods=["GET", "POST"])
def review_condition(case_id: UUID, number: int) -> ResponseReturnValue:
    """Look at what the holder told: ``statement_id``, ``found`` (a result, or ``no``), ``reason``.

    With a result also ``day`` (ISO) and ``evidence``.
    """
    verb = verbs.VerbName.REVIEW_CONDITION
    if request.method != "POST":
        return _condition(open_case(case_id), number, [], verb)
    return carry_out(
        case_id,
        _reviewed,
        _("Kept; the holder is told."),
        "decision",
        lambda errors: _condition(open_case(case_id), number, errors, verb),
    )


def _reviewed() -> verbs.ReviewCondition:
    found = _one_of("found", (*ConditionResult, NOT_SHOWN))
    said = {"statement_id": typed("statement_id"), "reason": typed("reason")}
    if found == NOT_SHOWN:
        return make(verbs.ReviewCondition, **said)
    words = {"result": found, "day": typed("day"), "evidence": typed("evidence")}
    return make(verbs.ReviewCondition, **said, **words)


@blueprint.route("/cases/<uuid:case_id>/conditions/<int:number>/correct", methods=["GET", "POST"])
def correct_condition(case_id: UUID, number: int) -> ResponseReturnValue:
    """Record it anew: ``result``, ``day`` (ISO), ``evidence``, and ``mistake`` that says why."""
    verb = verbs.VerbName.CORRECT_CONDITION
    if request.method != "POST":
        return _condition(open_case(case_id), number, [], verb)
    return carry_out(
        case_id,
        lambda: make(
            verbs.CorrectCondition,
            position=number - 1,
            result=_one_of("result", tuple(ConditionResult)),
            day=typed("day"),
            evidence=typed("evidence"),
            mistake=typed("mistake"),
        ),
        _("It is recorded anew; the holder is told."),
        "decision",
        lambda errors: _condition(open_case(case_id), number, errors, verb),
    )


def _condition(
    opened: Opened,
    number: int,
    errors: FieldErrors,
    verb: verbs.VerbName = verbs.VerbName.RECORD_CONDITION,
) -> str:
    """The form of a verb about the ``number``-th condition; its template bears its name."""
    opened.need(verb)
    condition = opened.file.conditions.at(number - 1)
    if condition is None or not _OPEN_TO[verb](condition):
        raise NotFound(ErrorCode.UNKNOWN, "condition")
    return render_template(
        f"desk/{verb}.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        condition=condition,
        number=number,
        results=tuple(ConditionResult),
        sent=request.form,
    )


_OPEN_TO: dict[verbs.VerbName, Callable[[ConditionShown], bool]] = {
    verbs.VerbName.RECORD_CONDITION: lambda one: one.open,
    verbs.VerbName.REVIEW_CONDITION: lambda one: one.waiting is not None,
    verbs.VerbName.CORRECT_CONDITION: lambda one: one.correctable,
}
"""Which conditions a verb's page is about."""


@blueprint.route("/cases/<uuid:case_id>/reopen", methods=["GET", "POST"])
def reopen(case_id: UUID) -> ResponseReturnValue:
    """Take a decided case up again: ``ground`` where its conditions are fulfilled, ``reason``."""
    if request.method != "POST":
        return _reopening(open_case(case_id), [])
    return carry_out(
        case_id,
        lambda: make(verbs.Reopen, ground=_ground(), reason=typed("reason")),
        _("The case is open again."),
        "summary",
        lambda errors: _reopening(open_case(case_id), errors),
    )


def _ground() -> str | None:
    """The ground that was chosen; ``None`` for a reason in words, or where there was no choice."""
    if "ground" not in request.form:
        return None
    chosen = _one_of("ground", (*ReopenGround, OTHER))
    return None if chosen == OTHER else chosen


def _reopening(opened: Opened, errors: FieldErrors) -> str:
    opened.need(verbs.VerbName.REOPEN)
    return render_template(
        "desk/reopen.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        fulfilled=opened.file.conditions.fulfilled,
        due_day=reopened_day(opened.file.facts, get_services().clock()),
        ground=typed("ground") or ReopenGround.CONDITION_FULFILLED,
        value=typed("reason"),
    )


def _one_of(name: str, known: tuple[str, ...]) -> str:
    if typed(name) not in known:
        raise InvalidInput(ErrorCode.MISSING_VALUE, name)
    return typed(name)
