"""Documents, their pages, and what was read, stated and found. Bytes and words live in blobs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id


class Document(Base):
    """A paper that an applicant gave; it belongs to her and is attached to cases.

    ``digest`` is keyed and per applicant, so that the same bytes are one document. ``name`` is
    the file's own name, shown to its owner and to assessors alone.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("applicant_id", "digest"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    applicant_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    digest: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    blob: Mapped[str]
    pages: Mapped[int]
    state: Mapped[str]
    state_at: Mapped[datetime]
    problem: Mapped[str | None]
    document_type: Mapped[str | None]
    languages: Mapped[list[Any]] = mapped_column(default=list)
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    reader_version: Mapped[str | None]
    stored_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class Page(Base):
    """One page: its image and its words are sealed blobs; size in pixels, times in seconds."""

    __tablename__ = "page"
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    image_blob: Mapped[str]
    words_blob: Mapped[str | None]
    state: Mapped[str]
    problem: Mapped[str | None]
    seconds: Mapped[float | None]


class FieldValue(Base):
    """A value of a field, once written never changed: read, stated or found, by whom and when.

    ``box`` is ``[x0, y0, x1, y1]`` in fractions of the page; ``document_id`` is empty for what
    an assessor found for the case as a whole.
    """

    __tablename__ = "field_value"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"), index=True)
    field: Mapped[str]
    origin: Mapped[str]
    value: Mapped[str]
    normalised: Mapped[str]
    page: Mapped[int | None]
    box: Mapped[list[Any] | None]
    confidence: Mapped[float | None]
    source: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None]
    at: Mapped[datetime]
