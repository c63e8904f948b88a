"""Conditions that are fulfilled: recorded, taken up again, decided anew by two people.

Directive 2005/36/EC, article 14, and the conditions of partial and conditional outcomes.
"""

from datetime import date
from uuid import UUID

import pytest

from recognition.actions.erase_case import erase_case
from recognition.domain import verbs as v
from recognition.domain.case import derive
from recognition.domain.decision import Condition, DecisionContent
from recognition.domain.evaluation import Evaluation
from recognition.domain.events import EventKind
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    ConditionResult,
    DeadlineKind,
    ElementFinding,
    NextActor,
    Outcome,
    ReopenGround,
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
from tests.support.evaluations import element
from tests.support.people import content
from tests.support.towns import Office

CREDITS = Condition(kind=ConditionKind.MISSING_CREDITS, text="Statistics.", credits=10)
DONE, NOT_DONE = ConditionResult.FULFILLED, ConditionResult.NOT_FULFILLED
FULFILLED = v.Reopen(ground=ReopenGround.CONDITION_FULFILLED)


def result(
    office: Office, what: ConditionResult = DONE, position: int = 0, **more: object
) -> v.RecordCondition:
    given = {"day": office.at.date(), "evidence": "Minutes of the board of examiners.", **more}
    return v.RecordCondition.model_validate({"position": position, "result": what, **given})


def choose(office: Office, case: UUID, kind: ConditionKind) -> None:
    decision = facts(office, case).decisions[-1]
    office.holder(case, v.ChooseMeasure(decision_id=decision.id, kind=kind))


def newest(office: Office, case: UUID) -> DecisionContent:
    with office.store.reading() as session:
        decision = facts(office, case).decisions[-1]
        return DecisionContent.model_validate(session.get_one(t.Decision, decision.id).content)


def decide_anew(office: Office, case: UUID, outcome: Outcome = Outcome.FULL) -> Evaluation:
    """Proposed by the first, signed by the second; nothing is found anew."""
    office.desk(case, v.Claim())
    office.desk(case, v.Propose(content=content(outcome)))
    office.go(minutes=1)
    proposal = office.ids(t.Proposal)[-1]
    with pytest.raises(NotAllowed) as caught:
        office.desk(case, v.SignOff(proposal_id=proposal))
    assert caught.value.code is ErrorCode.OWN_PROPOSAL
    office.desk(case, v.SignOff(proposal_id=proposal), who=1)
    found = newest(office, case).evaluation
    assert found is not None
    return found


def test_a_passed_test_leads_to_a_new_decision_by_two_people(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=60)
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    office.desk(case, result(office), who=2)
    assert mails(office, MailKind.CONDITION_FULFILLED)
    before = facts(office, case)
    assert derive(before).stage in (Stage.DECIDED, Stage.CLOSED), "nothing is decided by it"
    assert derive(before).next_actor is NextActor.ASSESSOR
    office.desk(case, FULFILLED)
    assert derive(facts(office, case)).stage is Stage.ASSESSMENT
    found = decide_anew(office, case)
    assert found.fulfilled is not None and found.fulfilled.version == 1
    (one,) = found.fulfilled.conditions
    assert one.kind is ConditionKind.APTITUDE_TEST and one.evidence.startswith("Minutes")
    assert found.differing and not found.substantial, "found then, and made up for since"
    first, second = facts(office, case).decisions
    assert (first.outcome, second.outcome) == (Outcome.CONDITIONAL, Outcome.FULL)
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY


def test_a_passed_period_leads_there_too(office: Office) -> None:
    case = decided(office, PRACTICE, TEST)
    choose(office, case, ConditionKind.ADAPTATION_PERIOD)
    office.go(days=30)
    office.desk(case, beginning(date(2026, 3, 16)))
    office.go(days=200)
    office.desk(case, v.AssessAdaptation(result=AdaptationResult.PASSED))
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR
    with pytest.raises(NotAllowed):
        office.desk(case, result(office, position=1)), "one of the two is enough"
    office.desk(case, FULFILLED)
    found = decide_anew(office, case)
    assert found.fulfilled is not None
    assert [one.evidence for one in found.fulfilled.conditions] == ["Ward 3, under A. Nurse"]


def test_a_test_that_was_not_passed_refuses_nothing_and_can_be_repeated(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=40)
    decisions = facts(office, case).decisions
    office.desk(case, result(office, NOT_DONE))
    assert mails(office, MailKind.CONDITION_NOT_FULFILLED)
    assert facts(office, case).decisions == decisions
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, FULFILLED)
    assert caught.value.code is ErrorCode.CONDITION_OPEN
    office.go(days=40)
    office.desk(case, result(office))
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR
    assert office.rows(t.ConditionRecord) == 2, "none is overwritten"


