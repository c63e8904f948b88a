"""Proposals and sign-off: four eyes, rounds, versions; and delays, letters, reopening."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.perform import perform
from recognition.domain.deadlines import DueBasis
from recognition.domain.decision import DecisionContent
from recognition.domain.verbs import (
    Act,
    AnnounceDelay,
    Claim,
    ExplainNames,
    PassDeadlines,
    Propose,
    RecordLetter,
    Reopen,
    RetractProposal,
    SendBack,
    SignOff,
    Withdraw,
)
from recognition.domain.vocabulary import NextActor, Outcome, Purpose, Role, Stage
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound, Stale
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.facts import load_facts
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.queries.progress import decisions
from tests.support.facts import utc
from tests.support.people import HOLDER, content
from tests.support.towns import Office


def newest(office: Office) -> UUID:
    return office.ids(tables.Proposal)[-1]


def versions(office: Office) -> list[tables.Decision]:
    with office.store.reading() as session:
        return list(session.scalars(select(tables.Decision).order_by(tables.Decision.version)))


def view(office: Office, case: UUID) -> tables.CaseView:
    with office.store.reading() as session:
        return session.get_one(tables.CaseView, case)


def letter(office: Office, case: UUID, place: int = -1, digest: str = "c") -> Stage:
    decision = versions(office)[place].id
    return office.machine(case, RecordLetter(decision_id=decision, blob="b", sha256=digest)).stage


def mails(office: Office) -> list[str]:
    with office.store.reading() as session:
        rows = session.scalars(select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.MAIL))
        return [row.payload["mail"] for row in rows]


def test_signing_freezes_a_version_with_all_that_its_letter_prints(office: Office) -> None:
    office.decided()
    (decision,) = versions(office)
    assert (decision.version, decision.content["outcome"]) == (1, Outcome.REFUSAL)
    assert [decision.proposer_id, decision.signer_id] == office.assessors[:2]
    assert decision.snapshot["holder"] == HOLDER
    assert decision.snapshot["signed_day"] == "2026-03-02"
    assert decision.snapshot["appeal_day"] == "2026-04-02"
    with office.store.reading() as session:
        rows = session.scalars(select(tables.Outbox).where(tables.Outbox.kind == "letter")).all()
    assert [row.subject_id for row in rows] == [decision.id]


@pytest.mark.parametrize(
    ("signed_on", "delivered_on", "last"),
    [(3, 3, 6), (4, 4, 6), (3, 10, 10)],  # Good Friday and a Saturday are no working days
)
def test_letter_and_page_name_the_day_on_which_the_term_of_appeal_ends(
    office: Office, signed_on: int, delivered_on: int, last: int
) -> None:
    """Directive 2005/36/EC, article 51(3); Regulation 1182/71, article 3(4): a working day."""
    office.purpose = Purpose.PROFESSIONAL
    office.at = utc(2026, 3, signed_on, 9)
    case = office.decided(Outcome.FULL)
    assert versions(office)[0].snapshot["appeal_day"] == "2026-04-06"
    office.at = utc(2026, 3, delivered_on, 10)
    letter(office, case)
    (shown,) = decisions(office.store, case)
    with office.store.reading() as session:
        facts = load_facts(session, case, office.rules)
    assert shown.appeal_day == facts.fixed["appeal"].day == date(2026, 4, last)


def test_nobody_signs_the_own_proposal_nor_a_machine_any(office: Office) -> None:
    """Four eyes; GDPR, article 22."""
    case = office.proposed()
    sign = SignOff(proposal_id=newest(office))
    with pytest.raises(NotAllowed) as caught:
        office.desk(case, sign)
    assert caught.value.code is ErrorCode.OWN_PROPOSAL
    for act in (office.machine, office.holder, office.asked):
        with pytest.raises(NotAllowed):
            act(case, sign)
    assert not versions(office)


def test_sent_back_it_comes_again_as_a_new_round(office: Office) -> None:
    case = office.proposed()
    old = newest(office)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, SendBack(proposal_id=old, reason=""), who=1)
    assert caught.value.code is ErrorCode.REASON_MISSING
    after = office.desk(case, SendBack(proposal_id=old, reason="Name the level."), who=1)
    assert (after.stage, after.next_actor) == (Stage.ASSESSMENT, NextActor.ASSESSOR)
    office.evaluate(case)
    office.desk(case, Propose(content=content(Outcome.PARTIAL)))
    with pytest.raises(Stale):
        office.desk(case, SignOff(proposal_id=old), who=1)
    with pytest.raises(Stale):
        office.desk(case, SignOff(proposal_id=new_id()), who=1)
    office.desk(case, SignOff(proposal_id=newest(office)), who=1)
    with office.store.reading() as session:
        rounds = session.scalars(select(tables.Proposal).order_by(tables.Proposal.round)).all()
    assert [(r.round, r.approved) for r in rounds] == [(1, False), (2, True)]


def test_a_proposal_can_be_taken_back_by_its_author_alone(office: Office) -> None:
    case = office.proposed()
    with pytest.raises(NotAllowed):
        office.desk(case, RetractProposal(), who=1)
    assert office.desk(case, RetractProposal()).stage is Stage.ASSESSMENT
    with pytest.raises(NotAllowed):
        office.desk(case, SignOff(proposal_id=newest(office)), who=1)


def test_a_page_that_is_older_than_the_case_signs_nothing(office: Office) -> None:
    case = office.proposed()
    verb = SignOff(proposal_id=newest(office))

    def sign(revision: int) -> Act:
        return Act(
            action_id=new_id(),
            role=Role.ASSESSOR,
            person_id=office.assessors[1],
            revision=revision,
            verb=verb,
        )

    shown = view(office, case).revision
    office.holder(case, ExplainNames(explanation="I married."))
    with pytest.raises(Stale) as caught:
        perform(office.store, office.rules, case, sign(shown), office.at)
    assert caught.value.code is ErrorCode.CASE_MOVED_ON
    perform(office.store, office.rules, case, sign(view(office, case).revision), office.at)
    assert len(versions(office)) == 1


def test_a_refusal_without_its_grounds_is_not_even_proposed(office: Office) -> None:
    """Lisbon Convention, articles III.3 and III.5."""
    case = office.claimed()
    with pytest.raises(InvalidInput):
        bare = DecisionContent(outcome=Outcome.REFUSAL, reasons="No.")
        office.desk(case, Propose(content=bare))
    assert office.rows(tables.Proposal) == 0


def test_a_letter_is_made_once(office: Office) -> None:
    case = office.decided()
    letter(office, case)
    made = versions(office)[0]
    office.go(days=1)
    letter(office, case, digest="other")
    again = versions(office)[0]
    assert (again.letter_at, again.letter_sha256) == (made.letter_at, "c")
    assert mails(office).count(MailKind.DECISION) == 1
    other = office.submitted()
    with pytest.raises(NotFound):
        office.machine(other, RecordLetter(decision_id=made.id, blob="b", sha256="c"))


def test_reopened_it_gets_a_new_version_and_the_old_one_stays(office: Office) -> None:
    case = office.decided()
    letter(office, case)
    with pytest.raises(InvalidInput):
        office.desk(case, Reopen(reason=" "))
    office.go(days=10)
    told = mails(office).count(MailKind.NEW_DATE)
    after = office.desk(case, Reopen(reason="A new paper came."))
    assert after.stage is Stage.ASSESSMENT
    assert after.due_day == date(2026, 7, 12)
    assert mails(office).count(MailKind.NEW_DATE) == told + 1
    office.desk(case, Claim(), who=2)
    office.go(hours=1)
    office.evaluate(case, Outcome.FULL, who=2)
    office.desk(case, Propose(content=content()), who=2)
    office.go(hours=1)
    office.desk(case, SignOff(proposal_id=newest(office)), who=0)
    assert view(office, case).stage == Stage.DECIDED
    assert [d.content["outcome"] for d in versions(office)] == [Outcome.REFUSAL, Outcome.FULL]
    assert versions(office)[1].snapshot["version"] == 2


def test_a_letter_that_is_late_reaches_who_withdrew_after_a_reopening(office: Office) -> None:
    case = office.decided()
    office.desk(case, Reopen(reason="A new paper came."))
    office.holder(case, Withdraw())
    assert letter(office, case) is Stage.WITHDRAWN


def test_a_decided_case_closes_when_the_term_of_appeal_ends(office: Office) -> None:
    case = office.decided()
    assert view(office, case).wake_at is None  # nothing was delivered yet
    letter(office, case)
    office.at = view(office, case).wake_at
    after = office.machine(case, PassDeadlines())
    assert (after.stage, after.next_actor, after.wake_at) == (
        Stage.CLOSED,
        NextActor.NOBODY,
        None,
    )
    assert office.desk(case, Reopen(reason="An error was found.")).stage is Stage.ASSESSMENT


def test_a_delay_is_announced_once_a_term_with_reason_and_date(office: Office) -> None:
    """Revised Recommendation (2010): the reason and a new date."""
    case = office.claimed()
    day = date(2026, 8, 3)
    for new_date, reason, code in (
        (day, " ", ErrorCode.REASON_MISSING),
        (date(2026, 7, 2), "Ill.", ErrorCode.BAD_VALUE),
        (date(2026, 11, 3), "Ill.", ErrorCode.BAD_VALUE),
    ):
        with pytest.raises(InvalidInput) as caught:
            office.desk(case, AnnounceDelay(new_date=new_date, reason=reason))
        assert caught.value.code is code
    after = office.desk(case, AnnounceDelay(new_date=day, reason="Illness in the office."))
    assert after.due_day == day
    assert view(office, case).due_basis == DueBasis.ANNOUNCED_DELAY
    assert MailKind.NEW_DATE in mails(office)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, AnnounceDelay(new_date=date(2026, 8, 4), reason="Ill again."))
    assert caught.value.code is ErrorCode.MORE_TIME_ONLY_ONCE


def test_an_old_page_hears_that_the_case_moved_on_even_where_its_stage_changed(
    office: Office,
) -> None:
    case = office.proposed()
    seen, proposal = view(office, case).revision, newest(office)
    office.desk(case, SendBack(proposal_id=proposal, reason="No."), who=1)
    act = Act(
        action_id=new_id(),
        role=Role.ASSESSOR,
        person_id=office.assessors[1],
        revision=seen,
        verb=SignOff(proposal_id=proposal),
    )
    with pytest.raises(Stale):
        perform(office.store, office.rules, case, act, office.at)
    own = act.model_copy(update={"person_id": office.assessors[0], "action_id": new_id()})
    office.desk(case, Propose(content=content()))
    with pytest.raises(NotAllowed) as caught:
        perform(office.store, office.rules, case, own, office.at)
    assert caught.value.code is ErrorCode.OWN_PROPOSAL


def test_a_late_delay_leads_to_a_day_that_is_still_to_come(office: Office) -> None:
    case = office.claimed()
    office.at = utc(2026, 7, 20, 9)
    for day in (date(2026, 7, 3), date(2026, 7, 20)):
        with pytest.raises(InvalidInput) as caught:
            office.desk(case, AnnounceDelay(new_date=day, reason="Ill."))
        assert caught.value.code is ErrorCode.BAD_VALUE
    day = date(2026, 7, 21)
    assert office.desk(case, AnnounceDelay(new_date=day, reason="Ill.")).due_day == day


def test_a_reopened_case_has_a_delay_of_its_own(office: Office) -> None:
    case = office.claimed()
    office.desk(case, AnnounceDelay(new_date=date(2026, 10, 30), reason="Ill."))
    office.desk(case, Propose(content=content()))
    office.go(hours=1)
    office.desk(case, SignOff(proposal_id=newest(office)), who=1)
    office.go(hours=1)
    after = office.desk(case, Reopen(reason="An error."))
    assert after.due_day == date(2026, 7, 2)
    assert view(office, case).due_basis == DueBasis.COMPLETE_FILE
    day = date(2026, 7, 20)
    assert office.desk(case, AnnounceDelay(new_date=day, reason="Ill.")).due_day == day
