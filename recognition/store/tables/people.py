"""Who uses the system: applicants and staff, their sign-ins, and registered authorities."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id


class Account(Base):
    """A person who signs in. ``kind`` is ``applicant`` or ``assessor``; e-mail in lower case."""

    __tablename__ = "account"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class StaffRight(Base):
    """The office named somebody for what not everybody may do; a row for each time it did.

    Nothing is overwritten: who had which right from when until when can be told for good.
    """

    __tablename__ = "staff_right"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    right: Mapped[str]
    granted_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignInLink(Base):
    """A mailed link: only the digest of its token is kept; usable once, until it expires."""

    __tablename__ = "sign_in_link"
    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class WebSession(Base):
    """A signed-in browser: only the digest of the cookie's token is kept."""

    __tablename__ = "web_session"
    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Authority(Base):
    """A registered authority or awarding institution.

    ``secret_sealed`` is its webhook secret, sealed with the master key. One without a
    ``webhook_url`` is asked by mail at ``email`` and answers by a link. ``legal_grounds`` are
    those that the office set, each ``{"id", "text", "purposes", "countries"}``.
    """

    __tablename__ = "authority"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    country: Mapped[str] = mapped_column(default="")
    webhook_url: Mapped[str]
    email: Mapped[str | None]
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    legal_grounds: Mapped[list[Any]] = mapped_column(default=list)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
