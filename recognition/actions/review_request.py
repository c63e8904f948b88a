"""The assessor has looked at an answer, an objection or an expiry."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import ReviewRequest
from recognition.domain.vocabulary import RequestState
from recognition.errors import ErrorCode, InvalidInput


def review_request(doing: Doing, verb: ReviewRequest) -> None:
    """Mark it as looked at; ``InvalidInput`` while there is nothing to look at."""
    row, fact = doing.request(verb.request_id)
    if fact.state not in (RequestState.RECEIVED, RequestState.EXPIRED, RequestState.OBJECTED):
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    row.reviewed_at = doing.at
    row.review_note = verb.note
    doing.event(EventKind.REQUEST_REVIEWED, row.id)
