"""What recognition opens to the holder (Lisbon Convention, article VI.3)."""

import pytest

from recognition.domain.vocabulary import Effect, Outcome, Purpose
from recognition.rules import load_regime

BOTH = (Effect.FURTHER_STUDY, Effect.ACADEMIC_TITLE)


@pytest.mark.parametrize("level", ["5", "6", "665", "747", "8"])
@pytest.mark.parametrize("outcome", [Outcome.FULL, Outcome.ALTERNATIVE])
def test_recognition_opens_further_study_and_the_title(outcome: Outcome, level: str) -> None:
    """Lisbon Convention, article VI.3."""
    assert load_regime("lisbon").opened_by(outcome, Purpose.ACADEMIC, level) == BOTH


@pytest.mark.parametrize(
    ("outcome", "purpose", "level"),
    [
        (Outcome.PARTIAL, Purpose.ACADEMIC, "6"),
        (Outcome.CONDITIONAL, Purpose.ACADEMIC, "6"),
        (Outcome.REFUSAL, Purpose.ACADEMIC, "6"),
        (Outcome.FULL, Purpose.LABOUR_MARKET, "6"),
        (Outcome.FULL, None, "6"),
        (Outcome.FULL, Purpose.ACADEMIC, "344"),
        (Outcome.FULL, Purpose.ACADEMIC, ""),
    ],
)
def test_it_opens_no_more_than_the_law_says(
    outcome: Outcome, purpose: Purpose | None, level: str
) -> None:
    """A school's certificate and an unknown level open none of it, nor what is still asked for."""
    assert load_regime("lisbon").opened_by(outcome, purpose, level) == ()


def test_what_is_opened_is_data_of_the_regime() -> None:
    """Cases of an earlier edition, and other laws, open what their data says: here nothing."""
    lisbon = load_regime("lisbon")
    assert lisbon.effects is not None and "VI.3" in lisbon.effects.source
    older = lisbon.model_copy(update={"effects": None})
    assert older.opened_by(Outcome.FULL, Purpose.ACADEMIC, "6") == ()
    assert load_regime("directive").opened_by(Outcome.FULL, Purpose.PROFESSIONAL, "6") == ()
