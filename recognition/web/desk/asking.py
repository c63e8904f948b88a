"""What was asked of whom, in words: items with their subjects and answers."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from recognition.checklist import reason_text
from recognition.domain.facts import RequestFact
from recognition.domain.vocabulary import (
    AuthenticityAnswer,
    CannotBeHadReason,
    DocumentKind,
    FieldName,
    RequestItemKind,
)
from recognition.store.queries.casefile import CaseFile, FileRequest
from recognition.web.desk.words import say


@dataclass(frozen=True, slots=True)
class AskedThing:
    """One item: ``row`` is that of ``request_item``; ``reason`` is a translation's key."""

    row: Any
    kind: RequestItemKind
    subject: str
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    row: Any
    fact: RequestFact
    asked: tuple[AskedThing, ...]
    answer: AuthenticityAnswer | None


def asked(file: CaseFile) -> list[Asked]:
    """All requests of the case, newest first."""
    return [one_asked(file, entry) for entry in file.requests]


def one_asked(file: CaseFile, entry: FileRequest) -> Asked:
    """One request in words."""
    things = tuple(_thing(file, item) for item in entry.items)
    return Asked(entry.row, entry.fact, things, entry.answer)


def _thing(file: CaseFile, item: Any) -> AskedThing:
    names = {document.row.id: document.row.name for document in file.documents}
    excuse = CannotBeHadReason(item.cannot_be_had) if item.cannot_be_had else None
    kind = RequestItemKind(item.kind)
    return AskedThing(
        row=item,
        kind=kind,
        subject=subject_words(file, kind, item.subject),
        document=names.get(item.answer_document_id, ""),
        reason=reason_text(excuse) if excuse else "",
    )


def subject_words(file: CaseFile, kind: RequestItemKind, subject: str) -> str:
    """What an item is about: a paper of the checklist, another paper, a field."""
    if kind is RequestItemKind.DOCUMENT:
        titles = {entry.item.id: _(entry.item.title) for entry in file.checklist}
        if subject in titles:
            return str(titles[subject])
        return str(say(DocumentKind(subject))) if subject in set(DocumentKind) else subject
    if kind is RequestItemKind.CORRECTION:
        return str(say(FieldName(subject))) if subject in set(FieldName) else subject
    return ""
