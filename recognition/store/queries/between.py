"""What the papers of one case say of each other: contradictions, and what agrees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain.vocabulary import Agreement, FieldName
from recognition.store.store import Store
from recognition.store.tables import CaseDocument, Comparison, FieldValue
from recognition.store.values import Values, document_values

_WORST_FIRST = (Agreement.DIFFERENT, Agreement.SIMILAR, Agreement.SAME)


@dataclass(frozen=True, slots=True)
class Said:
    """What one paper says: as it was read, and as the applicant states it instead."""

    document_id: UUID
    read: FieldValue
    stated: FieldValue | None

    @property
    def best(self) -> FieldValue:
        """What counts: stated beats read."""
        return self.stated or self.read

    @property
    def corrected(self) -> bool:
        """Whether the applicant states something else than was read."""
        return self.stated is not None and self.stated.normalised != self.read.normalised


@dataclass(frozen=True, slots=True)
class Between:
    """One fact that stands in several papers of a case, and how it agrees at its worst."""

    field: FieldName
    agreement: Agreement
    said: tuple[Said, ...]

    @property
    def contradicts(self) -> bool:
        """Whether a person should look.

        A name that is only similar is a question too; a day beside its year is none.
        """
        similar = self.agreement is Agreement.SIMILAR and self.field is FieldName.HOLDER_NAME
        return similar or self.agreement is Agreement.DIFFERENT


def between(store: Store, case_id: UUID) -> tuple[Between, ...]:
    """What the papers of a case say of each other, contradictions first."""
    with store.reading() as session:
        query = select(CaseDocument.document_id).where(CaseDocument.case_id == case_id)
        ids = session.scalars(query.order_by(CaseDocument.attached_at)).all()
        values = {one: document_values(session, one) for one in ids}
        return compared(session, values)


def compared(
    session: Session, values: Mapping[UUID, Mapping[FieldName, Values]]
) -> tuple[Between, ...]:
    """The same for documents whose values are at hand, in their order."""
    rows = session.scalars(
        select(Comparison).where(Comparison.first_id.in_(values), Comparison.second_id.in_(values))
    ).all()
    found = [_between(name, rows, values) for name in FieldName]
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: (not one.contradicts, one.agreement)))


def _between(
    name: FieldName,
    rows: Sequence[Comparison],
    values: Mapping[UUID, Mapping[FieldName, Values]],
) -> Between | None:
    pairs = [row for row in rows if row.field == name]
    concerned = {one for row in pairs for one in (row.first_id, row.second_id)}
    said = tuple(_said(name, concerned, values))
    if len(said) < 2:
        return None
    still = {one.document_id for one in said}
    levels = {Agreement(row.agreement) for row in pairs if {row.first_id, row.second_id} <= still}
    worst = next((level for level in _WORST_FIRST if level in levels), None)
    if worst is None:
        return None
    if any(one.corrected for one in said) and len({_plain(one.best) for one in said}) == 1:
        worst = Agreement.SAME  # it was misread, and she said so
    return Between(name, worst, said)


def _said(
    name: FieldName, concerned: set[UUID], values: Mapping[UUID, Mapping[FieldName, Values]]
) -> Iterable[Said]:
    """What stands on the papers; one of which she said that it does not is left out."""
    for document_id, known in values.items():
        of_field = known.get(name, Values())
        if document_id not in concerned or of_field.read is None:
            continue
        if of_field.stated is None or of_field.stated.value:
            yield Said(document_id, of_field.read, of_field.stated)


def _plain(value: FieldValue) -> str:
    return value.normalised.casefold()
