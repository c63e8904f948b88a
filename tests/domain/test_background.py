"""The questionnaire: data, one page a part, nothing that must be answered (Lisbon, article VII)."""

import pytest
from pydantic import ValidationError

from recognition.domain.background import Part, Questionnaire, given
from recognition.rules import load_questionnaire


def test_it_asks_what_a_background_paper_is_made_of() -> None:
    """Lisbon Convention, article VII: place, time, programme, content, people, work, evidence."""
    asked = load_questionnaire()
    ids = [part.id for part in asked.parts]
    assert ids == ["place", "time", "programme", "subjects", "people", "work", "papers"]
    assert all(len(part.questions) <= 6 for part in asked.parts), "a page on a telephone"
    assert asked.after("place") == asked.part("time")
    assert asked.after("papers") is None and asked.part("income") is None


def test_only_what_says_something_is_kept() -> None:
    part = load_questionnaire().parts[0]
    assert given(part, {"town": "A", "institution": "", "income": "x"}) == {"town": "A"}


def test_an_id_stands_once() -> None:
    asked = load_questionnaire()
    twice = {**asked.parts[0].model_dump(), "questions": asked.parts[0].questions[:1] * 2}
    for parts in ((asked.parts[0], asked.parts[0]), (Part.model_construct(**twice),)):
        with pytest.raises(ValidationError):
            Questionnaire(version="1", source="x", parts=parts)
