"""A delay with its reason and a new date (Revised Recommendation 2010)."""

from recognition.actions.doing import Doing
from recognition.actions.pass_deadlines import note_silence
from recognition.domain import clock, deadlines
from recognition.domain.events import EventKind
from recognition.domain.verbs import AnnounceDelay
from recognition.errors import ErrorCode, InvalidInput


def announce_delay(doing: Doing, verb: AnnounceDelay) -> None:
    """Move the date once, within the regime's limit, and write it to the applicant.

    Raises ``InvalidInput``: ``REASON_MISSING``, ``MORE_TIME_ONLY_ONCE``, ``BAD_VALUE``.
    """
    facts = doing.facts
    due = deadlines.due(facts)
    if not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    if facts.delay_until is not None:
        raise InvalidInput(ErrorCode.MORE_TIME_ONLY_ONCE, "delay")
    today = clock.legal_day(doing.at, facts.zone)
    if due is None or verb.new_date <= max(due.day, today):
        raise InvalidInput(ErrorCode.BAD_VALUE, "new_date")
    latest = deadlines.latest_new_date(facts)
    if latest is None or verb.new_date > latest:
        raise InvalidInput(ErrorCode.BAD_VALUE, "new_date")
    note_silence(doing, tell=True)  # what comes too late takes no right away
    doing.case.delay_at = doing.at
    doing.case.delay_until = clock.end_of(verb.new_date, facts.zone)
    doing.case.delay_reason = verb.reason
    doing.event(EventKind.DELAY_ANNOUNCED, day=verb.new_date.isoformat())
