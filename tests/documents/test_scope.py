"""A value is told from what is beside it: a field from its group, a grade from that of a part."""

import pytest

from recognition.documents.extraction.extract import candidates
from recognition.documents.extraction.page.lexicon import known_languages, table
from recognition.documents.extraction.page.paper import paper
from recognition.documents.extraction.ranking.scope import scope_features
from recognition.domain.vocabulary import FieldName
from tests.documents.test_extraction import page


def scopes(name: FieldName, lines: list[str], language: str) -> dict[str, set[str]]:
    """What is said of each candidate by its scope."""
    found: dict[str, set[str]] = {}
    read = paper([page(lines, language)])
    for one in candidates(name, read):
        found.setdefault(one.value, set()).update(scope_features(name, one, read))
    return found


def test_a_label_of_a_group_is_told_from_that_of_the_field() -> None:
    lines = ["Специалност: Бизнес администрация", "Професионално направление: Икономика"]
    found = scopes(FieldName.FIELD_OF_STUDY, lines, "bg")
    assert found["Икономика"] == {"label_broad", "label_broad_beside_narrow"}
    assert not found["Бизнес администрация"]
    alone = scopes(FieldName.FIELD_OF_STUDY, lines[1:], "bg")
    assert alone["Икономика"] == {"label_broad"}


@pytest.mark.parametrize(
    ("line", "language", "part", "whole"),
    [
        ("Thesis: excellent. Overall grade: good", "en", "excellent", "good"),
        ("защити дипломна работа с успех Отличен и общ успех Добър", "bg", "Отличен", "Добър"),
    ],
)
def test_a_grade_of_a_part_is_told_from_that_of_the_whole(
    line: str, language: str, part: str, whole: str
) -> None:
    found = scopes(FieldName.GRADE, [line], language)
    assert found[part] == {"grade_partial"}
    assert found[whole] == {"grade_overall"}


def test_a_label_of_a_group_is_a_label() -> None:
    for language in known_languages():
        said = table(f"phrases/{language}").get("field_of_study", {})
        assert set(said.get("broad", ())) <= set(said.get("before", ())), language
