"""The applicant withdraws the application."""

from recognition.actions.doing import Doing
from recognition.actions.ending import end_work
from recognition.domain.events import EventKind
from recognition.domain.verbs import Withdraw
from recognition.store.outbox import MailKind


def withdraw(doing: Doing, _verb: Withdraw) -> None:
    """End the case; nothing is held against her, and she may apply again."""
    doing.case.withdrawn_at = doing.at
    end_work(doing)
    doing.event(EventKind.WITHDRAWN)
    doing.mail(MailKind.WITHDRAWN)
