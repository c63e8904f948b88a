"""The time to object is over: the announced question goes out."""

from recognition.actions.asking import put_question
from recognition.actions.doing import Doing
from recognition.domain.verbs import SendQuestion
from recognition.domain.vocabulary import RequestState


def send_question(doing: Doing, verb: SendQuestion) -> None:
    """Put the question, unless it was put, objected to or cancelled meanwhile."""
    row, fact = doing.request(verb.request_id)
    over = fact.objection_until is not None and fact.objection_until <= doing.at
    if fact.state is RequestState.ANNOUNCED and over:
        put_question(doing, row)
