"""Verbs about what a decision asks for: compensation measures (2005/36/EC, 14), conditions."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from recognition.domain.texts import LongText, ShortText
from recognition.domain.verb import Verb
from recognition.domain.verb_names import VerbName
from recognition.domain.vocabulary import AdaptationResult, ConditionKind, ConditionResult

Months = Annotated[int, Field(ge=1, le=120)]
Position = Annotated[int, Field(ge=0, le=9)]


class ChooseMeasure(Verb):
    """The applicant's choice between the measures of a decision (2005/36/EC, article 14(2))."""

    verb: Literal[VerbName.CHOOSE_MEASURE] = VerbName.CHOOSE_MEASURE
    decision_id: UUID
    kind: ConditionKind


class StateAdaptation(Verb):
    """The holder says when her adaptation period began, with evidence (``document_id``)."""

    verb: Literal[VerbName.STATE_ADAPTATION] = VerbName.STATE_ADAPTATION
    place: ShortText
    first_day: date
    months: Months
    document_id: UUID


class RecordAdaptation(Verb):
    """An assessor records where and when an adaptation period began, and how long it is."""

    verb: Literal[VerbName.RECORD_ADAPTATION] = VerbName.RECORD_ADAPTATION
    place: ShortText
    first_day: date
    months: Months


class ReviewAdaptation(Verb):
    """An assessor confirms what the holder stated of the beginning, or says why not."""

    verb: Literal[VerbName.REVIEW_ADAPTATION] = VerbName.REVIEW_ADAPTATION
    adaptation_id: UUID
    confirmed: bool
    reason: LongText = ""


class AssessAdaptation(Verb):
    """The assessment of an adaptation period; ``months`` is its whole length once extended."""

    verb: Literal[VerbName.ASSESS_ADAPTATION] = VerbName.ASSESS_ADAPTATION
    result: AdaptationResult
    months: Months | None = None
    reason: LongText = ""


class CorrectAdaptation(Verb):
    """An assessment that was recorded by mistake is recorded anew.

    ``reason`` is that of the assessment, ``mistake`` says why it is recorded anew.
    """

    verb: Literal[VerbName.CORRECT_ADAPTATION] = VerbName.CORRECT_ADAPTATION
    result: AdaptationResult
    months: Months | None = None
    reason: LongText = ""
    mistake: LongText = ""


class StateCondition(Verb):
    """The holder says what came of a condition, with a paper that shows it (``document_id``).

    ``position`` and ``day`` are those of ``RecordCondition``; ``text`` is what she adds in words.
    """

    verb: Literal[VerbName.STATE_CONDITION] = VerbName.STATE_CONDITION
    position: Position
    day: date
    result: ConditionResult
    text: LongText = ""
    document_id: UUID


class RecordCondition(Verb):
    """An assessor records whether a condition was fulfilled: a test, a course, missing credits.

    ``position`` is its place among the decision's conditions, from 0; ``day`` that of the test or
    of the paper; ``evidence`` says what shows it.
    """

    verb: Literal[VerbName.RECORD_CONDITION] = VerbName.RECORD_CONDITION
    position: Position
    day: date
    result: ConditionResult
    evidence: LongText = ""


class ReviewCondition(Verb):
    """An assessor has looked at what the holder stated: records the result, or says why not.

    Without a ``result`` nothing is recorded, and ``reason`` tells her why; otherwise ``day`` and
    ``evidence`` are those of ``RecordCondition``, and her paper goes with the record.
    """

    verb: Literal[VerbName.REVIEW_CONDITION] = VerbName.REVIEW_CONDITION
    statement_id: UUID
    result: ConditionResult | None = None
    day: date | None = None
    evidence: LongText = ""
    reason: LongText = ""


class CorrectCondition(Verb):
    """A result that was recorded by mistake is recorded anew; ``mistake`` says why."""

    verb: Literal[VerbName.CORRECT_CONDITION] = VerbName.CORRECT_CONDITION
    position: Position
    day: date
    result: ConditionResult
    evidence: LongText = ""
    mistake: LongText = ""
