"""Documents: kept once, sealed, attached, removed, and forgotten without a trace."""

import threading
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.delete_draft import delete_draft
from recognition.actions.discard_document import discard_document
from recognition.actions.record_reading import PageSplit, record_page, record_split
from recognition.actions.store_document import Stored, store_document
from recognition.domain.verbs import (
    AttachDocument,
    ConfirmReading,
    RemoveDocument,
    SettleItem,
    Submit,
)
from recognition.domain.vocabulary import DocumentKind, MediaType, Role, Stage
from recognition.errors import BrokenSetting, DocumentRejected, ErrorCode, NotAllowed, NotFound
from recognition.store import tables
from recognition.store.base import Base, new_id
from recognition.store.keys import document_scope
from recognition.store.outbox import OutboxKind
from tests.support.towns import Office

SCAN = b"%PDF-1.4 a scan"


def keep(office: Office, owner: UUID, data: bytes = SCAN, most: int | None = None) -> Stored:
    return store_document(
        office.store,
        owner,
        data,
        name="a.pdf",
        media_type=MediaType.PDF,
        pages=1,
        at=office.at,
        most=most,
    )


def attach(document: UUID, kind: DocumentKind = DocumentKind.OTHER) -> AttachDocument:
    return AttachDocument(document_id=document, kind=kind)


def somebody_else(office: Office) -> UUID:
    with office.store.writing() as session:
        other = tables.Account(kind=Role.APPLICANT, email="other@example.org", created_at=office.at)
        session.add(other)
        session.flush()
        return other.id


def test_a_paper_too_many_is_not_kept_and_a_known_one_is_known(office: Office) -> None:
    """Each takes room and a processor's time: nobody fills the disk alone."""
    keep(office, office.applicant)
    keep(office, somebody_else(office))
    with pytest.raises(DocumentRejected) as refused:
        keep(office, office.applicant, b"%PDF-1.4 another", most=1)
    assert refused.value.code is ErrorCode.TOO_MANY_PAPERS
    assert len(office.store.blobs.names()) == 2
    assert keep(office, office.applicant, most=1).known
    assert not keep(office, office.applicant, b"%PDF-1.4 another", most=2).known


def test_the_same_bytes_twice_are_one_document(office: Office) -> None:
    first, second = keep(office, office.applicant), keep(office, office.applicant)
    assert (first.known, second.known) == (False, True)
    assert first.document_id == second.document_id
    assert office.rows(tables.Document) == len(office.store.blobs.names()) == 1
    with office.store.reading() as session:
        readings = session.scalars(
            select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.START_READING)
        ).all()
    assert [row.subject_id for row in readings] == [first.document_id]


def test_the_same_bytes_of_two_people_are_two(office: Office) -> None:
    one, other = keep(office, office.applicant), keep(office, somebody_else(office))
    assert not other.known and one.document_id != other.document_id
    assert office.rows(tables.Document) == 2


