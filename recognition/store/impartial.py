"""What people found who then said to be in a conflict is kept, and counts no more."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from recognition.domain.vocabulary import CodeScheme
from recognition.store.tables import CodeFinding, Conflict

_OfCase = UUID | InstrumentedAttribute[Any] | BindParameter[UUID]


def impartial(author: InstrumentedAttribute[Any], case_id: _OfCase) -> ColumnElement[bool]:
    """Whether who wrote a row has said nothing of a conflict in its case."""
    return author.not_in(select(Conflict.person_id).where(Conflict.case_id == case_id))


def finders(author_id: UUID, content: Mapping[str, Any]) -> set[UUID]:
    """Who stands behind a finding of the evaluation: its author, and who held an interview."""
    evidence = content.get("evidence", ())
    return {author_id, *(UUID(one) for part in evidence for one in part.get("evaluators", ()))}


def found_code(session: Session, case_id: UUID, scheme: CodeScheme) -> CodeFinding | None:
    """The newest code of that list that counts."""
    query = (
        select(CodeFinding)
        .where(
            CodeFinding.case_id == case_id,
            CodeFinding.scheme == scheme,
            impartial(CodeFinding.author_id, case_id),
        )
        .order_by(CodeFinding.id.desc())
        .limit(1)
    )
    return session.scalars(query).first()
