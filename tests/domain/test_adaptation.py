"""When an adaptation period ends, who may record what of it, and what nothing of it does.

Directive 2005/36/EC, articles 3(1)(g) and 14.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recognition.domain.adaptation import check_beginning, check_result, last_day
from recognition.domain.case import derive, may
from recognition.domain.deadlines import deadlines, erasure_term
from recognition.domain.facts import AdaptationFact, CaseFacts, DecisionFact
from recognition.domain.verbs import VerbName as V
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    DeadlineKind,
    NextActor,
    Role,
    Stage,
)
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.base import new_id
from tests.support.facts import APPLICANT, assessor, decision, facts, utc

DESK = {V.RECORD_ADAPTATION, V.REVIEW_ADAPTATION, V.ASSESS_ADAPTATION}
BOTH = {DeadlineKind.ADAPTATION_NOTICE, DeadlineKind.ADAPTATION}
OVER = (DeadlineKind.APPEAL, utc(2026, 6, 4, 23))
"""The term of appeal against a decision of 4 May 2026."""


def asking(**more: Any) -> DecisionFact:
    given = {"adaptation": True, "adaptation_months": 12, "adaptation_max_months": 36, **more}
    return decision(**given)


def practice(standing: DecisionFact, **more: Any) -> AdaptationFact:
    """A year from 1 June 2026, recorded on that day."""
    at = utc(2026, 6, 1)
    given = {"confirmed_at": at, "notice_days": 30, **more}
    return AdaptationFact(new_id(), standing.id, date(2026, 6, 1), 12, at, **given)


def in_practice(standing: DecisionFact | None = None, **more: Any) -> CaseFacts:
    standing = standing or asking()
    return facts(decisions=(standing,), adaptations=(practice(standing, **more),))


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 6, 1), 12, date(2027, 5, 31)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 6, 15), 1, date(2026, 7, 14)),
        (date(2028, 2, 29), 36, date(2031, 2, 28)),
    ],
)
def test_the_last_day_follows_from_the_first_which_counts(
    first: date, months: int, last: date
) -> None:
    assert last_day(first, months) == last


def test_its_end_is_a_deadline_with_a_reminder() -> None:
    """Directive 2005/36/EC, article 3(1)(g)."""
    ahead = {one.kind: one.at for one in deadlines(in_practice())}
    assert ahead[DeadlineKind.ADAPTATION] == utc(2027, 5, 31, 23)
    assert ahead[DeadlineKind.ADAPTATION_NOTICE] == utc(2027, 4, 30, 23)


@pytest.mark.parametrize(
    "case",
    [
        in_practice(confirmed_at=None, notice_days=None),
        in_practice(declined_at=utc(2026, 6, 2), confirmed_at=None, notice_days=None),
        in_practice(result=AdaptationResult.PASSED),
        in_practice(asking(adaptation=False)),
        in_practice(asking(choice=True)),
        in_practice(asking(choice=True, measure=ConditionKind.APTITUDE_TEST)),
        replace(in_practice(), reopened_at=utc(2026, 7, 1)),
        replace(in_practice(), withdrawn_at=utc(2026, 7, 1)),
    ],
)
def test_where_no_period_goes_on_nobody_is_reminded_of_one(case: CaseFacts) -> None:
    """Only stated, declined, passed, not asked for, not chosen, or no longer decided so."""
    assert not BOTH & {one.kind for one in deadlines(case)}


def test_a_closed_case_waits_for_its_end_and_then_for_the_office() -> None:
    case = replace(in_practice(), passed=frozenset({OVER}))
    assert derive(case).stage is Stage.CLOSED
    assert derive(case).next_actor is NextActor.NOBODY
    assert derive(case).wake_at == utc(2027, 4, 30, 23)
    over = replace(case, passed=case.passed | {(one.kind, one.at) for one in deadlines(case)})
    found = derive(over)
    assert (found.stage, found.next_actor, found.wake_at) == (
        Stage.CLOSED,
        NextActor.ASSESSOR,
        None,
    )
    assert may(assessor(), V.ASSESS_ADAPTATION, over) is None


def test_its_end_alone_decides_nothing() -> None:
    """The decision stands, and the holder's rights are those from before."""
    case = replace(in_practice(), passed=frozenset({OVER}))
    over = replace(case, passed=case.passed | {(one.kind, one.at) for one in deadlines(case)})
    assert over.standing_decision == case.standing_decision
    assert derive(over).allowed[Role.APPLICANT] == derive(case).allowed[Role.APPLICANT]


