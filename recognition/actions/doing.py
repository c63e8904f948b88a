"""What a verb has in hands while it acts: one transaction, the facts before, who and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recognition.domain.events import EventKind
from recognition.domain.facts import CaseFacts, Person, RequestFact
from recognition.errors import ErrorCode, NotFound
from recognition.rules import Rules
from recognition.store import outbox, tables, timeline
from recognition.store.keys import KeyRing
from recognition.store.outbox import MailKind, OutboxKind


@dataclass(frozen=True, slots=True)
class Doing:
    """The hands of a verb. ``facts`` are those before the verb; ``at`` is its moment."""

    session: Session
    keys: KeyRing
    rules: Rules
    case: tables.Case
    facts: CaseFacts
    person: Person
    at: datetime

    def event(
        self, kind: EventKind, subject_id: UUID | None = None, **data: str | int | bool | None
    ) -> None:
        """Write a line of the timeline; codes, dates and numbers only."""
        timeline.add_event(
            self.session,
            self.keys,
            self.case.id,
            kind,
            self.person,
            self.at,
            subject_id=subject_id,
            **data,
        )

    def mail(self, kind: MailKind, to: UUID | None = None, day: date | None = None) -> None:
        """Let a mail go out, to the applicant unless another account is named.

        ``day`` is the one date that the mail may name.
        """
        payload = {"mail": kind.value, "account_id": str(to or self.case.applicant_id)}
        self.send(OutboxKind.MAIL, payload=payload | ({"day": day.isoformat()} if day else {}))

    def remind_office(self, kind: MailKind, day: date | None = None) -> None:
        """Remind whoever holds the case; the office's own address where nobody does."""
        claim = self.facts.claim
        if claim is not None:
            self.mail(kind, to=claim.assessor_id, day=day)
            return
        payload: dict[str, Any] = {"mail": kind.value, "office": True}
        self.send(OutboxKind.MAIL, payload=payload | ({"day": day.isoformat()} if day else {}))

    def send(
        self,
        kind: OutboxKind,
        subject_id: UUID | None = None,
        payload: dict[str, Any] | None = None,
    ) -> None:
        """Write an outbox row."""
        outbox.add(
            self.session,
            kind,
            self.at,
            case_id=self.case.id,
            subject_id=subject_id,
            payload=payload,
        )

    def request(self, request_id: UUID) -> tuple[tables.Request, RequestFact]:
        """A request of this case, as row and as fact; ``NotFound`` for another case's."""
        fact = next((r for r in self.facts.requests if r.id == request_id), None)
        row = self.session.get(tables.Request, request_id)
        if fact is None or row is None:
            raise NotFound(ErrorCode.UNKNOWN, "request")
        return row, fact

    def own_document(self, document_id: UUID) -> tables.Document:
        """A document of this case's applicant; ``NotFound`` for anybody else's."""
        document = self.session.get(tables.Document, document_id)
        if document is None or document.applicant_id != self.case.applicant_id:
            raise NotFound(ErrorCode.UNKNOWN, "document")
        return document
