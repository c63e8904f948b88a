"""The office names somebody of its staff for what not everybody may do, or no longer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.actions.accounts.sign_in import clean_email
from recognition.domain.vocabulary import Right, Role
from recognition.errors import ErrorCode, NotFound
from recognition.store.rights import load_rights
from recognition.store.second_factors import standing_factors
from recognition.store.store import Store
from recognition.store.tables import Account, StaffRight


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of the staff, and what they are named for."""

    id: UUID
    email: str
    name: str
    active: bool
    rights: frozenset[Right]
    app_since: datetime | None
    """When they set up the authenticator app that they sign in with."""


def grant_right(store: Store, email: str, right: Right, at: datetime) -> bool:
    """Name an assessor for something; ``False`` where they had been named already.

    Raises ``NotFound`` for an address that no assessor has.
    """
    with store.writing() as session:
        account = locked_assessor(session, email)
        if _standing(session, account, right) is not None:
            return False
        session.add(StaffRight(account_id=account.id, right=right, granted_at=at))
        return True


def revoke_right(store: Store, email: str, right: Right, at: datetime) -> bool:
    """Take it back; ``False`` where they did not have it. Raises ``NotFound`` as above."""
    with store.writing() as session:
        row = _standing(session, locked_assessor(session, email), right)
        if row is None:
            return False
        row.revoked_at = at
        return True


def load_staff(store: Store) -> tuple[StaffMember, ...]:
    """Every assessor, by address, with their rights."""
    query = select(Account).where(Account.kind == Role.ASSESSOR).order_by(Account.email)
    with store.reading() as session:
        rights = load_rights(session)
        apps = {key: row.confirmed_at for key, row in standing_factors(session).items()}
        return tuple(
            StaffMember(
                row.id,
                row.email,
                row.name,
                row.active,
                rights.get(row.id, frozenset()),
                apps.get(row.id),
            )
            for row in session.scalars(query)
        )


def locked_assessor(session: Session, email: str) -> Account:
    """Their account, locked: who changes it at the same moment waits, and sees what was changed.

    Raises ``NotFound`` for an address that no assessor has.
    """
    query = (
        select(Account)
        .where(Account.email == clean_email(email), Account.kind == Role.ASSESSOR)
        .with_for_update()
    )
    account = session.scalars(query).first()
    if account is None:
        raise NotFound(ErrorCode.UNKNOWN, "assessor")
    return account


def _standing(session: Session, account: Account, right: Right) -> StaffRight | None:
    query = select(StaffRight).where(
        StaffRight.account_id == account.id,
        StaffRight.right == right,
        StaffRight.revoked_at.is_(None),
    )
    return session.scalars(query).first()
