"""Findings of codes as evidence: what assessors here found for the same title before."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from recognition.actions.doing import Doing
from recognition.domain.vocabulary import CodeScheme, FieldName, ValueOrigin
from recognition.isced.decided import DecidedBefore
from recognition.isced.text import tokens
from recognition.store.prepared import rows
from recognition.store.tables import Case, CodeEvidence, CodeFinding
from recognition.store.values import Values, case_values

_BY_PEOPLE = (ValueOrigin.STATED, ValueOrigin.FOUND)
_SHOWN = 3
_NAME_LETTERS = 3


_FORGET = delete(CodeEvidence).where(
    CodeEvidence.case_id == bindparam("of_case"), CodeEvidence.scheme == bindparam("of_scheme")
)


def keep_evidence(doing: Doing, finding: CodeFinding, *, abstained: bool | None) -> None:
    """Count a finding as this case's evidence; a later one of the case takes its place.

    Kept where a person stated or found the title, and only if no part of the holder's name
    stands in it: what a machine alone has read may hold anything.
    """
    values = case_values(doing.session, doing.case.id)
    title, _ = _said(values, FieldName.QUALIFICATION_TITLE)
    field, read = _said(values, FieldName.FIELD_OF_STUDY)
    rows(doing.session, _FORGET, of_case=doing.case.id, of_scheme=finding.scheme)
    if not title or _names_holder(doing.case, f"{title} {field or ''}"):
        return
    scheme = CodeScheme(finding.scheme)
    doing.session.add(
        CodeEvidence(
            case_id=doing.case.id,
            scheme=scheme,
            key=evidence_key(scheme, title, field or read, doing.case.country or ""),
            title=title,
            field=field,
            country=doing.case.country or "",
            code=finding.code,
            machine_code=finding.machine_code,
            machine_confidence=finding.machine_confidence,
            machine_abstained=abstained,
            mapper_release=finding.mapper_release,
            author_id=finding.author_id,
            at=finding.at,
        )
    )


def evidence_key(scheme: CodeScheme, title: str, field: str, country: str) -> str:
    """The same for titles that differ in case, accents and marks only.

    A level is of a title in its country; a field also of the field of study printed apart.
    """
    parts = [scheme.value, country, " ".join(tokens(title))]
    if scheme is CodeScheme.ISCED_F:
        parts.append(" ".join(tokens(field)))
    return hashlib.sha256("\t".join(parts).encode()).hexdigest()


_TIMES = func.count().label("times")

_BEFORE = (
    select(
        CodeEvidence.code,
        _TIMES,
        func.count(CodeEvidence.author_id.distinct()).label("assessors"),
        func.max(CodeEvidence.at, type_=CodeEvidence.at.type).label("last"),
    )
    .where(
        CodeEvidence.key == bindparam("of_key"),
        # A case that was erased still counts; it has no id any more.
        (CodeEvidence.case_id != bindparam("of_case")) | CodeEvidence.case_id.is_(None),
    )
    .group_by(CodeEvidence.code)
    .order_by(_TIMES.desc(), CodeEvidence.code)
    .limit(_SHOWN)
)


def decided_before(session: Session, case_id: UUID, key: str) -> tuple[DecidedBefore, ...]:
    """What was found in other cases with that key, the most often first; at most three codes."""
    found = rows(session, _BEFORE, of_key=key, of_case=case_id)
    return tuple(
        DecidedBefore(row.code, row.times, row.assessors, row.last.date()) for row in found
    )


def _said(values: Mapping[FieldName, Values], name: FieldName) -> tuple[str | None, str]:
    """What people said (``None`` where only a machine did), and what counts."""
    best = values[name].best if name in values else None
    text = " ".join(best.value.split()) if best is not None else ""
    by_people = best is None or not text or best.origin in _BY_PEOPLE
    return text if by_people else None, text


def _names_holder(case: Case, text: str) -> bool:
    names = f"{case.details.get('full_name', '')} {case.details.get('other_names', '')}"
    parts = {part for part in tokens(names) if len(part) >= _NAME_LETTERS}
    return not parts.isdisjoint(tokens(text))
