"""Setting an authenticator app up: a secret is offered, and stands once a code of it was typed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from recognition.actions.accounts.half_sign_in import standing_half
from recognition.actions.accounts.one_time_codes import (
    matching_step,
    new_recovery_codes,
    recovery_digest,
)
from recognition.actions.accounts.reset_app import EndedBy, end_factor
from recognition.actions.accounts.web_sessions import NewSession, new_session
from recognition.actions.change_of_sign_in import end_all
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.base import new_id
from recognition.store.keys import KeyRing, account_scope
from recognition.store.second_factors import standing_factor
from recognition.store.store import Store
from recognition.store.tables import Account, HalfSignIn, RecoveryCode, SecondFactor


@dataclass(frozen=True, slots=True)
class AppOffer:
    """What the app must be told; the secret is shown to its owner alone."""

    secret: str
    email: str


@dataclass(frozen=True, slots=True)
class AppSetUp:
    """Somebody is signed in with a new app; the recovery codes are shown this once."""

    session: NewSession
    recovery_codes: tuple[str, ...]


def offered_app(store: Store, token: str, at: datetime) -> AppOffer:
    """What to set up; the same as long as this sign-in lasts. ``NotAllowed`` (``SIGN_IN_OVER``)."""
    with store.reading() as session:
        half = standing_half(session, token, at)
        account = session.get_one(Account, half.account_id)
    return AppOffer(_secret(store.keys, half), account.email)


def confirm_app(store: Store, token: str, typed: str, at: datetime, life: timedelta) -> AppSetUp:
    """Let the offered app stand, end every other session of its owner, and sign in anew.

    Raises ``NotAllowed``: ``CODE_WRONG``, or ``SIGN_IN_OVER`` also where another app was set up,
    or the one to be replaced was reset, after this was begun.
    """
    with store.reading() as session:
        offer = standing_half(session, token, at)
    step = matching_step(_secret(store.keys, offer), typed, at)
    if step is None:
        raise NotAllowed(ErrorCode.CODE_WRONG, "code")
    with store.writing() as session:
        account = session.get_one(Account, offer.account_id, with_for_update=True)
        half = standing_half(session, token, at, lock=True)
        old = standing_factor(session, account.id)
        if not account.active or half.replaces != (old.id if old else None):
            raise NotAllowed(ErrorCode.SIGN_IN_OVER, "second_factor")
        if old is not None:
            end_factor(session, old, EndedBy.RENEWED, at)
        factor = _stand(session, half, step, at)
        end_all(session, account.id, at)
        codes = make_recovery_codes(store.keys, session, factor.id)
        return AppSetUp(new_session(session, account, at, life), codes)


def make_recovery_codes(keys: KeyRing, session: Session, factor_id: UUID) -> tuple[str, ...]:
    """Ten new codes for an app; those that were left are good no more."""
    session.execute(
        delete(RecoveryCode).where(
            RecoveryCode.factor_id == factor_id, RecoveryCode.used_at.is_(None)
        )
    )
    codes = new_recovery_codes()
    session.add_all(
        RecoveryCode(digest=recovery_digest(keys, factor_id, code), factor_id=factor_id)
        for code in codes
    )
    return codes


def _stand(session: Session, half: HalfSignIn, step: int, at: datetime) -> SecondFactor:
    factor = SecondFactor(
        id=new_id(),
        account_id=half.account_id,
        secret_sealed=half.secret_sealed,
        confirmed_at=at,
        last_step=step,
    )
    session.add(factor)
    session.flush()
    return factor


def _secret(keys: KeyRing, half: HalfSignIn) -> str:
    """The secret that this sign-in offers; ``NotAllowed`` where it asks for a code instead."""
    if half.secret_sealed is None:
        raise NotAllowed(ErrorCode.SIGN_IN_OVER, "half_sign_in")
    return keys.unseal(account_scope(half.account_id), half.secret_sealed).decode()
