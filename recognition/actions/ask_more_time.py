"""One longer term for a request, on asking."""

from datetime import timedelta

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
    days = doing.facts.regime.request_to_applicant.more_time_days
    if not fact.waits or fact.to is not RequestTo.APPLICANT or fact.due_at is None:
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    if fact.extended_at or days is None:
        raise InvalidInput(ErrorCode.MORE_TIME_ONLY_ONCE, "request")
    row.extended_at = doing.at
    last = fact.due_at - timedelta(microseconds=1)
    row.due_at = terms.request_end(doing.facts, days, last)
    day = clock.last_day(row.due_at, doing.facts.zone)
    doing.event(EventKind.MORE_TIME_GIVEN, row.id, day=day.isoformat())
    doing.mail(MailKind.MORE_TIME, day=day)
