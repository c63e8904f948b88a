"""What a case let be written, whether it went out yet or not."""

from uuid import UUID

from sqlalchemy import select

from recognition.store.outbox import OutboxKind
from recognition.store.tables import Outbox
from tests.support.people import Town


def mails_written(town: Town, case: UUID) -> list[str]:
    """The kinds of a case's mails, oldest first."""
    return [row.payload["mail"] for row in _mails(town, case)]


def days_written(town: Town, case: UUID, kind: str) -> list[str | None]:
    """The days that a case's mails of a kind name (ISO), oldest first."""
    return [row.payload.get("day") for row in _mails(town, case) if row.payload["mail"] == kind]


def _mails(town: Town, case: UUID) -> list[Outbox]:
    query = (
        select(Outbox)
        .where(Outbox.case_id == case, Outbox.kind == OutboxKind.MAIL)
        .order_by(Outbox.id)
    )
    with town.store.reading() as session:
        return list(session.scalars(query))
