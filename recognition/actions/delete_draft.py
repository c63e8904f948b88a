"""An applicant deletes a draft: nothing of it stays but the documents that other cases have."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from recognition.actions.discard_document import discard_document
from recognition.errors import ErrorCode, NotAllowed, NotFound
from recognition.store import tables as t
from recognition.store.facts import lock_case
from recognition.store.keys import case_scope
from recognition.store.store import Store

_TABLES = (
    t.ActionLog,
    t.BackgroundPart,
    t.CaseView,
    t.ChecklistAnswer,
    t.CodeSuggestion,
    t.Event,
    t.LookUp,
    t.Outbox,
    t.TermEnd,
)


def delete_draft(
    store: Store, case_id: UUID, applicant_id: UUID, *, changed_at: datetime | None = None
) -> bool:
    """Delete it; ``NotFound`` for somebody else's, ``NotAllowed`` once it was submitted.

    With ``changed_at`` only if nothing has changed since then; says whether it was deleted.
    """
    with store.writing() as session:
        case = lock_case(session, case_id)
        if case.applicant_id != applicant_id:
            raise NotFound(ErrorCode.UNKNOWN, "case")
        if changed_at is not None and case.changed_at != changed_at:
            return False
        if case.submitted_at is not None:
            raise NotAllowed(ErrorCode.STAGE_FORBIDS, "delete_draft")
        documents = list(
            session.scalars(
                select(t.CaseDocument.document_id).where(t.CaseDocument.case_id == case_id)
            )
        )
        session.execute(delete(t.CaseDocument).where(t.CaseDocument.case_id == case_id))
        for value in session.scalars(select(t.FieldValue).where(t.FieldValue.case_id == case_id)):
            value.case_id = None
        session.flush()
        for table in _TABLES:
            session.execute(delete(table).where(table.case_id == case_id))
        session.delete(case)
        store.keys.destroy_within(session, case_scope(case_id))
    for document_id in documents:
        discard_document(store, document_id)
    return True
