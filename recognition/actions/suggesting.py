"""The mapper's suggestion for a case, made anew whenever what it is made from has changed."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain.vocabulary import CodeScheme, FieldName
from recognition.isced.model import Query
from recognition.store import tables
from recognition.store.values import case_values

FOLLOWS_FROM = frozenset({tables.CaseDocument, tables.FieldValue})
"""Tables that a submitted case's suggestion, and its title in lists, follow from."""


def suggest_codes(session: Session, case: tables.Case, at: datetime) -> None:
    """Keep a suggestion per scheme, with reasons and release; nothing without a title."""
    query = _query(session, case)
    if query is None:
        return
    digest = hashlib.sha256(repr(query).encode()).hexdigest()
    newest = session.scalars(
        select(tables.CodeSuggestion.input_digest)
        .where(tables.CodeSuggestion.case_id == case.id)
        .order_by(tables.CodeSuggestion.id.desc())
        .limit(1)
    ).first()
    if newest == digest:
        return
    # Imported when something is mapped: it is large, and a restarted worker must be back soon.
    from recognition.isced.mapper import map_qualification

    mapping = map_qualification(query)
    answer: dict[str, Any] = mapping.as_json()
    for scheme in CodeScheme:
        part = answer[scheme.value]
        session.add(
            tables.CodeSuggestion(
                case_id=case.id,
                scheme=scheme,
                code=part["code"],
                confidence=part["confidence"],
                abstained=part["abstained"],
                alternatives=part["alternatives"],
                reasons=part["reasons"],
                details={key: part[key] for key in ("isced_a", "eqf", "cycle") if key in part},
                release=str(mapping.release),
                input_digest=digest,
                at=at,
            )
        )


def _query(session: Session, case: tables.Case) -> Query | None:
    values = case_values(session, case.id)

    def best(name: FieldName) -> str | None:
        found = values.get(name)
        return found.best.value if found and found.best and found.best.value else None

    title = best(FieldName.QUALIFICATION_TITLE)
    if title is None:
        return None
    award = values.get(FieldName.AWARD_DATE)
    year = award.best.normalised[:4] if award and award.best else ""
    return Query(
        title=title,
        field=best(FieldName.FIELD_OF_STUDY),
        institution=best(FieldName.INSTITUTION),
        country=case.country,
        year=int(year) if year.isdigit() else None,
    )