def test_after_a_test_that_was_not_passed_an_open_choice_stays_open(office: Office) -> None:
    case = decided(office, PRACTICE, TEST)
    office.go(days=40)
    office.desk(case, result(office, NOT_DONE, 1))
    choose(office, case, ConditionKind.ADAPTATION_PERIOD)
    chosen = decided(office, PRACTICE, TEST)
    choose(office, chosen, ConditionKind.APTITUDE_TEST)
    office.go(days=40)
    office.desk(chosen, result(office, NOT_DONE, 1))
    with pytest.raises(InvalidInput) as caught:
        choose(office, chosen, ConditionKind.ADAPTATION_PERIOD)
    assert caught.value.code is ErrorCode.NOTHING_TO_CHOOSE


def test_who_has_passed_the_test_has_nothing_left_to_choose(office: Office) -> None:
    case = decided(office, PRACTICE, TEST)
    office.go(days=40)
    office.desk(case, result(office, DONE, 1))
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR
    with pytest.raises(InvalidInput) as caught:
        choose(office, case, ConditionKind.ADAPTATION_PERIOD)
    assert caught.value.code is ErrorCode.NOTHING_TO_CHOOSE


def test_nobody_is_reminded_of_a_test_that_was_passed(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office))
    wait_until(office, case, ends=1)
    assert facts(office, case).has_passed(DeadlineKind.APPEAL)
    assert derive(facts(office, case)).wake_at is None
    assert not mails(office, MailKind.TEST_NOTICE) and not mails(office, MailKind.TEST_TERM_ENDED)


def test_missing_credits_are_a_condition_like_a_test(office: Office) -> None:
    """All that was asked for must be done before the case is taken up for it."""
    case = decided(office, CREDITS, TEST)
    office.go(days=40)
    office.desk(case, result(office, evidence="Transcript of the course."))
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    with pytest.raises(Stale):
        office.desk(case, result(office)), "it is fulfilled"
    office.desk(case, result(office, position=1))
    office.desk(case, FULFILLED)
    found = decide_anew(office, case)
    assert found.fulfilled is not None
    assert [one.kind for one in found.fulfilled.conditions] == [CREDITS.kind, TEST.kind]


def test_a_difference_that_was_made_up_for_is_held_against_nobody(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office))
    office.desk(case, FULFILLED)
    office.desk(case, v.Claim())
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, v.Propose(content=content(Outcome.REFUSAL)))
    assert caught.value.code is ErrorCode.DIFFERENCE_NOT_FOUND


def test_a_difference_that_is_found_anew_counts(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office))
    office.desk(case, FULFILLED)
    office.desk(case, v.Claim())
    found = element(ElementFinding.SUBSTANTIAL, text="Found since.")
    office.desk(case, v.RecordFinding(finding=found))
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, v.Propose(content=content(Outcome.FULL)))
    assert caught.value.code is ErrorCode.EVALUATION_CONTRADICTS


def test_what_was_fulfilled_stays_so_when_the_case_is_taken_up_once_more(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office))
    office.desk(case, FULFILLED)
    decide_anew(office, case)
    with pytest.raises(InvalidInput):
        office.desk(case, FULFILLED)
    office.desk(case, v.Reopen(reason="A name was changed by law."))
    assert not decide_anew(office, case).substantial


def test_a_condition_of_a_corrected_decision_stays_fulfilled(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office))
    standing = facts(office, case).decisions[-1]
    slip = v.CorrectSlip(decision_id=standing.id, wrong="test", right="Test", reason="A slip.")
    office.desk(case, slip)
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR
    office.desk(case, FULFILLED)
    assert not decide_anew(office, case).substantial


@pytest.mark.parametrize(
    ("more", "code", "subject"),
    [
        ({"day": date(2026, 3, 1)}, ErrorCode.DAY_NOT_POSSIBLE, "day"),
        ({"day": date(2026, 12, 1)}, ErrorCode.DAY_NOT_POSSIBLE, "day"),
        ({"evidence": ""}, ErrorCode.MISSING_VALUE, "evidence"),
    ],
)
def test_a_result_has_a_possible_day_and_evidence(
    office: Office, more: dict[str, object], code: ErrorCode, subject: str
) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, result(office, **more))
    assert (caught.value.code, caught.value.subject) == (code, subject)
    assert office.rows(t.ConditionRecord) == said(office, case, EventKind.CONDITION_RECORDED) == 0


def test_it_is_erased_with_the_case(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, result(office))
    wait_until(office, case, ends=1)
    office.go(days=3700)
    assert erase_case(office.store, office.rules, case, office.at)
    assert office.rows(t.ConditionRecord) == 0
