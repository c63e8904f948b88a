"""A value keeps the mark that closes a name within it, in the way of its language."""

import pytest

from recognition.documents.extraction.extract import candidates
from recognition.documents.extraction.page.paper import paper
from recognition.documents.extraction.page.quotes import opened, unbalanced, with_quotes
from recognition.domain.vocabulary import FieldName
from tests.documents.test_extraction import page


@pytest.mark.parametrize(
    "text",
    ["„Паисий Рилски“", "“Omdurman”", "„Dimitrie Bogdan”", "«Гимназия № 112»", '"Sveti Sava"'],
)
def test_marks_close_in_the_way_of_each_language(text: str) -> None:
    assert not opened(text)
    assert not unbalanced(text)
    assert unbalanced(text[:-1])
    assert unbalanced(text[1:])


@pytest.mark.parametrize("text", ["Висше училище „Кольо", "школа «Средняя", "Faculty (of"])
def test_what_is_opened_goes_on(text: str) -> None:
    assert opened(text)


@pytest.mark.parametrize(
    ("text", "whole", "mended"),
    [
        ("Университет „Рилски", "Университет „Рилски“ гр.", "Университет „Рилски“"),
        ("Вишња“ школа", "„Вишња“ школа", "„Вишња“ школа"),
        ("College (Boys", "College (Boys, Girls)", "College (Boys"),
    ],
)
def test_the_mark_beside_is_taken_where_it_belongs(text: str, whole: str, mended: str) -> None:
    assert with_quotes(text, whole) == mended


def test_an_institution_keeps_the_end_of_its_name() -> None:
    lines = ["Стопански университет „Паисий Рилски“", "гр. Велики Преслав"]
    found = candidates(FieldName.INSTITUTION, paper([page(lines, "bg")]))
    assert "Стопански университет „Паисий Рилски“" in {one.value for one in found}
