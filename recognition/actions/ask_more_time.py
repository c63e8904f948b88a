"""One longer term for a request, on asking."""

from recognition.actions.doing import Doing
from recognition.domain import clock, terms
from recognition.domain.events import EventKind
from recognition.domain.verbs import AskMoreTime
from recognition.domain.vocabulary import RequestTo
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.outbox import MailKind


def ask_more_time(doing: Doing, verb: AskMoreTime) -> None:
    """Lengthen the term once, and write the new day to her.

    Raises ``InvalidInput`` (``MORE_TIME_ONLY_ONCE``) the second time.
    """
    row, fact = doing.request(verb.request_id)
    if not fact.waits or fact.to is not RequestTo.APPLICANT or fact.due_at is None:
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    end = terms.more_time_end(doing.facts, fact)
    if end is None:
        raise InvalidInput(ErrorCode.MORE_TIME_ONLY_ONCE, "request")
    row.extended_at, row.due_at = doing.at, end
    day = clock.last_day(end, doing.facts.zone)
    doing.event(EventKind.MORE_TIME_GIVEN, row.id, day=day.isoformat())
    doing.mail(MailKind.MORE_TIME, day=day)
