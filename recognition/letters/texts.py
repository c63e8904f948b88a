"""The words of letters and mails: from English source texts to the reader's language.

The catalogues in ``translations/`` are read as they are, so nothing needs to be compiled. ``m``
marks a source text in code; templates and :class:`Voice` translate it when it is written.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po

from recognition.errors import ErrorCode, SetupError
from recognition.letters.words import WORDS

SOURCE_LANGUAGE = "en"
# Dates as they are written in Europe, not in the United States.
_LOCALES = {"en": "en_GB"}
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One language that a letter speaks."""

    language: str

    @property
    def base(self) -> str:
        """The language without a region (ISO 639)."""
        return _base(self.language)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.base in _RIGHT_TO_LEFT else "ltr"

    def say(self, message: str, **values: Any) -> str:
        """Return the message in this language, its places filled.

        Days are written out and words of the vocabularies are translated.
        """
        text = _catalogue(self.language).get(message, message)
        return text % {name: self.write(value) for name, value in values.items()}

    def write(self, value: Any) -> str:
        """Write a single value as this language writes it."""
        if isinstance(value, date):
            locale = _LOCALES.get(self.language, self.language.replace("-", "_"))
            return format_date(value, "long", locale=locale)
        if isinstance(value, StrEnum):
            return self.say(word(value))
        return str(value)

    def country(self, code: str) -> str:
        """Return a country's name; the code itself if it is none (ISO 3166-1 alpha-2)."""
        return str(Locale.parse(self.language, sep="-").territories.get(code.upper(), code))


def voice(language: str) -> Voice:
    """Return the voice for a language; the source language where no catalogue exists for it."""
    for wanted in (language, _base(language)):
        if wanted == SOURCE_LANGUAGE or wanted in languages():
            return Voice(wanted)
    return Voice(SOURCE_LANGUAGE)


@cache
def languages() -> frozenset[str]:
    """The languages into which everything is translated, the source language included."""
    folder = files(__package__) / "translations"
    names = (entry.name for entry in folder.iterdir())
    translated = (name.removesuffix(".po") for name in names if name.endswith(".po"))
    return frozenset({SOURCE_LANGUAGE, *translated})


def word(value: StrEnum) -> str:
    """The source text of a vocabulary's word; ``SetupError`` for a word that has none."""
    try:
        return WORDS[type(value), value]
    except KeyError:
        raise SetupError(ErrorCode.STORED_VALUE_UNKNOWN, type(value).__name__) from None


def direction_of(text: str) -> str:
    """Return the direction of a text in an unknown language: that of its first strong letter."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    if language == SOURCE_LANGUAGE:
        return {}
    with (files(__package__) / "translations" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0]
