"""Conditions of a decision that are fulfilled, and what follows from it: the office decides anew.

A compensation measure makes up for the substantial differences that the decision names (Directive
2005/36/EC, article 14), and so do a course or missing credits: once fulfilled, those differences
may not be held against the holder any more. What is not fulfilled refuses nothing, and how often a
test may be repeated is left to the State. No machine decides: the holder may state the result with
a paper, an assessor records it, the case is taken up again, and two people decide.
"""

from datetime import date, datetime

from recognition.domain import adaptation, clock
from recognition.domain.facts import (
    CaseFacts,
    ConditionFact,
    ConditionStatementFact,
    DecisionFact,
)
from recognition.domain.measures import TO_CHOOSE_FROM
from recognition.domain.verb_names import VerbName
from recognition.domain.vocabulary import ConditionKind, ConditionResult
from recognition.errors import ErrorCode, InvalidInput

PERIOD, TEST = TO_CHOOSE_FROM


def recorded(facts: CaseFacts, decision: DecisionFact) -> dict[int, ConditionFact]:
    """What was recorded last of each condition, by its position."""
    versions = facts.versions_of(decision)
    return {one.position: one for one in facts.conditions if one.decision_id in versions}


def met(facts: CaseFacts, decision: DecisionFact) -> frozenset[int]:
    """The positions of the conditions that are fulfilled."""
    found = recorded(facts, decision)
    done = {at for at, one in found.items() if one.result is ConditionResult.FULFILLED}
    if adaptation.passed_under(facts, decision):
        done |= {at for at, kind in enumerate(decision.conditions) if kind is PERIOD}
    return frozenset(done)


def fulfilled(facts: CaseFacts, decision: DecisionFact | None) -> bool:
    """Whether everything that a decision asks for is done: of two measures to choose from, one."""
    if decision is None or not decision.conditions:
        return False
    done, of_kind = met(facts, decision), dict[ConditionKind, set[int]]()
    for at, kind in enumerate(decision.conditions):
        of_kind.setdefault(kind, set()).add(at)
    measures = [of_kind.pop(kind) for kind in TO_CHOOSE_FROM if kind in of_kind]
    enough = any if decision.choice else all
    return enough(one <= done for one in measures) and all(one <= done for one in of_kind.values())


def aptitude_passed(facts: CaseFacts, decision: DecisionFact) -> bool:
    """Whether a decision asks for an aptitude test, and it is passed."""
    tests = {at for at, kind in enumerate(decision.conditions) if kind is TEST}
    return bool(tests) and tests <= met(facts, decision)


def waits_for_office(facts: CaseFacts) -> bool:
    """Whether the standing decision's conditions are fulfilled: the case is to be taken up."""
    return fulfilled(facts, facts.standing_decision)


def to_record(facts: CaseFacts) -> tuple[int, ...]:
    """The positions of the conditions whose result an assessor can record now.

    An adaptation period is recorded in a way of its own; a test no longer once she has chosen that
    or has passed it; nothing once it is fulfilled.
    """
    decision = facts.standing_decision
    if decision is None or fulfilled(facts, decision):
        return ()
    other = {PERIOD} | ({TEST} if decision.measure is PERIOD else set())
    done = met(facts, decision)
    kinds = enumerate(decision.conditions)
    return tuple(at for at, kind in kinds if kind not in other and at not in done)


def stated(facts: CaseFacts) -> dict[int, ConditionStatementFact]:
    """What the holder stated last of each condition, where nobody has looked at it yet.

    Nothing of a condition of which no result can be recorded any more.
    """
    versions, open_ = facts.standing_versions, to_record(facts)
    newest = {
        one.position: one for one in facts.condition_statements if one.decision_id in versions
    }
    return {at: one for at, one in newest.items() if at in open_ and one.reviewed_at is None}


def to_correct(facts: CaseFacts) -> frozenset[int]:
    """The positions whose result can be recorded anew, since it was recorded by mistake.

    Only under the standing decision: once the case is taken up again, it rests on what was
    recorded, and what was made up for is judged by what the assessor finds then.
    """
    decision = facts.standing_decision
    return frozenset(recorded(facts, decision)) if decision is not None else frozenset()


def holder_verbs(facts: CaseFacts) -> frozenset[VerbName]:
    """What the holder may do: say what came of a condition of which a result can be recorded."""
    return frozenset({VerbName.STATE_CONDITION}) if to_record(facts) else frozenset()


def desk_verbs(facts: CaseFacts) -> frozenset[VerbName]:
    """What an assessor may do about it after the decision."""
    open_ = {
        VerbName.RECORD_CONDITION: to_record(facts),
        VerbName.REVIEW_CONDITION: stated(facts),
        VerbName.CORRECT_CONDITION: to_correct(facts),
    }
    return frozenset(verb for verb, positions in open_.items() if positions)


def check_day(facts: CaseFacts, day: date, at: datetime) -> None:
    """Whether it can have been on that day: from the decision on, and not ahead.

    Raises ``InvalidInput`` (``DAY_NOT_POSSIBLE``: ``day``).
    """
    decision = facts.standing_decision
    assert decision is not None
    first = min(one.signed_at for one in facts.standing_versions.values())
    if not clock.legal_day(first, facts.zone) <= day <= clock.legal_day(at, facts.zone):
        raise InvalidInput(ErrorCode.DAY_NOT_POSSIBLE, "day")


def newest_fulfilled(facts: CaseFacts) -> DecisionFact | None:
    """The newest decision whose conditions are all fulfilled, also once it was superseded."""
    newest_first = reversed(facts.decisions)
    return next((one for one in newest_first if fulfilled(facts, one)), None)
