"""A slip of the pen in a signed decision is put right by the office, and leaves its trace."""

from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.accounts.grant_right import grant_right, revoke_right
from recognition.domain.events import EventKind
from recognition.domain.verbs import Appeal, CorrectSlip, PassDeadlines, RecordLetter, Reopen
from recognition.domain.vocabulary import AppealKind, Outcome, Right, Stage
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound, Stale
from recognition.store import tables
from recognition.store.outbox import MailKind
from recognition.store.queries.verify import LetterStanding, verify_letter
from tests.support.cases import events
from tests.support.people import HOLDER
from tests.support.towns import Office
from tests.support.written import mails_written


def decisions(office: Office, case: UUID) -> list[tables.Decision]:
    query = select(tables.Decision).where(tables.Decision.case_id == case)
    with office.store.reading() as session:
        return list(session.scalars(query.order_by(tables.Decision.version)))


def correct(office: Office, case: UUID, wrong: str, right: str, who: int = 0) -> Stage:
    decision = decisions(office, case)[-1].id
    verb = CorrectSlip(decision_id=decision, wrong=wrong, right=right, reason="Misspelt.")
    return office.desk(case, verb, who).stage


def delivered(office: Office, case: UUID) -> None:
    last = decisions(office, case)[-1].id
    office.machine(case, RecordLetter(decision_id=last, blob="b", sha256="c"))


def test_a_slip_becomes_a_new_version_and_the_old_one_stays(office: Office) -> None:
    """GDPR, article 16: what is wrong in it is put right."""
    case = office.decided(Outcome.FULL)
    delivered(office, case)
    office.go(days=3)
    assert correct(office, case, "Nursing", "Nursing Science") is Stage.DECIDED
    old, new = decisions(office, case)
    assert old.content["compares_to"] == "Bachelor of Science in Nursing"
    assert new.content["compares_to"] == "Bachelor of Science in Nursing Science"
    assert (new.version, new.corrects, new.corrected_by) == (2, old.id, office.assessors[0])
    assert (new.signed_at, new.signer_id) == (old.signed_at, old.signer_id)
    assert new.snapshot["corrects_version"] == 1 and new.snapshot["corrected_day"] == "2026-03-05"
    assert new.snapshot["appeal_day"] == old.snapshot["appeal_day"]
    (line,) = events(office, case, EventKind.CORRECTED)
    assert line.data == {"version": 2, "corrects": 1} and line.person_id == office.assessors[0]


def test_only_whom_the_office_has_named_may_correct(office: Office) -> None:
    """The office names who corrects its data; everybody else is refused in the action."""
    case = office.decided(Outcome.FULL)
    delivered(office, case)
    for who in (1, 2):
        with pytest.raises(NotAllowed) as caught:
            correct(office, case, "Nursing", "Nursing Science", who)
        assert caught.value.code is ErrorCode.RIGHT_MISSING
    assert len(decisions(office, case)) == 1
    assert grant_right(office.store, "assessor2@office.example", Right.CORRECT, office.at)
    correct(office, case, "Nursing", "Nursing Science", 1)
    assert decisions(office, case)[-1].corrected_by == office.assessors[1]


def test_a_right_that_was_taken_back_is_none_and_leaves_its_trace(office: Office) -> None:
    case = office.decided(Outcome.FULL)
    delivered(office, case)
    office.go(days=1)
    assert revoke_right(office.store, "assessor1@office.example", Right.CORRECT, office.at)
    assert not revoke_right(office.store, "assessor1@office.example", Right.CORRECT, office.at)
    with pytest.raises(NotAllowed) as caught:
        correct(office, case, "Nursing", "Nursing Science")
    assert caught.value.code is ErrorCode.RIGHT_MISSING
    assert grant_right(office.store, "assessor1@office.example", Right.CORRECT, office.at)
    assert not grant_right(office.store, "assessor1@office.example", Right.CORRECT, office.at)
    with office.store.reading() as session:
        rows = session.scalars(select(tables.StaffRight).order_by(tables.StaffRight.id)).all()
    assert [row.revoked_at for row in rows] == [office.at, None]
    with pytest.raises(NotFound):
        grant_right(office.store, "selam@example.org", Right.CORRECT, office.at)


