"""What the machine says of an element: figures, and 'no difference' at most (GDPR, article 22)."""

import pytest

from recognition.domain.evaluation import Evidence, PurposeFound
from recognition.domain.suggestion import Basis, suggest
from recognition.domain.vocabulary import ElementFinding, EvaluationElement, EvidenceKind

E = EvaluationElement
SOURCE = Evidence(kind=EvidenceKind.SUGGESTION, ref="1")
HERE = PurposeFound(target="Bachelor", level_here="6", credits_here=180)


@pytest.mark.parametrize(("level", "finding"), [("5", None), ("6", "none"), ("7", "none")])
def test_a_level_that_is_reached_is_suggested_as_no_difference(
    level: str, finding: str | None
) -> None:
    made = suggest(E.LEVEL, Basis(level=level, level_from=SOURCE), HERE)
    assert made is not None
    assert (made.there, made.here, made.finding) == (level, "6", finding)
    assert made.evidence == (SOURCE,)


@pytest.mark.parametrize(("number", "finding"), [(179.5, None), (180, "none"), (240, "none")])
def test_less_work_is_shown_and_never_judged(number: float, finding: str | None) -> None:
    basis = Basis(credits=number, credits_text=f"{number:g}", duration_text="3 years")
    made = suggest(E.WORKLOAD, basis, HERE)
    assert made is not None
    assert (made.there, made.here, made.finding) == (f"{number:g}, 3 years", "180", finding)
    assert [one.ref for one in made.evidence] == ["credits", "duration"]


def test_without_a_measure_there_are_figures_alone() -> None:
    for purpose in (None, PurposeFound(target="Bachelor")):
        level = suggest(E.LEVEL, Basis(level="7"), purpose)
        work = suggest(E.WORKLOAD, Basis(duration_text="3 years"), purpose)
        assert level and work
        assert (level.finding, level.here, work.finding, work.here) == (None, "", None, "")


@pytest.mark.parametrize("element", E)
def test_what_the_file_does_not_say_is_not_suggested(element: EvaluationElement) -> None:
    assert suggest(element, Basis(), HERE) is None


@pytest.mark.parametrize("element", [E.QUALITY, E.PROFILE, E.LEARNING_OUTCOMES])
def test_the_rest_is_for_people(element: EvaluationElement) -> None:
    basis = Basis(level="6", credits=180, credits_text="180", duration_text="3 years")
    assert suggest(element, basis, HERE) is None


def test_no_suggestion_ever_speaks_against_the_holder() -> None:
    for level in "012345678":
        for number in (1.0, 180.0, 999.0):
            basis = Basis(level=level, credits=number, credits_text="x")
            made = [suggest(element, basis, HERE) for element in E]
            assert {one.finding for one in made if one} <= {None, ElementFinding.NONE}
