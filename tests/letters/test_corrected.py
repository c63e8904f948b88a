"""A corrected letter says so; a changed decision says another thing."""

from typing import Any

from recognition.domain.vocabulary import Outcome
from recognition.office import Office
from tests.letters.test_decision import letter, text_of


def test_a_corrected_letter_is_marked_with_its_day(
    office: Office, snapshot: dict[str, Any]
) -> None:
    corrected = {**snapshot, "version": 2, "corrects_version": 1, "corrected_day": "2026-12-01"}
    text = text_of(letter(office, corrected, Outcome.REFUSAL))
    assert "On 1 December 2026 we corrected a slip of the pen in this letter." in text
    assert "22 November 2026" in text, "the day of signature stays"
    changed = text_of(letter(office, {**snapshot, "version": 2}, Outcome.REFUSAL))
    assert "slip of the pen" not in changed and "takes the place of the one" in changed
