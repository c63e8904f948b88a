"""The mapper's suggestion for a case, made anew whenever what it is made from has changed."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from recognition.actions.evidence import decided_before, evidence_key
from recognition.domain.vocabulary import CodeScheme, FieldName
from recognition.isced.decided import DecidedBefore
from recognition.isced.model import Query
from recognition.store import tables
from recognition.store.prepared import rows
from recognition.store.values import Values

_Before = Mapping[CodeScheme, tuple[DecidedBefore, ...]]

FOLLOWS_FROM = frozenset({tables.CaseDocument, tables.FieldValue})
"""Tables that a submitted case's suggestion, and its title in lists, follow from.

Whoever takes a case has it suggested anew too, to see what was found elsewhere.
"""

CaseValues = Mapping[FieldName, Values]


_NEWEST = (
    select(tables.CodeSuggestion.input_digest)
    .where(tables.CodeSuggestion.case_id == bindparam("case_id"))
    .order_by(tables.CodeSuggestion.id.desc())
    .limit(1)
)
_FOUND = (
    select(tables.CodeFinding.id).where(tables.CodeFinding.case_id == bindparam("case_id")).limit(1)
)
_LANGUAGES = select(tables.Document.languages).where(tables.Document.id == bindparam("document_id"))


def suggest_codes(session: Session, case: tables.Case, values: CaseValues, at: datetime) -> None:
    """Keep a suggestion per scheme, with reasons and release; nothing without a title.

    What assessors found for the title in other cases stands among the reasons; it changes neither
    the code nor the confidence. Once a person has found a code here, what others find later is no
    reason to suggest anew.
    """
    query = _query(session, case, values)
    if query is None:
        return
    newest = rows(session, _NEWEST, case_id=case.id).scalar()
    asked = hashlib.sha256(repr(query).encode()).hexdigest()
    same = newest is not None and newest.partition(":")[0] == asked
    if same and rows(session, _FOUND, case_id=case.id).first() is not None:
        return
    before = _before(session, case, query)
    digest = asked
    if any(before.values()):
        digest += ":" + hashlib.sha256(repr(sorted(before.items())).encode()).hexdigest()
    if newest != digest:
        _suggest(session, case, query, before, digest, at)


def _suggest(
    session: Session,
    case: tables.Case,
    query: Query,
    before: _Before,
    digest: str,
    at: datetime,
) -> None:
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
                reasons=part["reasons"] + [one.as_json(query.title) for one in before[scheme]],
                details={key: part[key] for key in ("isced_a", "eqf", "cycle") if key in part},
                release=str(mapping.release),
                input_digest=digest,
                at=at,
            )
        )


def _before(session: Session, case: tables.Case, query: Query) -> _Before:
    country = case.country or ""
    keys = {
        scheme: evidence_key(scheme, query.title, query.field or "", country)
        for scheme in CodeScheme
    }
    return {scheme: decided_before(session, case.id, key) for scheme, key in keys.items()}


def _query(session: Session, case: tables.Case, values: CaseValues) -> Query | None:

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
        language=_language(session, values[FieldName.QUALIFICATION_TITLE].best),
        year=int(year) if year.isdigit() else None,
    )


def _language(session: Session, title: tables.FieldValue | None) -> str | None:
    """The main language of the paper on which the title stands; unknown for a title found."""
    if title is None or title.document_id is None:
        return None
    languages = rows(session, _LANGUAGES, document_id=title.document_id).scalar()
    return languages[0] if languages else None
