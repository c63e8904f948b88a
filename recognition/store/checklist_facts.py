"""The checklist of a case as the domain judges it: which items are settled, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recognition.checklist import ItemNeed
from recognition.domain.counting import GivenFor
from recognition.domain.facts import (
    CaseFacts,
    ChecklistFact,
    DocumentFact,
)
from recognition.domain.precedence import DISPLACED
from recognition.domain.vocabulary import (
    DocumentKind,
)
from recognition.rules import Rules
from recognition.store import fact_statements as of
from recognition.store import tables as t
from recognition.store.prepared import rows


@dataclass(frozen=True, slots=True)
class Excused:
    """When the applicant said of which item that it cannot be had, and whether she fled."""

    at: dict[str, datetime]
    displaced: bool


def excused(session: Session, case_id: UUID) -> Excused:
    """What the applicant said that she cannot have, and whether she fled."""
    said = rows(session, of.EXCUSED, case_id=case_id).all()
    return Excused(
        {row.item_id: row.at for row in said},
        displaced=any(row.reason in DISPLACED for row in said),
    )


def checklist(
    case: t.Case,
    rules: Rules,
    documents: tuple[DocumentFact, ...],
    excused: Mapping[str, datetime],
) -> tuple[ChecklistFact, ...]:
    """Items of the case's checklist, each settled by its first paper or by its first answer.

    A submitted case keeps the items that it was submitted under: a new edition of the lists asks
    nothing more of it.
    """
    return tuple(
        ChecklistFact(
            id=item["id"],
            required=item["required"],
            settled_at=_settled_at(
                item["id"], DocumentKind(item["document"]), documents, excused.get(item["id"])
            ),
        )
        for item in kept_items(case, rules)
    )


def kept_items(case: t.Case, rules: Rules) -> list[dict[str, Any]]:
    """The items that a case was submitted under; of a draft, those that the rules ask for now."""
    kept: list[dict[str, Any]] | None = (case.snapshot or {}).get("items")
    return checklist_snapshot(rules, case) if kept is None else kept


def papers_missing(case: t.Case, rules: Rules, facts: CaseFacts) -> bool:
    """Whether a required item has no paper, said to be one that cannot be had or not."""
    by_papers = checklist(case, rules, facts.documents, {})
    return any(item.required and item.settled_at is None for item in by_papers)


def checklist_snapshot(rules: Rules, case: t.Case) -> list[dict[str, Any]]:
    """The items that the rules ask of a case now, as a case keeps them from submission on."""
    return [
        {
            "id": item.id,
            "document": item.document.value,
            "required": item.need is ItemNeed.REQUIRED,
        }
        for item in rules.checklist_items(case.purpose, case.country)
    ]


def _settled_at(
    item_id: str,
    kind: DocumentKind,
    documents: tuple[DocumentFact, ...],
    excused_at: datetime | None,
) -> datetime | None:
    """First receipt of a paper for the item, or of 'cannot be had'."""
    moments = [excused_at] if excused_at else []
    for document in documents:
        given = GivenFor(document.kind, document.item_id, document.also)
        if given.counts_for(item_id, kind):
            moments.append(document.attached_at)
    return min(moments, default=None)
