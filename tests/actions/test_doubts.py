"""Doubts and comparisons: facts of their own, which never count and go with their document."""

from uuid import UUID

import pytest

from recognition.actions.discard_document import discard_document
from recognition.actions.record_comparison import record_comparison
from recognition.actions.record_reading import (
    PageSplit,
    ReadingEnd,
    ReadValue,
    record_page,
    record_reading,
    record_split,
)
from recognition.domain.verbs import ConfirmReading, RemoveDocument
from recognition.domain.vocabulary import (
    Agreement,
    DocumentKind,
    DocumentState,
    FieldName,
    ReadingSource,
)
from recognition.store import tables
from recognition.store.keys import document_scope
from recognition.store.queries.between import between
from recognition.store.queries.contents import Contents, load_contents
from recognition.store.values import case_values, document_values
from tests.support.towns import Office

NAME, BORN, GRADE = FieldName.HOLDER_NAME, FieldName.DATE_OF_BIRTH, FieldName.GRADE


def value(field: FieldName, text: str, sure: float = 0.9) -> ReadValue:
    box = (0.1, 0.1, 0.2, 0.12)
    return ReadValue(field, text, text.casefold(), 1, box, sure, ReadingSource.OCR, box)


def read(
    office: Office,
    document: UUID,
    values: dict[FieldName, str],
    doubtful: dict[FieldName, str] | None = None,
    contents: bytes = b"{}",
) -> None:
    """Record a reading of one page, turned by a quarter."""
    blobs, scope = office.store.blobs, document_scope(document)
    page = PageSplit(1, 100, 200, blobs.put(scope, "page 1", b"image"))
    record_split(office.store, office.rules, document, [page], office.at)
    words = blobs.put(scope, "words 1", b"words")
    record_page(office.store, document, 1, words_blob=words, problem=None, seconds=1.0, rotation=90)
    end = ReadingEnd(
        DocumentState.READ,
        None,
        None,
        [],
        [],
        "1",
        [value(name, text) for name, text in values.items()],
        [value(name, text, 0.3) for name, text in (doubtful or {}).items()],
        reading_blob=blobs.put(scope, "reading", contents),
    )
    record_reading(office.store, office.rules, document, end, office.at)


def test_a_doubt_never_counts_until_a_person_says_so(office: Office) -> None:
    case = office.draft()
    paper = office.diploma(case)
    read(office, paper, {NAME: "Selam"}, {GRADE: "ABC"})
    with office.store.reading() as session:
        values = case_values(session, case)[GRADE]
    assert values.best is None and not values.differ
    assert values.doubtful and values.doubtful.value == "ABC"
    office.holder(case, ConfirmReading(document_id=paper, values={GRADE: ""}))
    with office.store.reading() as session:
        assert document_values(session, paper)[GRADE].stated is None, "she said nothing of it"
    office.holder(case, ConfirmReading(document_id=paper, values={GRADE: "ABC"}))
    with office.store.reading() as session:
        values = document_values(session, paper)[GRADE]
    assert values.best and values.best is values.stated
    assert values.best.normalised == "abc", "what it means, the reading knew"
    assert values.doubtful and values.doubtful.author_id is None, "kept as it was"


def test_what_one_paper_doubts_another_may_say(office: Office) -> None:
    case = office.draft()
    read(office, office.diploma(case), {NAME: "Selam"}, {GRADE: "A8C"})
    other = office.paper(case, DocumentKind.TRANSCRIPT, b"%PDF-1.4 other")
    read(office, other, {GRADE: "ABC"})
    with office.store.reading() as session:
        values = case_values(session, case)[GRADE]
    assert values.best and values.best.value == "ABC"
    assert values.doubtful and values.doubtful.value == "A8C"


def test_reading_again_replaces_doubts_too(office: Office) -> None:
    case = office.draft()
    paper = office.diploma(case)
    for _ in range(2):
        read(office, paper, {NAME: "Selam"}, {GRADE: "ABC"})
    assert office.rows(tables.FieldValue) == 2


@pytest.fixture
def two(office: Office) -> tuple[UUID, UUID, UUID]:
    """A case with two papers that were read."""
    case = office.draft()
    one = office.diploma(case)
    other = office.paper(case, DocumentKind.TRANSCRIPT, b"%PDF-1.4 other")
    read(office, one, {NAME: "Selam T.", BORN: "1990"})
    read(office, other, {NAME: "Selam Tesfay", BORN: "1990-01-02"})
    found = {NAME: Agreement.SIMILAR, BORN: Agreement.SIMILAR}
    record_comparison(office.store, one, {other: found}, office.at)
    return case, one, other


def test_a_comparison_is_one_whoever_was_read_last(
    office: Office, two: tuple[UUID, UUID, UUID]
) -> None:
    case, one, other = two
    record_comparison(office.store, other, {one: {BORN: Agreement.SAME}}, office.at)
    (fact,) = between(office.store, case)
    assert (fact.field, fact.agreement, fact.contradicts) == (BORN, Agreement.SAME, False)
    assert [said.document_id for said in fact.said] == [one, other]


def test_a_similar_name_is_a_question_and_a_shorter_day_is_none(
    office: Office, two: tuple[UUID, UUID, UUID]
) -> None:
    found = between(office.store, two[0])
    assert [(fact.field, fact.contradicts) for fact in found] == [(NAME, True), (BORN, False)]


def test_a_field_that_she_says_is_not_there_is_compared_no_more(
    office: Office, two: tuple[UUID, UUID, UUID]
) -> None:
    case, one, _ = two
    office.holder(case, ConfirmReading(document_id=one, values={BORN: ""}))
    assert [fact.field for fact in between(office.store, case)] == [NAME]


def test_a_paper_that_left_the_case_contradicts_nothing(
    office: Office, two: tuple[UUID, UUID, UUID]
) -> None:
    case, _, other = two
    office.holder(case, RemoveDocument(document_id=other))
    assert between(office.store, case) == ()
    assert discard_document(office.store, other)
    assert office.rows(tables.Comparison) == 0


def test_a_comparison_with_a_paper_that_is_gone_is_left_out(
    office: Office, two: tuple[UUID, UUID, UUID]
) -> None:
    case, one, other = two
    office.holder(case, RemoveDocument(document_id=other))
    assert discard_document(office.store, other)
    record_comparison(office.store, one, {other: {BORN: Agreement.SAME}}, office.at)
    record_comparison(office.store, other, {one: {BORN: Agreement.SAME}}, office.at)
    assert office.rows(tables.Comparison) == 0


def test_contents_are_sealed_and_go_with_the_document(office: Office) -> None:
    case = office.draft()
    paper = office.diploma(case)
    read(office, paper, {}, {}, b'{"courses": [{"title": "Anatomy", "page": 2}], "later": 1}')
    with office.store.reading() as session:
        document = session.get_one(tables.Document, paper)
    contents = load_contents(office.store, document)
    (course,) = contents.courses
    assert (course.title, course.page, course.credits) == ("Anatomy", 2, "")
    assert contents.columns == () and contents.sections == ()
    office.holder(case, RemoveDocument(document_id=paper))
    assert discard_document(office.store, paper)
    assert not office.store.blobs.names()


def test_a_document_that_was_not_read_has_no_contents(office: Office) -> None:
    paper = office.diploma(office.draft())
    with office.store.reading() as session:
        document = session.get_one(tables.Document, paper)
    assert load_contents(office.store, document) == Contents()
