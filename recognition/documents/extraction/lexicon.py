"""What papers say in each language, as data: ``data/phrases/<language>.toml``.

A phrase is written plainly; ``*`` ends a stem (``born*``). Case, accents and Arabic letter
variants do not matter, an ending in brackets (``né(e)``) is skipped. In each table of a field:

- ``before``: stands before the value (a label, or the words of a sentence that lead to it);
- ``after``: stands after the value;
- ``words``: belongs to the value itself and gives it away (university, bachelor);
- ``values``: is the whole value (cum laude);
- ``units``: follows a number (credits, years).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz

from recognition.documents.extraction.fold import fold
from recognition.documents.extraction.layout import PageText
from recognition.documents.language import letter_script

Phrases = tuple[str, ...]
_UNSPACED = {"Hani", "Jpan"}
_FUZZY_FROM = 10
_FUZZY = 89


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A phrase found on a page, in places of its folded text."""

    start: int
    end: int


@cache
def table(name: str) -> dict[str, Any]:
    """One data file of the room, e.g. ``phrases/en``."""
    folder = resources.files("recognition.documents").joinpath("data")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def known_languages() -> tuple[str, ...]:
    """Languages that there are phrases for."""
    folder = resources.files("recognition.documents").joinpath("data/phrases")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir()))


@cache
def phrases(languages: tuple[str, ...], section: str, role: str) -> Phrases:
    """Phrases of one role of one field in some languages, longest first, folded."""
    found = [
        _fold_phrase(phrase)
        for language in languages
        if language in known_languages()
        for phrase in table(f"phrases/{language}").get(section, {}).get(role, ())
    ]
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


def _fold_phrase(phrase: str) -> str:
    stem = phrase.endswith("*")
    return fold(phrase.rstrip("*")) + ("*" if stem else "")


def _pattern(phrase: str) -> str:
    stem = phrase.endswith("*")
    text = phrase.rstrip("*")
    if letter_script(text[0]) in _UNSPACED:
        return r"\s*".join(re.escape(letter) for letter in text if letter != " ")
    words = [_word_pattern(word) for word in text.split(" ")]
    ending = r"\w*" if stem else r"(?!\w)"
    return r"(?<!\w)" + r"(?:\([\w/]{1,4}\))?[\s/.,:]{1,3}".join(words) + ending


def _word_pattern(word: str) -> str:
    """The letters of a word; a full stop or hyphen may be missing on paper."""
    return "".join(re.escape(c) + ("?" if c in ".-'" else "") for c in word)


@cache
def expression(group: Phrases) -> re.Pattern[str]:
    """One expression for all phrases of a group; never matches where the group is empty."""
    return re.compile("|".join(_pattern(phrase) for phrase in group) or r"(?!)")


def find(page: PageText, group: Phrases, *, fuzzy: bool = False) -> Iterator[Match]:
    """Where phrases stand on a page; with ``fuzzy`` also long ones that were misread a little."""
    exact = [Match(*found.span()) for found in expression(group).finditer(page.folded)]
    yield from exact
    if not fuzzy or exact:
        return
    text = re.sub(r"\s", " ", page.folded)
    for phrase in group:
        plain = phrase.rstrip("*")
        if len(plain) < _FUZZY_FROM or len(text) < len(plain):
            continue
        near = fuzz.partial_ratio_alignment(plain, text, score_cutoff=_FUZZY)
        if near is not None and near.score >= _FUZZY:
            yield _whole_words(text, near.dest_start, near.dest_end)
            return


def _whole_words(text: str, start: int, end: int) -> Match:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Match(start, end)


def contains(text: str, group: Phrases) -> bool:
    """Whether one of the phrases stands in a plain text."""
    return expression(group).search(fold(text)) is not None


@cache
def all_stops(languages: tuple[str, ...]) -> Phrases:
    """Phrases that end any value: every label, and the words of ``[stop]``."""
    sections: Sequence[tuple[str, Iterable[str]]] = (
        ("stop", ("words",)),
        ("holder_name", ("before", "after", "family", "given")),
        ("date_of_birth", ("before",)),
        ("award_date", ("before",)),
        ("institution", ("before", "after")),
        ("qualification_title", ("before", "after")),
        ("field_of_study", ("before", "after")),
        ("grade", ("before",)),
        ("credits", ("before",)),
        ("duration", ("before",)),
    )
    every = [
        p for name, roles in sections for role in roles for p in phrases(languages, name, role)
    ]
    telling = [p for p in dict.fromkeys(every) if len(p) > 3 or not p.isascii()]
    return tuple(sorted(telling, key=len, reverse=True))
