"""How many cases wait, from where, in which fields, how long, and with which outcome.

Counted from the cases that are kept, in groups: no line of it is about one person.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from recognition.domain.clock import legal_day
from recognition.domain.vocabulary import CodeScheme, Outcome, Stage
from recognition.store.impartial import impartial
from recognition.store.store import Store
from recognition.store.tables import Case, CaseView, CodeFinding, Decision

BROAD = 2
"""Digits of a broad field of ISCED-F 2013."""

_WAITING = frozenset(Stage) - {
    *(Stage.DRAFT, Stage.DECIDED, Stage.CLOSED),
    *(Stage.WITHDRAWN, Stage.EXPIRED, Stage.ERASED),
}

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """One group: country of award (ISO 3166-1), purpose, broad field (ISCED-F; empty: not found).

    ``waited`` are the days since submission of those that wait; ``took`` the days from submission
    to the first decision of those that are decided, ``outcomes`` what stands.
    """

    country: str
    purpose: str
    field: str
    waited: tuple[int, ...]
    took: tuple[int, ...]
    outcomes: Mapping[Outcome, int]

    @property
    def cases(self) -> int:
        """How many cases stand behind it; one that waits again after its decision counts once."""
        return len(self.waited) + sum(self.outcomes.values())


def load_figures(store: Store, zone: str, at: datetime) -> tuple[Figures, ...]:
    """Every group, in the order of country, purpose and field; days are those of ``zone``."""
    waited: dict[Key, list[int]] = defaultdict(list)
    took: dict[Key, list[int]] = defaultdict(list)
    outcomes: dict[Key, Counter[Outcome]] = defaultdict(Counter)
    with store.reading() as session:
        decisions, fields = _decisions(session), _fields(session)
        for case in _cases(session):
            key = (case.country or "", case.purpose or "", fields.get(case.id, ""))
            made = decisions.get(case.id, [])
            if case.stage in _WAITING:
                waited[key].append(_days(case.submitted_at, at, zone))
            elif made:
                took[key].append(_days(case.submitted_at, made[0].signed_at, zone))
                outcomes[key][Outcome(made[-1].content["outcome"])] += 1
    keys = sorted({*waited, *outcomes})
    return tuple(
        Figures(*key, tuple(sorted(waited[key])), tuple(sorted(took[key])), outcomes[key])
        for key in keys
    )


def _cases(session: Session) -> list[Any]:
    query = (
        select(Case.id, Case.country, Case.purpose, Case.submitted_at, CaseView.stage)
        .join(CaseView, CaseView.case_id == Case.id)
        .where(Case.submitted_at.is_not(None), Case.erased_at.is_(None))
    )
    return list(session.execute(query))


def _decisions(session: Session) -> dict[UUID, list[Row[Any]]]:
    """The decisions of each case, oldest first."""
    query = select(Decision.case_id, Decision.signed_at, Decision.content)
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(query.order_by(Decision.case_id, Decision.version)):
        found[row.case_id].append(row)
    return found


def _fields(session: Session) -> dict[UUID, str]:
    """The broad field that a person found last."""
    counts = impartial(CodeFinding.author_id, CodeFinding.case_id)
    query = select(CodeFinding.case_id, CodeFinding.code).where(counts)
    of_field = query.where(CodeFinding.scheme == CodeScheme.ISCED_F).order_by(CodeFinding.id)
    return {row.case_id: row.code[:BROAD] for row in session.execute(of_field)}


def _days(since: datetime, until: datetime, zone: str) -> int:
    return (legal_day(until, zone) - legal_day(since, zone)).days
