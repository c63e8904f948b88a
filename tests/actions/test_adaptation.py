"""The adaptation period: stated with evidence, confirmed, watched, assessed.

Directive 2005/36/EC, articles 3(1)(g) and 14.
"""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.erase_case import erase_case
from recognition.domain import verbs as v
from recognition.domain.case import derive
from recognition.domain.decision import Condition
from recognition.domain.events import EventKind
from recognition.domain.facts import CaseFacts
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    NextActor,
    Outcome,
    Stage,
)
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound, Stale
from recognition.store import tables as t
from recognition.store.base import new_id
from recognition.store.facts import load_facts
from recognition.store.outbox import MailKind
from recognition.store.queries.adaptation import adaptation_of
from tests.support.people import content
from tests.support.towns import Office

PRACTICE = Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward.", months=12)
TEST = Condition(kind=ConditionKind.APTITUDE_TEST, text="A practical test.")


def decided(office: Office, *conditions: Condition) -> UUID:
    """A decided case whose letter is delivered, on 2 March 2026."""
    case = office.claimed()
    office.evaluate(case, Outcome.CONDITIONAL)
    whole = content(Outcome.CONDITIONAL).model_copy(update={"conditions": conditions})
    office.desk(case, v.Propose(content=whole))
    office.desk(case, v.SignOff(proposal_id=office.ids(t.Proposal)[-1]), who=1)
    letter = v.RecordLetter(decision_id=facts(office, case).decisions[-1].id, blob="b", sha256="c")
    office.machine(case, letter)
    return case


def facts(office: Office, case: UUID) -> CaseFacts:
    with office.store.reading() as session:
        return load_facts(session, case, office.rules)


def mails(office: Office, kind: MailKind) -> list[t.Outbox]:
    with office.store.reading() as session:
        rows = session.scalars(select(t.Outbox).where(t.Outbox.kind == "mail")).all()
    return [row for row in rows if row.payload["mail"] == kind]


def said(office: Office, case: UUID, kind: EventKind) -> int:
    with office.store.reading() as session:
        query = select(t.Event).where(t.Event.case_id == case, t.Event.kind == kind)
        return len(session.scalars(query).all())


def beginning(first: date, months: int = 12) -> v.RecordAdaptation:
    return v.RecordAdaptation(place="Ward 3, under A. Nurse", first_day=first, months=months)


def statement(office: Office, first: date) -> v.StateAdaptation:
    paper = office.stored(b"%PDF-1.4 contract")
    return v.StateAdaptation(place="Ward 3", first_day=first, months=12, document_id=paper)


def wait_until(office: Office, case: UUID, *, ends: int) -> None:
    """Let deadlines pass as the workflow does, until so many have passed that are of a measure."""
    for _ in range(ends):
        wake = derive(facts(office, case)).wake_at
        assert wake is not None
        office.at = wake
        office.machine(case, v.PassDeadlines())


def test_an_assessor_records_the_beginning_and_the_end_is_watched(office: Office) -> None:
    case = decided(office, PRACTICE)
    office.go(days=30)
    office.desk(case, beginning(date(2026, 3, 16)), who=2)
    (mail,) = mails(office, MailKind.ADAPTATION_RECORDED)
    assert mail.payload["day"] == "2027-03-15"
    wait_until(office, case, ends=2)  # the term of appeal, then the reminder
    assert office.at.date() == date(2027, 2, 13)
    for kind in (MailKind.ADAPTATION_NOTICE, MailKind.ADAPTATION_ENDS):
        (mail,) = mails(office, kind)
        assert mail.payload["day"] == "2027-03-15"
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    wait_until(office, case, ends=1)
    over = derive(facts(office, case))
    assert (over.stage, over.next_actor, over.wake_at) == (
        Stage.CLOSED,
        NextActor.ASSESSOR,
        None,
    )
    assert len(mails(office, MailKind.ADAPTATION_OVER)) == 1
    assert mails(office, MailKind.ADAPTATION_TO_ASSESS)[0].payload["office"] is True
    assert facts(office, case).decisions[-1].outcome is Outcome.CONDITIONAL


