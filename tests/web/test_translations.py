"""The catalogues: what stands in them is translated, and the shell's own words stand in them."""

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

from recognition.resources import resource_dir

WEB = Path(__file__).parents[2] / "recognition" / "web"
TRANSLATIONS = WEB.parent / "translations"
LANGUAGES = sorted(path.name for path in (TRANSLATIONS).iterdir() if path.is_dir())
SHELL = ("layouts", "components", "public", "errors")


def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def forms(text: Any) -> tuple[str, ...]:
    """Return a message's singular and plurals, or the message alone."""
    return text if isinstance(text, tuple) else (text,)


def words(folder: Path, pattern: str, method: str) -> set[str]:
    """Return the messages of a folder's files, the singular of those with a plural."""
    keywords: dict[str, Any] = {"ngettext": (1, 2), "_": None}
    found = extract_from_dir(folder, [(pattern, method)], keywords)
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def test_languages() -> None:
    assert LANGUAGES == ["ar", "de", "fr", "uk"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_keeps_its_places(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        ids = forms(message.id)
        strings = forms(message.string)
        assert all(strings), message.id
        assert not message.fuzzy, message.id
        places = set(re.findall(r"%\(\w+\)s", ids[-1]))
        assert places >= {place for text in strings for place in re.findall(r"%\(\w+\)s", text)}
        assert places == set(re.findall(r"%\(\w+\)s", strings[-1])), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shell_s_words_are_in_the_catalogue(language: str) -> None:
    needed = words(WEB, "*.py", "python")
    for folder in SHELL:
        needed |= words(resource_dir("templates") / folder, "**.html", "jinja2.ext:babel_extract")
    known = {forms(message.id)[0] for message in catalogue(language)}
    assert len(needed) > 100
    assert needed - known == set()


@pytest.mark.parametrize(
    ("language", "heading"), [("ar", "كم يستغرق ذلك"), ("de", "Wie lange es dauert")]
)
def test_catalogues_are_compiled_and_used(app: Flask, language: str, heading: str) -> None:
    page = app.test_client().get(f"/?lang={language}").get_data(as_text=True)
    assert heading in page, "not compiled: run make setup (pybabel compile)"


def test_plural_forms(app: Flask) -> None:
    page = app.test_client().get("/?lang=ar").get_data(as_text=True)
    assert "4 أشهر على الأكثر" in page
