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

    A required item whose request expired or was cancelled counts as settled then: the case goes
    on with what there is, and no expiry ever leads to a refusal by itself.
    """
    if facts.submitted_at is None:
        return None
    moments = [facts.submitted_at]
    for item in facts.checklist:
        if not item.required:
            continue
        settled = item.settled_at or _given_up_at(facts, item.id)
        if settled is None:
            return None
        moments.append(settled)
    for request in facts.requests:
        if request.completes_file and request.waits:
            return None
        if request.completes_file and request.received_at:
            moments.append(request.received_at)
    return max(moments)


def _given_up_at(facts: CaseFacts, item_id: str) -> datetime | None:
    """When a request for that item ended without it, if one did."""
    ends = [
        request.expired_at or request.cancelled_at or request.received_at
        for request in facts.requests
        if request.to is RequestTo.APPLICANT
        and any(item.subject == item_id for item in request.items)
    ]
    known = [end for end in ends if end is not None]
    return min(known) if known else None


def due(facts: CaseFacts) -> Due | None:
    """The day by which the decision is due; provisional while the file is not complete."""
    if facts.submitted_at is None:
        return None
    complete = complete_at(facts)
    start = complete or _last_receipt(facts)
    if facts.reopened_at:
        start = max(start, facts.reopened_at)
    ends_at = clock.after_months(start, facts.regime.decision.months, facts.zone)
    ends_at += _paused(facts)
    basis = DueBasis.COMPLETE_FILE if complete else DueBasis.IF_NOTHING_IS_MISSING
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


def _paused(facts: CaseFacts) -> timedelta:
    """How long the clock stood still, in whole days, on the grounds that the regime names."""
    grounds = {
        RequestTo.APPLICANT: PauseGround.REQUEST_TO_APPLICANT,
        RequestTo.AUTHORITY: PauseGround.VERIFICATION,
    }
    total = timedelta()
    for request in facts.requests:
        end = request.received_at or request.expired_at or request.cancelled_at
        counts = grounds[request.to] in facts.regime.decision.pauses
        if counts and not request.completes_file and request.asked_at and end:
            total += timedelta(days=(end - request.asked_at).days)
    return total


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
        start = decision.letter_at or decision.signed_at
        yield Deadline(DeadlineKind.APPEAL, clock.after_months(start, regime.appeal_months, zone))
        return
    if facts.confirmed_at is None:
        end = clock.after_days(facts.submitted_at, regime.confirmation_days, zone)
        yield Deadline(DeadlineKind.CONFIRMATION, end)
    if complete_at(facts) is not None:
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