def test_what_the_holder_states_counts_once_it_is_confirmed(office: Office) -> None:
    case = decided(office, PRACTICE)
    office.go(days=10)
    office.holder(case, statement(office, date(2026, 3, 9)))
    waiting = facts(office, case)
    assert derive(waiting).next_actor is NextActor.ASSESSOR
    assert len(mails(office, MailKind.ADAPTATION_STATED)) == 1
    stated = waiting.adaptations[-1]
    office.desk(case, v.ReviewAdaptation(adaptation_id=stated.id, confirmed=True), who=2)
    assert facts(office, case).adaptations[-1].confirmed_at == office.at
    assert mails(office, MailKind.ADAPTATION_RECORDED)[0].payload["day"] == "2027-03-08"
    with pytest.raises(NotAllowed):
        office.holder(case, statement(office, date(2026, 3, 10)))


def test_what_cannot_be_confirmed_is_said_why_and_can_be_stated_again(office: Office) -> None:
    """Lisbon Convention, article III.5: with reasons, and nothing is refused."""
    case = decided(office, PRACTICE)
    office.go(days=10)
    office.holder(case, statement(office, date(2026, 3, 9)))
    first = facts(office, case).adaptations[-1]
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, v.ReviewAdaptation(adaptation_id=first.id, confirmed=False))
    assert caught.value.code is ErrorCode.REASON_MISSING
    no = v.ReviewAdaptation(adaptation_id=first.id, confirmed=False, reason="No employer named.")
    office.desk(case, no)
    assert len(mails(office, MailKind.ADAPTATION_DECLINED)) == 1
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    office.holder(case, statement(office, date(2026, 3, 10)))
    with pytest.raises(Stale):
        office.desk(case, no.model_copy(update={"adaptation_id": new_id()}))
    with pytest.raises(Stale):
        office.desk(case, no)
    second = facts(office, case).adaptations[-1]
    office.desk(case, v.ReviewAdaptation(adaptation_id=second.id, confirmed=True))


def test_her_evidence_is_her_own_and_lies_in_the_file(office: Office) -> None:
    case = decided(office, PRACTICE)
    office.go(days=10)
    with pytest.raises(NotFound):
        foreign = statement(office, date(2026, 3, 9)).model_copy(update={"document_id": new_id()})
        office.holder(case, foreign)
    verb = statement(office, date(2026, 3, 9))
    office.holder(case, verb)
    assert verb.document_id in {paper.id for paper in facts(office, case).documents}


def test_the_choice_is_hers_before_anything_begins(office: Office) -> None:
    """Directive 2005/36/EC, article 14(2)."""
    case = decided(office, PRACTICE, TEST)
    office.go(days=10)
    for act in (
        lambda: office.desk(case, beginning(date(2026, 3, 9))),
        lambda: office.holder(case, statement(office, date(2026, 3, 9))),
    ):
        with pytest.raises(NotAllowed):
            act()
    chosen = facts(office, case).decisions[-1].id
    office.holder(case, v.ChooseMeasure(decision_id=chosen, kind=ConditionKind.ADAPTATION_PERIOD))
    office.desk(case, beginning(date(2026, 3, 9)))
    (one,) = facts(office, case).adaptations
    assert one.confirmed_at is not None


def assessed(office: Office, case: UUID, result: AdaptationResult, **more: object) -> None:
    office.desk(case, v.AssessAdaptation.model_validate({"result": result, **more}), who=2)


def test_it_is_extended_within_the_longest_and_watched_again(office: Office) -> None:
    """Directive 2005/36/EC, article 14(1): three years at most."""
    case = decided(office, PRACTICE)
    office.go(days=30)
    office.desk(case, beginning(date(2026, 3, 16)))
    wait_until(office, case, ends=3)
    with pytest.raises(InvalidInput) as caught:
        assessed(office, case, AdaptationResult.EXTENDED, months=18)
    assert caught.value.code is ErrorCode.REASON_MISSING
    with pytest.raises(InvalidInput) as caught:
        assessed(office, case, AdaptationResult.EXTENDED, months=37, reason="Ill.")
    assert caught.value.code is ErrorCode.MEASURE_TOO_LONG
    assessed(office, case, AdaptationResult.EXTENDED, months=18, reason="Ill.")
    assert mails(office, MailKind.ADAPTATION_EXTENDED)[0].payload["day"] == "2027-09-15"
    again = derive(facts(office, case))
    assert again.next_actor is NextActor.NOBODY and again.wake_at is not None
    wait_until(office, case, ends=2)
    assert office.at.date() == date(2027, 9, 15), "24:00 in the office's zone"
    assert len(mails(office, MailKind.ADAPTATION_NOTICE)) == 2
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR


