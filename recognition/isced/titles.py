"""Titles of levels, attainment and fields in the languages of the screens and letters, as data.

One file for each language in ``data/titles``, with the source of its words. English is the
standard's own and stands in the code lists themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from recognition.isced import codes
from recognition.isced.codes import (
    INTERDISCIPLINARY,
    NOT_ELSEWHERE_CLASSIFIED,
    NOT_FURTHER_DEFINED,
    is_attainment,
    is_field,
    is_level,
)
from recognition.isced.files import Table, data_folder, invalid, read_toml, toml_files

ENGLISH = "en"

_AUXILIARY = {
    NOT_FURTHER_DEFINED: "not_further_defined",
    INTERDISCIPLINARY: "interdisciplinary",
    NOT_ELSEWHERE_CLASSIFIED: "not_elsewhere_classified",
}
_LISTS: dict[str, Callable[[str], bool]] = {
    "levels": is_level,
    "attainment": is_attainment,
    "fields": is_field,
}


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of one language by code, and whose words they are."""

    source: str
    levels: dict[str, str]
    attainment: dict[str, str]
    fields: dict[str, str]


def load_titles(path: Traversable) -> Titles:
    """Load one language's file; every code of the lists has a title.

    Raises:
        BrokenSetting: the file is not valid or lacks a title; the subject names file and key.
    """
    root = Table(path.name, read_toml(path))
    root.only("source", *_AUXILIARY.values(), *_LISTS)
    given = {name: _given(root.table(name), known) for name, known in _LISTS.items()}
    fields = {code: _field(root, given["fields"], code) for code in codes.field_list().titles}
    for name, listed in (("levels", codes.level_list().levels), ("attainment", _attainment())):
        for code in listed:
            root.table(name).text(code)
    return Titles(root.text("source"), given["levels"], given["attainment"], fields)


def _attainment() -> dict[str, str]:
    return codes.level_list().attainment


def _given(table: Table, known: Callable[[str], bool]) -> dict[str, str]:
    for code in table.values:
        if not known(code):
            table.refuse(code, "there is no such code")
    return {code: table.text(code) for code in table.values}


def _field(root: Table, given: dict[str, str], code: str) -> str:
    """As given; that of the field above where English has one title for both; or by the rule."""
    if code in given:
        return given[code]
    above = code[:-1]
    if codes.is_field(above) and codes.field_title(above) == codes.field_title(code):
        return _field(root, given, above)
    rule = _AUXILIARY.get(code[-1])
    if rule is None or not codes.is_field(above):
        invalid(root.file, f"fields.{code}", "the title of this field is missing")
    return root.text(rule) % {"title": _field(root, given, above)}


@cache
def languages() -> dict[str, Titles]:
    """The titles of every language that has a file, loaded once."""
    found = toml_files(data_folder() / "titles")
    return {path.name.removesuffix(".toml"): load_titles(path) for path in found}


def _of(language: str) -> Titles | None:
    """Of the language or, without its region, of its base; ``None``: English stands for it."""
    base = language.replace("_", "-").split("-")[0]
    return languages().get(language) or languages().get(base)


def level_title(code: str, language: str = ENGLISH) -> str:
    """The title of a level; in English where the language has no file.

    Raises:
        InvalidInput: there is no such code.
    """
    english, found = codes.level_title(code), _of(language)
    return found.levels[code] if found else english


def field_title(code: str, language: str = ENGLISH) -> str:
    """The title of a field; in English where the language has no file.

    Raises:
        InvalidInput: there is no such code.
    """
    english, found = codes.field_title(code), _of(language)
    return found.fields[code] if found else english


def attainment_title(code: str, language: str = ENGLISH) -> str:
    """A short title of an ISCED-A code; in English where the language has no file.

    Raises:
        InvalidInput: there is no such code.
    """
    english, found = codes.attainment_title(code), _of(language)
    return found.attainment[code] if found else english
