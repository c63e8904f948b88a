"""Who of the staff has an authenticator app, as it stands now."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.store.tables import SecondFactor

_ALL = select(SecondFactor).where(SecondFactor.ended_at.is_(None))


def standing_factor(session: Session, account_id: UUID) -> SecondFactor | None:
    """The app of one account; ``None`` where none is set up."""
    return session.scalars(_ALL.where(SecondFactor.account_id == account_id)).first()


def standing_factors(session: Session) -> Mapping[UUID, SecondFactor]:
    """Everybody's apps by account; who has none does not appear."""
    return {row.account_id: row for row in session.scalars(_ALL)}
