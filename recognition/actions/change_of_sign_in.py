"""What somebody signs in with has changed: nothing that was begun before goes on, and they hear."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recognition.actions.accounts.half_sign_in import end_halves
from recognition.actions.accounts.web_sessions import end_sessions
from recognition.store import outbox
from recognition.store.outbox import MailKind, OutboxKind


def end_all(session: Session, account_id: UUID, at: datetime) -> None:
    """Sign them out everywhere, end every sign-in that was begun, and tell them by mail."""
    end_sessions(session, account_id, at)
    end_halves(session, account_id, at)
    tell_owner(session, account_id, at)


def tell_owner(session: Session, account_id: UUID, at: datetime) -> None:
    """Mail to them that it changed, in case it was not they (NIST SP 800-63B, 6.1.2)."""
    payload = {"mail": MailKind.SIGN_IN_CHANGED.value, "account_id": str(account_id)}
    outbox.add(session, OutboxKind.MAIL, at, payload=payload)
