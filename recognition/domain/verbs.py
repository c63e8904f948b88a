"""What can be done to a case: one model per verb, and the envelope in which it travels.

Words that a person typed travel only here, encrypted by the payload codec; everything else in a
message is an id, a code or a number. Models grow by optional fields only.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from recognition.domain.decision import DecisionContent
from recognition.domain.evaluation import Finding
from recognition.domain.facts import Person
from recognition.domain.measure_verbs import AssessAdaptation as AssessAdaptation
from recognition.domain.measure_verbs import ChooseMeasure as ChooseMeasure
from recognition.domain.measure_verbs import RecordAdaptation as RecordAdaptation
from recognition.domain.measure_verbs import RecordCondition as RecordCondition
from recognition.domain.measure_verbs import ReviewAdaptation as ReviewAdaptation
from recognition.domain.measure_verbs import StateAdaptation as StateAdaptation
from recognition.domain.texts import LongText, ShortText
from recognition.domain.verb import Verb
from recognition.domain.verb_names import VerbName as VerbName
from recognition.domain.vocabulary import (
    AppealKind,
    AuthenticityAnswer,
    CannotBeHadReason,
    CodeScheme,
    DocumentKind,
    FieldName,
    Purpose,
    ReopenGround,
    RequestItemKind,
    Role,
    VerifyShown,
)


class EditApplication(Verb):
    """The applicant's own details and what the recognition is for (draft only).

    Keys of ``details`` are those of ``DETAILS``; an absent key keeps what was given.
    """

    verb: Literal[VerbName.EDIT_APPLICATION] = VerbName.EDIT_APPLICATION
    purpose: Purpose | None = None
    country: str | None = None
    details: dict[str, ShortText] = Field(default_factory=dict)


DETAILS = ("full_name", "other_names", "date_of_birth", "residence_country", "phone", "profession")
"""The applicant's own details; a local number or address is never asked for."""


class AttachDocument(Verb):
    """Attach one of the applicant's documents to the case, or give it another kind."""

    verb: Literal[VerbName.ATTACH_DOCUMENT] = VerbName.ATTACH_DOCUMENT
    document_id: UUID
    kind: DocumentKind
    item_id: ShortText | None = None
    translation_of: UUID | None = None


class RemoveDocument(Verb):
    """Take a document out of a draft."""

    verb: Literal[VerbName.REMOVE_DOCUMENT] = VerbName.REMOVE_DOCUMENT
    document_id: UUID


class ConfirmReading(Verb):
    """The applicant confirms a document's fields, with the values that she corrected or typed."""

    verb: Literal[VerbName.CONFIRM_READING] = VerbName.CONFIRM_READING
    document_id: UUID
    values: dict[FieldName, ShortText] = Field(default_factory=dict)


class ExplainNames(Verb):
    """Why names differ between papers, in the applicant's words."""

    verb: Literal[VerbName.EXPLAIN_NAMES] = VerbName.EXPLAIN_NAMES
    explanation: LongText


class SettleItem(Verb):
    """'This cannot be had, because…' for a checklist item; without a reason it is taken back."""

    verb: Literal[VerbName.SETTLE_ITEM] = VerbName.SETTLE_ITEM
    item_id: str
    reason: CannotBeHadReason | None = None
    note: LongText = ""


class AnswerBackground(Verb):
    """A part of the questionnaire for who cannot get papers; ``answers`` by question."""

    verb: Literal[VerbName.ANSWER_BACKGROUND] = VerbName.ANSWER_BACKGROUND
    part: ShortText
    answers: dict[str, LongText] = Field(default_factory=dict, max_length=40)


class Submit(Verb):
    """Hand the application in; the day of receipt is the day of submission."""

    verb: Literal[VerbName.SUBMIT] = VerbName.SUBMIT


class AnswerRequest(Verb):
    """Answer one item of a request, with words or with a document; late answers are taken."""

    verb: Literal[VerbName.ANSWER_REQUEST] = VerbName.ANSWER_REQUEST
    request_id: UUID
    item_id: UUID
    text: LongText = ""
    document_id: UUID | None = None
    cannot_be_had: CannotBeHadReason | None = None


class AskMoreTime(Verb):
    """One longer term, on asking."""

    verb: Literal[VerbName.ASK_MORE_TIME] = VerbName.ASK_MORE_TIME
    request_id: UUID


class AgreeToQuestion(Verb):
    """The applicant lets the announced question to an authority go out at once."""

    verb: Literal[VerbName.AGREE_TO_QUESTION] = VerbName.AGREE_TO_QUESTION
    request_id: UUID


class ObjectToQuestion(Verb):
    """The applicant refuses that an authority is asked, since it may endanger somebody."""

    verb: Literal[VerbName.OBJECT_TO_QUESTION] = VerbName.OBJECT_TO_QUESTION
    request_id: UUID
    reason: LongText


class GiveConsent(Verb):
    """The holder lets an authority see the case: to whom, for what, until when."""

    verb: Literal[VerbName.GIVE_CONSENT] = VerbName.GIVE_CONSENT
    authority_id: UUID
    purpose: ShortText
    until: date


