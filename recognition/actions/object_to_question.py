"""The applicant refuses that an authority is asked."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import ObjectToQuestion
from recognition.domain.vocabulary import RequestState
from recognition.errors import ErrorCode, InvalidInput


def object_to_question(doing: Doing, verb: ObjectToQuestion) -> None:
    """Keep the question from going out, with her reason; the assessor looks for another way.

    Raises ``InvalidInput``: ``REASON_MISSING``, or ``NOTHING_TO_ANSWER`` once it was sent.
    """
    row, fact = doing.request(verb.request_id)
    if fact.state is not RequestState.ANNOUNCED:
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    if not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    row.objected_at = doing.at
    row.objection = verb.reason
    doing.event(EventKind.QUESTION_OBJECTED, row.id)
