"""The assessor no longer needs an answer."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import CancelRequest
from recognition.domain.vocabulary import RequestTo
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.outbox import MailKind


def cancel_request(doing: Doing, verb: CancelRequest) -> None:
    """Close a request that still waits; whom it was put to is told that nothing is waited for."""
    row, fact = doing.request(verb.request_id)
    if not fact.waits:
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    row.cancelled_at = doing.at
    doing.event(EventKind.REQUEST_CANCELLED, row.id)
    if fact.to is RequestTo.APPLICANT:
        doing.mail(MailKind.REQUEST_CANCELLED)
