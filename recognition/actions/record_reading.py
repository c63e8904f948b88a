"""How the reading of a document goes and ends: facts of the document, seen by all its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from recognition.actions.deriving import rederive
from recognition.domain.events import EventKind
from recognition.domain.facts import MACHINE
from recognition.domain.vocabulary import (
    DocumentState,
    FieldName,
    ReadingSource,
    ReadingWarning,
    ValueOrigin,
)
from recognition.errors import ErrorCode, NotFound
from recognition.rules import Rules
from recognition.store import timeline
from recognition.store.facts import lock_case
from recognition.store.store import Store
from recognition.store.tables import CaseDocument, Document, FieldValue, Page


@dataclass(frozen=True, slots=True)
class PageSplit:
    """A page that was split off a file: its image is a sealed blob."""

    number: int
    width: int
    height: int
    image_blob: str


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A field as it was read; ``box``, and ``line`` around it, in fractions of the page."""

    field: FieldName
    value: str
    normalised: str
    page: int | None
    box: Box | None
    confidence: float
    source: ReadingSource
    line: Box | None = None


@dataclass(frozen=True, slots=True)
class ReadingEnd:
    """How a reading ended.

    ``doubtful`` is what would be read where it is not sure enough. ``missing_packs`` are language
    packs that were wanted, ``advice`` the command that installs them.
    """

    state: DocumentState
    problem: ReadingWarning | None
    document_type: str | None
    languages: Sequence[str]
    warnings: Sequence[ReadingWarning]
    reader_version: str
    values: Sequence[ReadValue]
    doubtful: Sequence[ReadValue] = ()
    missing_packs: Sequence[str] = ()
    advice: str = ""
    reading_blob: str | None = None


def record_split(
    store: Store, rules: Rules, document_id: UUID, pages: Sequence[PageSplit], at: datetime
) -> None:
    """The file was split into pages; reading begins (again: old pages are replaced)."""
    with store.writing() as session:
        document = _document(session, document_id)
        session.execute(delete(Page).where(Page.document_id == document_id))
        for page in pages:
            session.add(
                Page(
                    document_id=document_id,
                    number=page.number,
                    width=page.width,
                    height=page.height,
                    image_blob=page.image_blob,
                    state=DocumentState.STORED,
                )
            )
        document.pages = len(pages)
        document.state, document.state_at = DocumentState.READING, at


def record_page(
    store: Store,
    document_id: UUID,
    number: int,
    *,
    words_blob: str | None,
    problem: ReadingWarning | None,
    seconds: float | None,
    rotation: int = 0,
) -> None:
    """A page was read, or could not be; a problem is a fact with a reason."""
    with store.writing() as session:
        page = session.get(Page, (document_id, number))
        if page is None:
            raise NotFound(ErrorCode.UNKNOWN, "page")
        page.words_blob, page.problem, page.seconds = words_blob, problem, seconds
        page.rotation = rotation
        page.state = DocumentState.READ if words_blob else DocumentState.UNREADABLE


def record_reading(
    store: Store, rules: Rules, document_id: UUID, end: ReadingEnd, at: datetime
) -> list[UUID]:
    """The reading ended: keep what was read, derive every case anew, and return their ids."""
    with store.writing() as session:
        # Cases before the document, the order in which people's acts lock them.
        for case_id in _cases_of(session, document_id):
            lock_case(session, case_id)
        document = _document(session, document_id)
        if document.state in (DocumentState.READ, DocumentState.UNREADABLE):
            return _cases_of(session, document_id)  # an earlier try got this far
        document.state, document.state_at = end.state, at
        document.problem = end.problem
        document.document_type = end.document_type
        document.languages = list(end.languages)
        document.warnings = [warning.value for warning in end.warnings]
        document.reader_version = end.reader_version
        document.missing_packs = list(end.missing_packs)
        document.advice = end.advice or None
        document.reading_blob = end.reading_blob
        _replace_read_values(session, document_id, end, at)
        session.flush()
        cases = _cases_of(session, document_id)
        for case_id in cases:
            case = lock_case(session, case_id)
            timeline.add_event(
                session,
                store.keys,
                case_id,
                EventKind.READING_ENDED,
                MACHINE,
                at,
                subject_id=document_id,
                state=end.state.value,
                fields=len(end.values),
                doubtful=len(end.doubtful),
            )
            rederive(session, store.keys, rules, case, at)
        return cases


def _replace_read_values(
    session: Session, document_id: UUID, end: ReadingEnd, at: datetime
) -> None:
    """A repeated reading of the same bytes replaces what the same machine read before."""
    session.execute(
        delete(FieldValue).where(
            FieldValue.document_id == document_id,
            FieldValue.origin.in_((ValueOrigin.READ, ValueOrigin.DOUBTFUL)),
        )
    )
    for origin, values in ((ValueOrigin.READ, end.values), (ValueOrigin.DOUBTFUL, end.doubtful)):
        session.add_all(_row(document_id, origin, value, at) for value in values)


def _row(document_id: UUID, origin: ValueOrigin, value: ReadValue, at: datetime) -> FieldValue:
    return FieldValue(
        document_id=document_id,
        field=value.field,
        origin=origin,
        value=value.value,
        normalised=value.normalised,
        page=value.page,
        box=list(value.box) if value.box else None,
        line=list(value.line) if value.line else None,
        confidence=value.confidence,
        source=value.source,
        at=at,
    )


def _cases_of(session: Session, document_id: UUID) -> list[UUID]:
    return list(
        session.scalars(
            select(CaseDocument.case_id)
            .where(CaseDocument.document_id == document_id)
            .order_by(CaseDocument.case_id)
        )
    )


def _document(session: Session, document_id: UUID) -> Document:
    document = session.get(Document, document_id, with_for_update=True)
    if document is None:
        raise NotFound(ErrorCode.UNKNOWN, "document")
    return document
