"""A reminder of a request."""

from recognition.actions.asking import reach_authority
from recognition.actions.doing import Doing
from recognition.domain import clock
from recognition.domain.events import EventKind
from recognition.domain.verbs import RemindRequest
from recognition.domain.vocabulary import RequestTo, WebhookType
from recognition.store.outbox import MailKind


def remind_request(doing: Doing, verb: RemindRequest) -> None:
    """Send the reminder of that number once; not for a request that no longer waits.

    Nobody is reminded of a day that is over: then it is counted, and the end alone is told.
    """
    row, fact = doing.request(verb.request_id)
    if not fact.waits or fact.reminders + 1 != verb.number:
        return
    row.reminders = verb.number
    if fact.due_at is not None and fact.due_at <= doing.at:
        return
    doing.event(EventKind.REQUEST_REMINDED, row.id, number=verb.number)
    if fact.to is RequestTo.APPLICANT:
        last = clock.last_day(fact.due_at, doing.facts.zone) if fact.due_at else None
        doing.mail(MailKind.REMINDER, day=last)
    else:
        reach_authority(doing, row, WebhookType.AUTHENTICITY_REMINDER)
