"""When a case is complete, when its decision is due, and which deadlines lie ahead.

The clock starts with the complete file (Lisbon Convention, article III.5; Directive 2005/36/EC,
article 51). The only place that computes a date of the procedure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from recognition.domain import clock
from recognition.domain.facts import CaseFacts, RequestFact
from recognition.domain.regime import PauseGround
from recognition.domain.vocabulary import DeadlineKind, RequestTo


class DueBasis(StrEnum):
    """Why the decision is due on that day."""

    COMPLETE_FILE = "complete_file"
    IF_NOTHING_IS_MISSING = "if_nothing_is_missing"
    ANNOUNCED_DELAY = "announced_delay"


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a decision is due: ``day`` in the office's zone, ``ends_at`` its 24:00."""

    day: date
    ends_at: datetime
    basis: DueBasis
    counted_from: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the case's own that lies ahead or has just passed."""

    kind: DeadlineKind
    at: datetime


def complete_at(facts: CaseFacts) -> datetime | None:
    """When the file became complete: receipt of the last required item, or of 'cannot be had'.

    A required item whose request ended without it counts as settled then: the case goes on with
    what there is, no expiry ever leads to a refusal by itself, and a paper that comes later is
    still taken but moves no date.
    """
    if facts.submitted_at is None:
        return None
    moments = [facts.submitted_at]
    for item in facts.checklist:
        if not item.required:
            continue
        settled = _earliest(item.settled_at, _given_up_at(facts, item.id))
        if settled is None:
            return None
        moments.append(settled)
    for request in facts.requests:
        if not request.completes_file:
            continue
        if request.waits:
            return None
        # One that was cancelled was not needed after all: it is as if nobody had asked.
        answered = None if request.cancelled_at else _ended_at(request)
        if answered is not None:
            moments.append(answered)
    return max(moments)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _ended_at(request: RequestFact) -> datetime | None:
    """When a request stopped to wait; a late answer to an expired one changes nothing of that."""
    return _earliest(request.received_at, request.expired_at, request.cancelled_at)


def _given_up_at(facts: CaseFacts, item_id: str) -> datetime | None:
    """When a request for that item first ended, with it or without."""
    return _earliest(
        *(
            _ended_at(request)
            for request in facts.requests
            if request.to is RequestTo.APPLICANT
            and any(item.subject == item_id for item in request.items)
        )
    )


def due(facts: CaseFacts) -> Due | None:
    """The day by which the decision is due; provisional while something is waited for.

    That is: while the file is not complete, and while the clock stands still.
    """
    if facts.submitted_at is None:
        return None
    complete = complete_at(facts)
    start = complete or _last_receipt(facts)
    if facts.reopened_at:
        start = max(start, facts.reopened_at)
    ends_at = clock.after_months(start, facts.regime.decision.months, facts.zone)
    paused = _paused_days(facts, start)
    if paused:
        last = clock.last_day(ends_at, facts.zone) + timedelta(days=paused)
        ends_at = clock.end_of(last, facts.zone)
    firm = complete is not None and not _stands_still(facts)
    basis = DueBasis.COMPLETE_FILE if firm else DueBasis.IF_NOTHING_IS_MISSING
    if facts.delay_until and facts.delay_until > ends_at:
        ends_at, basis = facts.delay_until, DueBasis.ANNOUNCED_DELAY
    counted_from = clock.legal_day(start, facts.zone)
    return Due(clock.last_day(ends_at, facts.zone), ends_at, basis, counted_from)


def latest_new_date(facts: CaseFacts) -> date | None:
    """The last day to which an announced delay may move the decision; ``None`` before a date."""
    found = due(facts)
    months = facts.regime.decision.extension_max_months
    return found.day + relativedelta(months=months) if found else None


def _last_receipt(facts: CaseFacts) -> datetime:
    received = [item.settled_at for item in facts.checklist if item.settled_at]
    assert facts.submitted_at is not None
    return max([facts.submitted_at, *received])


_GROUNDS = {
    RequestTo.APPLICANT: PauseGround.REQUEST_TO_APPLICANT,
    RequestTo.AUTHORITY: PauseGround.VERIFICATION,
}


def _pauses(facts: CaseFacts, request: RequestFact) -> bool:
    """Whether the regime lets the clock stand still while this is answered."""
    ground = _GROUNDS[request.to]
    return (
        ground in facts.regime.decision.pauses
        and not request.completes_file
        and request.asked_at is not None
    )


def _paused_days(facts: CaseFacts, start: datetime) -> int:
    """On how many legal days since ``start`` the clock stood still; no day counts twice."""
    first = clock.legal_day(start, facts.zone)
    days: set[date] = set()
    for request in facts.requests:
        end = _ended_at(request)
        if request.asked_at is None or end is None or not _pauses(facts, request):
            continue
        begin = max(clock.legal_day(request.asked_at, facts.zone), first)
        length = (clock.legal_day(end, facts.zone) - begin).days
        days.update(begin + timedelta(days=number) for number in range(length))
    return len(days)


def _stands_still(facts: CaseFacts) -> bool:
    return any(request.waits and _pauses(facts, request) for request in facts.requests)


def deadlines(facts: CaseFacts) -> Iterator[Deadline]:
    """The case's deadlines that are not recorded as passed, in no order."""
    for deadline in _all(facts):
        if (deadline.kind, deadline.at) not in facts.passed:
            yield deadline


def _all(facts: CaseFacts) -> Iterator[Deadline]:
    regime, zone = facts.regime, facts.zone
    if facts.submitted_at is None or facts.withdrawn_at or facts.erased_at:
        return
    decision = facts.standing_decision
    if decision:
        if decision.letter_at:  # counted from delivery: no letter, no term
            end = clock.after_months(decision.letter_at, regime.appeal_months, zone)
            yield Deadline(DeadlineKind.APPEAL, end)
        return
    if facts.confirmed_at is None:
        end = clock.after_days(facts.submitted_at, regime.confirmation_days, zone)
        yield Deadline(DeadlineKind.CONFIRMATION, end)
    if complete_at(facts) is not None and not _stands_still(facts):
        ends_at = _due_end(facts)
        notice = clock.before_days(ends_at, regime.decision.delay_notice_days, zone)
        yield Deadline(DeadlineKind.DELAY_NOTICE, notice)
        yield Deadline(DeadlineKind.DECISION, ends_at)
    if facts.claim:
        idle_end = clock.after_working_days(
            facts.claim.active_at, regime.claim_lapse_working_days, zone, facts.office_country
        )
        yield Deadline(DeadlineKind.CLAIM, idle_end)


def _due_end(facts: CaseFacts) -> datetime:
    found = due(facts)
    assert found is not None
    return found.ends_at


def request_wake(facts: CaseFacts, request: RequestFact) -> datetime | None:
    """When a request next needs something done: question sent, reminder, or expiry."""
    if not request.waits:
        return None
    if request.asked_at is None:
        return request.objection_until
    reminder = next_reminder(facts, request)
    return reminder if reminder is not None else request.due_at


def next_reminder(facts: CaseFacts, request: RequestFact) -> datetime | None:
    """When the next reminder is due; ``None`` when all went out."""
    if request.asked_at is None:
        return None
    term = (
        facts.regime.request_to_applicant
        if request.to is RequestTo.APPLICANT
        else facts.regime.request_to_authority
    )
    if request.reminders >= len(term.reminder_days):
        return None
    day = term.reminder_days[request.reminders]
    return clock.after_days(request.asked_at, day - 1, facts.zone)
