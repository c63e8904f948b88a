"""Between password and second step: a state of its own that opens no page but that step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from recognition.actions.accounts.one_time_codes import new_secret
from recognition.actions.accounts.web_sessions import new_token, token_digest
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.keys import KeyRing, account_scope
from recognition.store.store import Store
from recognition.store.tables import HalfSignIn

HALF_LIFE = timedelta(minutes=30)
"""Long enough to install an app on a telephone (WCAG 2.2.1: it can be begun again)."""


class NextStep(StrEnum):
    """What is still to be done."""

    CODE = "code"
    SET_UP = "set_up"


@dataclass(frozen=True, slots=True)
class HalfSignedIn:
    """The right password was given; ``token`` is shown once, to the browser."""

    token: str
    expires_at: datetime
    next: NextStep


def half_sign_in(session: Session, account_id: UUID, at: datetime) -> HalfSignedIn:
    """Ask for a code of the app, or a recovery code."""
    return _begin(session, account_id, at, NextStep.CODE)


def offer_app(
    keys: KeyRing, session: Session, account_id: UUID, replaces: UUID | None, at: datetime
) -> HalfSignedIn:
    """Offer a new secret, for a first app or in place of the one that ``replaces`` names."""
    sealed = keys.seal_within(session, account_scope(account_id), new_secret().encode())
    return _begin(session, account_id, at, NextStep.SET_UP, sealed, replaces)


def step_of(store: Store, token: str, at: datetime) -> NextStep:
    """What is still to be done. Raises ``NotAllowed`` (``SIGN_IN_OVER``)."""
    with store.reading() as session:
        half = standing_half(session, token, at)
    return NextStep.CODE if half.secret_sealed is None else NextStep.SET_UP


def standing_half(session: Session, token: str, at: datetime, *, lock: bool = False) -> HalfSignIn:
    """The sign-in that was begun; ``NotAllowed`` (``SIGN_IN_OVER``) once it is over."""
    half = session.get(HalfSignIn, token_digest(token), with_for_update=lock)
    if half is None or half.ended_at is not None or half.expires_at <= at:
        raise NotAllowed(ErrorCode.SIGN_IN_OVER, "half_sign_in")
    return half


def end_halves(session: Session, account_id: UUID, at: datetime) -> None:
    """End every sign-in that an account has begun; secrets that were offered are forgotten."""
    session.execute(
        update(HalfSignIn)
        .where(HalfSignIn.account_id == account_id, HalfSignIn.ended_at.is_(None))
        .values(ended_at=at, secret_sealed=None)
    )


def _begin(
    session: Session,
    account_id: UUID,
    at: datetime,
    step: NextStep,
    sealed: bytes | None = None,
    replaces: UUID | None = None,
) -> HalfSignedIn:
    token, expires_at = new_token(), at + HALF_LIFE
    _forget_old(session, account_id, at)
    session.add(
        HalfSignIn(
            digest=token_digest(token),
            account_id=account_id,
            created_at=at,
            expires_at=expires_at,
            secret_sealed=sealed,
            replaces=replaces,
        )
    )
    return HalfSignedIn(token, expires_at, step)


def _forget_old(session: Session, account_id: UUID, at: datetime) -> None:
    """Nobody needs what their time has ended, nor the secrets that it offered."""
    session.execute(
        delete(HalfSignIn).where(HalfSignIn.account_id == account_id, HalfSignIn.expires_at <= at)
    )
