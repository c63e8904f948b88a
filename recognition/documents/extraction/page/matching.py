"""Where the phrases of a phrase book stand in a text; one pass finds all of them.

Words that were misread by a letter or two still match; so do words before which an article or a
preposition hangs (Arabic, Hebrew, Ethiopic).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from recognition.documents.extraction.page.lexicon import Key, Phrase, Phrasebook
from recognition.documents.extraction.page.tokens import ENDING, Token, tokenise

_BETWEEN = re.compile(r"[\s/.,:;'\"()\-]{1,4}")
_FUZZY_FROM = 5  # letters: shorter words are too like one another


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A phrase in places of the folded text; ``sure`` is 1 where every letter is as written."""

    start: int
    end: int
    sure: float = 1.0

    @property
    def size(self) -> int:
        """Letters that it covers."""
        return self.end - self.start


def find_all(folded: str, book: Phrasebook, *, fuzzy: bool) -> dict[Key, list[Match]]:
    """Every phrase by section and role, in order; they may overlap (see ``longest``)."""
    found: defaultdict[Key, list[Match]] = defaultdict(list)
    tokens = tokenise(folded)
    readings = [_readings(token.text, book, fuzzy=fuzzy) for token in tokens]
    for place in range(len(tokens)):
        for key, match in _starting_at(place, tokens, readings, folded, book):
            found[key].append(match)
    for key, match in _unspaced(folded, book):
        found[key].append(match)
    return {key: sorted(matches) for key, matches in found.items()}


def _readings(word: str, book: Phrasebook, *, fuzzy: bool) -> list[tuple[str, float]]:
    """A word as it stands, without what hangs before it, and what it may be a misreading of."""
    out = [(word, 1.0)]
    for clitic in book.clitics:
        if word.startswith(clitic) and len(word) - len(clitic) > 2:
            out.append((word[len(clitic) :], 0.95))
    if fuzzy and word not in book.words and len(word) >= _FUZZY_FROM and not word.isdigit():
        near = _nearest(word, book)
        if near:
            out.append((near, 0.85))
    return out


def _nearest(word: str, book: Phrasebook) -> str:
    by_length = _by_length(book.words)
    allowed = 1 if len(word) < 9 else 2
    choices = [w for n in range(-1, 2) for w in by_length.get(len(word) + n, ())]
    near = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=allowed)
    return near[0] if near else ""


@cache
def _by_length(words: frozenset[str]) -> dict[int, tuple[str, ...]]:
    out: defaultdict[int, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= _FUZZY_FROM:
            out[len(word)].append(word)
    return {size: tuple(sorted(found)) for size, found in out.items()}


def _starting_at(
    place: int,
    tokens: Sequence[Token],
    readings: Sequence[list[tuple[str, float]]],
    folded: str,
    book: Phrasebook,
) -> Iterator[tuple[Key, Match]]:
    token = tokens[place]
    for word, sure in readings[place]:
        for size in range(3, len(word) + 1):
            for phrase in book.stems.get(word[:size], ()):
                yield phrase.key, Match(token.start, _skip_ending(folded, token.end), sure)
        for phrase in book.first.get(word, ()):
            whole = _rest(phrase, place, tokens, readings, folded)
            if whole is not None:
                yield phrase.key, Match(token.start, whole[0], min(sure, whole[1]))


def _rest(
    phrase: Phrase,
    place: int,
    tokens: Sequence[Token],
    readings: Sequence[list[tuple[str, float]]],
    folded: str,
) -> tuple[int, float] | None:
    """End and sureness, where the words after the first follow as well."""
    if place + len(phrase.words) > len(tokens):
        return None
    sure = 1.0
    for offset, wanted in enumerate(phrase.words[1:], start=1):
        before, token = tokens[place + offset - 1], tokens[place + offset]
        if not _BETWEEN.fullmatch(folded, _skip_ending(folded, before.end), token.start):
            return None
        stem = phrase.stem and offset == len(phrase.words) - 1
        fits = [
            s for w, s in readings[place + offset] if w == wanted or (stem and w.startswith(wanted))
        ]
        if not fits:
            return None
        sure = min(sure, max(fits))
    return _skip_ending(folded, tokens[place + len(phrase.words) - 1].end), sure


def _skip_ending(folded: str, place: int) -> int:
    """Past an ending in brackets, which is no word of its own."""
    ending = ENDING.match(folded, place)
    return ending.end() if ending else place


def _unspaced(folded: str, book: Phrasebook) -> Iterator[tuple[Key, Match]]:
    """Phrases of scripts without spaces, letter by letter, whatever space stands between."""
    if not book.unspaced:
        return
    letters = [(c, i) for i, c in enumerate(folded) if not c.isspace()]
    text = "".join(c for c, _ in letters)
    for place, (letter, start) in enumerate(letters):
        for phrase, key in book.unspaced.get(letter, ()):
            if text.startswith(phrase, place):
                yield key, Match(start, letters[place + len(phrase) - 1][1] + 1)


def longest(matches: list[Match]) -> list[Match]:
    """Of matches that overlap the longest."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (-m.size, -m.sure, m.start)):
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return sorted(kept)
