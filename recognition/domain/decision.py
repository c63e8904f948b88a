"""The order of outcomes and what each needs (Lisbon Convention, articles III.5, IV.1, V.1, VI.1).

The first outcome that fits is the right one: full, alternative, partial, conditional, refusal. A
lower one names why each better one does not fit; a refusal names a substantial difference.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from recognition.domain.vocabulary import ConditionKind, EvaluationElement, Outcome
from recognition.errors import ErrorCode, InvalidInput

LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=8000)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Difference(_Record):
    """A substantial difference, in one of the five elements, in words."""

    element: EvaluationElement
    text: LongText


class Exclusion(_Record):
    """Why a better outcome does not fit."""

    outcome: Outcome
    reason: LongText


class Condition(_Record):
    """What a partial or conditional outcome asks of the holder."""

    kind: ConditionKind
    text: LongText


class DecisionContent(_Record):
    """What a decision says; frozen with each signed version.

    ``compares_to`` is the qualification here that it compares to, in the office's words.
    """

    outcome: Outcome
    compares_to: ShortText = ""
    isced_level: str = ""
    isced_f: str = ""
    reasons: LongText = ""
    differences: tuple[Difference, ...] = Field(default=(), max_length=10)
    exclusions: tuple[Exclusion, ...] = Field(default=(), max_length=4)
    conditions: tuple[Condition, ...] = Field(default=(), max_length=10)


ORDER: tuple[Outcome, ...] = tuple(Outcome)


def better_than(outcome: Outcome) -> tuple[Outcome, ...]:
    """The outcomes that stand before this one, best first."""
    return ORDER[: ORDER.index(outcome)]


def check_content(content: DecisionContent) -> None:
    """Raise the first of ``faults``."""
    for fault in faults(content):
        raise fault


def faults(content: DecisionContent) -> Iterator[InvalidInput]:
    """What a decision lacks of what its outcome needs.

    Codes: ``REASON_MISSING`` (no reasons), ``HIGHER_OUTCOME_NOT_EXCLUDED`` (subject: the better
    outcome), ``SUBSTANTIAL_DIFFERENCE_MISSING``, ``CONDITION_MISSING``, ``MISSING_VALUE``.
    """
    if not content.reasons:
        yield InvalidInput(ErrorCode.REASON_MISSING, "reasons")
    excluded = {e.outcome for e in content.exclusions if e.reason}
    for outcome in better_than(content.outcome):
        if outcome not in excluded:
            yield InvalidInput(ErrorCode.HIGHER_OUTCOME_NOT_EXCLUDED, outcome.value)
    if content.outcome is Outcome.REFUSAL:
        if not any(d.text for d in content.differences):
            yield InvalidInput(ErrorCode.SUBSTANTIAL_DIFFERENCE_MISSING, "differences")
        return
    if not content.compares_to:
        yield InvalidInput(ErrorCode.MISSING_VALUE, "compares_to")
    needs_condition = content.outcome in (Outcome.PARTIAL, Outcome.CONDITIONAL)
    if needs_condition and not any(c.text for c in content.conditions):
        yield InvalidInput(ErrorCode.CONDITION_MISSING, "conditions")
