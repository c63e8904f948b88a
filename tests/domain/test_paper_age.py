"""How old a paper was when it was submitted: Directive 2005/36/EC, article 50(1)."""

from datetime import date

import pytest

from recognition.domain.paper_age import PaperAge, day_of


@pytest.mark.parametrize(
    ("dated", "submitted", "too_old"),
    [
        ("2026-08-02", "2026-11-02", False),
        ("2026-08-01", "2026-11-02", True),
        ("2025-11-30", "2026-02-28", False),
        ("2025-11-30", "2026-03-01", True),
        ("2026-11-02", "2026-11-02", False),
    ],
)
def test_a_paper_may_be_three_months_old_on_the_day_it_is_submitted(
    dated: str, submitted: str, too_old: bool
) -> None:
    age = PaperAge(date.fromisoformat(dated), date.fromisoformat(submitted), 3)
    assert age.too_old is too_old and not age.ahead


def test_nothing_is_said_of_a_paper_without_a_day() -> None:
    assert day_of("summer of 2026") is None and day_of("") is None
    age = PaperAge(None, date(2026, 11, 2), 3)
    assert not age.too_old and not age.ahead and age.last_day is None


def test_a_day_after_its_submission_is_hardly_right() -> None:
    age = PaperAge(day_of("2026-11-03"), date(2026, 11, 2), 3)
    assert age.ahead and not age.too_old
