"""Figures of a year: nobody is told apart, not by a small number nor by what is left of a sum."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from recognition.domain.figures import (
    DECIDED,
    LEAST,
    NUMBERS,
    OTHER,
    OUTCOMES,
    By,
    CaseCount,
    YearFigure,
    figures_of,
)
from recognition.domain.vocabulary import Outcome

YEAR = 2026


def case(country: str = "ER", outcome: Outcome = Outcome.FULL, days: int = 30) -> CaseCount:
    return CaseCount(YEAR, None, YEAR, days, False, outcome, {By.COUNTRY: country})


def of(figures: tuple[YearFigure, ...], by: By) -> dict[str, YearFigure]:
    return {one.value: one for one in figures if one.by is by}


CASES = st.builds(
    CaseCount,
    received=st.sampled_from((YEAR - 1, YEAR)),
    withdrawn=st.sampled_from((None, YEAR)),
    decided=st.sampled_from((None, YEAR)),
    days=st.integers(0, 200),
    late=st.booleans(),
    outcome=st.sampled_from(Outcome),
    groups=st.fixed_dictionaries(
        {
            By.COUNTRY: st.sampled_from(("ER", "SY", "UA", "")),
            By.REGIME: st.sampled_from(("lisbon", "directive")),
        }
    ),
)


@given(st.lists(CASES, max_size=60))
def test_no_small_number_is_told_and_none_follows_from_a_sum(cases: list[CaseCount]) -> None:
    figures = figures_of(YEAR, cases)
    for one in figures:
        assert not [count for count in one.numbers.values() if count and count < LEAST]
        parts = [one.numbers[outcome] for outcome in OUTCOMES]
        follows(one.numbers[DECIDED], parts)
    for by, name in product(set(By) - {By.ALL}, NUMBERS):
        for whole in of(figures, By.ALL).values():
            follows(whole.numbers[name], [one.numbers[name] for one in of(figures, by).values()])


def follows(total: int | None, parts: list[int | None]) -> None:
    """No withheld number is what is left of the others."""
    withheld = parts.count(None)
    if total is None:
        assert withheld or not any(parts)
    else:
        left = total - sum(part or 0 for part in parts)
        assert (withheld != 1 and left >= LEAST) or (not withheld and left == 0)


def test_small_groups_are_together_and_never_one_alone() -> None:
    alone = [*[case("ER")] * 9, *[case("UA")] * 6, case("SY")]
    assert set(of(figures_of(YEAR, alone), By.COUNTRY)) == {"ER", OTHER}, (
        "Syria is not what is left"
    )
    both = [*[case("ER")] * 9, *[case("UA")] * 2, *[case("SY")] * 3]
    shown = of(figures_of(YEAR, both), By.COUNTRY)
    assert set(shown) == {"ER", OTHER} and shown[OTHER].numbers[DECIDED] == 5


def test_a_year_of_few_cases_has_no_figures() -> None:
    assert figures_of(YEAR, [case()] * (LEAST - 1)) == ()
    assert figures_of(YEAR, [case()] * LEAST) != ()
    assert figures_of(YEAR + 1, [case()] * LEAST) == ()


def test_the_middle_of_days_needs_enough_decisions() -> None:
    cases = [case(days=days) for days in (10, 20, 30, 40, 90)]
    assert of(figures_of(YEAR, cases), By.ALL)[""].days == 30
    open_ = CaseCount(YEAR, None, None, 0, False, None, {})
    assert of(figures_of(YEAR, [*cases[1:], open_]), By.ALL)[""].days is None
