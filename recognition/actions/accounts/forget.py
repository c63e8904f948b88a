"""An applicant of whom nothing is left is forgotten; she may come back as somebody new."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from recognition.domain.vocabulary import Role
from recognition.store.store import Store
from recognition.store.tables import Account, Case, Mail, SignInLink, WebSession


def forget_if_nothing_is_left(session: Session, account_id: UUID) -> bool:
    """Take address, name and sign-ins from an account without cases; says whether it was done."""
    account = session.get_one(Account, account_id, with_for_update=True)
    if session.scalar(select(Account.id).where(Account.id == account_id, _has_a_case())):
        return False
    for table in (SignInLink, WebSession):
        session.execute(delete(table).where(table.account_id == account_id))
    session.execute(delete(Mail).where(Mail.recipient == account.email))
    account.email, account.name, account.active = f"erased-{account_id}", "", False
    return True


def forget_unused(store: Store, before: datetime) -> int:
    """Forget applicants who have no case, and have not been here since ``before``; how many."""
    signed_in = exists().where(WebSession.account_id == Account.id, WebSession.seen_at > before)
    asked = exists().where(SignInLink.account_id == Account.id, SignInLink.created_at > before)
    unused = select(Account.id).where(
        Account.kind == Role.APPLICANT,
        Account.active,
        Account.created_at <= before,
        ~_has_a_case(),
        ~signed_in,
        ~asked,
    )
    with store.writing() as session:
        found = session.scalars(unused).all()
        return sum(forget_if_nothing_is_left(session, account_id) for account_id in found)


def _has_a_case() -> ColumnElement[bool]:
    return exists().where(Case.applicant_id == Account.id, Case.erased_at.is_(None))
