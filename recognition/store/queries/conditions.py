"""The conditions of a decision and what was recorded of them, for its holder and for the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain import fulfilment
from recognition.domain.decision import DecisionContent
from recognition.domain.facts import CaseFacts
from recognition.domain.vocabulary import ConditionKind, ConditionResult
from recognition.rules import Rules
from recognition.store import tables as t
from recognition.store.facts import load_facts
from recognition.store.store import Store


@dataclass(frozen=True, slots=True)
class RecordShown:
    """What an assessor recorded of a condition; ``evidence`` is what shows it."""

    result: ConditionResult
    day: date
    evidence: str
    author_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """A condition with its records, newest first; ``open`` while a result can be recorded."""

    position: int
    kind: ConditionKind
    text: str
    records: tuple[RecordShown, ...]
    met: bool
    open: bool


@dataclass(frozen=True, slots=True)
class ConditionsShown:
    """Those of the standing decision; ``fulfilled``: all that was asked for is done."""

    conditions: tuple[ConditionShown, ...]
    fulfilled: bool
    test_passed: bool

    def at(self, position: int) -> ConditionShown | None:
        """The condition at a position, if it is there."""
        return next((one for one in self.conditions if one.position == position), None)


def conditions_of(store: Store, rules: Rules, case_id: UUID) -> ConditionsShown:
    """The conditions under the standing decision of a case."""
    with store.reading() as session:
        return load_conditions(session, load_facts(session, case_id, rules))


def load_conditions(session: Session, facts: CaseFacts) -> ConditionsShown:
    """The same, where the facts are at hand."""
    decision = facts.standing_decision
    if decision is None or not decision.conditions:
        return ConditionsShown((), fulfilled=False, test_passed=False)
    content = DecisionContent.model_validate(session.get_one(t.Decision, decision.id).content)
    records = _records(session, facts)
    met, open_ = fulfilment.met(facts, decision), fulfilment.to_record(facts)
    shown = tuple(
        ConditionShown(at, one.kind, one.text, records.get(at, ()), at in met, at in open_)
        for at, one in enumerate(content.conditions)
    )
    passed = fulfilment.aptitude_passed(facts, decision)
    return ConditionsShown(shown, fulfilment.fulfilled(facts, decision), passed)


def _records(session: Session, facts: CaseFacts) -> dict[int, tuple[RecordShown, ...]]:
    query = (
        select(t.ConditionRecord)
        .where(t.ConditionRecord.decision_id.in_(list(facts.standing_versions)))
        .order_by(t.ConditionRecord.id)
    )
    found: dict[int, tuple[RecordShown, ...]] = {}
    for row in session.scalars(query):
        result = ConditionResult(row.result)
        one = RecordShown(result, row.day, row.evidence, row.author_id, row.at)
        found[row.position] = (one, *found.get(row.position, ()))
    return found
