"""What an assessor narrows the queue down to: codes alone, and none of them says who anybody is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, case, func, null, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.domain.vocabulary import CodeScheme, Purpose, Stage
from recognition.store.impartial import impartial
from recognition.store.tables import Case, CaseView, CodeFinding, CodeSuggestion

FIELD_UNKNOWN = "99"
"""ISCED-F 2013, field unknown: also of a case of which nobody has said the field yet."""

_BROAD = 2
"""Digits of a broad field of ISCED-F 2013."""


class Held(StrEnum):
    """Who holds the case, as the assessor who asks sees it."""

    MINE = "mine"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Several choices of one kind widen, several kinds narrow; a kind without any is left open.

    ``countries`` are ISO 3166-1, ``fields`` broad fields of ISCED-F 2013, ``regimes`` ids. A case's
    field is the one that a person found last; as long as there is none, the machine's last
    suggestion, unless the machine abstained: then it is ``FIELD_UNKNOWN``.
    """

    countries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    regimes: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    held: tuple[Held, ...] = ()

    @property
    def of_application(self) -> bool:
        """Whether it asks for what stands in the application, not only in the read model."""
        return bool(self.countries or self.purposes or self.regimes)

    def conditions(self, person_id: UUID) -> list[ColumnElement[bool]]:
        """What a line of the queue must fulfil; ``person_id`` is who asks."""
        plain: tuple[tuple[InstrumentedAttribute[Any], tuple[str, ...]], ...] = (
            (Case.country, self.countries),
            (Case.purpose, self.purposes),
            (Case.regime_id, self.regimes),
            (CaseView.stage, self.stages),
        )
        found: list[ColumnElement[bool]] = [column.in_(codes) for column, codes in plain if codes]
        if self.fields:
            found.append(_of_fields(self.fields))
        if self.held:
            found.append(or_(*(_held_by(one, person_id) for one in self.held)))
        return found


EVERYTHING = Narrowing()


def _held_by(held: Held, person_id: UUID) -> ColumnElement[bool]:
    if held is Held.NOBODY:
        return CaseView.assessor_id.is_(None)
    return CaseView.assessor_id == person_id


def _of_fields(fields: tuple[str, ...]) -> ColumnElement[bool]:
    code = func.coalesce(_found(), _suggested(), FIELD_UNKNOWN)
    return func.substr(code, 1, _BROAD).in_(fields)


def _found() -> ScalarSelect[str]:
    return (
        select(CodeFinding.code)
        .where(
            CodeFinding.case_id == CaseView.case_id,
            CodeFinding.scheme == CodeScheme.ISCED_F,
            impartial(CodeFinding.author_id, CodeFinding.case_id),
        )
        .order_by(CodeFinding.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _suggested() -> ScalarSelect[str | None]:
    return (
        select(case((CodeSuggestion.abstained, null()), else_=CodeSuggestion.code))
        .where(
            CodeSuggestion.case_id == CaseView.case_id,
            CodeSuggestion.scheme == CodeScheme.ISCED_F,
        )
        .order_by(CodeSuggestion.id.desc())
        .limit(1)
        .scalar_subquery()
    )
