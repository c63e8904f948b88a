"""The ranking is taught neither to split a grade nor to keep it whole."""

import pytest

from recognition.documents.scoring import Truth
from recognition.domain.vocabulary import FieldName
from tests.ranking.labels import is_right

GRADE, TITLE = FieldName.GRADE, FieldName.QUALIFICATION_TITLE


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("gut (1,7)", "gut (1,7)"),
        ("gut (1,7)", "gut"),
        ("gut (1,7)", "1,7"),
        ("73.7 % – Good", "Good"),
        ("Отличен 5,62", "5,62"),
        ("jó (4)", "jó"),
        ("CGPA 3.21", "3.21"),
    ],
)
def test_a_part_that_says_the_grade_alone_is_right(marked: str, value: str) -> None:
    """Whole, word or number: an assessor reads the same."""
    assert is_right(Truth("p-0", "p.pdf", {GRADE: marked}), GRADE, value)


@pytest.mark.parametrize(
    ("marked", "value"),
    [("Second Class (Upper)", "Second Class"), ("CGPA 3.21", "CGPA"), ("Division 2", "2")],
)
def test_a_part_that_says_less_is_not(marked: str, value: str) -> None:
    """A lower and an upper class are not one grade."""
    assert not is_right(Truth("p-0", "p.pdf", {GRADE: marked}), GRADE, value)


def test_nothing_is_right_that_is_not_printed() -> None:
    """A field without a mark has no right candidate, and titles go by their marks alone."""
    truth = Truth("p-0", "p.pdf", {TITLE: "Licence (LMD)"})
    assert not is_right(truth, GRADE, "gut")
    assert not is_right(truth, TITLE, "Licence")
