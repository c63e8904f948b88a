"""What staff have beside their password: an authenticator app, and codes for when it is lost."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id

STANDS = "ended_at IS NULL"


class SecondFactor(Base):
    """An authenticator app that was set up: a row for each time, and one that stands a person.

    ``secret_sealed`` is forgotten when it ends; the row stays, so that who had one from when until
    when can be told. ``last_step`` is the newest time step whose code was taken (RFC 6238, 5.2).
    """

    __tablename__ = "second_factor"
    __table_args__ = (
        Index(
            "uq_second_factor_standing",
            "account_id",
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime]
    last_step: Mapped[int]
    failed: Mapped[int] = mapped_column(default=0)
    waits_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]


class RecoveryCode(Base):
    """A code that stands in for the app, once: only its keyed digest is kept."""

    __tablename__ = "recovery_code"
    digest: Mapped[str] = mapped_column(primary_key=True)
    factor_id: Mapped[UUID] = mapped_column(ForeignKey("second_factor.id"), index=True)
    used_at: Mapped[datetime | None]


class HalfSignIn(Base):
    """Somebody who gave the right password and has the second step still before them.

    It opens no page but that step. With ``secret_sealed`` the step is to set an app up, in place of
    the one that ``replaces`` names: each such try has a secret of its own, so that nobody who knew
    a password before has seen the secret that its owner later confirms.
    """

    __tablename__ = "half_sign_in"
    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    replaces: Mapped[UUID | None] = mapped_column(ForeignKey("second_factor.id"))
