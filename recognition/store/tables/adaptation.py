"""What came of a decision's conditions: adaptation periods with their assessments, and results."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id


class AdaptationPeriod(Base):
    """The beginning of an adaptation period; the newest that is confirmed counts.

    Stated by the holder with a document, and then confirmed or declined; or recorded by an
    assessor, and confirmed with that. ``notice_days`` are those in force then.
    """

    __tablename__ = "adaptation_period"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    place: Mapped[str]
    first_day: Mapped[date]
    months: Mapped[int]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    stated_by: Mapped[UUID]
    stated_at: Mapped[datetime]
    reviewed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str] = mapped_column(default="")
    notice_days: Mapped[int | None]


class AdaptationAssessment(Base):
    """An assessment of an adaptation period; the newest counts, and none is overwritten.

    One with a ``correction_reason`` puts the one before it right.
    """

    __tablename__ = "adaptation_assessment"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    period_id: Mapped[UUID] = mapped_column(ForeignKey("adaptation_period.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    result: Mapped[str]
    months: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    correction_reason: Mapped[str | None]
    author_id: Mapped[UUID]
    at: Mapped[datetime]


class ConditionStatement(Base):
    """What the holder stated of a condition, with a paper; then recorded, or declined."""

    __tablename__ = "condition_statement"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    position: Mapped[int]
    kind: Mapped[str]
    result: Mapped[str]
    day: Mapped[date]
    text: Mapped[str] = mapped_column(default="")
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    stated_at: Mapped[datetime]
    reviewed_by: Mapped[UUID | None]
    reviewed_at: Mapped[datetime | None]
    decline_reason: Mapped[str] = mapped_column(default="")


class ConditionRecord(Base):
    """What an assessor recorded of a condition; the newest counts, and none is overwritten.

    ``document_id`` is the holder's paper that it rests on, where she sent one; a record with a
    ``correction_reason`` puts the one before it right.
    """

    __tablename__ = "condition_record"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    position: Mapped[int]
    kind: Mapped[str]
    result: Mapped[str]
    day: Mapped[date]
    evidence: Mapped[str] = mapped_column(default="")
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    correction_reason: Mapped[str | None]
    author_id: Mapped[UUID]
    at: Mapped[datetime]
