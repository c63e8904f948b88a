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
    """What an assessor recorded of a condition; ``evidence`` is what shows it.

    ``document`` is the name of the holder's paper, if it rests on one; ``mistake`` says why the
    record before was put right by this one.
    """

    result: ConditionResult
    day: date
    evidence: str
    document: str
    mistake: str
    author_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class StatementShown:
    """What the holder told of a condition; ``document`` is the name of the paper she sent."""

    id: UUID
    result: ConditionResult
    day: date
    text: str
    document_id: UUID
    document: str
    decline_reason: str


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """A condition with its records, newest first; ``open`` while a result can be recorded.

    ``waiting`` is what the holder told and nobody has looked at, ``declined`` what she told last
    if it was not recorded; ``correctable`` says that the newest record can be put right.
    """

    position: int
    kind: ConditionKind
    text: str
    records: tuple[RecordShown, ...]
    met: bool
    open: bool
    waiting: StatementShown | None
    declined: StatementShown | None
    correctable: bool


@dataclass(frozen=True, slots=True)
class ConditionsShown:
    """Those of the standing decision; ``fulfilled``: all that was asked for is done."""

    conditions: tuple[ConditionShown, ...]
    fulfilled: bool
    test_passed: bool

    def at(self, position: int) -> ConditionShown | None:
        """The condition at a position, if it is there."""
        return next((one for one in self.conditions if one.position == position), None)

    @property
    def waiting(self) -> tuple[ConditionShown, ...]:
        """Those of which the holder told a result that nobody has looked at."""
        return tuple(one for one in self.conditions if one.waiting is not None)

    @property
    def open(self) -> tuple[ConditionShown, ...]:
        """Those of which a result can be told, and nothing waits to be looked at."""
        return tuple(one for one in self.conditions if one.open and one.waiting is None)


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
    records, told = _records(session, facts), _told(session, facts)
    met, open_ = fulfilment.met(facts, decision), fulfilment.to_record(facts)
    waiting = fulfilment.stated(facts)
    shown = tuple(
        ConditionShown(
            position=at,
            kind=one.kind,
            text=one.text,
            records=records.get(at, ()),
            met=at in met,
            open=at in open_,
            waiting=told.get(at) if at in waiting else None,
            declined=told[at] if at in open_ and at in told and told[at].decline_reason else None,
            correctable=at in fulfilment.to_correct(facts),
        )
        for at, one in enumerate(content.conditions)
    )
    passed = fulfilment.aptitude_passed(facts, decision)
    return ConditionsShown(shown, fulfilment.fulfilled(facts, decision), passed)


def _records(session: Session, facts: CaseFacts) -> dict[int, tuple[RecordShown, ...]]:
    query = (
        select(t.ConditionRecord, t.Document.name)
        .outerjoin(t.Document, t.Document.id == t.ConditionRecord.document_id)
        .where(t.ConditionRecord.decision_id.in_(list(facts.standing_versions)))
        .order_by(t.ConditionRecord.id)
    )
    found: dict[int, tuple[RecordShown, ...]] = {}
    for row, name in session.execute(query):
        found[row.position] = (_record(row, name or ""), *found.get(row.position, ()))
    return found


def _record(row: t.ConditionRecord, document: str) -> RecordShown:
    return RecordShown(
        result=ConditionResult(row.result),
        day=row.day,
        evidence=row.evidence,
        document=document,
        mistake=row.correction_reason or "",
        author_id=row.author_id,
        at=row.at,
    )


def _told(session: Session, facts: CaseFacts) -> dict[int, StatementShown]:
    """What she told last of each condition."""
    query = (
        select(t.ConditionStatement, t.Document.name)
        .join(t.Document, t.Document.id == t.ConditionStatement.document_id)
        .where(t.ConditionStatement.decision_id.in_(list(facts.standing_versions)))
        .order_by(t.ConditionStatement.id)
    )
    return {row.position: _statement(row, name) for row, name in session.execute(query)}


def _statement(row: t.ConditionStatement, document: str) -> StatementShown:
    return StatementShown(
        id=row.id,
        result=ConditionResult(row.result),
        day=row.day,
        text=row.text,
        document_id=row.document_id,
        document=document,
        decline_reason=row.decline_reason,
    )
