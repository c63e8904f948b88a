"""The order of outcomes and what each needs (Lisbon Convention, articles III.5, IV.1, V.1, VI.1).

The first outcome that fits is the right one: full, alternative, partial, conditional, refusal. A
lower one names why each better one does not fit; a refusal names a substantial difference.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from recognition.domain.evaluation import Evaluation
from recognition.domain.measures import TO_CHOOSE_FROM, CompensationTerms
from recognition.domain.statement import StatementTerms
from recognition.domain.texts import LongText, Record, ShortText
from recognition.domain.vocabulary import (
    ConditionKind,
    EvaluationElement,
    EvaluationRule,
    Outcome,
    Purpose,
    RefusalGround,
)
from recognition.errors import ErrorCode, InvalidInput


class Difference(Record):
    """A substantial difference, in one of the five elements, in words."""

    element: EvaluationElement
    text: LongText


class Exclusion(Record):
    """Why a better outcome does not fit; ``elements`` are those whose findings it rests on."""

    outcome: Outcome
    reason: LongText
    elements: tuple[EvaluationElement, ...] = Field(default=(), max_length=5)


class Condition(Record):
    """What a partial or conditional outcome asks of the holder.

    ``months`` is the length of an adaptation period, ``credits`` are those missing (ECTS).
    """

    kind: ConditionKind
    text: LongText
    months: Annotated[int, Field(ge=1, le=120)] | None = None
    credits: Annotated[float, Field(gt=0, le=1000)] | None = None


class DecisionContent(Record):
    """What a decision says; frozen with each signed version.

    ``compares_to`` is the qualification here that it compares to, in the office's words.
    ``evaluation`` and ``terms`` are those in force when it was proposed; a decision of an earlier
    release has neither. ``no_choice`` says why the applicant may not choose between measures.
    ``statement`` is there where the letter carries a statement in place of papers. ``asks`` is what
    the regime asks of the evaluation; an earlier release went by the purpose and kept none.
    ``advice`` tells who is refused what she can do to be recognised later (Lisbon, III.5).
    """

    outcome: Outcome
    compares_to: ShortText = ""
    isced_level: str = ""
    isced_f: str = ""
    reasons: LongText = ""
    differences: tuple[Difference, ...] = Field(default=(), max_length=10)
    exclusions: tuple[Exclusion, ...] = Field(default=(), max_length=4)
    conditions: tuple[Condition, ...] = Field(default=(), max_length=10)
    ground: RefusalGround = RefusalGround.SUBSTANTIAL_DIFFERENCE
    evaluation: Evaluation | None = None
    terms: CompensationTerms | None = None
    statement: StatementTerms | None = None
    asks: tuple[EvaluationRule, ...] | None = None
    no_choice: LongText = ""
    advice: LongText = ""

    @property
    def measures(self) -> tuple[Condition, ...]:
        """The compensation measures among the conditions."""
        return tuple(one for one in self.conditions if one.kind in TO_CHOOSE_FROM)

    def asked(self, rule: EvaluationRule) -> bool:
        """Whether the law under which it was proposed asks for this."""
        if self.asks is not None:
            return rule in self.asks
        purpose = self.evaluation.purpose if self.evaluation else None
        return purpose is not None and purpose.purpose is Purpose.PROFESSIONAL

    @property
    def choice(self) -> tuple[ConditionKind, ...]:
        """The measures between which the applicant chooses; empty where there is no choice."""
        kinds = tuple(dict.fromkeys(one.kind for one in self.measures))
        return kinds if len(kinds) > 1 else ()


ORDER: tuple[Outcome, ...] = tuple(Outcome)

CONDITIONED = (Outcome.PARTIAL, Outcome.CONDITIONAL)
"""The outcomes that ask something of the holder; no other may."""


def better_than(outcome: Outcome) -> tuple[Outcome, ...]:
    """The outcomes that stand before this one, best first."""
    return ORDER[: ORDER.index(outcome)]


def faults(content: DecisionContent) -> Iterator[InvalidInput]:
    """What a decision lacks of what its outcome needs, by its own words.

    Codes: ``REASON_MISSING`` (no reasons), ``HIGHER_OUTCOME_NOT_EXCLUDED`` (subject: the better
    outcome), ``SUBSTANTIAL_DIFFERENCE_MISSING``, ``CONDITION_MISSING``, ``CONDITION_OUT_OF_PLACE``,
    ``MISSING_VALUE``. What it lacks of its evaluation says ``grounds.faults``.
    """
    if not content.reasons:
        yield InvalidInput(ErrorCode.REASON_MISSING, "reasons")
    excluded = {e.outcome for e in content.exclusions if e.reason}
    for outcome in better_than(content.outcome):
        if outcome not in excluded:
            yield InvalidInput(ErrorCode.HIGHER_OUTCOME_NOT_EXCLUDED, outcome.value)
    if content.conditions and content.outcome not in CONDITIONED:
        yield InvalidInput(ErrorCode.CONDITION_OUT_OF_PLACE, "conditions")
    if content.outcome is Outcome.REFUSAL:
        rests_on_difference = content.ground is RefusalGround.SUBSTANTIAL_DIFFERENCE
        if rests_on_difference and not any(d.text for d in content.differences):
            yield InvalidInput(ErrorCode.SUBSTANTIAL_DIFFERENCE_MISSING, "differences")
        return
    if not content.compares_to:
        yield InvalidInput(ErrorCode.MISSING_VALUE, "compares_to")
    if content.outcome in CONDITIONED and not any(c.text for c in content.conditions):
        yield InvalidInput(ErrorCode.CONDITION_MISSING, "conditions")
