"""The adaptation period: supervised practice of limited length that ends with an assessment.

Directive 2005/36/EC, articles 3(1)(g) and 14. When it began is a fact: the holder says it with
evidence and an assessor confirms it, or an assessor records it. Its last day follows from that.
Nothing is refused because a day has passed, and what an assessment says refuses nothing by itself.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from recognition.domain import clock, terms
from recognition.domain.facts import AdaptationFact, CaseFacts, DecisionFact, FixedTerm
from recognition.domain.terms import TermName
from recognition.domain.verb_names import VerbName
from recognition.domain.vocabulary import AdaptationResult, ConditionKind, DeadlineKind
from recognition.errors import ErrorCode, InvalidInput


def last_day(first: date, months: int) -> date:
    """The last day of a period of ``months`` whose first day is ``first``, which counts.

    The day before the one of the same number, or the month's last where that is not there.
    """
    later = clock.months_later(first, months)
    return later - timedelta(days=1) if later.day == first.day else later


def asked(facts: CaseFacts) -> DecisionFact | None:
    """The standing decision, where an adaptation period is what the holder has to do now.

    That is: the decision asks for one, and she has chosen it where the choice is hers.
    """
    decision = facts.standing_decision
    if decision is None or not decision.adaptation:
        return None
    chosen = decision.measure is ConditionKind.ADAPTATION_PERIOD
    return decision if chosen or (decision.measure is None and not decision.choice) else None


def said(facts: CaseFacts) -> tuple[AdaptationFact, ...]:
    """What was stated or recorded under the standing decision, or a version that it corrects."""
    versions = facts.standing_versions
    return tuple(one for one in facts.adaptations if one.decision_id in versions)


def period(facts: CaseFacts) -> AdaptationFact | None:
    """The period as the office recorded it last; none that began under an earlier decision."""
    return period_under(facts, facts.standing_decision)


def period_under(facts: CaseFacts, decision: DecisionFact | None) -> AdaptationFact | None:
    """The period that the office recorded last under a decision, or a version it corrects."""
    versions = facts.versions_of(decision)
    confirmed = [
        one for one in facts.adaptations if one.confirmed_at and one.decision_id in versions
    ]
    newest_first = reversed(confirmed)  # of two of one moment, the one that was written later
    return max(newest_first, key=lambda one: one.confirmed_at or one.stated_at, default=None)


def stated(facts: CaseFacts) -> AdaptationFact | None:
    """The beginning that the holder has stated last, while nobody has looked at it."""
    newest = said(facts)[-1:]
    waits = [one for one in newest if not one.confirmed_at and not one.declined_at]
    return waits[0] if waits and asked(facts) and period(facts) is None else None


def passed(facts: CaseFacts) -> bool:
    """Whether the holder has passed: what was passed stays passed."""
    return passed_under(facts, facts.standing_decision)


def passed_under(facts: CaseFacts, decision: DecisionFact | None) -> bool:
    """The same, under any decision of the case."""
    found = period_under(facts, decision)
    return found is not None and found.result is AdaptationResult.PASSED


def running_terms(facts: CaseFacts) -> dict[TermName, FixedTerm]:
    """When the period ends, and when people are reminded of it; nothing once it is assessed."""
    found = period(facts) if asked(facts) else None
    if found is None or found.result is not None or found.notice_days is None:
        return {}
    end = _end(facts, found)
    notice = terms.before(facts, TermName.ADAPTATION_NOTICE, end, found.notice_days)
    return {TermName.ADAPTATION_NOTICE: notice, TermName.ADAPTATION: end}


def ended_at(facts: CaseFacts) -> datetime | None:
    """When the period is over, ahead or past; ``None`` where none was recorded."""
    found = period(facts)
    return _end(facts, found).ends_at if found else None


def to_assess(facts: CaseFacts) -> bool:
    """Whether the period is over and its assessment is still to be recorded."""
    found = period(facts) if asked(facts) else None
    if found is None or found.result is not None:
        return False
    return (DeadlineKind.ADAPTATION, _end(facts, found).ends_at) in facts.passed


def before_newest(facts: CaseFacts) -> CaseFacts:
    """The facts as they were before the newest assessment of the period, which was a mistake."""
    found = period(facts)
    assert found is not None
    before = replace(found, months=found.months_before or found.months, result=None)
    kept = (before if one.id == found.id else one for one in facts.adaptations)
    return replace(facts, adaptations=tuple(kept))


def waits_for_office(facts: CaseFacts) -> bool:
    """Whether an assessor has something to do about it: to confirm, or to record."""
    return stated(facts) is not None or to_assess(facts)


def holder_verbs(facts: CaseFacts) -> frozenset[VerbName]:
    """What the holder may do: state when it began, until the office has recorded that."""
    open_ = asked(facts) is not None and period(facts) is None
    return frozenset({VerbName.STATE_ADAPTATION}) if open_ else frozenset()


def desk_verbs(facts: CaseFacts) -> frozenset[VerbName]:
    """What an assessor may do about it after the decision.

    Once it was assessed as not passed it can be extended, and no second one begins. What was
    passed stays passed, unless that was recorded by mistake.
    """
    if asked(facts) is None:
        return frozenset()
    found, verbs = period(facts), set[VerbName]()
    if found is not None and found.assessed_at is not None:
        verbs.add(VerbName.CORRECT_ADAPTATION)
    if passed(facts):
        return frozenset(verbs)
    if found is None or found.result is None:
        verbs.add(VerbName.RECORD_ADAPTATION)
    if found is not None:
        verbs.add(VerbName.ASSESS_ADAPTATION)
    if stated(facts) is not None:
        verbs.add(VerbName.REVIEW_ADAPTATION)
    return frozenset(verbs)


def check_beginning(facts: CaseFacts, first: date, months: int, at: datetime) -> None:
    """Whether a period can have begun so: from the decision on, and not longer than it asks.

    One that is recorded anew keeps what it was extended by.

    Raises ``InvalidInput``: ``DAY_NOT_POSSIBLE`` (``first_day``: before the decision, or ahead),
    ``MEASURE_TOO_LONG`` (``months``).
    """
    decision = facts.standing_decision
    assert decision is not None
    signed, today = (clock.legal_day(one, facts.zone) for one in (decision.signed_at, at))
    if not signed <= first <= today:
        raise InvalidInput(ErrorCode.DAY_NOT_POSSIBLE, "first_day")
    asks, before = decision.adaptation_months or decision.adaptation_max_months, period(facts)
    if asks is not None and months > max(asks, before.months if before else 0):
        raise InvalidInput(ErrorCode.MEASURE_TOO_LONG, "months")


def check_result(
    facts: CaseFacts, result: AdaptationResult, months: int | None, at: datetime, *, most: int
) -> None:
    """Whether the assessment can be recorded so; ``months`` is the whole length once extended.

    'Not passed' waits until the period is over: nobody loses time that the decision gave. An
    extension stays within the law's longest period, ``most`` months. Raises ``InvalidInput``:
    ``PERIOD_NOT_OVER`` (``result``), ``MISSING_VALUE``, ``BAD_VALUE`` and ``MEASURE_TOO_LONG``
    (``months``).
    """
    found = period(facts)
    assert found is not None
    if result is AdaptationResult.NOT_PASSED and _end(facts, found).ends_at > at:
        raise InvalidInput(ErrorCode.PERIOD_NOT_OVER, "result")
    if result is not AdaptationResult.EXTENDED:
        return
    if months is None:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "months")
    if months <= found.months:
        raise InvalidInput(ErrorCode.BAD_VALUE, "months")
    if months > most:
        raise InvalidInput(ErrorCode.MEASURE_TOO_LONG, "months")


def longer(facts: CaseFacts, *, most: int) -> tuple[tuple[int, date], ...]:
    """The lengths in months to which the period can still be extended, each with its last day."""
    found = period(facts)
    if found is None:
        return ()
    lengths = range(found.months + 1, most + 1)
    return tuple((months, last_day(found.first_day, months)) for months in lengths)


def _end(facts: CaseFacts, found: AdaptationFact) -> FixedTerm:
    day = last_day(found.first_day, found.months)
    return terms.on_day(facts, TermName.ADAPTATION, day)
