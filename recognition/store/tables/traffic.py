"""What comes in and goes out: outbox, mails, inbound webhooks, and the wrapped data keys."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id


class DataKey(Base):
    """A data key, wrapped with the master key. Destroying it makes its data unreadable."""

    __tablename__ = "data_key"
    scope: Mapped[str] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)


class Outbox(Base):
    """Something that must go out: written with the fact it tells of, in one transaction.

    ``kind`` is an ``OutboxKind``; ``payload`` holds ids and codes, for a webhook its sealed body.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_open", "done_at", "created_at"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    subject_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    gave_up_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)


class Mail(Base):
    """A mail as it was, or in embedded mode would have been, sent; no personal content."""

    __tablename__ = "mail"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime]


class InboundMessage(Base):
    """A webhook that came in: a second copy gets the same answer and changes nothing.

    ``body`` says which request an answer is to; what it says is sealed with the case's key.
    """

    __tablename__ = "inbound_message"
    __table_args__ = (UniqueConstraint("authority_id", "message_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authority.id"))
    message_id: Mapped[str]
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    answer: Mapped[dict[str, Any] | None]
