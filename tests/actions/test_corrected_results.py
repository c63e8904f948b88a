"""A result that was recorded by mistake is recorded anew, with a reason and its trace."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain import adaptation
from recognition.domain import verbs as v
from recognition.domain.case import derive
from recognition.domain.events import EventKind
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    DeadlineKind,
    NextActor,
    Outcome,
    Stage,
)
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, Stale
from recognition.store import tables as t
from recognition.store.outbox import MailKind
from tests.actions.test_adaptation import (
    PRACTICE,
    TEST,
    beginning,
    decided,
    facts,
    mails,
    said,
    wait_until,
)
from tests.actions.test_conditions import (
    DONE,
    FULFILLED,
    NOT_DONE,
    choose,
    decide_anew,
    result,
)
from tests.support.towns import Office


def anew(office: Office, what: object = NOT_DONE, **more: object) -> v.CorrectCondition:
    given = {"day": office.at.date(), "evidence": "Minutes of another candidate.", **more}
    mistake = {"mistake": "Two candidates of one name."}
    return v.CorrectCondition.model_validate({"position": 0, "result": what, **mistake, **given})


@pytest.fixture
def passed(office: Office) -> UUID:
    """A decision that asks for a test, recorded as passed after twenty days."""
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office), who=2)
    return case


def test_a_result_recorded_by_mistake_is_recorded_anew_with_its_trace(
    office: Office, passed: UUID
) -> None:
    assert derive(facts(office, passed)).next_actor is NextActor.ASSESSOR
    decisions = facts(office, passed).decisions
    office.desk(passed, anew(office))
    with office.store.reading() as session:
        first, second = session.scalars(select(t.ConditionRecord).order_by(t.ConditionRecord.id))
        assert (first.result, second.result) == (DONE, NOT_DONE), "none is overwritten"
        assert first.correction_reason is None
        assert second.correction_reason == "Two candidates of one name."
        assert second.author_id == office.assessors[0]
    assert said(office, passed, EventKind.CONDITION_CORRECTED) == 1
    assert mails(office, MailKind.CONDITION_CORRECTED), "the holder is told"
    assert facts(office, passed).decisions == decisions, "it decides nothing"
    assert derive(facts(office, passed)).next_actor is NextActor.NOBODY
    with pytest.raises(InvalidInput) as caught:
        office.desk(passed, FULFILLED)
    assert caught.value.code is ErrorCode.CONDITION_OPEN
    office.desk(passed, result(office))
    assert derive(facts(office, passed)).next_actor is NextActor.ASSESSOR


def test_only_whom_the_office_has_named_records_it_anew(office: Office, passed: UUID) -> None:
    for who in (1, 2):
        with pytest.raises(NotAllowed) as caught:
            office.desk(passed, anew(office), who=who)
        assert caught.value.code is ErrorCode.RIGHT_MISSING
    with pytest.raises(InvalidInput) as missing:
        office.desk(passed, anew(office, mistake=""))
    assert (missing.value.code, missing.value.subject) == (ErrorCode.REASON_MISSING, "mistake")
    assert office.rows(t.ConditionRecord) == 1


def test_what_a_reopened_case_rests_on_is_not_recorded_anew(office: Office, passed: UUID) -> None:
    """Two people look at it then; afterwards another decision stands."""
    office.desk(passed, FULFILLED)
    with pytest.raises(NotAllowed) as caught:
        office.desk(passed, anew(office))
    assert caught.value.code is ErrorCode.STAGE_FORBIDS
    decide_anew(office, passed, Outcome.FULL)
    with pytest.raises(NotAllowed):
        office.desk(passed, anew(office))


def test_where_nothing_was_recorded_there_is_nothing_to_put_right(office: Office) -> None:
    case = decided(office, TEST, PRACTICE)
    office.go(days=20)
    with pytest.raises(NotAllowed):
        office.desk(case, anew(office))
    office.desk(case, result(office, NOT_DONE))
    with pytest.raises(Stale):
        office.desk(case, anew(office, position=1))


def test_she_can_choose_and_is_reminded_again(office: Office) -> None:
    """Directive 2005/36/EC, article 14(2) and (7): a test that was not passed after all."""
    case = decided(office, PRACTICE, TEST)
    office.go(days=20)
    office.desk(case, result(office, DONE, 1))
    office.desk(case, anew(office, position=1))
    wait_until(office, case, ends=2)
    assert facts(office, case).has_passed(DeadlineKind.APTITUDE_TEST_NOTICE)
    assert mails(office, MailKind.TEST_NOTICE)
    choose(office, case, ConditionKind.ADAPTATION_PERIOD)


def test_after_its_last_day_nobody_is_reminded_of_a_day_that_is_over(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office))
    wait_until(office, case, ends=1)
    office.go(days=400)
    office.desk(case, anew(office))
    office.machine(case, v.PassDeadlines())
    assert not mails(office, MailKind.TEST_NOTICE) and mails(office, MailKind.TEST_TERM_ENDED)
    assert derive(facts(office, case)).stage is Stage.CLOSED


@pytest.fixture
def practised(office: Office) -> UUID:
    """An adaptation period of twelve months that began on 16 March 2026, 200 days later."""
    case = decided(office, PRACTICE)
    office.go(days=30)
    office.desk(case, beginning(date(2026, 3, 16), 12))
    office.go(days=200)
    return case


def assessed(what: AdaptationResult, **more: object) -> v.CorrectAdaptation:
    given = {"mistake": "Another ward.", "reason": "Not safe alone.", **more}
    return v.CorrectAdaptation.model_validate({"result": what, **given})


def test_an_assessment_recorded_by_mistake_is_recorded_anew(
    office: Office, practised: UUID
) -> None:
    office.desk(practised, v.AssessAdaptation(result=AdaptationResult.PASSED), who=2)
    assert derive(facts(office, practised)).next_actor is NextActor.ASSESSOR
    with pytest.raises(NotAllowed) as caught:
        office.desk(practised, assessed(AdaptationResult.EXTENDED, months=18), who=2)
    assert caught.value.code is ErrorCode.RIGHT_MISSING
    for wrong in ({"mistake": ""}, {"reason": ""}):
        with pytest.raises(InvalidInput):
            office.desk(practised, assessed(AdaptationResult.EXTENDED, months=18, **wrong))
    with pytest.raises(InvalidInput) as early:
        office.desk(practised, assessed(AdaptationResult.NOT_PASSED))
    assert early.value.code is ErrorCode.PERIOD_NOT_OVER, "nobody fails early"
    office.desk(practised, assessed(AdaptationResult.EXTENDED, months=18))
    found = adaptation.period(facts(office, practised))
    assert found is not None and (found.months, found.result) == (18, None)
    assert derive(facts(office, practised)).next_actor is NextActor.NOBODY
    assert said(office, practised, EventKind.ADAPTATION_CORRECTED) == 1
    assert office.rows(t.AdaptationAssessment) == 2, "none is overwritten"


def test_a_period_that_was_made_too_long_by_mistake_is_made_shorter(
    office: Office, practised: UUID
) -> None:
    longer = v.AssessAdaptation(result=AdaptationResult.EXTENDED, months=36, reason="Illness.")
    office.desk(practised, longer)
    with pytest.raises(InvalidInput):
        office.desk(practised, assessed(AdaptationResult.EXTENDED, months=12))
    office.desk(practised, assessed(AdaptationResult.EXTENDED, months=18))
    found = adaptation.period(facts(office, practised))
    assert found is not None and found.months == 18


def test_an_assessment_on_which_a_reopened_case_rests_stays(
    office: Office, practised: UUID
) -> None:
    office.desk(practised, v.AssessAdaptation(result=AdaptationResult.PASSED))
    office.desk(practised, FULFILLED)
    with pytest.raises(NotAllowed) as caught:
        office.desk(practised, assessed(AdaptationResult.EXTENDED, months=18))
    assert caught.value.code is ErrorCode.STAGE_FORBIDS
