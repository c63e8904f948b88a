"""Verbs of machines: answers of authorities, clocks, what was sent and delivered."""

from typing import Literal
from uuid import UUID

from recognition.domain.texts import LongText
from recognition.domain.verb import Verb
from recognition.domain.verb_names import VerbName
from recognition.domain.vocabulary import AuthenticityAnswer


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
