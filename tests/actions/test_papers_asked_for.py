"""A paper is received on the day it comes, by whichever page, and counts for all that it holds."""

from uuid import UUID

import pytest

from recognition.domain import deadlines
from recognition.domain.deadlines import DueBasis
from recognition.domain.events import EventKind
from recognition.domain.facts import CaseFacts
from recognition.domain.verbs import (
    AnswerRequest,
    AskApplicant,
    AskedItem,
    AttachDocument,
    Claim,
    SettleItem,
    Submit,
)
from recognition.domain.vocabulary import (
    CannotBeHadReason,
    DocumentKind,
    RequestItemKind,
    RequestState,
    Stage,
)
from recognition.rules import Rules
from recognition.store.facts import load_facts
from tests.support.cases import events
from tests.support.towns import Office

KINDS = {"qualification": DocumentKind.QUALIFICATION, "identity": DocumentKind.IDENTITY}


def facts(office: Office, case: UUID) -> CaseFacts:
    with office.store.reading() as session:
        return load_facts(session, case, office.rules)


def without_papers(office: Office) -> UUID:
    """Handed in without any paper: both required ones are asked for, three days ago."""
    case = office.draft(papers=False)
    office.holder(case, Submit())
    assert {item.id for item in facts(office, case).checklist if item.required} == set(KINDS)
    office.go(days=3)
    return case


def give(office: Office, case: UUID, item: str, document: UUID | None = None) -> Stage:
    paper = document or office.stored(b"%PDF-1.4 " + item.encode())
    return office.holder(
        case, AttachDocument(document_id=paper, kind=KINDS[item], item_id=item)
    ).stage


def test_a_paper_that_was_asked_for_is_received_by_whichever_page_it_comes(office: Office) -> None:
    """Lisbon Convention, article III.5; Directive 2005/36/EC, article 51(2): the complete file."""
    case = without_papers(office)
    assert give(office, case, "identity") is Stage.INCOMPLETE, "the other one is waited for"
    office.go(days=1)
    give(office, case, "qualification")
    known = facts(office, case)
    assert [one.state for one in known.requests] == [RequestState.RECEIVED]
    assert deadlines.complete_at(known) == office.at
    due = deadlines.due(known)
    assert due and due.basis is DueBasis.COMPLETE_FILE and due.counted_from == office.at.date()
    assert len(events(office, case, EventKind.REQUEST_ANSWERED)) == 2


def test_what_cannot_be_had_is_said_on_any_page(office: Office) -> None:
    """Lisbon Convention, articles III.5 and VII: with that, the file is complete."""
    case = without_papers(office)
    for item in KINDS:
        gone = SettleItem(item_id=item, reason=CannotBeHadReason.DANGER, note="My family")
        office.holder(case, gone)
    known = facts(office, case)
    assert [one.state for one in known.requests] == [RequestState.RECEIVED]
    assert deadlines.complete_at(known) == office.at


def test_a_paper_of_that_kind_answers_too_and_another_answers_nothing(office: Office) -> None:
    case = without_papers(office)
    paper = office.stored(b"%PDF-1.4 passport")
    office.holder(case, AttachDocument(document_id=paper, kind=DocumentKind.IDENTITY))
    (request,) = facts(office, case).requests
    answered = {one.subject for one in request.items if one.answered_at}
    assert answered == {"identity"}
    office.holder(
        case, AttachDocument(document_id=office.stored(b"%PDF-1.4 x"), kind=DocumentKind.OTHER)
    )
    assert facts(office, case).requests[0].state is RequestState.REQUESTED


def test_a_paper_asked_for_anew_is_not_answered_by_the_one_before(office: Office) -> None:
    case = without_papers(office)
    for item in KINDS:
        give(office, case, item)
    office.desk(case, Claim())
    again = AskedItem(kind=RequestItemKind.DOCUMENT, subject="identity", text="It is cut off.")
    office.desk(case, AskApplicant(items=(again,)))
    assert facts(office, case).requests[-1].state is RequestState.REQUESTED
    assert deadlines.complete_at(facts(office, case)) is None, "named in time"
    office.go(days=2)
    give(office, case, "identity", office.stored(b"%PDF-1.4 whole"))
    assert facts(office, case).requests[-1].state is RequestState.RECEIVED
    assert deadlines.complete_at(facts(office, case)) == office.at


def test_one_file_counts_for_every_paper_that_it_holds(office: Office) -> None:
    """Lisbon Convention, article III.5: it is received once for each."""
    case = without_papers(office)
    scan = office.stored(b"%PDF-1.4 diploma and passport")
    (request,) = facts(office, case).requests
    for item in request.items:
        answer = AnswerRequest(request_id=request.id, item_id=item.id, document_id=scan)
        office.holder(case, answer)
    known = facts(office, case)
    assert all(item.settled_at for item in known.checklist if item.required)
    (paper,) = known.documents
    assert paper.kind is DocumentKind.QUALIFICATION, "it is read as the diploma that it holds"


@pytest.mark.parametrize("first", KINDS)
def test_in_a_draft_too(office: Office, first: str) -> None:
    case = office.draft(papers=False)
    scan = office.stored(b"%PDF-1.4 diploma and passport")
    give(office, case, first, scan)
    (second,) = set(KINDS) - {first}
    besides = AttachDocument(document_id=scan, kind=KINDS[second], item_id=second, also=True)
    office.holder(case, besides)
    known = facts(office, case)
    assert all(item.settled_at for item in known.checklist if item.required)
    assert known.documents[0].kind is DocumentKind.QUALIFICATION
    give(office, case, first, scan)
    left = {item.id for item in facts(office, case).checklist if item.required and item.settled_at}
    assert left == {first}, "in a draft it can be given for something else instead"


@pytest.mark.parametrize("kind", [DocumentKind.OTHER, DocumentKind.TRANSCRIPT])
def test_no_change_of_hers_makes_her_file_incomplete_again(
    office: Office, kind: DocumentKind
) -> None:
    """Lisbon Convention, article III.5; Directive 2005/36/EC, article 51(2): the term runs on."""
    case = office.submitted()
    before = facts(office, case)
    office.go(days=40)
    office.holder(case, AttachDocument(document_id=office.diploma(case), kind=kind))
    after = facts(office, case)
    assert after.documents[0].kind is kind
    assert deadlines.complete_at(after) == deadlines.complete_at(before) is not None
    assert deadlines.due(after) == deadlines.due(before)


def test_an_item_of_the_case_is_settled_though_the_lists_dropped_it(office: Office) -> None:
    """Lisbon Convention, article III.2: a case keeps the edition that it was submitted under."""

    class NewLists(Rules):
        def checklist_items(self, *_: object) -> tuple[()]:
            return ()

    case = without_papers(office)
    (request,) = facts(office, case).requests
    identity = next(item for item in request.items if item.subject == "identity")
    office.rules = NewLists(office.rules.office)
    scan = office.stored(b"%PDF-1.4 passport")
    answer = AnswerRequest(request_id=request.id, item_id=identity.id, document_id=scan)
    office.holder(case, answer)
    assert facts(office, case).documents[0].kind is DocumentKind.IDENTITY
    lost = SettleItem(item_id="qualification", reason=CannotBeHadReason.LOST)
    office.holder(case, lost)
    assert deadlines.complete_at(facts(office, case)) == office.at
