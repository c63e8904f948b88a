"""An authority's answer to the question of authenticity."""

from recognition.actions.answer_links import use_up_links
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import AnswerAuthenticity
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.tables import RequestItem


def answer_authenticity(doing: Doing, verb: AnswerAuthenticity) -> None:
    """Keep the answer; ``NotFound`` for a question that was put to somebody else."""
    row, fact = doing.request(verb.request_id)
    if fact.authority_id != doing.person.id or fact.asked_at is None:
        raise NotFound(ErrorCode.UNKNOWN, "request")
    if fact.received_at is not None or not fact.takes_answers:
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    row.received_at = doing.at
    row.answer, row.answer_note = verb.answer, verb.note
    for item in fact.items:
        item_row = doing.session.get(RequestItem, item.id)
        if item_row is not None:
            item_row.answered_at = doing.at
    use_up_links(doing, row)
    doing.event(EventKind.QUESTION_ANSWERED, row.id, answer=verb.answer.value)
