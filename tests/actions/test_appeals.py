"""Appeals against decisions and against silence (Lisbon Convention, article III.5)."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain.events import EventKind
from recognition.domain.verbs import (
    AddNote,
    AnnounceDelay,
    Appeal,
    Claim,
    DecideAppeal,
    PassDeadlines,
    Propose,
    RecordLetter,
    RegisterConflict,
    SignOff,
    Withdraw,
    WithdrawAppeal,
)
from recognition.domain.vocabulary import AppealKind, NextActor, Outcome, Stage
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.queries.desk import Awaited, load_awaited, load_queue
from recognition.store.queries.yearly import load_counts
from tests.support.cases import events
from tests.support.facts import utc
from tests.support.towns import Office

AGAINST_DECISION = Appeal(kind=AppealKind.DECISION, grounds="My practice was not counted.")
AGAINST_SILENCE = Appeal(kind=AppealKind.SILENCE, grounds="Nobody answered me.")


def newest(office: Office) -> UUID:
    with office.store.reading() as session:
        return session.scalars(select(tables.AppealRow.id)).all()[-1]


def decide(office: Office, case: UUID, granted: bool, who: int = 2) -> Stage:
    verb = DecideAppeal(appeal_id=newest(office), granted=granted, reason="After a new look.")
    return office.desk(case, verb, who).stage


def silent(office: Office) -> UUID:
    """A case whose day has passed; the claim of its assessor has lapsed."""
    case = office.claimed()
    office.at = utc(2026, 7, 2, 23)
    office.machine(case, PassDeadlines())
    return case


def test_a_granted_appeal_takes_the_case_up_again_with_a_new_date(office: Office) -> None:
    case = office.decided()
    after = office.holder(case, AGAINST_DECISION)
    assert (after.stage, after.next_actor) == (Stage.UNDER_APPEAL, NextActor.ASSESSOR)
    office.go(days=20)
    assert decide(office, case, granted=True) is Stage.ASSESSMENT
    with office.store.reading() as session:
        view = session.get_one(tables.CaseView, case)
    assert (view.due_day, view.due_from) == (date(2026, 7, 22), date(2026, 3, 22))
    office.desk(case, Claim(), who=2)


def test_a_denied_appeal_leaves_the_decision(office: Office) -> None:
    case = office.decided()
    office.holder(case, AGAINST_DECISION)
    office.go(days=2)
    assert decide(office, case, granted=False) is Stage.DECIDED
    with pytest.raises(NotAllowed):
        office.holder(case, AGAINST_DECISION)
    with pytest.raises(NotAllowed):
        decide(office, case, granted=True)


def test_an_appeal_that_outlasts_its_term_is_still_decided(office: Office) -> None:
    case = office.decided()
    with office.store.reading() as session:
        decision = session.scalars(select(tables.Decision.id)).one()
    office.machine(case, RecordLetter(decision_id=decision, blob="b", sha256="c"))
    office.holder(case, AGAINST_DECISION)
    office.go(days=60)
    assert office.machine(case, PassDeadlines()).stage is Stage.UNDER_APPEAL
    assert decide(office, case, granted=False) is Stage.CLOSED


@pytest.mark.parametrize("who", [0, 1])
def test_neither_proposer_nor_signer_decides_it(office: Office, who: int) -> None:
    case = office.decided()
    office.holder(case, AGAINST_DECISION)
    with pytest.raises(NotAllowed) as caught:
        decide(office, case, granted=False, who=who)
    assert caught.value.code is ErrorCode.INVOLVED_BEFORE


def test_who_says_to_be_in_a_conflict_does_not_judge_it(office: Office) -> None:
    """Also after the decision, when nobody holds the case, somebody may find out that they are."""
    case = office.decided()
    office.desk(case, RegisterConflict(reason="My cousin."), who=2)
    office.holder(case, AGAINST_DECISION)
    with pytest.raises(NotAllowed) as caught:
        decide(office, case, granted=False)
    assert caught.value.code is ErrorCode.CONFLICT_OF_INTEREST


def test_it_needs_grounds_and_its_answer_a_reason(office: Office) -> None:
    case = office.decided()
    with pytest.raises(InvalidInput):
        office.holder(case, Appeal(kind=AppealKind.DECISION, grounds=" "))
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, AGAINST_SILENCE)
    assert caught.value.code is ErrorCode.BAD_VALUE
    office.holder(case, AGAINST_DECISION)
    with pytest.raises(InvalidInput):
        verb = DecideAppeal(appeal_id=newest(office), granted=True, reason="")
        office.desk(case, verb, who=2)
    with pytest.raises(NotFound):
        office.desk(case, DecideAppeal(appeal_id=new_id(), granted=True, reason="x"), who=2)


def test_silence_is_appealed_after_the_last_day_and_not_before(office: Office) -> None:
    """Lisbon Convention, article III.5; Directive 2005/36/EC, article 51(3)."""
    case = office.claimed()
    office.at = utc(2026, 7, 2, 22, 59)
    office.machine(case, PassDeadlines())
    with pytest.raises(NotAllowed) as caught:
        office.holder(case, AGAINST_SILENCE)
    assert caught.value.code is ErrorCode.STAGE_FORBIDS
    office.go(minutes=1)
    office.machine(case, PassDeadlines())
    with pytest.raises(InvalidInput):
        office.holder(case, AGAINST_DECISION)
    assert office.holder(case, AGAINST_SILENCE).stage is Stage.UNDER_APPEAL


def test_a_late_announcement_does_not_undo_silence(office: Office) -> None:
    case = silent(office)
    office.desk(case, AnnounceDelay(new_date=date(2026, 9, 1), reason="Too much to do."))
    assert office.holder(case, AGAINST_SILENCE).stage is Stage.UNDER_APPEAL


def test_nor_does_one_that_comes_before_the_silence_was_written_down(office: Office) -> None:
    """Whoever acts in the first second, or before a timer that was late, takes nothing from her."""
    case = office.claimed()
    office.at = utc(2026, 7, 2, 23)
    office.desk(case, AnnounceDelay(new_date=date(2026, 9, 1), reason="Too much to do."))
    assert mailed(office)[MailKind.SILENCE] == 1
    office.machine(case, PassDeadlines())
    assert mailed(office)[MailKind.SILENCE] == 1, "once"
    assert office.holder(case, AGAINST_SILENCE).stage is Stage.UNDER_APPEAL


def test_a_decision_that_comes_too_late_is_late_in_the_figures_whoever_was_first(
    office: Office,
) -> None:
    case = office.proposed()
    office.at = utc(2026, 7, 2, 23)
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    assert len(events(office, case, EventKind.DECISION_OVERDUE)) == 1
    with office.store.reading() as session:
        assert load_counts(session, office.rules.zone)[case].late
    assert MailKind.SILENCE not in mailed(office), "her decision comes instead"


def mailed(office: Office) -> Counter[str]:
    """How many mails of each kind were written."""
    with office.store.reading() as session:
        rows = session.scalars(select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.MAIL))
        return Counter(row.payload["mail"] for row in rows)


def test_who_kept_silent_does_not_judge_it(office: Office) -> None:
    case = silent(office)
    office.desk(case, Claim())
    office.holder(case, AGAINST_SILENCE)
    with pytest.raises(NotAllowed) as caught:
        decide(office, case, granted=False, who=0)
    assert caught.value.code is ErrorCode.INVOLVED_BEFORE
    assert decide(office, case, granted=True, who=1) is Stage.ASSESSMENT


def test_who_appealed_silence_can_still_withdraw(office: Office) -> None:
    case = silent(office)
    office.holder(case, AGAINST_SILENCE)
    assert office.holder(case, Withdraw()).stage is Stage.WITHDRAWN


def appealed_silence(office: Office) -> UUID:
    """A silent case whose holder has appealed; nobody holds it any more."""
    case = silent(office)
    office.holder(case, AGAINST_SILENCE)
    office.go(hours=1)
    return case


def test_while_silence_is_appealed_the_office_goes_on_to_decide(office: Office) -> None:
    """Lisbon Convention, article III.5: an appeal against silence must not lengthen it."""
    case = appealed_silence(office)
    office.desk(case, Claim())
    state = office.desk(case, Propose(content=office.content()))
    assert (state.stage, state.next_actor) == (Stage.UNDER_APPEAL, NextActor.SECOND_ASSESSOR)
    with pytest.raises(NotAllowed) as caught:
        office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]))
    assert caught.value.code is ErrorCode.OWN_PROPOSAL
    office.go(minutes=1)
    state = office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    assert state.stage is Stage.DECIDED


def test_the_decision_settles_the_appeal_against_its_silence(office: Office) -> None:
    case = appealed_silence(office)
    office.desk(case, Claim())
    office.desk(case, Propose(content=office.content()))
    office.go(minutes=1)
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    with office.store.reading() as session:
        row = session.scalars(select(tables.AppealRow)).one()
    assert (row.decided_at, row.decided_by, row.granted) == (office.at, None, None)
    assert events(office, case, EventKind.APPEAL_SETTLED)
    office.go(minutes=1)
    assert office.holder(case, AGAINST_DECISION).stage is Stage.UNDER_APPEAL, (
        "and it can be appealed"
    )


def test_whoever_takes_the_case_does_not_judge_its_silence(office: Office) -> None:
    case = appealed_silence(office)
    office.desk(case, Claim(), who=2)
    with pytest.raises(NotAllowed) as caught:
        decide(office, case, granted=True, who=2)
    assert caught.value.code is ErrorCode.INVOLVED_BEFORE
    assert decide(office, case, granted=True, who=1) is Stage.ASSESSMENT


def test_the_first_assessor_is_involved_after_the_claim_has_lapsed(office: Office) -> None:
    case = appealed_silence(office)
    with pytest.raises(NotAllowed) as caught:
        decide(office, case, granted=True, who=0)
    assert caught.value.code is ErrorCode.INVOLVED_BEFORE


def test_who_wrote_a_note_before_the_appeal_does_not_judge_it(office: Office) -> None:
    """Lisbon Convention, article III.5: a say in the case is a part in it."""
    case = office.decided()
    office.desk(case, AddNote(text="I would refuse it too."), who=2)
    office.go(days=1)
    office.holder(case, AGAINST_DECISION)
    third = office.assessors[2]
    assert load_queue(office.store, third).total == 0
    with pytest.raises(NotAllowed) as caught:
        decide(office, case, granted=False, who=2)
    assert caught.value.code is ErrorCode.INVOLVED_BEFORE


def test_who_examines_an_appeal_may_write_notes(office: Office) -> None:
    case = office.decided()
    office.holder(case, AGAINST_DECISION)
    office.go(days=1)
    office.desk(case, AddNote(text="The hours were counted twice."), who=2)
    assert load_queue(office.store, office.assessors[2]).total == 1
    assert decide(office, case, granted=True, who=2) is Stage.ASSESSMENT


def test_an_appeal_against_silence_is_on_the_desks_of_both(office: Office) -> None:
    case = appealed_silence(office)
    for person in office.assessors:  # one may work on, the others may judge
        assert [line.id for line in load_queue(office.store, person).lines] == [case]
    office.desk(case, Claim())
    office.desk(case, Propose(content=office.content()))
    first, *others = office.assessors
    assert load_queue(office.store, first).total == 0
    assert load_awaited(office.store, first, Awaited.SECOND_ASSESSOR).total == 1
    for person in others:
        assert load_queue(office.store, person).total == 1


def test_a_granted_appeal_against_silence_gives_the_applicant_a_new_date(office: Office) -> None:
    """Lisbon Convention, article III.5; written to her with its day, and silence is silence."""
    case = appealed_silence(office)
    before = len(mails_of(office, case))
    office.at = utc(2026, 7, 10)
    assert decide(office, case, granted=True) is Stage.ASSESSMENT
    assert mails_of(office, case)[before:] == [MailKind.APPEAL_DECIDED, MailKind.NEW_DATE]
    (moved,) = events(office, case, EventKind.DUE_DATE_CHANGED)
    assert moved.data["day"] == "2026-08-10" and moved.data["basis"] == "appeal_granted"
    office.desk(case, Claim(), who=1)
    with pytest.raises(NotAllowed):
        late = AnnounceDelay(new_date=date(2026, 9, 1), reason="Too much to do.")
        office.desk(case, late, who=1)
    with pytest.raises(NotAllowed):
        office.holder(case, AGAINST_SILENCE)
    office.at = utc(2026, 7, 26, 23)
    office.machine(case, PassDeadlines())
    assert MailKind.ORDERED_NOTICE in mails_of(office, case)
    office.at = utc(2026, 8, 10, 23)
    office.machine(case, PassDeadlines())
    assert mails_of(office, case)[-1] == MailKind.SILENCE
    assert office.holder(case, AGAINST_SILENCE).stage is Stage.UNDER_APPEAL


def take_back(office: Office, case: UUID) -> Stage:
    return office.holder(case, WithdrawAppeal(appeal_id=newest(office))).stage


def mails_of(office: Office, case: UUID) -> list[str]:
    """The kinds of the mails that go out for a case, oldest first."""
    query = select(tables.Outbox.payload).where(
        tables.Outbox.case_id == case, tables.Outbox.kind == OutboxKind.MAIL
    )
    with office.store.reading() as session:
        return [payload["mail"] for payload in session.scalars(query.order_by(tables.Outbox.id))]


def test_an_appeal_is_taken_back_and_the_decision_stands(office: Office) -> None:
    """Lisbon Convention, article III.5: to appeal is her right, and so is to leave it."""
    case = office.decided()
    office.holder(case, AGAINST_DECISION)
    assert take_back(office, case) is Stage.DECIDED
    assert events(office, case, EventKind.APPEAL_WITHDRAWN)
    assert mails_of(office, case)[-1] == MailKind.APPEAL_WITHDRAWN
    with pytest.raises(NotAllowed):
        decide(office, case, granted=True)
    with pytest.raises(NotAllowed):
        take_back(office, case)


def test_as_long_as_the_term_lasts_she_can_appeal_again(office: Office) -> None:
    case = office.decided()
    office.holder(case, AGAINST_DECISION)
    first = newest(office)
    take_back(office, case)
    office.go(days=1)
    assert office.holder(case, AGAINST_DECISION).stage is Stage.UNDER_APPEAL
    for verb in (WithdrawAppeal(appeal_id=first), WithdrawAppeal(appeal_id=new_id())):
        with pytest.raises(NotFound):
            office.holder(case, verb)
    with pytest.raises(NotFound):
        office.desk(case, DecideAppeal(appeal_id=first, granted=True, reason="x"), who=2)


def test_taken_back_after_its_term_the_case_is_closed(office: Office) -> None:
    case = office.decided()
    with office.store.reading() as session:
        decision = session.scalars(select(tables.Decision.id)).one()
    office.machine(case, RecordLetter(decision_id=decision, blob="b", sha256="c"))
    office.holder(case, AGAINST_DECISION)
    office.go(days=60)
    office.machine(case, PassDeadlines())
    assert take_back(office, case) is Stage.CLOSED
    with office.store.reading() as session:
        erased = session.get_one(tables.CaseView, case).erase_at
    assert erased == utc(2036, 5, 1, 23), "kept from the day on which she took it back"


def test_silence_whose_appeal_is_taken_back_can_be_appealed_again(office: Office) -> None:
    case = appealed_silence(office)
    assert take_back(office, case) is Stage.ASSESSMENT
    for person in office.assessors:
        assert [line.id for line in load_queue(office.store, person).lines] == [case]
    assert office.holder(case, AGAINST_SILENCE).stage is Stage.UNDER_APPEAL


def test_an_appeal_against_a_decision_gives_no_date_until_it_is_granted(office: Office) -> None:
    case = office.decided()
    before = len(mails_of(office, case))
    office.holder(case, AGAINST_DECISION)
    assert mails_of(office, case)[before:] == [MailKind.APPEAL_RECEIVED]
    decide(office, case, granted=True)
    assert mails_of(office, case)[before + 1 :] == [MailKind.APPEAL_DECIDED, MailKind.NEW_DATE]


@pytest.mark.parametrize("outcome", [Outcome.REFUSAL, Outcome.PARTIAL, Outcome.ALTERNATIVE])
def test_a_refusal_and_any_lesser_outcome_can_be_appealed(office: Office, outcome: Outcome) -> None:
    """Lisbon Convention, article III.5; Directive 2005/36/EC, article 51(3)."""
    case = office.decided(outcome)
    assert office.holder(case, AGAINST_DECISION).stage is Stage.UNDER_APPEAL
    assert decide(office, case, granted=True) is Stage.ASSESSMENT