def test_nothing_is_erased_while_it_goes_on() -> None:
    short = in_practice()
    short = replace(
        short,
        regime=short.regime.model_copy(update={"keep_closed_years": 1}),
        passed=frozenset({OVER}),
    )
    term = erasure_term(short)
    assert term is not None and term.day == date(2028, 6, 1)


def test_the_holder_states_it_and_an_assessor_looks_at_it() -> None:
    standing = asking()
    nothing = facts(decisions=(standing,))
    assert may(APPLICANT, V.STATE_ADAPTATION, nothing) is None
    assert DESK & derive(nothing).allowed[Role.ASSESSOR] == {V.RECORD_ADAPTATION}
    waiting = in_practice(standing, confirmed_at=None, notice_days=None)
    assert derive(waiting).next_actor is NextActor.ASSESSOR
    assert DESK & derive(waiting).allowed[Role.ASSESSOR] == DESK - {V.ASSESS_ADAPTATION}
    recorded = in_practice(standing)
    assert may(APPLICANT, V.STATE_ADAPTATION, recorded) is ErrorCode.STAGE_FORBIDS
    assert DESK & derive(recorded).allowed[Role.ASSESSOR] == DESK - {V.REVIEW_ADAPTATION}


def test_what_was_passed_stays_passed() -> None:
    passed = in_practice(result=AdaptationResult.PASSED)
    assert not DESK & derive(passed).allowed[Role.ASSESSOR]
    failed = in_practice(result=AdaptationResult.NOT_PASSED)
    assert DESK & derive(failed).allowed[Role.ASSESSOR] == {V.ASSESS_ADAPTATION}


def test_a_correction_keeps_it_and_a_new_decision_asks_anew() -> None:
    first = asking()
    slip = asking(version=2, corrects=first.id)
    corrected = replace(in_practice(first), decisions=(first, slip))
    assert {one.kind for one in deadlines(corrected)} >= BOTH
    other = asking(version=2, signed_at=utc(2026, 8, 3))
    anew = replace(in_practice(first), decisions=(first, other), reopened_at=utc(2026, 7, 1))
    assert not BOTH & {one.kind for one in deadlines(anew)}
    assert may(APPLICANT, V.STATE_ADAPTATION, anew) is None


@pytest.mark.parametrize(
    ("first", "months", "code", "subject"),
    [
        (date(2026, 5, 3), 12, ErrorCode.DAY_NOT_POSSIBLE, "first_day"),
        (date(2026, 7, 2), 12, ErrorCode.DAY_NOT_POSSIBLE, "first_day"),
        (date(2026, 6, 1), 13, ErrorCode.MEASURE_TOO_LONG, "months"),
    ],
)
def test_it_begins_after_the_decision_and_is_no_longer_than_that_asks(
    first: date, months: int, code: ErrorCode, subject: str
) -> None:
    case, today = facts(decisions=(asking(),)), utc(2026, 7, 1)
    for day in (date(2026, 5, 4), date(2026, 7, 1)):
        check_beginning(case, day, 12, today)
    with pytest.raises(InvalidInput) as caught:
        check_beginning(case, first, months, today)
    assert (caught.value.code, caught.value.subject) == (code, subject)


def test_a_decision_without_a_length_leaves_the_laws_longest() -> None:
    """Directive 2005/36/EC, article 14(1): three years at most."""
    case = facts(decisions=(asking(adaptation_months=None),))
    check_beginning(case, date(2026, 6, 1), 36, utc(2026, 7, 1))
    with pytest.raises(InvalidInput):
        check_beginning(case, date(2026, 6, 1), 37, utc(2026, 7, 1))


R = AdaptationResult


@pytest.mark.parametrize(
    ("result", "months", "code"),
    [
        (R.NOT_PASSED, None, ErrorCode.PERIOD_NOT_OVER),
        (R.EXTENDED, None, ErrorCode.MISSING_VALUE),
        (R.EXTENDED, 12, ErrorCode.BAD_VALUE),
        (R.EXTENDED, 37, ErrorCode.MEASURE_TOO_LONG),
    ],
)
def test_nobody_fails_early_and_no_period_passes_the_laws_longest(
    result: R, months: int | None, code: ErrorCode
) -> None:
    """Directive 2005/36/EC, article 14(1)."""
    case, at = in_practice(), utc(2027, 5, 31, 22)
    with pytest.raises(InvalidInput) as caught:
        check_result(case, result, months, at, most=36)
    assert caught.value.code is code
    check_result(case, R.PASSED, None, at, most=36)
    check_result(case, R.EXTENDED, 36, at, most=36)
    check_result(case, R.NOT_PASSED, None, utc(2027, 5, 31, 23), most=36)
