"""The values of each field - read, doubtful, stated, found - and which of them counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from recognition.domain.vocabulary import DocumentKind, FieldName, ValueOrigin
from recognition.store.impartial import impartial
from recognition.store.prepared import rows
from recognition.store.tables import CaseDocument, FieldValue

MAIN_KINDS = (DocumentKind.QUALIFICATION, DocumentKind.SUPPLEMENT, DocumentKind.TRANSCRIPT)


@dataclass(frozen=True, slots=True)
class Values:
    """The newest value of each origin for one field; ``None`` where nobody gave one.

    ``doubtful`` never counts: it says where to look, and what the machine would read there.
    """

    read: FieldValue | None = None
    stated: FieldValue | None = None
    found: FieldValue | None = None
    doubtful: FieldValue | None = None

    @property
    def best(self) -> FieldValue | None:
        """Found beats stated beats read."""
        return self.found or self.stated or self.read

    @property
    def differ(self) -> bool:
        """Whether two of the given values are not the same."""
        given = {
            value.normalised.casefold() for value in (self.read, self.stated, self.found) if value
        }
        return len(given) > 1


def _newest_where(whose: ColumnElement[bool]) -> Select[FieldValue]:
    """The newest value of each origin for each field, of a document or found for a case.

    A paper that serves many applications is confirmed in each of them: what was said of it before
    need not be read.
    """
    found_for = case((FieldValue.origin == ValueOrigin.FOUND, FieldValue.case_id))
    of_one_kind = (FieldValue.document_id, found_for, FieldValue.field, FieldValue.origin)
    place = func.row_number().over(partition_by=of_one_kind, order_by=FieldValue.id.desc())
    placed = select(FieldValue.id, place.label("place")).where(whose).subquery()
    return (
        select(FieldValue)
        .join(placed, placed.c.id == FieldValue.id)
        .where(placed.c.place == 1)
        .order_by(FieldValue.id)
    )


_OF_DOCUMENT = _newest_where(
    and_(
        FieldValue.document_id == bindparam("document_id"),
        FieldValue.origin != ValueOrigin.FOUND,
    )
)


def document_values(session: Session, document_id: UUID) -> dict[FieldName, Values]:
    """Values of one document: read, doubtful and stated."""
    return _newest(session.scalars(_OF_DOCUMENT, {"document_id": document_id}))


_LINKS = (
    select(CaseDocument.document_id, CaseDocument.kind)
    .where(CaseDocument.case_id == bindparam("case_id"), CaseDocument.kind.in_(MAIN_KINDS))
    .order_by(CaseDocument.attached_at)
)

_GIVEN = _newest_where(
    or_(
        and_(
            FieldValue.document_id.in_(bindparam("documents", expanding=True)),
            FieldValue.origin != ValueOrigin.FOUND,
        ),
        and_(
            FieldValue.case_id == bindparam("case_id"),
            FieldValue.origin == ValueOrigin.FOUND,
            FieldValue.document_id.is_(None),
            impartial(FieldValue.author_id, bindparam("case_id")),
        ),
    )
)


def case_values(session: Session, case_id: UUID) -> dict[FieldName, Values]:
    """Values of the case: of its main paper first, then of the others, with what was found."""
    session.flush()
    links = rows(session, _LINKS, case_id=case_id).all()
    order = {kind: place for place, kind in enumerate(MAIN_KINDS)}
    documents = [link.document_id for link in sorted(links, key=lambda link: order[link.kind])]
    given: dict[UUID | None, list[FieldValue]] = defaultdict(list)
    for row in session.scalars(_GIVEN, {"case_id": case_id, "documents": documents}):
        found = row.case_id == case_id and row.origin == ValueOrigin.FOUND
        given[None if found else row.document_id].append(row)
    merged: dict[FieldName, Values] = {}
    for document in documents:
        for name, values in _newest(given[document]).items():
            # What is not on this paper may be on the next.
            if name not in merged:
                merged[name] = values
            elif _says(values) and not _says(merged[name]):
                merged[name] = replace(values, doubtful=merged[name].doubtful or values.doubtful)
    for name, values in _newest(given[None]).items():
        merged[name] = replace(merged.get(name, Values()), found=values.found)
    return merged


def _says(values: Values) -> bool:
    return bool(values.best and values.best.value)


def _newest(rows: Iterable[FieldValue]) -> dict[FieldName, Values]:
    newest: dict[FieldName, dict[str, FieldValue]] = {}
    for row in rows:
        newest.setdefault(FieldName(row.field), {})[row.origin] = row
    return {
        name: Values(
            by_origin.get(ValueOrigin.READ),
            by_origin.get(ValueOrigin.STATED),
            by_origin.get(ValueOrigin.FOUND),
            by_origin.get(ValueOrigin.DOUBTFUL),
        )
        for name, by_origin in newest.items()
    }
