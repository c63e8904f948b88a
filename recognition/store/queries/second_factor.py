"""What staff, and who looks after them, are shown of their authenticator apps."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from recognition.domain.vocabulary import Role
from recognition.store.second_factors import standing_factor, standing_factors
from recognition.store.store import Store
from recognition.store.tables import Account, RecoveryCode


@dataclass(frozen=True, slots=True)
class AppShown:
    """An app that is set up, and how many recovery codes are left."""

    since: datetime
    codes_left: int


def app_of(store: Store, account_id: UUID) -> AppShown | None:
    """The app of one person; ``None`` where none is set up."""
    with store.reading() as session:
        factor = standing_factor(session, account_id)
        if factor is None:
            return None
        left = select(func.count()).where(
            RecoveryCode.factor_id == factor.id, RecoveryCode.used_at.is_(None)
        )
        return AppShown(factor.confirmed_at, session.scalar(left) or 0)


def staff_without_app(store: Store) -> tuple[int, int]:
    """How many of those who can sign in as staff have no app, and how many there are."""
    staff = select(Account.id).where(Account.kind == Role.ASSESSOR, Account.active)
    with store.reading() as session:
        ids = set(session.scalars(staff))
        return len(ids - standing_factors(session).keys()), len(ids)
