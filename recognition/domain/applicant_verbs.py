"""Verbs of the applicant: her application, her answers, what she agrees to and appeals against."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from recognition.domain.texts import LongText, ShortText
from recognition.domain.verb import Verb
from recognition.domain.verb_names import VerbName
from recognition.domain.vocabulary import (
    AppealKind,
    CannotBeHadReason,
    DocumentKind,
    FieldName,
    Purpose,
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
    """Attach one of the applicant's documents to the case, or give it another kind.

    With ``also`` it is given for this besides what the case has it for.
    """

    verb: Literal[VerbName.ATTACH_DOCUMENT] = VerbName.ATTACH_DOCUMENT
    document_id: UUID
    kind: DocumentKind
    item_id: ShortText | None = None
    translation_of: UUID | None = None
    also: bool = False


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
