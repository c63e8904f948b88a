"""What a finished reading leaves behind: values, doubts, and how it agrees with other papers.

The reader is imported when something was read, as in ``reading``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select

from recognition.actions.record_comparison import Compared
from recognition.actions.record_reading import Box, ReadingEnd, ReadValue
from recognition.domain.vocabulary import (
    Agreement,
    DocumentState,
    FieldName,
    ReadingSource,
    ReadingWarning,
)
from recognition.store.keys import document_scope
from recognition.store.store import Store
from recognition.store.tables import Document

if TYPE_CHECKING:
    from recognition.documents.model import DocumentReading, Field, PageReading

READING = "reading"
"""Label of the sealed blob with all that was read from a document."""

DISTRUSTED = frozenset({ReadingWarning.LOW_CONFIDENCE, ReadingWarning.LANGUAGE_PACK_MISSING})
"""Warnings of a page whose letters may be others: what was read there is asked, however likely."""

WORTH_A_LOOK = 0.2
"""Confidence below which a field is probably not on the paper, and nobody is led astray."""


def reading_end(
    reading: "DocumentReading",
    pages: Sequence["PageReading"],
    problems: Sequence[ReadingWarning],
    blob: str,
) -> ReadingEnd:
    """The facts that a reading ends with; with nothing even to ask about, it is unreadable."""
    from recognition.documents.reader import READER_VERSION
    from recognition.documents.tesseract import apt_line

    distrusted = {page.number for page in pages if DISTRUSTED & set(page.warnings)}
    read = list(_values(reading.fields, pages))
    values = [one for one in read if not _on(distrusted, one)]
    doubtful = [one for one in read if _on(distrusted, one)]
    doubtful += [one for one in _values(reading.doubtful, pages) if _worth_a_look(one, read)]
    told = [one for one in (*values, *doubtful) if one.field is not FieldName.DOCUMENT_TYPE]
    problem = None
    if not told:
        problem = problems[0] if problems else ReadingWarning.LOW_CONFIDENCE
    return ReadingEnd(
        state=DocumentState.READ if told else DocumentState.UNREADABLE,
        problem=problem,
        document_type=reading.document_type,
        languages=reading.languages,
        warnings=tuple(dict.fromkeys([*reading.warnings, *problems])),
        reader_version=READER_VERSION,
        values=values,
        doubtful=doubtful,
        missing_packs=reading.missing_packs,
        advice=apt_line(reading.missing_packs) if reading.missing_packs else "",
        reading_blob=blob,
    )


def _on(pages: Collection[int], value: ReadValue) -> bool:
    """Whether the letters of a value were read from one of these pages."""
    return value.page in pages and value.source is ReadingSource.OCR


def _worth_a_look(doubt: ReadValue, values: Sequence[ReadValue]) -> bool:
    """Whether a person should be asked: not of a place whose words are surely something else."""
    taken = {value.box for value in values if value.box}
    return doubt.confidence >= WORTH_A_LOOK and doubt.box not in taken


def _values(
    fields: Mapping[FieldName, "Field"], pages: Sequence["PageReading"]
) -> Iterable[ReadValue]:
    by_number = {page.number: page for page in pages}
    for name, field in fields.items():
        page = by_number.get(field.page)
        yield ReadValue(
            field=name,
            value=field.value,
            normalised=field.normalised,
            page=field.page,
            box=field.box,
            confidence=field.confidence,
            source=field.source,
            line=line_around(page, field.box) if page and field.box else field.box,
        )


def line_around(page: "PageReading", box: Box) -> Box:
    """The whole line, or lines, in which a box stands."""
    lines = {word.line for word in page.words if _inside(_middle(word.box), box)}
    boxes = [box, *(word.box for word in page.words if word.line in lines)]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def compare_with_others(
    store: Store, document_id: UUID, reading: "DocumentReading"
) -> dict[UUID, Compared]:
    """How a document agrees with each other one of its owner that was read."""
    from recognition.documents.comparison import compare

    found: dict[UUID, Compared] = {}
    for other, read in _others(store, document_id):
        findings = compare({str(document_id): reading, str(other): read})
        found[other] = {one.name: Agreement(one.agreement) for one in findings}
    return found


def _others(store: Store, document_id: UUID) -> Iterable[tuple[UUID, "DocumentReading"]]:
    from recognition.documents.model import DocumentReading

    with store.reading() as session:
        owner = session.get_one(Document, document_id).applicant_id
        rows = session.execute(
            select(Document.id, Document.reading_blob).where(
                Document.applicant_id == owner,
                Document.id != document_id,
                Document.reading_blob.is_not(None),
            )
        ).all()
    for row in rows:
        data = store.blobs.get(document_scope(row.id), row.reading_blob)
        try:
            yield row.id, DocumentReading.model_validate_json(data)
        except ValidationError:  # read by a release that wrote otherwise: nothing to compare
            continue
