"""What papers say in each language, as data: ``data/phrases/<language>.toml``.

A phrase is written plainly; ``*`` at its end makes it a stem (``born*``). Case, accents,
punctuation and Arabic letter variants do not matter; an ending in brackets (``né(e)``) is
skipped. In each table of a field:

- ``before``: stands before the value (a label, or the words of a sentence that lead to it);
- ``after``: stands after the value;
- ``words``: belongs to the value itself and gives it away (university, bachelor);
- ``values``: is the whole value (cum laude);
- ``units``: follows a number (credits, years);
- ``leads``: a small word within a sentence that a name may follow ("that");
- ``previous``: stands before the name of another paper, with which the holder was admitted;
- ``broad``: a label (also ``before``) of the group of fields that a field of study belongs to;
- ``overall``, ``partial``: says that the grade behind it is that of the whole, or of a part
  (a thesis, a practice, a term);
- ``out_of``: stands between a mark and the highest that there is ("215 out of 240").

The other roles explain themselves in ``data/phrases/en.toml``.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.tokens import tokenise
from recognition.documents.language import letter_script

UNSPACED = frozenset({"Hani", "Jpan", "Thai", "Hang", "Khmr", "Mymr"})
Key = tuple[str, str]
"""Section and role, e.g. ``("holder_name", "before")``."""


class Phrase(NamedTuple):
    """A phrase as it is looked for: its words (the last may be a stem), and what it is."""

    words: tuple[str, ...]
    stem: bool
    key: Key


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All phrases of some languages, indexed by how they begin.

    ``first`` holds those whose first word is whole, ``stems`` single stems, ``unspaced`` phrases
    of scripts without spaces by their first letter, ``words`` every whole word of ``first``.
    """

    first: dict[str, tuple[Phrase, ...]]
    stems: dict[str, tuple[Phrase, ...]]
    unspaced: dict[str, tuple[tuple[str, Key], ...]]
    words: frozenset[str]
    clitics: tuple[str, ...]


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
def phrases(languages: tuple[str, ...], section: str, role: str) -> tuple[str, ...]:
    """Phrases of one role of one field in some languages as folded text, without ``*``."""
    found = [
        fold(phrase.rstrip("*"))
        for language in languages
        if language in known_languages()
        for phrase in table(f"phrases/{language}").get(section, {}).get(role, ())
    ]
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


@cache
def phrasebook(languages: tuple[str, ...]) -> Phrasebook:
    """The phrases of some languages, and of the wording of states (section ``country``)."""
    entries = [
        (phrase, (section, role))
        for language in languages
        if language in known_languages()
        for section, roles in table(f"phrases/{language}").items()
        for role, found in roles.items()
        for phrase in found
    ]
    clitics = table("clitics")
    hanging = [c for language in languages for c in clitics.get(language, ())]
    return index(entries, hanging)


def _spellings(written: str) -> Iterable[str]:
    """A phrase as it is, and with its zero-width joints as spaces (papers have either)."""
    return {written, written.replace("\u200c", " ")} if "\u200c" in written else (written,)


def index(entries: Iterable[tuple[str, Key]], clitics: Sequence[str] = ()) -> Phrasebook:
    """A phrase book of (phrase, key) pairs; ``clitics`` may hang before any word."""
    first: defaultdict[str, dict[Phrase, None]] = defaultdict(dict)
    stems: defaultdict[str, dict[Phrase, None]] = defaultdict(dict)
    unspaced: defaultdict[str, dict[tuple[str, Key], None]] = defaultdict(dict)
    spelled = [(way, key) for written, key in entries for way in _spellings(written)]
    for written, key in spelled:
        text = fold(written.rstrip("*"))
        if not text:
            continue
        if letter_script(text[0]) in UNSPACED:
            unspaced[text[0]][text.replace(" ", ""), key] = None
            continue
        words = tuple(token.text for token in tokenise(text))
        if not words:
            continue
        phrase = Phrase(words, written.endswith("*"), key)
        (stems if phrase.stem and len(words) == 1 else first)[words[0]][phrase] = None
    return Phrasebook(
        {word: tuple(found) for word, found in first.items()},
        {word: tuple(found) for word, found in stems.items()},
        {letter: tuple(found) for letter, found in unspaced.items()},
        frozenset(word for found in first.values() for p in found for word in p.words),
        tuple(sorted((fold(c) for c in dict.fromkeys(clitics)), key=len, reverse=True)),
    )
