"""A copy of all that is kept of a case's holder, for her (GDPR, articles 15(3) and 20).

Structured, so that other programs can read it: rows by table, with codes, words and moments as they
are kept, and her papers and letters as files. What the office prepares and has not decided yet, and
who of its staff did what, is not in it; ``IN_COPY`` and ``LEFT_OUT`` name every table.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from recognition.domain.events import INTERNAL
from recognition.domain.vocabulary import MediaType, Role
from recognition.store import tables as t
from recognition.store.background import newest_rows, opened
from recognition.store.base import Base
from recognition.store.keys import case_scope, document_scope
from recognition.store.store import Store

IN_COPY = (
    "case_document",
    "checklist_answer",
    "field_value",
    "request",
    "code_suggestion",
    "decision",
    "measure_choice",
    "adaptation_period",
    "adaptation_assessment",
    "condition_statement",
    "condition_record",
    "appeal",
    "consent",
    "look_up",
    "event",
    "term_end",
    "deadline_passed",
)
"""Tables of a case that go into the copy row by row; case, papers, answers stand beside them."""

LEFT_OUT = frozenset(
    {
        "background_part",  # opened, as 'background'
        "claim",
        "conflict",
        "note",
        "proposal",
        "proposal_draft",
        "finding",
        "code_finding",
        "code_evidence",
        "case_view",
        "action_log",
        "outbox",
    }
)
"""Others: who of the office does what, what it prepares until it decides, and inner workings."""

_INNER = frozenset(
    {
        *("author_id", "person_id", "opened_by", "stated_by", "reviewed_by", "decided_by"),
        *("proposer_id", "signer_id", "corrected_by", "proposal_id", "input_digest", "digest"),
        *("letter_blob", "blob", "reading_blob", "applicant_id", "review_note", "wake_at"),
        *("case_id", "regime", "snapshot", "revision"),
    }
)
"""Columns that tell of staff or of how it is kept, and nothing of her."""

_SUFFIXES = {
    MediaType.PDF: "pdf",
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.TIFF: "tif",
    MediaType.HEIC: "heic",
}

DATA = "data.json"


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the copy: where it stands in it, and what opens it."""

    path: str
    scope: str
    blob: str


@dataclass(frozen=True, slots=True)
class Copy:
    """``data`` is the JSON text of all rows; ``files`` are papers and letters, still sealed."""

    data: str
    files: tuple[CopiedFile, ...]

    def contents(self, store: Store) -> Iterator[tuple[str, bytes]]:
        """Every file with its bytes, one at a time."""
        yield DATA, self.data.encode()
        for file in self.files:
            yield file.path, store.blobs.get(file.scope, file.blob)


def copy_of(store: Store, case_id: UUID) -> Copy:
    """What is kept of the holder of a case, as far as this case goes."""
    with store.reading() as session:
        case = session.get_one(t.Case, case_id)
        papers = list(
            session.scalars(
                select(t.Document)
                .join(t.CaseDocument, t.CaseDocument.document_id == t.Document.id)
                .where(t.CaseDocument.case_id == case_id)
                .order_by(t.CaseDocument.attached_at, t.Document.id)
            )
        )
        told = opened(store.keys, newest_rows(session, case_id))
        rows = [_without_inner(_row(one)) for one in papers]
        data: dict[str, Any] = {
            "account": _account(session, case.applicant_id),
            "application": _without_inner(_row(case)),
            "papers": rows,
            "background": told.answers if told else {},
            "request_item": _request_items(session, case_id),
            "mail": _mails(session, case),
            **{name: list(_rows(session, name, case_id, papers)) for name in IN_COPY},
        }
        people = _People(
            {row.id: row.name for row in session.scalars(select(t.Authority))},
            {
                str(ident)
                for ident in session.scalars(
                    select(t.Account.id).where(t.Account.kind == Role.ASSESSOR)
                )
            },
        )
        files = (*_papers(rows, papers), *_letters(session, case))
    text = json.dumps(people.told(data), ensure_ascii=False, indent=1, default=_plain)
    return Copy(text, files)


def _rows(
    session: Session, name: str, case_id: UUID, papers: Sequence[t.Document]
) -> Iterator[dict[str, Any]]:
    table = Base.metadata.tables[name]
    mine = table.c.case_id == case_id
    if name == "field_value":  # what was read of a paper belongs to the paper
        mine |= table.c.document_id.in_([paper.id for paper in papers])
    for row in session.execute(select(table).where(mine).order_by(*_order(table))):
        found = dict(row._mapping)
        if name == "event" and found["kind"] in INTERNAL:
            continue
        if name == "look_up":
            found["authority_id"] = found["person_id"] if found["role"] == "authority" else None
        yield _without_inner(found)


def _order(table: Table) -> Sequence[Any]:
    return list(table.primary_key.columns)


def _row(row: Base) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def _without_inner(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _INNER}


def _account(session: Session, account_id: UUID) -> dict[str, Any]:
    account = session.get_one(t.Account, account_id)
    return {name: getattr(account, name) for name in ("email", "name", "language", "created_at")}


def _request_items(session: Session, case_id: UUID) -> list[dict[str, Any]]:
    query = (
        select(t.RequestItem)
        .join(t.Request, t.Request.id == t.RequestItem.request_id)
        .where(t.Request.case_id == case_id)
        .order_by(t.RequestItem.request_id, t.RequestItem.position)
    )
    return [_without_inner(_row(item)) for item in session.scalars(query)]


def _mails(session: Session, case: t.Case) -> list[dict[str, Any]]:
    """The mails to her, none of those to the office."""
    email = session.get_one(t.Account, case.applicant_id).email
    query = (
        select(t.Mail)
        .join(t.Outbox, t.Outbox.id == t.Mail.id)
        .where(t.Outbox.case_id == case.id, t.Mail.recipient == email)
        .order_by(t.Mail.id)
    )
    return [_row(mail) for mail in session.scalars(query)]


def _papers(rows: list[dict[str, Any]], papers: Sequence[t.Document]) -> Iterator[CopiedFile]:
    """The papers as files; each row says which one is its."""
    for number, (row, paper) in enumerate(zip(rows, papers, strict=True), start=1):
        row["file"] = f"papers/{number:02}.{_SUFFIXES[MediaType(paper.media_type)]}"
        yield CopiedFile(row["file"], document_scope(paper.id), paper.blob)


def _letters(session: Session, case: t.Case) -> Iterator[CopiedFile]:
    made = select(t.Decision).where(t.Decision.case_id == case.id).order_by(t.Decision.version)
    for decision in session.scalars(made):
        if decision.letter_blob:
            path = f"letters/{case.reference}-{decision.version}.pdf"
            yield CopiedFile(path, case_scope(case.id), decision.letter_blob)


@dataclass(frozen=True, slots=True)
class _People:
    """Who is named, and who is not."""

    authorities: Mapping[UUID, str]
    staff: Collection[str]

    def told(self, value: Any) -> Any:
        """The same with authorities by their names, and without the ids of the office's staff.

        To whom what was told is hers to know (article 15(1)(c)).
        """
        if isinstance(value, dict):
            kept = {key: self.told(one) for key, one in value.items() if key != "authority_id"}
            if value.get("authority_id"):
                kept["authority"] = self.authorities.get(value["authority_id"], "")
            return kept
        if isinstance(value, list):
            return [self.told(one) for one in value]
        return None if isinstance(value, UUID | str) and str(value) in self.staff else value


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
