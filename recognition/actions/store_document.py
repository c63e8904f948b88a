"""A paper comes in: kept, sealed, and its reading set going."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recognition.domain.vocabulary import DocumentState, MediaType
from recognition.errors import DocumentRejected, ErrorCode
from recognition.store import outbox
from recognition.store.base import new_id
from recognition.store.keys import document_scope
from recognition.store.outbox import OutboxKind
from recognition.store.store import Store
from recognition.store.tables import Document


@dataclass(frozen=True, slots=True)
class Stored:
    """The document that a file became; ``known`` says that the same bytes were there before."""

    document_id: UUID
    known: bool


def store_document(
    store: Store,
    applicant_id: UUID,
    data: bytes,
    *,
    name: str,
    media_type: MediaType,
    pages: int,
    at: datetime,
    most: int | None = None,
) -> Stored:
    """Keep a file that passed the intake checks; the same bytes twice are one document.

    ``name`` is the file's own, shown to its owner and to assessors; the bytes are sealed with a
    key of the document's own. Raises ``DocumentRejected`` (TOO_MANY_PAPERS) for a further paper of
    somebody who has ``most`` of them here.
    """
    digest = store.keys.digest(b"document", applicant_id.bytes, data)
    with store.reading() as session:
        known = _find(session, applicant_id, digest)
        full = most is not None and _count(session, applicant_id) >= most
    if known is not None:
        return Stored(known.id, known=True)
    if full:
        raise DocumentRejected(ErrorCode.TOO_MANY_PAPERS)
    document_id = new_id()
    blob = store.blobs.put(document_scope(document_id), "file", data)
    document = Document(
        id=document_id,
        applicant_id=applicant_id,
        digest=digest,
        name=name[:200],
        media_type=media_type,
        size=len(data),
        blob=blob,
        pages=pages,
        state=DocumentState.STORED,
        state_at=at,
        stored_at=at,
    )
    try:
        with store.writing() as session:
            session.add(document)
            session.flush()
            outbox.add(session, OutboxKind.START_READING, at, subject_id=document_id)
    except IntegrityError:  # another tab was quicker
        store.keys.destroy(document_scope(document_id))
        store.blobs.delete(blob)
        with store.reading() as session:
            known = _find(session, applicant_id, digest)
        if known is None:
            raise
        return Stored(known.id, known=True)
    return Stored(document_id, known=False)


def _count(session: Session, applicant_id: UUID) -> int:
    own = select(func.count()).where(Document.applicant_id == applicant_id)
    return session.scalars(own).one()


def _find(session: Session, applicant_id: UUID, digest: str) -> Document | None:
    return session.scalars(
        select(Document).where(Document.applicant_id == applicant_id, Document.digest == digest)
    ).first()
