"""What a finished reading leaves behind, from the reader's own models."""

from pathlib import Path

import pytest

from recognition.actions.record_comparison import record_comparison
from recognition.actions.record_reading import record_reading
from recognition.documents.model import DocumentReading, Field, PageReading, Word
from recognition.domain.vocabulary import (
    Agreement,
    DocumentKind,
    DocumentState,
    FieldName,
    ReadingSource,
    ReadingWarning,
)
from recognition.store.keys import document_scope
from recognition.store.queries.between import between
from tests.support.towns import make_town
from workflows.activities.outcome import (
    READING,
    WORTH_A_LOOK,
    compare_with_others,
    line_around,
    reading_end,
)

NAME, BORN, GRADE = FieldName.HOLDER_NAME, FieldName.DATE_OF_BIRTH, FieldName.GRADE
TOP, MIDDLE = (0.3, 0.10, 0.4, 0.12), (0.3, 0.20, 0.4, 0.22)


def page() -> PageReading:
    words = [
        Word(text="Name", box=(0.1, 0.09, 0.2, 0.12), confidence=0.9, line=0),
        Word(text="Selam", box=TOP, confidence=0.9, line=0),
        Word(text="Tesfay", box=(0.5, 0.1, 0.7, 0.13), confidence=0.9, line=0),
        Word(text="1990", box=MIDDLE, confidence=0.5, line=1),
    ]
    return PageReading(
        number=1, width=10, height=10, source=ReadingSource.OCR, words=tuple(words),
        reader_version="1",
    )  # fmt: skip


def field(value: str, box: tuple[float, float, float, float], sure: float) -> Field:
    return Field(
        value=value, normalised=value, page=1, box=box, confidence=sure, source=ReadingSource.OCR
    )


def test_the_line_is_whole_and_no_other() -> None:
    assert line_around(page(), TOP) == (0.1, 0.09, 0.7, 0.13)
    assert line_around(page(), MIDDLE) == MIDDLE
    assert line_around(page(), (0.8, 0.8, 0.9, 0.9)) == (0.8, 0.8, 0.9, 0.9), "no word there"


def test_what_is_probably_not_on_the_paper_is_not_asked() -> None:
    reading = DocumentReading(
        pages=1,
        fields={NAME: field("Selam", TOP, 0.9)},
        doubtful={
            BORN: field("1990", MIDDLE, WORTH_A_LOOK),
            GRADE: field("1990", MIDDLE, WORTH_A_LOOK - 0.01),
            FieldName.CREDITS: field("Selam", TOP, 0.5),
        },
    )
    end = reading_end(reading, [page()], [], "blob")
    assert [one.field for one in end.doubtful] == [BORN]
    assert end.doubtful[0].line == MIDDLE
    assert (end.state, end.missing_packs, end.advice) == (DocumentState.READ, (), "")


@pytest.mark.parametrize(
    ("warning", "sure"),
    [
        (ReadingWarning.LOW_CONFIDENCE, False),
        (ReadingWarning.LANGUAGE_PACK_MISSING, False),
        (ReadingWarning.TEXT_LAYER_DISTRUSTED, True),
    ],
)
def test_letters_of_a_page_that_was_hard_to_read_are_asked(
    warning: ReadingWarning, sure: bool
) -> None:
    country = field("Eritrea", MIDDLE, 0.9).model_copy(update={"source": ReadingSource.DERIVED})
    fields = {NAME: field("Selam", TOP, 0.9), FieldName.COUNTRY: country}
    hard = page().model_copy(update={"warnings": (warning,)})
    end = reading_end(DocumentReading(pages=1, fields=fields), [hard], [], "blob")
    assert (NAME in {one.field for one in end.values}) == sure
    assert (NAME in {one.field for one in end.doubtful}) != sure
    assert FieldName.COUNTRY in {one.field for one in end.values}, "a name in a list"


def test_doubts_alone_are_a_reading_and_nothing_is_none() -> None:
    doubts = DocumentReading(pages=1, doubtful={BORN: field("1990", MIDDLE, 0.4)})
    assert reading_end(doubts, [page()], [], "blob").state is DocumentState.READ
    nothing = reading_end(
        DocumentReading(pages=1, missing_packs=("khm",)),
        [page()],
        [ReadingWarning.PAGE_UNREADABLE],
        "blob",
    )
    assert nothing.state is DocumentState.UNREADABLE
    assert nothing.problem is ReadingWarning.PAGE_UNREADABLE
    assert "tesseract-ocr-khm" in nothing.advice


def test_a_paper_is_compared_with_the_others_of_its_owner(tmp_path: Path) -> None:
    town = make_town(tmp_path)
    store = town.store
    case = town.draft()
    ids = [town.paper(case, DocumentKind.TRANSCRIPT, f"%PDF-1.4 {n}".encode()) for n in range(3)]
    births = ("", "1990-01-02", "1990-02-01")
    for document, born in zip(ids, births, strict=True):
        fields = {NAME: field("Selam Tesfay", TOP, 0.9)}
        if born:
            fields[BORN] = field(born, MIDDLE, 0.9)
        reading = DocumentReading(pages=1, fields=fields)
        data = reading.model_dump_json() if born else '{"pages": "of another release"}'
        blob = store.blobs.put(document_scope(document), READING, data.encode())
        end = reading_end(reading, [page()], [], blob)
        record_reading(store, town.rules, document, end, town.at)
        found = compare_with_others(store, document, reading)
        record_comparison(store, document, found, town.at)
    facts = {fact.field: fact for fact in between(store, case)}
    assert facts[BORN].agreement is Agreement.DIFFERENT
    assert [said.read.value for said in facts[BORN].said] == ["1990-01-02", "1990-02-01"]
    assert facts[NAME].agreement is Agreement.SAME and len(facts[NAME].said) == 2, (
        "one is not understood"
    )
    store.close()