class WithdrawConsent(Verb):
    """The holder takes a consent back."""

    verb: Literal[VerbName.WITHDRAW_CONSENT] = VerbName.WITHDRAW_CONSENT
    consent_id: UUID


class Withdraw(Verb):
    """The applicant withdraws the application."""

    verb: Literal[VerbName.WITHDRAW] = VerbName.WITHDRAW


class Appeal(Verb):
    """An appeal against the decision, or against silence (Lisbon Convention, article III.5)."""

    verb: Literal[VerbName.APPEAL] = VerbName.APPEAL
    kind: AppealKind
    grounds: LongText


class WithdrawAppeal(Verb):
    """The applicant takes her appeal back before it is decided."""

    verb: Literal[VerbName.WITHDRAW_APPEAL] = VerbName.WITHDRAW_APPEAL
    appeal_id: UUID


class ShowOnVerify(Verb):
    """What the public page may say of the holder's letters; nothing more unless she says so."""

    verb: Literal[VerbName.SHOW_ON_VERIFY] = VerbName.SHOW_ON_VERIFY
    shows: tuple[VerifyShown, ...] = ()


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
    """What the assessor finds a field to be."""

    verb: Literal[VerbName.FIND_FIELD] = VerbName.FIND_FIELD
    field: FieldName
    value: ShortText
    reason: LongText = ""


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


class AnswerAuthenticity(Verb):
    """An authority's answer to the question of authenticity; ``webhook_id`` is its own id."""

    verb: Literal[VerbName.ANSWER_AUTHENTICITY] = VerbName.ANSWER_AUTHENTICITY
    request_id: UUID
    answer: AuthenticityAnswer
    note: LongText = ""


class PassDeadlines(Verb):
    """Write down every deadline of the case that has passed."""

    verb: Literal[VerbName.PASS_DEADLINES] = VerbName.PASS_DEADLINES


class SendQuestion(Verb):
    """The time to object is over: the announced question goes out."""

    verb: Literal[VerbName.SEND_QUESTION] = VerbName.SEND_QUESTION
    request_id: UUID


class RemindRequest(Verb):
    """The ``number``-th reminder of a request is due."""

    verb: Literal[VerbName.REMIND_REQUEST] = VerbName.REMIND_REQUEST
    request_id: UUID
    number: int


class ExpireRequest(Verb):
    """A request's term is over; this refuses nothing."""

    verb: Literal[VerbName.EXPIRE_REQUEST] = VerbName.EXPIRE_REQUEST
    request_id: UUID


class RecordLetter(Verb):
    """The decision letter was made, once, from a signed version, and stored with its digest."""

    verb: Literal[VerbName.RECORD_LETTER] = VerbName.RECORD_LETTER
    decision_id: UUID
    blob: str
    sha256: str


class RecordDelivery(Verb):
    """A webhook was acknowledged, or given up after every try."""

    verb: Literal[VerbName.RECORD_DELIVERY] = VerbName.RECORD_DELIVERY
    outbox_id: UUID
    delivered: bool


class Refresh(Verb):
    """Nothing new but the facts: derive again (a reading ended, an outbox row was written)."""

    verb: Literal[VerbName.REFRESH] = VerbName.REFRESH


AnyVerb = Annotated[
    EditApplication
    | AttachDocument
    | RemoveDocument
    | ConfirmReading
    | ExplainNames
    | SettleItem
    | AnswerBackground
    | Submit
    | AnswerRequest
    | AskMoreTime
    | AgreeToQuestion
    | ObjectToQuestion
    | GiveConsent
    | WithdrawConsent
    | Withdraw
    | Appeal
    | WithdrawAppeal
    | ChooseMeasure
    | StateAdaptation
    | ShowOnVerify
    | Claim
    | Release
    | HandOver
    | AddNote
    | RegisterConflict
    | FindField
    | FindCode
    | Acknowledge
    | RecordFinding
    | AskApplicant
    | AskAuthority
    | ReviewRequest
    | CancelRequest
    | AnnounceDelay
    | Propose
    | RetractProposal
    | SignOff
    | SendBack
    | Reopen
    | CorrectSlip
    | DecideAppeal
    | RecordAdaptation
    | ReviewAdaptation
    | AssessAdaptation
    | RecordCondition
    | AnswerAuthenticity
    | PassDeadlines
    | SendQuestion
    | RemindRequest
    | ExpireRequest
    | RecordLetter
    | RecordDelivery
    | Refresh,
    Field(discriminator="verb"),
]


class Act(BaseModel):
    """A verb, who does it, and on which state of the case.

    ``action_id`` was made when the page was rendered: the same id is done once, however often it
    arrives. ``revision`` is the one the page showed; ``None`` (machines, authorities) skips it.
    """

    model_config = ConfigDict(frozen=True)
    action_id: UUID
    role: Role
    person_id: UUID | None = None
    revision: int | None = None
    verb: AnyVerb

    @property
    def person(self) -> Person:
        """Who acts."""
        return Person(self.role, self.person_id)
