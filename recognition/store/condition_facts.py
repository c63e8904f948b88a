"""What came of a decision's conditions, as the domain judges it: results, periods, statements."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from recognition.domain.facts import (
    AdaptationFact,
    ConditionFact,
    ConditionStatementFact,
)
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    ConditionResult,
)
from recognition.store import fact_statements as of
from recognition.store.prepared import rows


def adaptations(session: Session, case_id: UUID) -> tuple[AdaptationFact, ...]:
    """Adaptation periods that were begun, with what counts of their assessments."""
    found = rows(session, of.ADAPTATIONS, case_id=case_id).all()
    assessed = rows(session, of.ASSESSMENTS, case_id=case_id).all() if found else []
    return tuple(_adaptation(row, [a for a in assessed if a.period_id == row.id]) for row in found)


def _adaptation(row: Row[Any], assessed: list[Row[Any]]) -> AdaptationFact:
    """A period with what was recorded of it last: an extension makes it longer and open again."""
    counted = _counted(assessed)
    last = counted[-1] if counted else None
    result = AdaptationResult(last.result) if last else None
    return AdaptationFact(
        id=row.id,
        decision_id=row.decision_id,
        first_day=row.first_day,
        months=_length(row, counted),
        months_before=_length(row, counted[:-1]),
        stated_at=row.stated_at,
        confirmed_at=row.confirmed_at,
        declined_at=row.declined_at,
        notice_days=row.notice_days,
        result=None if result is AdaptationResult.EXTENDED else result,
        assessed_at=last.at if last else None,
    )


def _counted(assessed: list[Row[Any]]) -> list[Row[Any]]:
    """The assessments without those that were recorded by mistake, and put right by the next."""
    counted: list[Row[Any]] = []
    for one in assessed:
        if one.correction_reason is not None and counted:
            counted.pop()
        counted.append(one)
    return counted


def _length(row: Row[Any], assessed: list[Row[Any]]) -> int:
    """Of a period in months, with what it was extended by."""
    longest: int = max([row.months, *(one.months for one in assessed if one.months)])
    return longest


def conditions(session: Session, case_id: UUID) -> tuple[ConditionFact, ...]:
    """Conditions of decisions with what came of them."""
    return tuple(
        ConditionFact(
            decision_id=row.decision_id,
            position=row.position,
            kind=ConditionKind(row.kind),
            result=ConditionResult(row.result),
            day=row.day,
            evidence=row.evidence,
        )
        for row in rows(session, of.CONDITIONS, case_id=case_id)
    )


def condition_statements(session: Session, case_id: UUID) -> tuple[ConditionStatementFact, ...]:
    """What the holder told of conditions."""
    return tuple(
        ConditionStatementFact(
            id=row.id,
            decision_id=row.decision_id,
            position=row.position,
            result=ConditionResult(row.result),
            stated_at=row.stated_at,
            reviewed_at=row.reviewed_at,
        )
        for row in rows(session, of.CONDITION_STATEMENTS, case_id=case_id)
    )


def kept_day(text: str | None) -> date | None:
    """A day that is kept as text (ISO 8601)."""
    return date.fromisoformat(text) if text else None
