"""A request's term is over; this refuses nothing."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import ExpireRequest
from recognition.domain.vocabulary import RequestTo
from recognition.store.outbox import MailKind


def expire_request(doing: Doing, verb: ExpireRequest) -> None:
    """Record the expiry; the case goes on with what there is, late answers are still taken."""
    row, fact = doing.request(verb.request_id)
    if not fact.waits or fact.due_at is None or fact.due_at > doing.at:
        return
    row.expired_at = doing.at
    doing.event(EventKind.REQUEST_EXPIRED, row.id)
    if fact.to is RequestTo.APPLICANT:
        doing.mail(MailKind.REQUEST_EXPIRED)
    else:  # the office looks for another way: nothing is held against the holder
        doing.remind_office(MailKind.QUESTION_UNANSWERED)
