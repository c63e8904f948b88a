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
    the file's own name, shown to its owner and to assessors alone. ``missing_packs`` are the
    language packs that reading it lacked, ``advice`` the command that installs them;
    ``reading_blob`` holds, sealed, all that was read (courses and sections too).
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
    missing_packs: Mapped[list[Any] | None]
    advice: Mapped[str | None]
    reading_blob: Mapped[str | None]
    stored_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class Page(Base):
    """One page: its image and its words are sealed blobs; size in pixels, times in seconds.

    ``rotation`` is the quarter turn clockwise, in degrees, that makes the image upright.
    """

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
    rotation: Mapped[int | None]


class FieldValue(Base):
    """A value of a field, once written never changed: whose it is (``ValueOrigin``), and when.

    ``box`` is ``[x0, y0, x1, y1]`` in fractions of the page, ``line`` that of the whole line in
    which it stands; ``document_id`` is empty for what an assessor found for the case as a whole.
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
    line: Mapped[list[Any] | None]
    confidence: Mapped[float | None]
    source: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Comparison(Base):
    """One fact in two documents of a person, compared by the machine as it read both.

    ``first_id`` is the smaller of the two ids; ``agreement`` is one of ``Agreement``. What each
    document says stands in ``field_value``.
    """

    __tablename__ = "comparison"
    first_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    second_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True, index=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    agreement: Mapped[str]
    at: Mapped[datetime]