def test_two_tabs_at_once_make_one_document(office: Office) -> None:
    kept: list[Stored] = []
    start = threading.Barrier(3)

    def upload() -> None:
        start.wait()
        kept.append(keep(office, office.applicant))

    threads = [threading.Thread(target=upload) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 3 and len({one.document_id for one in kept}) == 1
    assert office.rows(tables.Document) == len(office.store.blobs.names()) == 1


def test_discarding_takes_rows_blobs_and_key(office: Office) -> None:
    document = keep(office, office.applicant).document_id
    scope = document_scope(document)
    blobs = office.store.blobs
    page = PageSplit(1, 100, 100, blobs.put(scope, "page 1", b"image"))
    record_split(office.store, office.rules, document, [page], office.at)
    words = blobs.put(scope, "words 1", b"words")
    record_page(office.store, document, 1, words_blob=words, problem=None, seconds=1.0)
    assert discard_document(office.store, document)
    assert not blobs.names()
    for table in (tables.Document, tables.Page, tables.FieldValue, tables.Outbox):
        assert office.rows(table) == 0
    with pytest.raises(BrokenSetting):
        office.store.keys.seal(scope, b"anew")
    assert not discard_document(office.store, document)


def test_what_a_case_has_is_not_discarded(office: Office) -> None:
    case = office.draft()
    assert not discard_document(office.store, office.diploma(case))
    office.holder(case, RemoveDocument(document_id=office.diploma(case)))
    assert discard_document(office.store, office.ids(tables.Document)[0])


def test_a_deleted_draft_leaves_nothing(office: Office) -> None:
    case = office.draft()
    paper = office.diploma(case)
    office.holder(case, ConfirmReading(document_id=paper, values={"grade": "A"}))
    with pytest.raises(NotFound):
        delete_draft(office.store, case, somebody_else(office))
    delete_draft(office.store, case, office.applicant)
    assert not office.store.blobs.names()
    people = {"account", "authority", "data_key", "staff_right"}
    with office.store.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in people:
                assert not session.execute(select(table)).all(), table.name


def test_a_deleted_draft_leaves_the_papers_of_other_cases(office: Office) -> None:
    case, other = office.draft(), office.draft()
    assert office.diploma(case) == office.diploma(other)
    delete_draft(office.store, case, office.applicant)
    assert office.diploma(other) in office.ids(tables.Document)
    assert len(office.store.blobs.names()) == 1


def test_what_was_handed_in_is_no_draft(office: Office) -> None:
    case = office.submitted()
    with pytest.raises(NotAllowed):
        delete_draft(office.store, case, office.applicant)
    assert office.rows(tables.Case) == 1


def test_only_own_documents_and_known_items_are_attached(office: Office) -> None:
    case = office.draft(papers=False)
    foreign = keep(office, somebody_else(office)).document_id
    own = keep(office, office.applicant).document_id
    for verb in (
        attach(foreign),
        attach(new_id()),
        AttachDocument(document_id=own, kind=DocumentKind.OTHER, item_id="no such item"),
        AttachDocument(document_id=own, kind=DocumentKind.TRANSLATION, translation_of=foreign),
        ConfirmReading(document_id=own),
        RemoveDocument(document_id=own),
        SettleItem(item_id="no such item", reason="lost"),
    ):
        with pytest.raises(NotFound):
            office.holder(case, verb)
    assert office.rows(tables.CaseDocument) == 0


def test_a_paper_can_get_another_kind(office: Office) -> None:
    case = office.draft()
    paper = office.diploma(case)
    office.holder(case, attach(paper, DocumentKind.TRANSCRIPT))
    assert office.rows(tables.CaseDocument) == 1
    with office.store.reading() as session:
        assert session.get_one(tables.CaseDocument, (case, paper)).kind == DocumentKind.TRANSCRIPT


def test_a_removed_original_is_no_longer_translated(office: Office) -> None:
    case = office.draft()
    original, translation = office.diploma(case), keep(office, office.applicant).document_id
    office.holder(
        case,
        AttachDocument(
            document_id=translation, kind=DocumentKind.TRANSLATION, translation_of=original
        ),
    )
    office.holder(case, RemoveDocument(document_id=original))
    with office.store.reading() as session:
        link = session.get_one(tables.CaseDocument, (case, translation))
    assert link.translation_of is None


def test_what_was_confirmed_of_a_removed_diploma_is_asked_of_the_next(office: Office) -> None:
    case = office.draft()
    office.holder(case, ConfirmReading(document_id=office.diploma(case)))
    office.holder(case, RemoveDocument(document_id=office.diploma(case)))
    office.paper(case, DocumentKind.QUALIFICATION, b"%PDF-1.4 the right one")
    assert office.holder(case, Submit()).stage is Stage.READING


def test_an_excuse_is_taken_back_in_a_draft_and_stands_after_it(office: Office) -> None:
    case = office.draft()
    excused = office.rows(tables.ChecklistAnswer)
    office.holder(case, SettleItem(item_id="identity"))
    assert office.rows(tables.ChecklistAnswer) == excused - 1
    office.holder(case, SettleItem(item_id="identity", reason="lost"))
    office.holder(case, Submit())
    office.holder(case, SettleItem(item_id="identity"))
    assert office.rows(tables.ChecklistAnswer) == excused
