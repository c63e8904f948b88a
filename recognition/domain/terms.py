"""Computes the end of a term once, and lets what was recorded of it stand.

A term's end depends on facts and on a calendar: a zone, a country's holidays. The facts are a
case's own; a calendar changes with a new release. So each end is kept with the facts that it was
computed from (its basis), and is computed anew only when these have changed.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from recognition.domain import clock
from recognition.domain.facts import CaseFacts, FixedTerm, RequestFact
from recognition.domain.regime import RequestTerm
from recognition.domain.vocabulary import RequestTo


class TermName(StrEnum):
    """Under which name a term's end is recorded."""

    DECISION = "decision"
    ANNOUNCED = "announced"
    ORDERED = "ordered"
    DELAY_NOTICE = "delay_notice"
    CONFIRMATION = "confirmation"
    ACKNOWLEDGEMENT = "acknowledgement"
    ACKNOWLEDGEMENT_NOTICE = "acknowledgement_notice"
    CLAIM = "claim"
    APPEAL = "appeal"
    APTITUDE_TEST_NOTICE = "aptitude_test_notice"
    APTITUDE_TEST = "aptitude_test"
    ADAPTATION_NOTICE = "adaptation_notice"
    ADAPTATION = "adaptation"
    ERASURE = "erasure"


def counted(
    facts: CaseFacts,
    name: TermName,
    start: datetime,
    *,
    months: int | None = None,
    days: int | None = None,
    paused: tuple[tuple[datetime, datetime], ...] = (),
) -> FixedTerm:
    """The end of a term that runs from the legal day of ``start``, ``paused`` from … until.

    Where the regime says so, it ends on a working day (Regulation 1182/71, article 3(4)).
    """
    stops = "".join(f" -{a.isoformat()}/{b.isoformat()}" for a, b in paused)
    basis = f"{start.isoformat()} +{months or 0}m +{days or 0}d{stops}"
    if known := _known(facts, name, basis):
        return known
    first = clock.legal_day(start, facts.zone)
    day = clock.months_later(first, months or 0) + timedelta(days=days or 0)
    day = _last_day(facts, day + timedelta(days=paused_days(facts, first, paused)))
    return FixedTerm(basis, first, day, clock.end_of(day, facts.zone))


def _last_day(facts: CaseFacts, day: date) -> date:
    """The day, or the next working day where the regime says so (Regulation 1182/71, 3(4))."""
    if not facts.regime.ends_on_working_day:
        return day
    return clock.working_day_from(day, facts.office_country, facts.office_subdivision)


def moved(
    facts: CaseFacts, name: TermName, end: datetime, paused: tuple[tuple[datetime, datetime], ...]
) -> FixedTerm:
    """A date that was set by a person, and what pauses since then add to it.

    As it was set it stands, on whatever day; moved, it ends as a term does.
    """
    stops = "".join(f" -{a.isoformat()}/{b.isoformat()}" for a, b in paused)
    basis = f"until {end.isoformat()}{stops}"
    if known := _known(facts, name, basis):
        return known
    last = day = clock.last_day(end, facts.zone)
    if paused:
        first = min(clock.legal_day(begin, facts.zone) for begin, _ in paused)
        day = _last_day(facts, last + timedelta(days=paused_days(facts, first, paused)))
    return FixedTerm(basis, last, day, clock.end_of(day, facts.zone))


def on_day(facts: CaseFacts, name: TermName, day: date) -> FixedTerm:
    """The end of a day that a decision has named."""
    basis = f"day {day.isoformat()}"
    if known := _known(facts, name, basis):
        return known
    return FixedTerm(basis, day, day, clock.end_of(day, facts.zone))


def before(facts: CaseFacts, name: TermName, end: FixedTerm, days: int) -> FixedTerm:
    """The start of the legal day that lies ``days`` before the last day of a term.

    Counted back, so no working day is looked for (Regulation 1182/71, article 3(4)).
    """
    basis = f"{end.ends_at.isoformat()} -{days}d"
    if known := _known(facts, name, basis):
        return known
    at = clock.before_days(end.ends_at, days, facts.zone)
    return FixedTerm(basis, end.first_day, clock.legal_day(at, facts.zone), at)


def working_days(facts: CaseFacts, name: TermName, start: datetime, days: int) -> FixedTerm:
    """The end of a term of working days."""
    basis = f"{start.isoformat()} +{days}w"
    if known := _known(facts, name, basis):
        return known
    ends_at = clock.after_working_days(
        start, days, facts.zone, facts.office_country, facts.office_subdivision
    )
    first = clock.legal_day(start, facts.zone)
    return FixedTerm(basis, first, clock.last_day(ends_at, facts.zone), ends_at)


def request_end(facts: CaseFacts, days: int, start: datetime) -> datetime:
    """The end of a request's term, for its row: it is recorded there."""
    day = clock.legal_day(start, facts.zone) + timedelta(days=days)
    return clock.end_of(_last_day(facts, day), facts.zone)


def objection_end(facts: CaseFacts, start: datetime) -> datetime:
    """Until when the applicant can object to a question that is announced at ``start``."""
    return request_end(facts, facts.regime.objection_days, start)


def more_time_end(facts: CaseFacts, request: RequestFact) -> datetime | None:
    """The end of a request to the applicant if she asks for more time; it can be asked for once.

    Counted from the last day of the first term. ``None`` where nothing is waited for, where more
    time was given before, and under a regime that gives none.
    """
    days = facts.regime.request_to_applicant.more_time_days
    waits = request.waits and request.to is RequestTo.APPLICANT
    if not waits or request.due_at is None or request.extended_at or days is None:
        return None
    return request_end(facts, days, request.due_at - timedelta(microseconds=1))


def reminder_moments(facts: CaseFacts, term: RequestTerm, start: datetime) -> tuple[datetime, ...]:
    """When the reminders of a request that is asked at ``start`` go out, for its row."""
    return tuple(clock.after_days(start, day - 1, facts.zone) for day in term.reminder_days)


def paused_days(
    facts: CaseFacts, first: date, paused: tuple[tuple[datetime, datetime], ...]
) -> int:
    """On how many legal days since ``first`` the clock stood still; no day counts twice."""
    days: set[date] = set()
    for begin_at, end_at in paused:
        begin = max(clock.legal_day(begin_at, facts.zone), first)
        length = (clock.legal_day(end_at, facts.zone) - begin).days
        days.update(begin + timedelta(days=number) for number in range(length))
    return len(days)


def _known(facts: CaseFacts, name: TermName, basis: str) -> FixedTerm | None:
    known = facts.fixed.get(name)
    return known if known is not None and known.basis == basis else None
