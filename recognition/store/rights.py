"""Who of the staff was named for what, as it stands now."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from recognition.domain.vocabulary import Right
from recognition.store.tables import StaffRight

_ALL = select(StaffRight.account_id, StaffRight.right).where(StaffRight.revoked_at.is_(None))
_OF_ONE = _ALL.where(StaffRight.account_id == bindparam("account_id"))


def rights_of(session: Session, account_id: UUID | None) -> frozenset[Right]:
    """The rights of one account."""
    rows = session.execute(_OF_ONE, {"account_id": account_id})
    return frozenset(Right(row.right) for row in rows)


def load_rights(session: Session) -> Mapping[UUID, frozenset[Right]]:
    """Everybody's rights; who has none does not appear."""
    found: dict[UUID, set[Right]] = defaultdict(set)
    for account_id, right in session.execute(_ALL):
        found[account_id].add(Right(right))
    return {account_id: frozenset(rights) for account_id, rights in found.items()}
