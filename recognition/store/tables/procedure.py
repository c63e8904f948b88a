"""What people do on a case: requests, claims, notes, findings, proposals, decisions, consent."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id


class Request(Base):
    """A question to the applicant or to an authority, through its whole lifecycle."""

    __tablename__ = "request"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    to: Mapped[str]
    authority_id: Mapped[UUID | None] = mapped_column(ForeignKey("authority.id"))
    opened_by: Mapped[UUID | None]
    message: Mapped[str] = mapped_column(default="")
    completes_file: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    objection_until: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    reminders_at: Mapped[list[Any] | None]
    wake_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    extended_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    expired_at: Mapped[datetime | None]
    objected_at: Mapped[datetime | None]
    objection: Mapped[str] = mapped_column(default="")
    cancelled_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    review_note: Mapped[str] = mapped_column(default="")
    answer: Mapped[str | None]
    answer_note: Mapped[str] = mapped_column(default="")


class RequestItem(Base):
    """One thing asked for; answered by words, by a document, or by 'cannot be had'."""

    __tablename__ = "request_item"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("request.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answer_text: Mapped[str] = mapped_column(default="")
    answer_document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    cannot_be_had: Mapped[str | None]


class Claim(Base):
    """Which assessor holds a case; one row a case at most."""

    __tablename__ = "claim"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    assessor_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    claimed_at: Mapped[datetime]
    active_at: Mapped[datetime]


class Conflict(Base):
    """A person who may not touch the case."""

    __tablename__ = "conflict"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    reason: Mapped[str]
    at: Mapped[datetime]


class Note(Base):
    """An internal note; never shown to the applicant."""

    __tablename__ = "note"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str]
    at: Mapped[datetime]


class CodeSuggestion(Base):
    """What the mapper suggested for a case, with its reasons; a new row when its input changed."""

    __tablename__ = "code_suggestion"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    scheme: Mapped[str]
    code: Mapped[str]
    confidence: Mapped[float]
    abstained: Mapped[bool]
    alternatives: Mapped[list[Any]] = mapped_column(default=list)
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    release: Mapped[str]
    input_digest: Mapped[str]
    at: Mapped[datetime]


class CodeFinding(Base):
    """An assessor's code beside the machine's suggestion: both kept, with mapper and reason."""

    __tablename__ = "code_finding"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    scheme: Mapped[str]
    code: Mapped[str]
    machine_code: Mapped[str | None]
    machine_confidence: Mapped[float | None]
    mapper_release: Mapped[str | None]
    reason: Mapped[str]
    author_id: Mapped[UUID]
    at: Mapped[datetime]


class FindingRow(Base):
    """A finding of the evaluation; the newest of a section counts, and none is overwritten.

    ``suggested`` is what the machine suggested at that moment, if anything, and
    ``suggested_bases`` what it ticked as the basis of a reconstruction: kept beside what the person
    found, so that it can be told how often they differ.
    """

    __tablename__ = "finding"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    section: Mapped[str]
    content: Mapped[dict[str, Any]]
    suggested: Mapped[str | None]
    suggested_bases: Mapped[list[Any] | None]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class CodeEvidence(Base):
    """What was last found for a title in one case: evidence for others with the same title.

    ``key`` is the same for titles that are alike (``recognition.actions.evidence``). Nothing here
    says who the holder is; erasing a case takes its ``case_id`` away and leaves the count.
    ``field`` is the field of study; ``None`` where one was read that no person stated or found.
    """

    __tablename__ = "code_evidence"
    __table_args__ = (UniqueConstraint("case_id", "scheme"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"))
    scheme: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    field: Mapped[str | None]
    country: Mapped[str]
    code: Mapped[str]
    machine_code: Mapped[str | None]
    machine_confidence: Mapped[float | None]
    machine_abstained: Mapped[bool | None]
    mapper_release: Mapped[str | None]
    author_id: Mapped[UUID]
    at: Mapped[datetime]


class Proposal(Base):
    """A proposed decision and its review; ``content`` is a ``DecisionContent``."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("case_id", "round"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    content: Mapped[dict[str, Any]]
    proposed_at: Mapped[datetime]
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reviewed_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    review_reason: Mapped[str] = mapped_column(default="")


class ProposalDraft(Base):
    """What an assessor has typed into a proposal and not proposed yet: hers alone, and no fact.

    ``sealed`` holds the form's fields (JSON, under the case's key), and is gone once anybody has
    proposed or the case is erased.
    """

    __tablename__ = "proposal_draft"
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    sealed: Mapped[bytes]
    at: Mapped[datetime]


class Decision(Base):
    """A signed decision version, frozen; its letter is made once and kept with its digest.

    ``snapshot`` holds everything that the letter prints, so that it needs no other row. ``code``
    is printed on it, and lets anybody who holds the letter verify it. A version that ``corrects``
    another puts a slip of the pen right, under the same signatures.
    """

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("case_id", "version"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    version: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"))
    proposer_id: Mapped[UUID]
    signer_id: Mapped[UUID]
    content: Mapped[dict[str, Any]]
    snapshot: Mapped[dict[str, Any]]
    signed_at: Mapped[datetime]
    letter_blob: Mapped[str | None]
    letter_sha256: Mapped[str | None]
    letter_at: Mapped[datetime | None]
    corrects: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    corrected_by: Mapped[UUID | None]
    correction_reason: Mapped[str | None]


class AnswerLink(Base):
    """A mailed link with which an institution answers one question, once, until it expires.

    Its token is signed (``store.answer_tokens``), and only the digest of it is kept; ``sealed`` is
    the question as it was asked.
    """

    __tablename__ = "answer_link"
    digest: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("request.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class MeasureChoice(Base):
    """Which compensation measure of a decision the applicant chose; once, and hers alone."""

    __tablename__ = "measure_choice"
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]


class AppealRow(Base):
    """An appeal against the decision or against silence, decided or taken back."""

    __tablename__ = "appeal"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str]
    grounds: Mapped[str]
    lodged_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]


class Consent(Base):
    """The holder lets an authority see the case: to whom, for what, until when."""

    __tablename__ = "consent"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authority.id"))
    purpose: Mapped[str]
    until: Mapped[date]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
