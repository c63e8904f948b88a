"""The mails that a trial installation keeps instead of sending them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.store.store import Store
from recognition.store.tables import Mail


@dataclass(frozen=True, slots=True)
class MailShown:
    """A mail as it would have been sent."""

    recipient: str
    subject: str
    body: str
    at: datetime


def newest_mails(store: Store, limit: int = 100) -> list[MailShown]:
    """The newest mails first."""
    query = select(Mail).order_by(Mail.at.desc(), Mail.id.desc()).limit(limit)
    with store.reading() as session:
        return [
            MailShown(mail.recipient, mail.subject, mail.body, mail.at)
            for mail in session.scalars(query)
        ]
