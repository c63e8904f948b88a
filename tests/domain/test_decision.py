"""The order of outcomes, and that none stands without its grounds."""

import pytest

from recognition.domain.decision import (
    ORDER,
    Condition,
    DecisionContent,
    Difference,
    Exclusion,
    better_than,
)
from recognition.domain.grounds import check_content
from recognition.domain.vocabulary import ConditionKind, EvaluationElement, Outcome
from recognition.errors import ErrorCode, InvalidInput
from tests.support.people import content

LOWER = [outcome for outcome in Outcome if outcome is not Outcome.FULL]
FAVOURABLE = [outcome for outcome in Outcome if outcome is not Outcome.REFUSAL]


def refused(decision: DecisionContent) -> tuple[ErrorCode, str]:
    with pytest.raises(InvalidInput) as caught:
        check_content(decision)
    return caught.value.code, caught.value.subject


def test_the_ladder_goes_from_full_to_refusal() -> None:
    """Lisbon Convention, articles IV.1, V.1, VI.1: recognise, unless shown otherwise."""
    assert [*ORDER] == ["full", "alternative", "partial", "conditional", "refusal"]
    assert better_than(Outcome.FULL) == ()
    assert better_than(Outcome.REFUSAL) == ORDER[:4]


@pytest.mark.parametrize("outcome", Outcome)
def test_a_decision_with_its_grounds_stands(outcome: Outcome) -> None:
    check_content(content(outcome))


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("reasons", ["", "   "])
def test_no_outcome_stands_without_reasons(outcome: Outcome, reasons: str) -> None:
    """Lisbon Convention, article III.5; Directive 2005/36/EC, article 51(2)."""
    bare = DecisionContent(**{**content(outcome).model_dump(), "reasons": reasons})
    assert refused(bare) == (ErrorCode.REASON_MISSING, "reasons")


@pytest.mark.parametrize(
    ("outcome", "better"),
    [(outcome, better) for outcome in LOWER for better in better_than(outcome)],
)
def test_a_lower_outcome_says_why_each_better_one_does_not_fit(
    outcome: Outcome, better: Outcome
) -> None:
    """Revised Recommendation (2010): partial or alternative recognition before refusal."""
    whole = content(outcome)
    left = tuple(e for e in whole.exclusions if e.outcome is not better)
    expected = (ErrorCode.HIGHER_OUTCOME_NOT_EXCLUDED, better.value)
    assert refused(whole.model_copy(update={"exclusions": left})) == expected
    wordless = (*left, Exclusion(outcome=better, reason="  "))
    assert refused(whole.model_copy(update={"exclusions": wordless})) == expected


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_refusal_names_a_substantial_difference(text: str | None) -> None:
    """Lisbon Convention, articles III.3, IV.1 and VI.1: the office must show the difference."""
    named = () if text is None else (Difference(element=EvaluationElement.QUALITY, text=text),)
    bare = content(Outcome.REFUSAL).model_copy(update={"differences": named})
    assert refused(bare) == (ErrorCode.SUBSTANTIAL_DIFFERENCE_MISSING, "differences")


@pytest.mark.parametrize("outcome", FAVOURABLE)
def test_recognition_says_what_the_qualification_compares_to(outcome: Outcome) -> None:
    """Lisbon Convention, article VI.3: further study and the academic title."""
    bare = content(outcome).model_copy(update={"compares_to": ""})
    assert refused(bare) == (ErrorCode.MISSING_VALUE, "compares_to")


@pytest.mark.parametrize("outcome", [Outcome.PARTIAL, Outcome.CONDITIONAL])
@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_partial_or_conditional_outcome_says_what_it_asks_for(
    outcome: Outcome, text: str | None
) -> None:
    """Directive 2005/36/EC, article 14: a compensation measure is named."""
    asked = () if text is None else (Condition(kind=ConditionKind.APTITUDE_TEST, text=text),)
    bare = content(outcome).model_copy(update={"conditions": asked})
    assert refused(bare) == (ErrorCode.CONDITION_MISSING, "conditions")


@pytest.mark.parametrize("outcome", [Outcome.FULL, Outcome.ALTERNATIVE, Outcome.REFUSAL])
def test_only_a_partial_or_conditional_outcome_asks_for_anything(outcome: Outcome) -> None:
    """Lisbon Convention, articles IV.1, V.1, VI.1: recognised is recognised, asking nothing."""
    asked = (Condition(kind=ConditionKind.BRIDGING_COURSE, text="A course of 200 hours."),)
    more = content(outcome).model_copy(update={"conditions": asked})
    assert refused(more) == (ErrorCode.CONDITION_OUT_OF_PLACE, "conditions")


def test_full_recognition_needs_no_difference_and_no_condition() -> None:
    """Lisbon Convention, article VI.1."""
    check_content(
        DecisionContent(outcome=Outcome.FULL, compares_to="Bachelor", reasons="It matches.")
    )
