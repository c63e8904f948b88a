"""When a case is complete, when its decision is due, and which deadlines lie ahead.

The clock starts with the complete file (Lisbon Convention, article III.5; Directive 2005/36/EC,
article 51). No other module says when anything of the procedure is due.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from recognition.domain import adaptation, fulfilment, terms
from recognition.domain.facts import CaseFacts, FixedTerm, RequestFact
from recognition.domain.pauses import Stops, ground_of, pauses_since, stopping
from recognition.domain.regime import PauseGround
from recognition.domain.terms import TermName
from recognition.domain.vocabulary import AppealKind, ConditionKind, DeadlineKind, RequestTo


class DueBasis(StrEnum):
    """Why the decision is due on that day."""

    COMPLETE_FILE = "complete_file"
    IF_NOTHING_IS_MISSING = "if_nothing_is_missing"
    ANNOUNCED_DELAY = "announced_delay"
    APPEAL_GRANTED = "appeal_granted"
    PAUSED = "paused"


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
        answered = None if request.cancelled_at else request.ended_at
        if answered is not None:
            moments.append(answered)
    return max(moments)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _given_up_at(facts: CaseFacts, item_id: str) -> datetime | None:
    """When a request for that item first ended, with it or without."""
    return _earliest(
        *(
            request.ended_at
            for request in facts.requests
            if request.to is RequestTo.APPLICANT
            and any(item.subject == item_id for item in request.items)
        )
    )


def due(facts: CaseFacts) -> Due | None:
    """The day by which the decision is due; provisional while something is waited for.

    That is: while the file is not complete, and while the clock stands still. A granted appeal
    against silence sets a date of its own, which nothing moves.
    """
    ordered = ordered_term(facts)
    if ordered is not None:
        return Due(ordered.day, ordered.ends_at, DueBasis.APPEAL_GRANTED, ordered.first_day)
    plain, announced = _decision_term(facts), _announced_term(facts)
    if plain is None:
        return None
    term, basis = plain, DueBasis.COMPLETE_FILE
    if complete_at(facts) is None:
        basis = DueBasis.IF_NOTHING_IS_MISSING
    if announced is not None and announced.ends_at > plain.ends_at:
        term, basis = announced, DueBasis.ANNOUNCED_DELAY
    if complete_at(facts) is not None and standing_still(facts):
        basis = DueBasis.PAUSED
    return Due(term.day, term.ends_at, basis, plain.first_day)


def standing_still(facts: CaseFacts) -> PauseGround | None:
    """Why the clock stands still now, or ``None`` while it runs."""
    return ground_of(_stops(facts)) if facts.submitted_at else None


def _stops(facts: CaseFacts) -> Stops:
    """What stops the clock, or stopped it."""

    def ends(stops: Stops) -> datetime:
        announced = _announced_with(facts, stops)
        plain = _decision_with(facts, stops).ends_at
        return max(plain, announced.ends_at) if announced else plain

    return stopping(facts, ends)


def _decision_term(facts: CaseFacts) -> FixedTerm | None:
    return _decision_with(facts, _stops(facts)) if facts.submitted_at else None


def _decision_with(facts: CaseFacts, stops: Stops, *, more_months: int = 0) -> FixedTerm:
    start = complete_at(facts) or _last_receipt(facts)
    if facts.reopened_at:
        start = max(start, facts.reopened_at)
    decision = facts.regime.decision
    return terms.counted(
        facts,
        TermName.DECISION,
        start,
        months=(decision.months or 0) + more_months,
        days=decision.days,
        paused=pauses_since(stops, start),
    )


def _announced_term(facts: CaseFacts) -> FixedTerm | None:
    """The date that was announced, moved by pauses since then."""
    return _announced_with(facts, _stops(facts)) if facts.delay_until else None


def _announced_with(facts: CaseFacts, stops: Stops) -> FixedTerm | None:
    if facts.delay_until is None:
        return None
    paused = pauses_since(stops, facts.delay_at) if facts.delay_at else ()
    return terms.moved(facts, TermName.ANNOUNCED, facts.delay_until, paused)


def ordered_term(facts: CaseFacts) -> FixedTerm | None:
    """By when the office must decide since an appeal against its silence was granted.

    Counted from the decision on that appeal (Lisbon Convention, article III.5; how long, the
    regime's data says); ``None`` without one, or in a case that was taken up anew since.
    """
    term, granted = facts.regime.after_silence, _silence_granted_at(facts)
    if term is None or granted is None:
        return None
    return terms.counted(facts, TermName.ORDERED, granted, months=term.months, days=term.days)


def ordered_day(facts: CaseFacts, appeal_id: UUID, at: datetime) -> date | None:
    """By which day the office would have to decide if that appeal were granted at ``at``."""
    granted = tuple(
        replace(appeal, decided_at=at, granted=True) if appeal.id == appeal_id else appeal
        for appeal in facts.appeals
    )
    term = ordered_term(replace(facts, appeals=granted))
    return term.day if term else None


def reopened_day(facts: CaseFacts, at: datetime) -> date | None:
    """By which day a new decision would be due if the case were taken up again at ``at``.

    A delay that was announced before does not lengthen the new term.
    """
    found = due(replace(facts, reopened_at=at, delay_at=None, delay_until=None))
    return found.day if found else None


def _silence_granted_at(facts: CaseFacts) -> datetime | None:
    """When an appeal against the silence of this round was last granted."""
    moments = [
        appeal.decided_at
        for appeal in facts.appeals
        if appeal.kind is AppealKind.SILENCE and appeal.granted and appeal.decided_at
    ]
    since = [at for at in moments if not facts.reopened_at or at > facts.reopened_at]
    return max(since, default=None)


def latest_new_date(facts: CaseFacts) -> date | None:
    """The last day to which an announced delay may move the decision; ``None`` before a date.

    It is the term itself that the law makes longer (Directive 2005/36/EC, article 51(2): "this
    deadline may be extended by one month"): so many months more are counted with it, from the same
    day and over the same pauses, and end on a working day where the term does.
    """
    if facts.submitted_at is None:
        return None
    months = facts.regime.decision.extension_max_months
    return _decision_with(facts, _stops(facts), more_months=months).day


def _last_receipt(facts: CaseFacts) -> datetime:
    received = [item.settled_at for item in facts.checklist if item.settled_at]
    assert facts.submitted_at is not None
    return max([facts.submitted_at, *received])


def deadlines(facts: CaseFacts) -> Iterator[Deadline]:
    """The case's deadlines that are not recorded as passed, in no order."""
    for name, term in _running(facts).items():
        deadline = Deadline(DeadlineKind(name), term.ends_at)
        if (deadline.kind, deadline.at) not in facts.passed:
            yield deadline


def _running(facts: CaseFacts) -> dict[TermName, FixedTerm]:
    """The terms whose ends the case waits for."""
    if facts.submitted_at is None or facts.withdrawn_at or facts.erased_at:
        return {}
    if facts.standing_decision:
        appeal = appeal_term(facts)
        found = {TermName.APPEAL: appeal} if appeal else {}
        return {**found, **_test_terms(facts), **adaptation.running_terms(facts)}
    found = {**_acknowledgement_terms(facts), **_decision_terms(facts)}
    if facts.confirmed_at is None:
        days = facts.regime.confirmation_days
        found[TermName.CONFIRMATION] = terms.counted(
            facts, TermName.CONFIRMATION, facts.submitted_at, days=days
        )
    if facts.claim:
        days = facts.regime.claim_lapse_working_days
        start = facts.claim.active_at
        found[TermName.CLAIM] = terms.working_days(facts, TermName.CLAIM, start, days)
    return found


def _decision_terms(facts: CaseFacts) -> dict[TermName, FixedTerm]:
    """The decision's day and the reminder before it, while the clock runs."""
    plain, announced = _decision_term(facts), _announced_term(facts)
    ordered = ordered_term(facts)
    if ordered is not None:
        end = ordered
    elif plain is None or complete_at(facts) is None or standing_still(facts):
        return {}
    else:
        end = announced if announced and announced.ends_at > plain.ends_at else plain
    days = facts.regime.decision.delay_notice_days
    notice = terms.before(facts, TermName.DELAY_NOTICE, end, days)
    return {TermName.DELAY_NOTICE: notice, TermName.DECISION: end}


def acknowledgement_term(facts: CaseFacts) -> FixedTerm | None:
    """Until when the office acknowledges the application and names what is missing.

    Directive 2005/36/EC, article 51(1); ``None`` for a draft.
    """
    if facts.submitted_at is None:
        return None
    term = facts.regime.acknowledgement
    return terms.counted(
        facts, TermName.ACKNOWLEDGEMENT, facts.submitted_at, months=term.months, days=term.days
    )


def awaits_acknowledgement(facts: CaseFacts) -> bool:
    """Whether nobody of the office has yet said that the file is whole, or what is missing."""
    unsaid = facts.acknowledged_at is None and not facts.proposals
    return facts.submitted_at is not None and unsaid


def _acknowledgement_terms(facts: CaseFacts) -> dict[TermName, FixedTerm]:
    end = acknowledgement_term(facts)
    if end is None or not awaits_acknowledgement(facts):
        return {}
    days = facts.regime.acknowledgement.notice_days
    notice = terms.before(facts, TermName.ACKNOWLEDGEMENT_NOTICE, end, days)
    return {TermName.ACKNOWLEDGEMENT_NOTICE: notice, TermName.ACKNOWLEDGEMENT: end}


def appeal_term(facts: CaseFacts) -> FixedTerm | None:
    """The term of an appeal against the standing decision, until it is recorded as passed.

    Counted from delivery: no letter, no term; a correction delivers nothing anew.
    """
    delivered = facts.delivered_at
    if delivered is None or appeal_over_at(facts):
        return None
    months = facts.regime.appeal_months
    return terms.counted(facts, TermName.APPEAL, delivered, months=months)


def _test_terms(facts: CaseFacts) -> dict[TermName, FixedTerm]:
    """Until when an aptitude test is offered, and when people are reminded of it.

    Directive 2005/36/EC, article 14(7); the day stands in the letter, so nothing runs before that
    was delivered, nor once the holder has chosen the other measure, or passed.
    """
    decision = facts.standing_decision
    if decision is None or facts.delivered_at is None:
        return {}
    if decision.test_day is None or decision.test_notice_days is None:
        return {}
    chosen_other = decision.measure not in (None, ConditionKind.APTITUDE_TEST)
    if chosen_other or fulfilment.aptitude_passed(facts, decision):
        return {}
    end = terms.on_day(facts, TermName.APTITUDE_TEST, decision.test_day)
    days = decision.test_notice_days
    notice = terms.before(facts, TermName.APTITUDE_TEST_NOTICE, end, days)
    return {TermName.APTITUDE_TEST_NOTICE: notice, TermName.APTITUDE_TEST: end}


def erasure_term(facts: CaseFacts) -> FixedTerm | None:
    """When the personal data of a case that ended is erased; ``None`` while it goes on."""
    ended = ended_at(facts)
    if ended is None or facts.erased_at:
        return None
    return terms.counted(facts, TermName.ERASURE, ended, months=12 * facts.regime.keep_closed_years)


def ended_at(facts: CaseFacts) -> datetime | None:
    """When a case ended for good: withdrawn, expired, or decided and past any appeal.

    A withdrawn appeal counts until it was taken back, as a decided one until its decision. So does
    an adaptation period until its end: nothing of a case is erased while one goes on.
    """
    if facts.withdrawn_at or facts.expired_at:
        return facts.withdrawn_at or facts.expired_at
    decision = facts.standing_decision
    over = appeal_over_at(facts)
    if decision is None or over is None or facts.open_appeal:
        return None
    practice = adaptation.ended_at(facts)
    ends = [a.ended_at for a in facts.appeals if a.ended_at]
    return max([over, *ends, *([practice] if practice else [])])


def appeal_over_at(facts: CaseFacts) -> datetime | None:
    """When the term of appeal against the standing decision was recorded as passed."""
    decision = facts.standing_decision
    if decision is None:
        return None
    ends = [at for kind, at in facts.passed if kind is DeadlineKind.APPEAL]
    return min((at for at in ends if at > decision.signed_at), default=None)


def in_force(facts: CaseFacts) -> dict[str, FixedTerm]:
    """Every term's end as it stands now, to be recorded beside the facts it follows from."""
    found: dict[TermName, FixedTerm | None] = {
        TermName.DECISION: _decision_term(facts),
        TermName.ANNOUNCED: _announced_term(facts),
        TermName.ORDERED: ordered_term(facts),
        TermName.ERASURE: erasure_term(facts),
    }
    running = {name: term for name, term in _running(facts).items() if name not in found}
    return {name.value: term for name, term in {**running, **found}.items() if term is not None}


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
    moments = request.reminders_at
    if moments is None:  # asked by release 0.1.0, which did not record them
        to_applicant = request.to is RequestTo.APPLICANT
        term = facts.regime.request_to_applicant
        term = term if to_applicant else facts.regime.request_to_authority
        moments = terms.reminder_moments(facts, term, request.asked_at)
    return moments[request.reminders] if request.reminders < len(moments) else None
