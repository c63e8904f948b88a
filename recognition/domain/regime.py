"""A regime: the terms that a law sets for the procedure, as validated data.

Every number of the law stands in a regime file (``recognition/data/regimes``, or the office's own
folder), with its source; the regime that applies is snapshotted into a case when it is submitted.
A snapshot is read for as long as its case lives, so the form grows by optional keys only.
"""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from recognition.domain.vocabulary import Effect, EvaluationRule, Outcome, Purpose


class PauseGround(StrEnum):
    """What may lawfully stop the decision clock, where the regime's data says so."""

    REQUEST_TO_APPLICANT = "request_to_applicant"
    VERIFICATION = "verification"


Days = Annotated[int, Field(ge=1, le=3660)]
Months = Annotated[int, Field(ge=1, le=120)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)*$")]
Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(_Record):
    """A term of law, counted from a legal day: in months or in days, never both."""

    months: Months | None = None
    days: Days | None = None
    source: Source

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.months is None) is (self.days is None):
            raise ValueError("must be counted either in months or in days: give one of the two")
        return self


class DecisionTerm(Term):
    """How long the office has from the complete file, and what may stop or lengthen it.

    Each pause lasts as long as its request waits, so it ends at the latest when that expires. The
    term is extended at most once, with a reason; zero months mean that it cannot be.
    """

    pauses: tuple[PauseGround, ...] = ()
    pauses_source: str = ""
    delay_notice_days: Days
    extension_max_months: Annotated[int, Field(ge=0, le=120)]
    extension_source: str = ""

    @model_validator(mode="after")
    def _pauses_have_their_law(self) -> Self:
        if self.pauses and not self.pauses_source:
            raise ValueError("stops the clock (pauses) without a pauses_source that allows it")
        return self


class AcknowledgementTerm(Term):
    """Within which the office acknowledges the application and names what is missing.

    ``notice_days`` before its last day the office is reminded.
    """

    notice_days: Days = 7


class Precedence(_Record):
    """How many days earlier than their due date cases of those who fled stand in the queue."""

    days: Days
    source: Source


class EvaluationRules(_Record):
    """What the law asks of an evaluation that ends with less than full recognition."""

    asks: tuple[EvaluationRule, ...] = ()
    source: Source


class EffectRules(_Record):
    """What recognition opens: for these purposes, and qualifications of these ISCED 2011 levels."""

    opens: tuple[Effect, ...]
    purposes: tuple[Purpose, ...]
    levels: tuple[Annotated[str, StringConstraints(pattern=r"^[0-8]$")], ...]
    source: Source


class RequestTerm(_Record):
    """How long somebody has for an answer (days), and on which days a reminder goes out."""

    days: Days
    reminder_days: tuple[Days, ...]
    more_time_days: Days | None = None
    source: Source

    @model_validator(mode="after")
    def _reminders_in_order(self) -> Self:
        days = list(self.reminder_days)
        if days != sorted(set(days)) or (days and days[-1] > self.days):
            raise ValueError("must remind on rising days that lie within its days")
        return self


class Regime(_Record):
    """The terms of one legal regime.

    ``version`` names the edition of the data; a case keeps the one it was submitted under.
    ``purposes`` are those that it is made for (none: every purpose that no other is made for).
    With ``ends_on_working_day`` a term that would end on a Saturday, Sunday or public holiday ends
    with the next working day (Regulation 1182/71, article 3(4)). ``after_silence`` is how long the
    office has once an appeal against its silence was granted; a regime without it sets no date.
    ``evaluation`` is what the law asks of an evaluation (``asks_of``), ``effects`` what recognition
    opens (``opened_by``). ``precedence`` is for those who fled (Lisbon Convention, article VII).
    ``names`` are its name by language (ISO 639); without them ``name`` is in
    the office's own.
    """

    id: str
    version: Source
    name: Source
    names: dict[Language, Source] = {}
    source: Source
    purposes: tuple[Purpose, ...] = ()
    ends_on_working_day: bool = False
    decision: DecisionTerm
    after_silence: Term | None = None
    acknowledgement: AcknowledgementTerm
    evaluation: EvaluationRules | None = None
    effects: EffectRules | None = None
    precedence: Precedence | None = None
    confirmation_days: Days
    request_to_applicant: RequestTerm
    request_to_authority: RequestTerm
    objection_days: Days
    claim_lapse_working_days: Days
    appeal_months: Months
    draft_days: Days
    draft_notice_days: Days
    keep_closed_years: Annotated[int, Field(ge=1, le=100)]
    erasure_notice_days: Annotated[int, Field(ge=1, le=366)] = 30

    def named(self, language: str) -> tuple[str, str]:
        """Its name and the language of it: as asked for, else as it is, ``""`` if not told."""
        for one in (language, language.replace("_", "-").split("-")[0]):
            if one in self.names:
                return self.names[one], one
        told = (one for one, name in self.names.items() if name == self.name)
        return self.name, next(told, "")

    def asks_of(self, purpose: Purpose | None) -> tuple[EvaluationRule, ...]:
        """What it asks of the evaluation of a case.

        A snapshot of an earlier release does not say: then the purpose decided.
        """
        if self.evaluation is not None:
            return self.evaluation.asks
        return tuple(EvaluationRule) if purpose is Purpose.PROFESSIONAL else ()

    def opened_by(
        self, outcome: Outcome, purpose: Purpose | None, isced_level: str
    ) -> tuple[Effect, ...]:
        """What a decision opens: nothing as long as something is still asked of the holder."""
        rules, recognised = self.effects, outcome in (Outcome.FULL, Outcome.ALTERNATIVE)
        if rules is None or not recognised or purpose not in rules.purposes:
            return ()
        return rules.opens if isced_level[:1] in rules.levels else ()

    @model_validator(mode="before")
    @classmethod
    def _older_snapshots(cls, values: Any) -> Any:
        """Cases of release 0.1.0 have the term of acknowledgement as a number of days."""
        if isinstance(values, dict) and "acknowledgement_days" in values:
            values = dict(values)
            term = {"days": values.pop("acknowledgement_days"), "source": "office's choice"}
            values["acknowledgement"] = term
            decision = values.get("decision")
            if isinstance(decision, dict) and decision.get("pauses"):
                decision = {"pauses_source": values.get("source", ""), **decision}
                values["decision"] = decision
        return values

    @model_validator(mode="after")
    def _draft_notice_in_time(self) -> Self:
        if self.draft_notice_days >= self.draft_days:
            raise ValueError("has draft_notice_days that do not lie within its draft_days")
        return self
