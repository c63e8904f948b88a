"""The case: application, snapshot, timeline, idempotency and the derived read model."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id


class Case(Base):
    """One application by one holder, for one purpose, about one qualification.

    ``details`` are the applicant's own (keys of ``domain.verbs.DETAILS``); ``regime`` and
    ``snapshot`` (code lists, mapper, checklist versions, the calendar that counts days) are
    frozen at submission. ``verify_shows`` is what the holder lets the public page say of her
    letters (``VerifyShown``).
    """

    __tablename__ = "case"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(unique=True)
    applicant_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    revision: Mapped[int] = mapped_column(default=0)
    purpose: Mapped[str | None]
    country: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    names_explanation: Mapped[str] = mapped_column(default="")
    regime_id: Mapped[str]
    regime: Mapped[dict[str, Any] | None]
    snapshot: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    expired_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    delay_at: Mapped[datetime | None]
    delay_until: Mapped[datetime | None]
    delay_reason: Mapped[str] = mapped_column(default="")
    verify_shows: Mapped[list[Any] | None]


class CaseDocument(Base):
    """A document attached to a case, as which kind, and of what it is a translation.

    ``item_id`` names the checklist item that it was given for, where it was given for one;
    ``also_items`` the others that the same file holds.
    """

    __tablename__ = "case_document"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    document_id: Mapped[UUID] = mapped_column(
        ForeignKey("document.id"), primary_key=True, index=True
    )
    kind: Mapped[str]
    item_id: Mapped[str | None]
    also_items: Mapped[list[Any] | None]
    translation_of: Mapped[UUID | None]
    attached_at: Mapped[datetime]


class ChecklistAnswer(Base):
    """'Cannot be had, because…' for one item of the checklist."""

    __tablename__ = "checklist_answer"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class DeadlinePassed(Base):
    """A deadline that passed: itself a fact, written by the timer's action."""

    __tablename__ = "deadline_passed"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class TermEnd(Base):
    """The end of a term as it was computed, beside what it was computed from (``basis``).

    A fact: it stands until an action changes what it follows from (``domain.terms``).
    """

    __tablename__ = "term_end"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str]
    first_day: Mapped[date]
    day: Mapped[date]
    ends_at: Mapped[datetime]


class Event(Base):
    """A line of the timeline and a link of the audit chain.

    ``digest`` is keyed over the line and the digest before it, so that a changed, missing or
    reordered line is found by ``recognition doctor``.
    """

    __tablename__ = "event"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    role: Mapped[str]
    person_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    digest: Mapped[str]


class LookUp(Base):
    """Somebody looked at the holder's data; the holder sees every line of this."""

    __tablename__ = "look_up"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    role: Mapped[str]
    person_id: Mapped[UUID | None]
    what: Mapped[str]
    ground: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class ActionLog(Base):
    """An action that was done; the same id again gives the same answer and changes nothing."""

    __tablename__ = "action_log"
    __table_args__ = (UniqueConstraint("case_id", "action_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    action_id: Mapped[UUID]
    verb: Mapped[str]
    at: Mapped[datetime]
    result: Mapped[dict[str, Any]]


class CaseView(Base):
    """What ``derive`` said last, for lists: written by every action in its own transaction.

    ``queue_at`` is what they are ordered by: the due date, or earlier where somebody fled.
    """

    __tablename__ = "case_view"
    __table_args__ = (
        Index("ix_case_view_queue", "next_actor", "queue_at", "waiting_since", "case_id"),
    )
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    revision: Mapped[int]
    stage: Mapped[str]
    next_actor: Mapped[str]
    allowed: Mapped[dict[str, Any]]
    due_at: Mapped[datetime | None]
    queue_at: Mapped[datetime | None]
    due_day: Mapped[date | None]
    due_basis: Mapped[str | None]
    due_from: Mapped[date | None]
    waiting_since: Mapped[datetime]
    wake_at: Mapped[datetime | None]
    wake_reason: Mapped[str | None]
    acknowledge_by: Mapped[date | None]
    erase_at: Mapped[datetime | None] = mapped_column(index=True)
    assessor_id: Mapped[UUID | None] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(default="")
