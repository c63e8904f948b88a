"""The figures of each year: as they were kept before cases were erased, or counted from cases."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from recognition.domain.clock import legal_day
from recognition.domain.events import EventKind
from recognition.domain.figures import LEAST, By, CaseCount, YearFigure, figures_of
from recognition.domain.vocabulary import DeadlineKind, Outcome
from recognition.store import tables as t
from recognition.store.queries.figures import BROAD
from recognition.store.store import Store

FIRST = 1
"""The version of a case's first decision."""


def load_years(store: Store, zone: str, least: int = LEAST) -> tuple[YearFigure, ...]:
    """The figures of every year, oldest first; ``least`` holds for those that are counted now.

    Years begin and end in ``zone``.
    """
    with store.reading() as session:
        kept = kept_years(session)
        counts = load_counts(session, zone)
        figures = list(_kept(session))
    years = {year for one in counts.values() for year in one.years} - kept
    for year in years:
        figures += figures_of(year, counts.values(), least)
    order = list(By)
    return tuple(sorted(figures, key=lambda one: (one.year, order.index(one.by), one.value)))


def kept_years(session: Session) -> frozenset[int]:
    """The years that are not counted any more."""
    return frozenset(session.scalars(select(t.YearKept.year)))


def load_counts(session: Session, zone: str, case_id: UUID | None = None) -> dict[UUID, CaseCount]:
    """What counts of each case that was submitted, also of those that are erased; or of one."""
    signed = _signed(session, case_id)
    decided, late = _decided(session, case_id), _late(session, case_id)
    columns = (t.Case.id, t.Case.regime_id, t.Case.purpose, t.Case.country)
    query = select(*columns, t.Case.submitted_at, t.Case.withdrawn_at)
    submitted = query.where(t.Case.submitted_at.is_not(None))
    cases = session.execute(_of(submitted, t.Case.id, case_id))
    return {
        row.id: _count(row, signed.get(row.id), decided.get(row.id, {}), late[row.id], zone)
        for row in cases
    }


def _count(
    case: Row[Any],
    signed: tuple[datetime, str] | None,
    content: dict[str, Any],
    late: list[datetime],
    zone: str,
) -> CaseCount:
    def day(moment: datetime) -> Any:
        return legal_day(moment, zone)

    at, outcome = signed if signed else (None, "")
    return CaseCount(
        received=day(case.submitted_at).year,
        withdrawn=day(case.withdrawn_at).year if case.withdrawn_at else None,
        decided=day(at).year if at else None,
        days=(day(at) - day(case.submitted_at)).days if at else 0,
        late=at is not None and any(due <= at for due in late),
        outcome=Outcome(outcome) if at else None,
        groups={
            By.REGIME: case.regime_id,
            By.PURPOSE: case.purpose or "",
            By.COUNTRY: case.country or "",
            By.LEVEL: (content.get("isced_level") or "")[:1],
            By.FIELD: (content.get("isced_f") or "")[:BROAD],
        },
    )


def _of(query: Any, column: Any, case_id: UUID | None) -> Any:
    return query if case_id is None else query.where(column == case_id)


def _signed(session: Session, case_id: UUID | None) -> dict[UUID, tuple[datetime, str]]:
    """When each case was first decided, and how: its line of the timeline outlives the decision."""
    query = select(t.Event.case_id, t.Event.at, t.Event.data)
    signed = query.where(t.Event.kind == EventKind.SIGNED)
    lines = session.execute(_of(signed, t.Event.case_id, case_id))
    return {
        row.case_id: (row.at, row.data["outcome"]) for row in lines if row.data["version"] == FIRST
    }


def _decided(session: Session, case_id: UUID | None) -> dict[UUID, dict[str, Any]]:
    query = select(t.Decision.case_id, t.Decision.content).where(t.Decision.version == FIRST)
    found = session.execute(_of(query, t.Decision.case_id, case_id))
    return {row.case_id: row.content for row in found}


def _late(session: Session, case_id: UUID | None) -> defaultdict[UUID, list[datetime]]:
    """The days of decision that passed."""
    query = select(t.DeadlinePassed.case_id, t.DeadlinePassed.due_at)
    passed = query.where(t.DeadlinePassed.kind == DeadlineKind.DECISION)
    found = defaultdict[UUID, list[datetime]](list)
    for row in session.execute(_of(passed, t.DeadlinePassed.case_id, case_id)):
        found[row.case_id].append(row.due_at)
    return found


def _kept(session: Session) -> list[YearFigure]:
    return [
        YearFigure(row.year, By(row.by), row.value, row.numbers, row.days)
        for row in session.scalars(select(t.YearGroup))
    ]
