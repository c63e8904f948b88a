"""A document that no case has any more is forgotten: rows, blobs and key."""

from uuid import UUID

from sqlalchemy import delete, or_, select

from recognition.store.keys import document_scope
from recognition.store.store import Store
from recognition.store.tables import (
    CaseDocument,
    Comparison,
    Document,
    FieldValue,
    Outbox,
    Page,
    RequestItem,
)


def discard_document(store: Store, document_id: UUID) -> bool:
    """Discard the document unless a case or an answer has it; says whether it was discarded."""
    with store.writing() as session:
        document = session.get(Document, document_id, with_for_update=True)
        used = (
            session.scalars(
                select(CaseDocument.case_id).where(CaseDocument.document_id == document_id)
            ).first()
            or session.scalars(
                select(RequestItem.id).where(RequestItem.answer_document_id == document_id)
            ).first()
        )
        if document is None or used:
            return False
        pages = session.scalars(select(Page).where(Page.document_id == document_id)).all()
        blobs = [document.blob, *(page.image_blob for page in pages)]
        blobs += [page.words_blob for page in pages if page.words_blob]
        blobs += [document.reading_blob] if document.reading_blob else []
        session.execute(
            delete(Comparison).where(
                or_(Comparison.first_id == document_id, Comparison.second_id == document_id)
            )
        )
        session.execute(delete(FieldValue).where(FieldValue.document_id == document_id))
        session.execute(delete(Page).where(Page.document_id == document_id))
        session.execute(delete(Outbox).where(Outbox.subject_id == document_id))
        session.delete(document)
        store.keys.destroy_within(session, document_scope(document_id))
    for blob in blobs:
        store.blobs.delete(blob)
    return True
