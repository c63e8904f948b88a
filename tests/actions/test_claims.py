"""Claims: taken, given back, handed over, lapsed, and ended by a conflict of interest."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain.clock import last_day
from recognition.domain.verbs import (
    AddNote,
    Claim,
    FindCode,
    FindField,
    HandOver,
    PassDeadlines,
    Propose,
    RecordFinding,
    RegisterConflict,
    Release,
)
from recognition.domain.vocabulary import CodeScheme, EvidenceKind, FieldName, Outcome, Stage
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.evaluation import load_basis, load_evaluation
from recognition.store.facts import load_facts
from recognition.store.letter_snapshot import letter_snapshot
from tests.support.evaluations import reconstructed
from tests.support.people import content
from tests.support.towns import Office


def holder(office: Office, case: UUID) -> UUID | None:
    with office.store.reading() as session:
        claim = session.get(tables.Claim, case)
        view = session.get_one(tables.CaseView, case)
    assert view.assessor_id == (claim.assessor_id if claim else None)
    return claim.assessor_id if claim else None


def lapse_day(office: Office, case: UUID) -> date:
    with office.store.reading() as session:
        wake = session.get_one(tables.CaseView, case).wake_at
    return last_day(wake, office.rules.zone)


def test_a_case_is_held_by_one(office: Office) -> None:
    case = office.claimed()
    assert holder(office, case) == office.assessors[0]
    with pytest.raises(NotAllowed) as caught:
        office.desk(case, Claim(), who=1)
    assert caught.value.code is ErrorCode.CLAIMED_BY_ANOTHER
    office.desk(case, Release())
    office.desk(case, Claim(), who=1)
    assert holder(office, case) == office.assessors[1]


def test_each_act_of_its_holder_moves_the_lapse_and_nobody_elses_does(office: Office) -> None:
    case = office.claimed()
    assert lapse_day(office, case) == date(2026, 3, 9)
    office.go(days=2)
    office.desk(case, FindField(field=FieldName.GRADE, value="B"))
    assert lapse_day(office, case) == date(2026, 3, 11)
    office.go(days=1)
    office.desk(case, AddNote(text="Hello."), who=1)
    assert lapse_day(office, case) == date(2026, 3, 11)
    office.desk(case, Claim())
    assert lapse_day(office, case) == date(2026, 3, 12)


def test_an_idle_claim_lapses_after_five_working_days(office: Office) -> None:
    case = office.claimed()
    with office.store.reading() as session:
        wake = session.get_one(tables.CaseView, case).wake_at
    office.at = wake
    office.go(microseconds=-1)
    office.machine(case, PassDeadlines())
    assert holder(office, case) == office.assessors[0]
    office.go(microseconds=1)
    after = office.machine(case, PassDeadlines())
    assert holder(office, case) is None
    assert after.wake_at is not None and after.wake_at > office.at
    with pytest.raises(NotAllowed) as caught:
        office.desk(case, FindField(field=FieldName.GRADE, value="B"))
    assert caught.value.code is ErrorCode.NOT_CLAIMED
    office.desk(case, Claim())
    assert lapse_day(office, case) == date(2026, 3, 17)


def test_a_case_handed_over_keeps_its_notes_and_begins_a_term_of_its_own(office: Office) -> None:
    case = office.claimed()
    office.desk(case, AddNote(text="Look at page 2."))
    office.go(days=3)
    office.desk(case, HandOver(to=office.assessors[2]))
    assert holder(office, case) == office.assessors[2]
    assert office.rows(tables.Note) == 1
    assert lapse_day(office, case) == date(2026, 3, 12)
    with pytest.raises(NotAllowed):
        office.desk(case, Release())


def test_it_is_handed_only_to_who_may_have_it(office: Office) -> None:
    case = office.claimed()
    office.desk(case, RegisterConflict(reason="My cousin."), who=1)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, HandOver(to=office.assessors[1]))
    assert caught.value.code is ErrorCode.CONFLICT_OF_INTEREST
    for nobody in (office.applicant, new_id()):
        with pytest.raises(InvalidInput) as caught:
            office.desk(case, HandOver(to=nobody))
        assert caught.value.code is ErrorCode.BAD_VALUE


def test_a_conflict_ends_the_claim_and_every_right_to_the_case(office: Office) -> None:
    case = office.claimed()
    with pytest.raises(InvalidInput):
        office.desk(case, RegisterConflict(reason=""))
    office.desk(case, RegisterConflict(reason="My cousin."))
    assert holder(office, case) is None
    for verb in (Claim(), AddNote(text="x"), RegisterConflict(reason="Again.")):
        with pytest.raises(NotAllowed) as caught:
            office.desk(case, verb)
        assert caught.value.code is ErrorCode.CONFLICT_OF_INTEREST
    with office.store.reading() as session:
        assert len(session.scalars(select(tables.Conflict)).all()) == 1


def test_a_conflict_takes_an_open_proposal_back(office: Office) -> None:
    """What somebody proposed who may not touch the case is not signed by anybody."""
    case = office.claimed()
    office.desk(case, Propose(content=content()))
    state = office.desk(case, RegisterConflict(reason="My cousin."))
    assert state.stage is Stage.ASSESSMENT
    with office.store.reading() as session:
        proposal = session.scalars(select(tables.Proposal)).one()
    assert proposal.approved is False and proposal.reviewer_id is None


def test_what_was_found_in_a_conflict_counts_no_more(office: Office) -> None:
    """Whoever may not touch the case has not touched what the decision rests on either."""
    case = office.claimed()
    office.evaluate(case)
    office.desk(case, RegisterConflict(reason="My cousin."))
    office.go(minutes=1)
    office.desk(case, Claim(), who=1)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, Propose(content=content(Outcome.REFUSAL)), who=1)
    assert caught.value.code is ErrorCode.DIFFERENCE_NOT_FOUND
    office.evaluate(case, who=1)
    state = office.desk(case, Propose(content=content(Outcome.REFUSAL)), who=1)
    assert state.stage is Stage.SIGN_OFF
    with office.store.reading() as session:
        assert len(session.scalars(select(tables.FindingRow)).all()) == 4, "both are kept"


def test_a_proposal_on_what_was_found_in_a_conflict_is_taken_back(office: Office) -> None:
    case = office.claimed()
    office.evaluate(case)
    office.desk(case, HandOver(to=office.assessors[1]))
    office.desk(case, Propose(content=content(Outcome.REFUSAL)), who=1)
    assert office.desk(case, RegisterConflict(reason="My cousin.")).stage is Stage.ASSESSMENT
    other = office.claimed()
    office.desk(other, Propose(content=content()))
    state = office.desk(other, RegisterConflict(reason="A friend."), who=2)
    assert state.stage is Stage.SIGN_OFF, "who had no part in it changes nothing"


def test_an_empty_note_is_none(office: Office) -> None:
    case = office.submitted()
    with pytest.raises(InvalidInput):
        office.desk(case, AddNote(text="  "))


def found_all(office: Office, case: UUID, who: int) -> None:
    """A field of the file, and the codes."""
    office.desk(case, FindField(field=FieldName.INSTITUTION, value=f"Institute {who}"), who)
    for scheme, code in ((CodeScheme.ISCED_LEVEL, "6"), (CodeScheme.ISCED_F, "0913")):
        office.desk(case, FindCode(scheme=scheme, code=code, reason="As the supplement says."), who)


def test_a_code_and_a_field_that_were_found_in_a_conflict_count_no_more(office: Office) -> None:
    """No letter prints them, and no recognition opens anything by them."""
    case = office.claimed()
    found_all(office, case, 0)
    office.desk(case, RegisterConflict(reason="My cousin."))
    office.desk(case, Claim(), who=1)
    with office.store.reading() as session:
        facts = load_facts(session, case, office.rules)
        printed = letter_snapshot(session, facts, content(), office.at)
        basis = load_basis(session, case, office.rules.workload)
    assert "institution" not in printed["fields"]
    assert printed["codes"] == {"isced_level": "", "isced_f": ""}
    assert basis.level_from is not None, "the machine's suggestion stands"
    assert basis.level_from.kind is EvidenceKind.SUGGESTION
    assert office.rows(tables.CodeEvidence) == 0, "nor does it speak for other cases"
    found_all(office, case, 1)
    with office.store.reading() as session:
        printed = letter_snapshot(session, facts, content(), office.at)
    assert printed["fields"]["institution"] == "Institute 1"
    assert printed["codes"] == {"isced_level": "6", "isced_f": "0913"}


def test_a_proposal_on_a_code_that_was_found_in_a_conflict_is_taken_back(office: Office) -> None:
    case = office.claimed()
    found_all(office, case, 0)
    office.desk(case, HandOver(to=office.assessors[1]))
    office.desk(case, Propose(content=content()), who=1)
    assert office.desk(case, RegisterConflict(reason="My cousin.")).stage is Stage.ASSESSMENT


def test_nobody_interviews_in_a_conflict(office: Office) -> None:
    """Who may not touch the case has not held the interview on which it rests either."""
    case = office.claimed()
    by_two = reconstructed(office.assessors[0], office.assessors[2])
    office.desk(case, RegisterConflict(reason="My cousin."), who=2)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, RecordFinding(finding=by_two))
    assert caught.value.code is ErrorCode.TWO_EVALUATORS
    by_others = reconstructed(*office.assessors[:2])
    office.desk(case, RecordFinding(finding=by_others))
    office.desk(case, RegisterConflict(reason="A friend."), who=1)
    with office.store.reading() as session:
        assert load_evaluation(session, case).authenticity is None
