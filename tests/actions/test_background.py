"""What a holder without papers tells: part by part, sealed, and evidence of a reconstruction.

Lisbon Convention, article VII.
"""

from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.delete_draft import delete_draft
from recognition.actions.erase_case import erase_case
from recognition.checklist import ChecklistItem, ItemNeed
from recognition.domain import verbs as v
from recognition.domain.background import ASKED_FOR
from recognition.domain.evaluation import AuthenticityFound, Evidence
from recognition.domain.facts import RequestFact
from recognition.domain.vocabulary import (
    Authenticity,
    Basis,
    DocumentKind,
    ElementFinding,
    EvidenceKind,
    RequestItemKind,
    RequestState,
)
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound
from recognition.store import tables as t
from recognition.store.background import Told
from recognition.store.base import new_id
from recognition.store.facts import load_facts
from recognition.store.queries.background import load_background
from recognition.store.queries.followed import Followed, Suggested, load_followed
from tests.support.evaluations import element
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
    """Lisbon Convention, article VII: what was told stands in for papers that cannot be had."""
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


STUDIES = v.AskedItem(kind=RequestItemKind.QUESTIONNAIRE, subject=ASKED_FOR)


def asked(office: Office, case: UUID, *items: v.AskedItem) -> RequestFact:
    """The office asks; the request as it stands."""
    office.desk(case, v.AskApplicant(items=items))
    return requests(office, case)[-1]


def requests(office: Office, case: UUID) -> tuple[RequestFact, ...]:
    with office.store.reading() as session:
        return load_facts(session, case, office.rules).requests


def test_the_office_asks_for_it_and_it_is_answered_once_something_was_told(
    office: Office,
) -> None:
    case = office.claimed()
    request = asked(office, case, STUDIES)
    done = v.AnswerRequest(request_id=request.id, item_id=request.items[0].id)
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, done)
    assert (caught.value.code, caught.value.subject) == (ErrorCode.MISSING_VALUE, "answer")
    office.holder(case, PLACE)
    assert requests(office, case)[-1].state is RequestState.REQUESTED, "she says when she is done"
    office.holder(case, done)
    assert requests(office, case)[-1].state is RequestState.RECEIVED


def test_words_answer_the_questionnaire_too_and_no_other_item_is_answered_by_it(
    office: Office,
) -> None:
    case = office.claimed()
    hours = v.AskedItem(kind=RequestItemKind.TEXT, subject="hours", text="How many?")
    request = asked(office, case, STUDIES, hours)
    studies, other = (item.id for item in request.items)
    words = v.AnswerRequest(request_id=request.id, item_id=studies, text="I would rather talk.")
    office.holder(case, words)
    office.holder(case, PLACE)
    with pytest.raises(InvalidInput):
        office.holder(case, v.AnswerRequest(request_id=request.id, item_id=other))
    assert requests(office, case)[-1].state is RequestState.REQUESTED


def test_to_ask_for_it_names_no_missing_paper(office: Office) -> None:
    """Directive 2005/36/EC, article 51(1): it neither acknowledges nor reopens completeness."""
    case = office.claimed()
    request = asked(office, case, STUDIES)
    assert not request.completes_file
    with office.store.reading() as session:
        assert load_facts(session, case, office.rules).acknowledged_at is None


@pytest.mark.parametrize(("told_it", "papers"), [(True, False), (False, False), (True, True)])
def test_her_statement_is_suggested_as_the_basis_where_papers_are_missing(
    office: Office, told_it: bool, papers: bool
) -> None:
    """Kept beside what a person found, as all that a machine suggests."""
    case = office.claimed() if papers else _without_papers(office)
    if papers:  # every required paper is there, also those that were said not to be had
        for number, item in enumerate(required(office)):
            paper = office.stored(f"%PDF-1.4 {number}".encode())
            attach = v.AttachDocument(document_id=paper, kind=item.document, item_id=item.id)
            office.holder(case, attach)
    if told_it:
        office.holder(case, PLACE)
    office.desk(case, reconstruction(office, _paper(office, case)))
    found = element(ElementFinding.NONE, bases=(Basis.SAMPLES,))
    office.desk(case, v.RecordFinding(finding=found))
    with office.store.reading() as session:
        genuine, workload = session.scalars(select(t.FindingRow).order_by(t.FindingRow.id))
    assert genuine.suggested_bases is None, "it is asked of the elements"
    suggested = [Basis.STATEMENT] if told_it and not papers else []
    assert workload.suggested_bases == suggested
    assert workload.content["bases"] == [Basis.SAMPLES], "what a person says counts"
    followed = {one.what: one for one in load_followed(office.store)}
    assert followed[Suggested.BASIS] == Followed(Suggested.BASIS, len(suggested), same=0)


def required(office: Office) -> list[ChecklistItem]:
    items = office.rules.checklist_items(office.purpose, "ER")
    return [item for item in items if item.need is ItemNeed.REQUIRED]


def _paper(office: Office, case: UUID) -> str:
    """The background paper: what she told, or one of the office's own in the file."""
    found = told(office, case)
    if found is not None:
        return str(found.id)
    paper = office.stored(b"%PDF-1.4 background")
    office.holder(case, v.AttachDocument(document_id=paper, kind=DocumentKind.OTHER))
    return str(paper)


def _without_papers(office: Office) -> UUID:
    case = office.submitted(papers=False)
    office.desk(case, v.Claim())
    return case
