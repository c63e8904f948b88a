"""An authenticator app of a person of the staff, as it would stand on their telephone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pyotp

from recognition.actions.accounts.half_sign_in import HalfSignedIn, NextStep
from recognition.actions.accounts.pass_code import pass_code
from recognition.actions.accounts.set_up_app import confirm_app, offered_app
from recognition.actions.accounts.sign_in import use_password
from recognition.actions.accounts.web_sessions import NewSession
from recognition.store.store import Store

LIFE = timedelta(hours=8)
STEP = timedelta(seconds=30)


@dataclass
class Phone:
    """The app with its secret, the recovery codes on paper, and the first session."""

    secret: str
    recovery_codes: tuple[str, ...]
    session: NewSession

    @property
    def account_id(self) -> UUID:
        return self.session.identity.account_id

    def code(self, at: datetime) -> str:
        """What the app shows at a moment."""
        return pyotp.TOTP(self.secret).at(at)

    def wrong(self, at: datetime) -> str:
        """Six digits that it shows at no moment near this one."""
        near = {self.code(at + n * STEP) for n in range(-2, 3)}
        return next(f"{n:06}" for n in range(10) if f"{n:06}" not in near)


def begin(
    store: Store, email: str, password: str, at: datetime, *, demanded: bool = True
) -> HalfSignedIn:
    """Give the right password where a second step follows."""
    half = use_password(store, email, password, at, LIFE, demanded=demanded)
    assert isinstance(half, HalfSignedIn)
    return half


def confirm(store: Store, half: HalfSignedIn, at: datetime) -> Phone:
    """Scan what is offered and type the first code."""
    secret = offered_app(store, half.token, at).secret
    done = confirm_app(store, half.token, pyotp.TOTP(secret).at(at), at, LIFE)
    return Phone(secret, done.recovery_codes, done.session)


def set_up(store: Store, email: str, password: str, at: datetime) -> Phone:
    """Set a first app up."""
    half = begin(store, email, password, at)
    assert half.next is NextStep.SET_UP
    return confirm(store, half, at)


def sign_in(store: Store, email: str, password: str, typed: str, at: datetime) -> NewSession:
    """Give password and code."""
    return pass_code(store, begin(store, email, password, at).token, typed, at, LIFE)
