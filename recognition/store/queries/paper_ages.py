"""How old papers were that may not be old: by the day that was recorded, stated or read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain.clock import legal_day
from recognition.domain.facts import CaseFacts
from recognition.domain.paper_age import PaperAge, day_of
from recognition.domain.vocabulary import FieldName, ValueOrigin
from recognition.store import tables as t
from recognition.store.impartial import impartial
from recognition.store.values import Values


@dataclass(frozen=True, slots=True)
class AgeShown:
    """A paper's age, and where its day is from; ``value`` is as it was written.

    ``origin`` is ``None`` where nobody has given a day; ``author_id`` is who recorded it.
    """

    age: PaperAge
    value: str
    origin: ValueOrigin | None
    author_id: UUID | None


Dated = Mapping[UUID, tuple[int, Values]]
"""By document: how many months old it may be, and the values of its day."""


def load_ages(session: Session, facts: CaseFacts, papers: Dated) -> dict[UUID, AgeShown]:
    """The ages of papers of a submitted case, by document."""
    recorded, attached = _recorded(session, papers), _attached(session, facts.case_id, papers)
    assert facts.submitted_at is not None
    shown = {}
    for document_id, (months, values) in papers.items():
        best = recorded.get(document_id) or values.best
        arrived = legal_day(max(facts.submitted_at, attached[document_id]), facts.zone)
        day = day_of(best.normalised) if best else None
        shown[document_id] = AgeShown(
            age=PaperAge(day, arrived, months),
            value=best.value if best else "",
            origin=ValueOrigin(best.origin) if best and best.value else None,
            author_id=best.author_id if best and best.origin == ValueOrigin.FOUND else None,
        )
    return shown


def _recorded(session: Session, papers: Dated) -> dict[UUID | None, t.FieldValue]:
    """The days that assessors recorded last."""
    query = (
        select(t.FieldValue)
        .where(
            t.FieldValue.document_id.in_(list(papers)),
            t.FieldValue.origin == ValueOrigin.FOUND,
            t.FieldValue.field == FieldName.AWARD_DATE,
            impartial(t.FieldValue.author_id, t.FieldValue.case_id),
        )
        .order_by(t.FieldValue.id)
    )
    return {row.document_id: row for row in session.scalars(query)}


def _attached(session: Session, case_id: UUID, papers: Dated) -> dict[UUID, datetime]:
    query = select(t.CaseDocument.document_id, t.CaseDocument.attached_at)
    of_case = query.where(
        t.CaseDocument.case_id == case_id, t.CaseDocument.document_id.in_(list(papers))
    )
    return {row.document_id: row.attached_at for row in session.execute(of_case)}
