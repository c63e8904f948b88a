"""Verbs of the office: claims, findings, requests, decisions and what becomes of them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from recognition.domain.decision import DecisionContent
from recognition.domain.evaluation import Finding
from recognition.domain.texts import LongText, ShortText
from recognition.domain.verb import Verb
from recognition.domain.verb_names import VerbName
from recognition.domain.vocabulary import CodeScheme, FieldName, ReopenGround, RequestItemKind


class Claim(Verb):
    """An assessor takes the case."""

    verb: Literal[VerbName.CLAIM] = VerbName.CLAIM


class Release(Verb):
    """The assessor gives the case back to the queue."""

    verb: Literal[VerbName.RELEASE] = VerbName.RELEASE


class HandOver(Verb):
    """The assessor hands the case to a colleague; the notes stay."""

    verb: Literal[VerbName.HAND_OVER] = VerbName.HAND_OVER
    to: UUID


class AddNote(Verb):
    """An internal note."""

    verb: Literal[VerbName.ADD_NOTE] = VerbName.ADD_NOTE
    text: LongText


class RegisterConflict(Verb):
    """An assessor says that they may not touch this case."""

    verb: Literal[VerbName.REGISTER_CONFLICT] = VerbName.REGISTER_CONFLICT
    reason: LongText


class FindField(Verb):
    """What the assessor finds a field to be.

    With ``document_id`` the day (ISO) of that paper alone, which is its ``award_date``.
    """

    verb: Literal[VerbName.FIND_FIELD] = VerbName.FIND_FIELD
    field: FieldName
    value: ShortText
    reason: LongText = ""
    document_id: UUID | None = None


class FindCode(Verb):
    """The assessor's ISCED level or field; the machine's suggestion is recorded beside it."""

    verb: Literal[VerbName.FIND_CODE] = VerbName.FIND_CODE
    scheme: CodeScheme
    code: ShortText
    reason: LongText = ""


class RecordFinding(Verb):
    """A finding of the evaluation, one section at a time; it supersedes the one before."""

    verb: Literal[VerbName.RECORD_FINDING] = VerbName.RECORD_FINDING
    finding: Finding


class AskedItem(BaseModel):
    """One item that an assessor asks the applicant for."""

    model_config = ConfigDict(frozen=True)
    kind: RequestItemKind
    subject: ShortText
    text: LongText = ""


class Acknowledge(Verb):
    """The office acknowledges the application; ``items`` are what is missing, none: it is whole."""

    verb: Literal[VerbName.ACKNOWLEDGE] = VerbName.ACKNOWLEDGE
    message: LongText = ""
    items: tuple[AskedItem, ...] = Field(default=(), max_length=20)


class AskApplicant(Verb):
    """A request to the applicant, item by item."""

    verb: Literal[VerbName.ASK_APPLICANT] = VerbName.ASK_APPLICANT
    message: LongText = ""
    items: tuple[AskedItem, ...] = Field(max_length=20)


class AskAuthority(Verb):
    """Ask an institution or authority to confirm authenticity; announced to the applicant first."""

    verb: Literal[VerbName.ASK_AUTHORITY] = VerbName.ASK_AUTHORITY
    authority_id: UUID
    message: LongText = ""


class ReviewRequest(Verb):
    """The assessor has looked at the answer (or at the expiry) and goes on."""

    verb: Literal[VerbName.REVIEW_REQUEST] = VerbName.REVIEW_REQUEST
    request_id: UUID
    note: LongText = ""


class CancelRequest(Verb):
    """The assessor no longer needs the answer."""

    verb: Literal[VerbName.CANCEL_REQUEST] = VerbName.CANCEL_REQUEST
    request_id: UUID


class AnnounceDelay(Verb):
    """A delay with its reason and a new date (Revised Recommendation 2010)."""

    verb: Literal[VerbName.ANNOUNCE_DELAY] = VerbName.ANNOUNCE_DELAY
    new_date: date
    reason: LongText


class Propose(Verb):
    """Propose a decision to a second assessor."""

    verb: Literal[VerbName.PROPOSE] = VerbName.PROPOSE
    content: DecisionContent


class RetractProposal(Verb):
    """The proposer takes the proposal back before it was reviewed."""

    verb: Literal[VerbName.RETRACT_PROPOSAL] = VerbName.RETRACT_PROPOSAL


class SignOff(Verb):
    """The second assessor signs; this freezes a decision version."""

    verb: Literal[VerbName.SIGN_OFF] = VerbName.SIGN_OFF
    proposal_id: UUID


class SendBack(Verb):
    """The second assessor sends the proposal back, with a reason."""

    verb: Literal[VerbName.SEND_BACK] = VerbName.SEND_BACK
    proposal_id: UUID
    reason: LongText


class Reopen(Verb):
    """Take a decided case up again: for a ``ground`` that says all, or for a ``reason``."""

    verb: Literal[VerbName.REOPEN] = VerbName.REOPEN
    reason: LongText = ""
    ground: ReopenGround | None = None


class CorrectSlip(Verb):
    """A slip of the pen in a signed decision is put right: ``wrong`` becomes ``right``.

    Words alone: neither outcome nor codes, grounds or conditions are touched.
    """

    verb: Literal[VerbName.CORRECT_SLIP] = VerbName.CORRECT_SLIP
    decision_id: UUID
    wrong: ShortText
    right: ShortText
    reason: LongText


class DecideAppeal(Verb):
    """Somebody who was not involved before decides the appeal."""

    verb: Literal[VerbName.DECIDE_APPEAL] = VerbName.DECIDE_APPEAL
    appeal_id: UUID
    granted: bool
    reason: LongText