def test_its_assessment_is_recorded_and_refuses_nothing(office: Office) -> None:
    case = decided(office, PRACTICE)
    office.go(days=30)
    office.desk(case, beginning(date(2026, 3, 16)))
    with pytest.raises(InvalidInput) as caught:
        assessed(office, case, AdaptationResult.NOT_PASSED, reason="Alone she was not safe.")
    assert caught.value.code is ErrorCode.PERIOD_NOT_OVER
    wait_until(office, case, ends=3)
    assessed(office, case, AdaptationResult.NOT_PASSED, reason="Alone she was not safe.")
    standing = facts(office, case).standing_decision
    assert standing is not None and standing.outcome is Outcome.CONDITIONAL
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    with pytest.raises(NotAllowed):
        office.desk(case, beginning(date(2026, 4, 16)))
    assessed(office, case, AdaptationResult.EXTENDED, months=24, reason="A second year.")
    assessed(office, case, AdaptationResult.PASSED)
    assert len(mails(office, MailKind.ADAPTATION_ASSESSED)) == 2
    assert said(office, case, EventKind.ADAPTATION_ASSESSED) == 2
    with pytest.raises(NotAllowed):
        assessed(office, case, AdaptationResult.NOT_PASSED, reason="After all.")
    with office.store.reading() as session:
        rows = session.scalars(select(t.AdaptationAssessment.result)).all()
    assert rows == ["not_passed", "extended", "passed"], "none is overwritten"


def test_a_beginning_that_was_recorded_late_sends_no_reminder_of_what_is_over(
    office: Office,
) -> None:
    case = decided(office, PRACTICE)
    office.go(days=800)
    office.desk(case, beginning(date(2026, 3, 16)))
    office.machine(case, v.PassDeadlines())
    assert not mails(office, MailKind.ADAPTATION_NOTICE)
    assert not mails(office, MailKind.ADAPTATION_ENDS)
    assert len(mails(office, MailKind.ADAPTATION_TO_ASSESS)) == 1


def test_a_beginning_that_was_recorded_wrongly_is_recorded_anew(office: Office) -> None:
    case = decided(office, PRACTICE)
    office.go(days=30)
    for day in (16, 19, 23):  # all at one moment
        office.desk(case, beginning(date(2026, 3, day)))
    assert office.rows(t.AdaptationPeriod) == 3, "none is overwritten"
    wait_until(office, case, ends=2)
    assert mails(office, MailKind.ADAPTATION_NOTICE)[0].payload["day"] == "2027-03-22"


def test_it_is_erased_with_the_case(office: Office) -> None:
    case = decided(office, PRACTICE)
    office.go(days=30)
    office.holder(case, statement(office, date(2026, 3, 16)))
    office.desk(case, beginning(date(2026, 3, 16)))
    wait_until(office, case, ends=3)
    assessed(office, case, AdaptationResult.PASSED)
    office.go(days=3654)
    assert erase_case(office.store, office.rules, case, office.at)
    assert office.rows(t.AdaptationPeriod) == office.rows(t.AdaptationAssessment) == 0


def test_what_was_declined_under_an_earlier_decision_is_not_said_again(office: Office) -> None:
    case = decided(office, PRACTICE)
    office.go(days=10)
    office.holder(case, statement(office, date(2026, 3, 9)))
    first = facts(office, case).adaptations[-1]
    office.desk(case, v.ReviewAdaptation(adaptation_id=first.id, confirmed=False, reason="No."))
    shown = adaptation_of(office.store, office.rules, case)
    assert shown.declined is not None and shown.declined.decline_reason == "No."
    office.desk(case, v.Reopen(reason="A new paper came."))
    office.desk(case, v.Claim())
    whole = content(Outcome.CONDITIONAL).model_copy(update={"conditions": (PRACTICE,)})
    office.desk(case, v.Propose(content=whole))
    office.go(minutes=1)
    office.desk(case, v.SignOff(proposal_id=office.ids(t.Proposal)[-1]), who=1)
    shown = adaptation_of(office.store, office.rules, case)
    assert shown.asked and shown.declined is None
