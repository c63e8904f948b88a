"""Small questions about a case that every audience asks."""

from uuid import UUID

from sqlalchemy import select

from recognition.errors import ErrorCode, NotFound
from recognition.store.store import Store
from recognition.store.tables import ActionLog, Case, Outbox


def is_submitted(store: Store, case_id: UUID) -> bool:
    """Whether a case is past its draft; ``NotFound`` if there is none."""
    with store.reading() as session:
        row = session.execute(select(Case.submitted_at).where(Case.id == case_id)).one_or_none()
    if row is None:
        raise NotFound(ErrorCode.UNKNOWN, "case")
    return row.submitted_at is not None


def is_done(store: Store, action_id: UUID) -> bool:
    """Whether the action of that id has been carried out, or was kept and then refused."""
    with store.reading() as session:
        kept = session.get(Outbox, action_id)
        if kept is not None and kept.done_at is not None:
            return True
        return (
            session.scalars(
                select(ActionLog.id).where(ActionLog.action_id == action_id).limit(1)
            ).first()
            is not None
        )


def find_case(store: Store, reference: str) -> UUID | None:
    """The id behind a reference (in its written form); ``None`` if there is none."""
    with store.reading() as session:
        return session.scalars(select(Case.id).where(Case.reference == reference)).first()
