"""Sessions of the web: made when somebody has signed in, ended here; only digests are kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from recognition.domain.vocabulary import Role
from recognition.store.store import Store
from recognition.store.tables import Account, WebSession


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in: all that the web knows of a person, whatever the means of signing in."""

    account_id: UUID
    role: Role
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class NewSession:
    """A fresh session; ``token`` is shown once, to the browser."""

    token: str
    expires_at: datetime
    identity: Identity


def new_session(session: Session, account: Account, at: datetime, life: timedelta) -> NewSession:
    """Sign somebody in; the token is always a new one, whatever the browser held before."""
    token = new_token()
    session.add(
        WebSession(
            digest=token_digest(token),
            account_id=account.id,
            created_at=at,
            seen_at=at,
            expires_at=at + life,
        )
    )
    return NewSession(token, at + life, _identity(account))


def end_session(store: Store, token: str, at: datetime) -> None:
    """Sign out."""
    with store.writing() as session:
        row = session.get(WebSession, token_digest(token))
        if row is not None and row.ended_at is None:
            row.ended_at = at


def end_sessions(session: Session, account_id: UUID, at: datetime) -> None:
    """Sign somebody out everywhere."""
    session.execute(
        update(WebSession)
        .where(WebSession.account_id == account_id, WebSession.ended_at.is_(None))
        .values(ended_at=at)
    )


def who_is(store: Store, token: str, at: datetime) -> Identity | None:
    """The identity behind a session's token; ``None`` if it ended or never was."""
    with store.reading() as session:
        row = session.get(WebSession, token_digest(token))
        if row is None or row.ended_at is not None or row.expires_at <= at:
            return None
        account = session.get(Account, row.account_id)
        return _identity(account) if account and account.active else None


def new_token() -> str:
    """A token that nobody guesses: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _identity(account: Account) -> Identity:
    return Identity(account.id, Role(account.kind), account.name, account.language)