def test_the_old_letter_is_superseded_by_the_corrected_one(office: Office) -> None:
    case = office.decided(Outcome.FULL)
    delivered(office, case)
    correct(office, case, HOLDER, f"{HOLDER} II")
    delivered(office, case)
    assert mails_written(office, case)[-1] == MailKind.CORRECTED
    standing = [verify_letter(office.store, row.code) for row in decisions(office, case)]
    assert [one.standing for one in standing if one] == [
        LetterStanding.SUPERSEDED,
        LetterStanding.VALID,
    ]


def test_the_holders_name_is_put_right_and_nothing_else_of_the_snapshot(office: Office) -> None:
    case = office.decided(Outcome.FULL)
    correct(office, case, HOLDER, "Selam Tesfaldet")
    old, new = decisions(office, case)
    changed = {key for key in old.snapshot if old.snapshot[key] != new.snapshot[key]}
    assert changed == {"holder", "version"}
    assert new.snapshot["holder"] == "Selam Tesfaldet"


def test_a_correction_moves_no_term_of_appeal(office: Office) -> None:
    case = office.decided(Outcome.REFUSAL)
    delivered(office, case)
    office.go(days=20)
    correct(office, case, "clinical hours", "hours of practice")
    office.go(days=2)
    delivered(office, case)
    office.go(days=12)  # a month after the first letter, not after the second
    assert office.machine(case, PassDeadlines()).stage is Stage.CLOSED


def test_a_corrected_decision_is_appealed_once_like_any(office: Office) -> None:
    case = office.decided(Outcome.REFUSAL)
    correct(office, case, "clinical hours", "hours of practice")
    against = Appeal(kind=AppealKind.DECISION, grounds="I see it otherwise.")
    assert office.holder(case, against).stage is Stage.UNDER_APPEAL
    with pytest.raises(NotAllowed):
        correct(office, case, "hours of practice", "hours")


@pytest.mark.parametrize("code", ["refusal", "0913", "6", "labour_market", "lisbon", "2026-07"])
def test_no_code_and_no_outcome_is_a_slip(office: Office, code: str) -> None:
    case = office.decided(Outcome.REFUSAL)
    with pytest.raises(InvalidInput) as caught:
        correct(office, case, code, "x")
    assert (caught.value.code, caught.value.subject) == (ErrorCode.BAD_VALUE, "wrong")


def test_a_word_that_is_a_code_elsewhere_is_put_right_in_words_alone(office: Office) -> None:
    case = office.decided(Outcome.REFUSAL)
    correct(office, case, "workload", "amount of study")
    content = decisions(office, case)[-1].content
    assert content["differences"][0]["element"] == "workload"
    assert "amount of study" in content["reasons"]


@pytest.mark.parametrize(
    ("wrong", "right", "subject"),
    [
        ("It stands nowhere", "x", "wrong"),
        ("hours", "hours", "wrong"),
        ("", "x", "wrong"),
        ("hours", "", "right"),
    ],
)
def test_what_cannot_be_corrected_so(office: Office, wrong: str, right: str, subject: str) -> None:
    case = office.decided(Outcome.REFUSAL)
    with pytest.raises(InvalidInput) as caught:
        correct(office, case, wrong, right)
    assert caught.value.subject == subject


def test_only_what_stands_is_corrected(office: Office) -> None:
    case = office.decided(Outcome.REFUSAL)
    first = decisions(office, case)[0].id
    correct(office, case, "clinical hours", "hours of practice")
    old = CorrectSlip(decision_id=first, wrong="hours", right="weeks", reason="x")
    with pytest.raises(Stale):
        office.desk(case, old)
    office.go(minutes=1)
    office.desk(case, Reopen(reason="A new paper came."))
    with pytest.raises(NotAllowed):
        correct(office, case, "hours", "weeks")


def test_a_correction_needs_a_reason_and_an_assessor_without_a_conflict(office: Office) -> None:
    case = office.decided(Outcome.REFUSAL)
    decision = decisions(office, case)[0].id
    silent = CorrectSlip(decision_id=decision, wrong="hours", right="weeks", reason=" ")
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, silent)
    assert caught.value.code is ErrorCode.REASON_MISSING
    spoken = silent.model_copy(update={"reason": "Misspelt."})
    with pytest.raises(NotAllowed):
        office.holder(case, spoken)
    with pytest.raises(NotAllowed):
        office.machine(case, spoken)
