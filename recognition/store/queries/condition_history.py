"""All that was told and recorded of the conditions of each version of a decision, in its order.

A record to read: also of versions that a reopening has put aside, under which nobody can act.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from recognition.domain.facts import CaseFacts
from recognition.domain.vocabulary import AdaptationResult, ConditionKind, ConditionResult
from recognition.store import tables as t
from recognition.store.store import Store


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was told or recorded of a condition at ``at``.

    ``told``: by the holder; ``author_id`` is the assessor who recorded it otherwise. ``day`` is
    that of the result, or the first of an adaptation period; ``words`` what was written to it, a
    period's place, or why an assessment was as it was. ``months`` is a period's length,
    ``position`` the condition's place in the decision; a period needs none, as there is one alone.
    ``looked_by`` looked at what was told at ``looked_at``, with ``declined`` where nothing was
    recorded; ``mistake`` says why what was recorded before was put right.
    """

    kind: ConditionKind
    at: datetime
    position: int | None = None
    told: bool = False
    author_id: UUID | None = None
    result: ConditionResult | AdaptationResult | None = None
    day: date | None = None
    months: int | None = None
    words: str = ""
    document: str = ""
    looked_by: UUID | None = None
    looked_at: datetime | None = None
    declined: str = ""
    mistake: str = ""

    @property
    def unseen(self) -> bool:
        """Whether the holder told it and nobody has looked at it."""
        return self.told and self.looked_at is None


History = Mapping[UUID, tuple[Step, ...]]
"""By the decision's version that it was told or recorded under; the oldest first."""


def load_history(session: Session, case_id: UUID) -> History:
    """What was told and recorded under every version of the decision of a case."""
    found = defaultdict[UUID, list[Step]](list)
    for decision_id, step in _steps(session, case_id):
        found[decision_id].append(step)
    return {key: tuple(sorted(steps, key=lambda one: one.at)) for key, steps in found.items()}


def history_of(store: Store, case_id: UUID) -> History:
    """The same, on its own."""
    with store.reading() as session:
        return load_history(session, case_id)


def unseen_before(history: History, facts: CaseFacts) -> tuple[Step, ...]:
    """What the holder told last of a condition before the case was reopened, and nobody has seen.

    Nothing once a newer decision stands.
    """
    if facts.standing_decision is not None or not facts.decisions:
        return ()
    last = dict[tuple[ConditionKind, int | None], Step]()
    for version in reversed(facts.versions_of(facts.decisions[-1])):
        last |= {(one.kind, one.position): one for one in history.get(version, ())}
    return tuple(one for one in last.values() if one.unseen)


def _steps(session: Session, case_id: UUID) -> Iterator[tuple[UUID, Step]]:
    for row, name in session.execute(_with_paper(t.ConditionStatement, case_id)):
        yield row.decision_id, _statement(row, name or "")
    for row, name in session.execute(_with_paper(t.ConditionRecord, case_id)):
        yield row.decision_id, _record(row, name or "")
    periods = dict[UUID, UUID]()
    for row, name in session.execute(_with_paper(t.AdaptationPeriod, case_id)):
        periods[row.id] = row.decision_id
        yield row.decision_id, _period(row, name or "")
    assessed = select(t.AdaptationAssessment).where(t.AdaptationAssessment.case_id == case_id)
    for row in session.scalars(assessed.order_by(t.AdaptationAssessment.id)):
        yield periods[row.period_id], _assessment(row)


def _with_paper(table: Any, case_id: UUID) -> Select[Any]:
    query = select(table, t.Document.name).outerjoin(t.Document, t.Document.id == table.document_id)
    return query.where(table.case_id == case_id).order_by(table.id)


def _statement(row: t.ConditionStatement, document: str) -> Step:
    return Step(
        kind=ConditionKind(row.kind),
        position=row.position,
        at=row.stated_at,
        told=True,
        result=ConditionResult(row.result),
        day=row.day,
        words=row.text,
        document=document,
        looked_by=row.reviewed_by,
        looked_at=row.reviewed_at,
        declined=row.decline_reason,
    )


def _record(row: t.ConditionRecord, document: str) -> Step:
    return Step(
        kind=ConditionKind(row.kind),
        position=row.position,
        at=row.at,
        author_id=row.author_id,
        result=ConditionResult(row.result),
        day=row.day,
        words=row.evidence,
        document=document,
        mistake=row.correction_reason or "",
    )


def _period(row: t.AdaptationPeriod, document: str) -> Step:
    by_office = row.stated_by == row.reviewed_by
    return Step(
        kind=ConditionKind.ADAPTATION_PERIOD,
        at=row.stated_at,
        told=not by_office,
        author_id=row.stated_by if by_office else None,
        day=row.first_day,
        months=row.months,
        words=row.place,
        document=document,
        looked_by=row.reviewed_by,
        looked_at=row.confirmed_at or row.declined_at,
        declined=row.decline_reason,
    )


def _assessment(row: t.AdaptationAssessment) -> Step:
    return Step(
        kind=ConditionKind.ADAPTATION_PERIOD,
        at=row.at,
        author_id=row.author_id,
        result=AdaptationResult(row.result),
        months=row.months,
        words=row.reason,
        mistake=row.correction_reason or "",
    )
