"""Titles in the languages of the screens: whole, with their source, and by code."""

from pathlib import Path
from typing import Any

import pytest

from recognition.errors import BrokenSetting, InvalidInput
from recognition.isced import codes, titles
from recognition.isced.files import data_folder
from recognition.letters.texts import languages as translated

OTHERS = sorted(translated() - {"en"})
SPELT_ALIKE = {"fr": {"021", "081", "0812", "10", "1014"}}


def test_every_language_of_letters_and_screens_has_titles() -> None:
    assert sorted(titles.languages()) == OTHERS
    assert all("ours" in one.source for one in titles.languages().values())


@pytest.mark.parametrize("language", OTHERS)
def test_every_code_has_a_title_in_it(language: str) -> None:
    fields, lists = codes.field_list().titles, codes.level_list()
    called = {code: titles.field_title(code, language) for code in fields}
    alike = {code for code in fields if called[code] == fields[code]}
    assert alike == SPELT_ALIKE.get(language, set())
    for code, level in lists.levels.items():
        assert titles.level_title(code, language) not in ("", level.title)
    for code, title in lists.attainment.items():
        assert titles.attainment_title(code, language) not in ("", title)


@pytest.mark.parametrize("language", OTHERS)
def test_fields_that_differ_have_titles_that_differ(language: str) -> None:
    english = codes.field_list().titles
    called = {code: titles.field_title(code, language) for code in english}
    assert len(set(called.values())) == len(set(english.values()))


@pytest.mark.parametrize(
    ("code", "language", "title"),
    [
        ("0613", "de", "Software- und Applikationsentwicklung und -analyse"),
        ("0421", "fr", "Droit"),
        ("0410", "de", "Wirtschaft und Verwaltung, nicht näher bestimmt"),
        ("0288", "uk", "Міждисциплінарні програми та кваліфікації: Мистецтво та гуманітарні науки"),
        ("0999", "ar", "الصحة والرعاية الاجتماعية، غير مصنف في موضع آخر"),
        ("0011", "fr", "Programmes et certifications de base"),
        ("0613", "de-AT", "Software- und Applikationsentwicklung und -analyse"),
        ("0613", "en", "Software and applications development and analysis"),
        ("0613", "es", "Software and applications development and analysis"),
    ],
)
def test_titles_by_code(code: str, language: str, title: str) -> None:
    assert titles.field_title(code, language) == title


def test_an_unknown_code_has_none() -> None:
    for title in (titles.field_title, titles.level_title, titles.attainment_title):
        with pytest.raises(InvalidInput):
            title("0620x", "de")


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (('0613 = "', '9613 = "'), "de.toml#fields.9613"),
        (('source = "', 'sauce = "'), "de.toml#sauce"),
        (('0541 = "Mathematik"\n', ""), "de.toml#fields.0541"),
        (('640 = "', '# 640 = "'), "de.toml#attainment.640"),
    ],
)
def test_a_mistake_in_a_file_names_the_key(
    tmp_path: Path, change: tuple[str, str], subject: str
) -> None:
    whole = (data_folder() / "titles" / "de.toml").read_text(encoding="utf-8")
    (tmp_path / "de.toml").write_text(whole.replace(*change), encoding="utf-8")
    with pytest.raises(BrokenSetting) as raised:
        titles.load_titles(tmp_path / "de.toml")
    found: Any = raised.value
    assert found.subject == subject
