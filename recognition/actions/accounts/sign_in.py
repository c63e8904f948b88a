"""Signing in: mailed links for applicants, passwords for staff and the step that follows them.

Only digests of tokens are kept. A link for an unknown address makes an account, so that nobody
learns which addresses are known.
"""

import secrets
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recognition.actions.accounts.half_sign_in import HalfSignedIn, half_sign_in, offer_app
from recognition.actions.accounts.web_sessions import (
    NewSession,
    new_session,
    new_token,
    token_digest,
)
from recognition.actions.change_of_sign_in import end_all
from recognition.domain.email_address import is_email
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store import outbox
from recognition.store.base import new_id
from recognition.store.keys import OFFICE_SCOPE
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.second_factors import standing_factor
from recognition.store.store import Store
from recognition.store.tables import Account, SignInLink

LINK_LIFE = timedelta(minutes=30)


def request_link(store: Store, email: str, language: str, at: datetime) -> None:
    """Mail a sign-in link to an applicant; staff addresses silently get none.

    The mail is in ``language``; the person's own stays as it is, for anybody can ask for a link.

    Raises ``InvalidInput`` (``BAD_VALUE``) for what is no address.
    """
    address = clean_email(email)
    with store.writing() as session:
        account = _account(session, address) or _new_applicant(session, address, at)
        if account.kind != Role.APPLICANT or not account.active:
            return
        account_id = account.id
    token = make_link(store, account_id, at)
    payload = {
        "mail": MailKind.SIGN_IN.value,
        "account_id": str(account_id),
        "language": language,
        "sealed_token": store.keys.seal(OFFICE_SCOPE, token.encode()).hex(),
    }
    with store.writing() as session:
        outbox.add(session, OutboxKind.MAIL, at, payload=payload)


def make_link(store: Store, account_id: UUID, at: datetime, life: timedelta = LINK_LIFE) -> str:
    """Make a sign-in link's token for an applicant; usable once, for ``life``."""
    token = new_token()
    with store.writing() as session:
        session.add(
            SignInLink(
                digest=token_digest(token),
                account_id=account_id,
                created_at=at,
                expires_at=at + life,
            )
        )
    return token


def use_link(
    store: Store, token: str, at: datetime, life: timedelta, language: str = ""
) -> NewSession:
    """Turn a mailed link into a session; ``NotAllowed`` (``LINK_EXPIRED``) if it cannot be.

    ``language`` is the one in which the person reads: mails and letters to her are in it from now.
    """
    with store.writing() as session:
        link = session.get(SignInLink, token_digest(token), with_for_update=True)
        if link is None or link.used_at is not None or link.expires_at <= at:
            raise NotAllowed(ErrorCode.LINK_EXPIRED, "sign_in_link")
        link.used_at = at
        account = session.get(Account, link.account_id)
        if account is None or not account.active:
            raise NotAllowed(ErrorCode.LINK_EXPIRED, "sign_in_link")
        account.language = language or account.language
        return new_session(session, account, at, life)


def use_password(
    store: Store, email: str, password: str, at: datetime, life: timedelta, *, demanded: bool
) -> NewSession | HalfSignedIn:
    """Sign staff in, or half in where a second step follows.

    It follows for everybody who has set up an authenticator app, and for all where the office has
    ``demanded`` one. ``NotAllowed`` (``SIGN_IN_FAILED``) says no more than that.
    """
    with store.reading() as session:
        found = _account(session, email.strip().lower())
    hashed = found.password_hash if found and found.active else None
    if not fits(hashed or _nobody(), password) or found is None or hashed is None:
        raise NotAllowed(ErrorCode.SIGN_IN_FAILED, "password")
    with store.writing() as session:
        account = session.get_one(Account, found.id, with_for_update=True)
        if standing_factor(session, account.id) is not None:
            return half_sign_in(session, account.id, at)
        if demanded:
            return offer_app(store.keys, session, account.id, None, at)
        return new_session(session, account, at, life)


def add_staff(store: Store, email: str, name: str, password: str, at: datetime) -> UUID:
    """Register an assessor, or give an existing one a new name and password.

    With a new password nothing goes on that an old one began: they are signed out everywhere.

    Raises ``InvalidInput`` (``BAD_VALUE``) for what is no address, or is an applicant's.
    """
    address = clean_email(email)
    with store.writing() as session:
        account = _account(session, address)
        if account is None:
            account = Account(id=new_id(), kind=Role.ASSESSOR, email=address, created_at=at)
            session.add(account)
        elif account.kind == Role.ASSESSOR:
            end_all(session, account.id, at)
        if account.kind != Role.ASSESSOR:
            raise InvalidInput(ErrorCode.BAD_VALUE, "email")
        account.name = name
        account.password_hash = PasswordHasher().hash(password)
        return account.id


def clean_email(email: str) -> str:
    """An address in lower case; ``InvalidInput`` (``BAD_VALUE``) for what is none."""
    address = email.strip().lower()
    if not is_email(address):
        raise InvalidInput(ErrorCode.BAD_VALUE, "email")
    return address


def _account(session: Session, email: str) -> Account | None:
    return session.scalars(select(Account).where(Account.email == email)).first()


def _new_applicant(session: Session, email: str, at: datetime) -> Account:
    account = Account(id=new_id(), kind=Role.APPLICANT, email=email, created_at=at)
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:  # a second click was quicker
        return session.scalars(select(Account).where(Account.email == email)).one()
    return account


def fits(hashed: str, password: str) -> bool:
    """Whether the password is the one that was hashed."""
    try:
        return PasswordHasher().verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """A hash that fits no password, so that unknown addresses take as long as known ones."""
    return PasswordHasher().hash(secrets.token_urlsafe(16))
