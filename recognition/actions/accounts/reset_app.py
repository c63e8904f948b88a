"""An authenticator app ends: another takes its place, or an operator resets it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from recognition.actions.accounts.grant_right import locked_assessor
from recognition.actions.change_of_sign_in import end_all
from recognition.store.second_factors import standing_factor
from recognition.store.store import Store
from recognition.store.tables import RecoveryCode, SecondFactor


class EndedBy(StrEnum):
    """How an app came to its end."""

    RENEWED = "renewed"
    RESET = "reset"


def reset_app(store: Store, email: str, at: datetime) -> bool:
    """Forget an assessor's app and sign them out everywhere; ``False`` where there was none.

    The row stays, so that it can be told. Raises ``NotFound`` for an address that no assessor has.
    """
    with store.writing() as session:
        account = locked_assessor(session, email)
        factor = standing_factor(session, account.id)
        end_all(session, account.id, at)
        if factor is None:
            return False
        end_factor(session, factor, EndedBy.RESET, at)
        return True


def end_factor(session: Session, factor: SecondFactor, by: EndedBy, at: datetime) -> None:
    """Write its end down; its secret and the codes that were left are forgotten."""
    factor.ended_at, factor.ended_by, factor.secret_sealed = at, by, None
    session.execute(
        delete(RecoveryCode).where(
            RecoveryCode.factor_id == factor.id, RecoveryCode.used_at.is_(None)
        )
    )
    session.flush()
