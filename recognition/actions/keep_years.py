"""The figures of a year are kept before the first of its cases is erased, and then stay.

Nothing is added case by case: from what one more case adds, that case could be told.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain.figures import CaseCount, figures_of
from recognition.store import tables as t
from recognition.store.queries.yearly import kept_years, load_counts


def keep_years(session: Session, case_id: UUID, zone: str, at: datetime) -> None:
    """Keep the figures of every year in which something happened with a case, where none are yet.

    A case is kept for a year at least after its end, so that those years are over. What an earlier
    release left of erased cases for counting goes once it is counted.
    """
    of_case = load_counts(session, zone, case_id)[case_id]
    years = of_case.years - kept_years(session)
    if not years:
        return
    counts = load_counts(session, zone)
    for year in sorted(years):
        _keep(session, year, counts, at)
    _clear(session, counts)


def _keep(session: Session, year: int, counts: dict[UUID, CaseCount], at: datetime) -> None:
    session.add(t.YearKept(year=year, at=at))
    session.add_all(
        t.YearGroup(
            year=one.year, by=one.by, value=one.value, numbers=dict(one.numbers), days=one.days
        )
        for one in figures_of(year, counts.values())
    )
    session.flush()


def _clear(session: Session, counts: dict[UUID, CaseCount]) -> None:
    """Take country and purpose from erased cases all of whose years are kept."""
    kept = kept_years(session)
    erased = select(t.Case).where(t.Case.erased_at.is_not(None), t.Case.purpose.is_not(None))
    for case in session.scalars(erased):
        if counts[case.id].years <= kept:
            case.country = case.purpose = None
