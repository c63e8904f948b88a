"""What a holder without papers tells: part by part, sealed, and evidence of a reconstruction.

Lisbon Convention, article VII.
"""

from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.delete_draft import delete_draft
from recognition.actions.erase_case import erase_case
from recognition.domain import verbs as v
from recognition.domain.evaluation import AuthenticityFound, Evidence
from recognition.domain.vocabulary import Authenticity, EvidenceKind
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound
from recognition.store import tables as t
from recognition.store.background import Told
from recognition.store.base import new_id
from recognition.store.queries.background import load_background
from tests.support.towns import Office

PLACE = v.AnswerBackground(
    part="place", answers={"institution": "جامعة حلب", "town": "Aleppo", "faculty": ""}
)


def told(office: Office, case: UUID) -> Told | None:
    return load_background(office.store, case)


def test_a_part_is_saved_by_itself_and_the_newest_counts(office: Office) -> None:
    case = office.draft(papers=False)
    assert told(office, case) is None
    office.holder(case, PLACE)
    office.holder(case, v.AnswerBackground(part="time", answers={"from": "1389"}))
    office.holder(case, PLACE)
    assert office.rows(t.BackgroundPart) == 2, "the same again changes nothing"
    office.go(hours=1)
    more = {**PLACE.answers, "town": "Aleppo, Syria"}
    office.holder(case, PLACE.model_copy(update={"answers": more}))
    found = told(office, case)
    assert found is not None and found.at == office.at
    assert found.answers == {
        "place": {"institution": "جامعة حلب", "town": "Aleppo, Syria"},
        "time": {"from": "1389"},
    }
    assert office.rows(t.BackgroundPart) == 3, "what was told before stays"


def test_what_was_told_can_be_taken_back(office: Office) -> None:
    case = office.draft(papers=False)
    office.holder(case, PLACE)
    office.holder(case, v.AnswerBackground(part="place"))
    assert told(office, case) is None


def test_it_may_be_told_until_a_decision_and_by_her_alone(office: Office) -> None:
    case = office.submitted(papers=False)
    office.holder(case, PLACE)
    with pytest.raises(NotAllowed):
        office.desk(case, PLACE)
    decided = office.decided()
    with pytest.raises(NotAllowed):
        office.holder(decided, PLACE)


def test_only_known_parts_and_questions_are_kept(office: Office) -> None:
    case = office.draft(papers=False)
    with pytest.raises(NotFound):
        office.holder(case, v.AnswerBackground(part="income", answers={"a": "b"}))
    office.holder(case, v.AnswerBackground(part="place", answers={"town": "A", "income": "b"}))
    found = told(office, case)
    assert found is not None and found.answers == {"place": {"town": "A"}}


def test_names_of_others_stand_nowhere_in_clear(office: Office) -> None:
    case = office.draft(papers=False)
    office.holder(case, v.AnswerBackground(part="people", answers={"teachers": "Dr. Nemo"}))
    office.store.engine.dispose()
    files = [one for one in office.store_folder.rglob("*") if one.is_file()]
    assert files and all(b"Nemo" not in one.read_bytes() for one in files)
    with office.store.reading() as session:
        events = session.scalars(select(t.Event.data).where(t.Event.case_id == case)).all()
    assert {"part": "people"} in events and "Nemo" not in str(events)


def reconstruction(office: Office, ref: str) -> v.RecordFinding:
    interview = Evidence(
        kind=EvidenceKind.INTERVIEW, text="2 March", evaluators=tuple(office.assessors[:2])
    )
    paper = Evidence(kind=EvidenceKind.BACKGROUND_PAPER, ref=ref)
    return v.RecordFinding(
        finding=AuthenticityFound(
            authenticity=Authenticity.RECONSTRUCTED, text="As told.", evidence=(paper, interview)
        )
    )


def test_a_reconstruction_rests_on_what_was_told_in_this_case(office: Office) -> None:
    case, other = office.submitted(papers=False), office.submitted(papers=False)
    for one in (case, other):
        office.holder(one, PLACE)
    mine, foreign = told(office, case), told(office, other)
    assert mine is not None and foreign is not None
    office.desk(case, v.Claim())
    for wrong in (str(foreign.id), str(new_id())):
        with pytest.raises(InvalidInput) as caught:
            office.desk(case, reconstruction(office, wrong))
        assert caught.value.code is ErrorCode.EVIDENCE_UNKNOWN
    office.desk(case, reconstruction(office, str(mine.id)))
    assert office.rows(t.FindingRow) == 1


def test_it_goes_with_the_draft_and_with_the_case(office: Office) -> None:
    draft = office.draft(papers=False)
    office.holder(draft, PLACE)
    delete_draft(office.store, draft, office.applicant)
    assert office.rows(t.BackgroundPart) == 0
    case = office.submitted(papers=False)
    office.holder(case, PLACE)
    office.holder(case, v.Withdraw())
    office.go(days=3654)
    assert erase_case(office.store, office.rules, case, office.at)
    assert office.rows(t.BackgroundPart) == 0
