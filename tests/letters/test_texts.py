"""The catalogues of letters and mails are whole."""

import re
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from recognition.domain.vocabulary import (
    Authenticity,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    ExperienceFinding,
    Outcome,
    ProfessionalLevel,
    Purpose,
    RefusalGround,
    Role,
    Standing,
)
from recognition.errors import SetupError
from recognition.letters.mailtexts import MAIL_TEXTS
from recognition.letters.texts import Voice, direction_of, languages, voice, word
from recognition.letters.words import OUTCOME_SENTENCES
from recognition.resources import resource_dir
from recognition.store.outbox import MailKind

ROOM = files("recognition.letters")
TRANSLATED = sorted(languages() - {"en"})


def source_texts() -> set[str]:
    found = set()
    for folder, pattern, method in (
        (Path(str(ROOM)), "*.py", "python"),
        (resource_dir("templates") / "letters", "*.html", "jinja2.ext:babel_extract"),
    ):
        rows = extract_from_dir(
            folder, [(pattern, method)], None, {"m": None, "t": None, "say": None}
        )
        found |= {str(text) for _, _, text, _, _ in rows}
    return found


def test_languages() -> None:
    assert TRANSLATED == ["ar", "de", "fr", "uk"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_keeps_its_places(language: str) -> None:
    with (ROOM / "translations" / f"{language}.po").open("rb") as file:
        catalogue = {entry.id: entry.string for entry in read_po(file) if entry.id}
    needed = source_texts()
    assert len(needed) > 90
    assert set(catalogue) == needed
    for text, translated in catalogue.items():
        assert translated, text
        places = re.compile(r"%\(\w+\)s")
        assert sorted(places.findall(text)) == sorted(places.findall(translated)), text


VOCABULARIES: tuple[type[StrEnum], ...] = (
    Outcome,
    Purpose,
    EvaluationElement,
    ConditionKind,
    Standing,
    Authenticity,
    ElementFinding,
    ExperienceFinding,
    ProfessionalLevel,
    RefusalGround,
)


def test_every_word_is_known() -> None:
    for vocabulary in VOCABULARIES:
        for value in vocabulary:
            assert word(value)
    assert set(OUTCOME_SENTENCES) == set(Outcome)
    assert set(MAIL_TEXTS) == set(MailKind)
    with pytest.raises(SetupError):
        word(Role.MACHINE)


def test_voices() -> None:
    assert voice("de-AT") == Voice("de")
    assert voice("xx") == voice("en-US") == Voice("en")
    assert [voice(code).direction for code in ("ar", "uk")] == ["rtl", "ltr"]
    assert [Voice(code).base for code in ("pt-BR", "sr_Latn", "uk")] == ["pt", "sr", "uk"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [("رنا", "rtl"), ("12 רינה", "rtl"), ("Rana رنا", "ltr"), ("2017", "ltr"), ("", "ltr")],
)
def test_direction_of_unknown_words(text: str, direction: str) -> None:
    assert direction_of(text) == direction
