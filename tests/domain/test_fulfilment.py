"""When what a decision asks for is done, and who is next then (2005/36/EC, article 14)."""

from dataclasses import replace
from datetime import date

import pytest

from recognition.domain.case import derive, may
from recognition.domain.facts import CaseFacts, ConditionFact
from recognition.domain.fulfilment import check_day, fulfilled, to_record
from recognition.domain.verbs import VerbName as V
from recognition.domain.vocabulary import ConditionKind as Kind
from recognition.domain.vocabulary import ConditionResult, NextActor
from recognition.errors import ErrorCode, InvalidInput
from tests.support.facts import APPLICANT, appeal, assessor, decision, facts, utc

PERIOD, TEST, CREDITS = Kind.ADAPTATION_PERIOD, Kind.APTITUDE_TEST, Kind.MISSING_CREDITS


def asked(*kinds: Kind, done: tuple[int, ...] = (), chosen: Kind | None = None) -> CaseFacts:
    """A decision of 4 May 2026 that asks for these, some of which are fulfilled."""
    both = {PERIOD, TEST} <= set(kinds)
    standing = decision(conditions=kinds, choice=both, measure=chosen, adaptation=PERIOD in kinds)
    day, good = date(2026, 6, 1), ConditionResult.FULFILLED
    records = tuple(ConditionFact(standing.id, at, kinds[at], good, day) for at in done)
    return facts(decisions=(standing,), conditions=records)


@pytest.mark.parametrize(
    ("kinds", "done", "whole"),
    [
        ((), (), False),
        ((TEST,), (), False),
        ((TEST,), (0,), True),
        ((PERIOD, TEST), (1,), True),
        ((PERIOD, TEST, CREDITS), (1,), False),
        ((PERIOD, TEST, CREDITS), (1, 2), True),
        ((CREDITS, CREDITS), (0,), False),
        ((CREDITS, CREDITS), (0, 1), True),
        ((PERIOD, CREDITS), (1,), False),
    ],
)
def test_all_that_is_asked_for_counts_and_of_two_measures_one(
    kinds: tuple[Kind, ...], done: tuple[int, ...], whole: bool
) -> None:
    case = asked(*kinds, done=done)
    assert fulfilled(case, case.decisions[-1]) is whole
    wanted = NextActor.ASSESSOR if whole else NextActor.NOBODY
    assert derive(case).next_actor is wanted


def test_the_newest_record_counts() -> None:
    case = asked(TEST, CREDITS, done=(0, 1))
    (first, second), bad = case.conditions, ConditionResult.NOT_FULFILLED
    case = replace(case, conditions=(first, replace(second, result=bad)))
    assert not fulfilled(case, case.decisions[-1]) and to_record(case) == (1,)


@pytest.mark.parametrize(("chosen", "open_"), [(None, (1, 2)), (TEST, (1, 2)), (PERIOD, (2,))])
def test_a_period_is_recorded_in_its_own_way_and_no_test_once_it_is_chosen(
    chosen: Kind | None, open_: tuple[int, ...]
) -> None:
    assert to_record(asked(PERIOD, TEST, CREDITS, chosen=chosen)) == open_


def test_an_assessor_records_it_also_while_an_appeal_is_open() -> None:
    case = asked(TEST)
    assert may(assessor(), V.RECORD_CONDITION, case) is None
    assert may(APPLICANT, V.RECORD_CONDITION, case) is ErrorCode.STAGE_FORBIDS
    appealed = replace(case, appeals=(appeal(utc(2026, 5, 20)),))
    assert may(assessor(), V.RECORD_CONDITION, appealed) is None
    assert may(assessor(), V.REOPEN, appealed) is ErrorCode.STAGE_FORBIDS
    assert may(assessor(), V.RECORD_CONDITION, asked(TEST, done=(0,))) is ErrorCode.STAGE_FORBIDS


@pytest.mark.parametrize(
    ("day", "possible"),
    [
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), True),
        (date(2026, 7, 1), True),
        (date(2026, 7, 2), False),
    ],
)
def test_it_was_between_the_decision_and_today(day: date, possible: bool) -> None:
    case, now = asked(TEST), utc(2026, 7, 1)
    if possible:
        check_day(case, day, now)
        return
    with pytest.raises(InvalidInput) as caught:
        check_day(case, day, now)
    assert (caught.value.code, caught.value.subject) == (ErrorCode.DAY_NOT_POSSIBLE, "day")
