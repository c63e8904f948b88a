"""What a tagger sees of each word of a page: its letters, its shape, its place, the phrases on it.

A sequence tagger (``tagger``) reads these in the order of the text. Words of scripts that are
written without spaces are taken letter by letter.
"""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recognition.documents.extraction.page.layout import PageText, Segment
from recognition.documents.extraction.page.lexicon import UNSPACED
from recognition.documents.extraction.page.tokens import Token, tokenise
from recognition.documents.extraction.page.word_roles import ROLES, PageWords
from recognition.documents.language import letter_script
from recognition.domain.vocabulary import ReadingSource

BUCKETS = 1 << 14
"""How many stretches of letters are told apart; bucket 0 is no letters."""

MOST_STRETCHES = 16
_TRIGRAMS = 9
_BETWEEN = "\n\t,.:;()\"'/-|[]"
_SCRIPTS = ("Latn", "Cyrl", "Arab", "Hani")

Floats = NDArray[np.float32]
Places = NDArray[np.int32]
Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class PageSigns:
    """The N words of a page and what is to be seen of them.

    ``stretches`` (N, MOST_STRETCHES): buckets of letters; ``signs``: named numbers of each word;
    ``segment`` (N): the number of its segment; ``above`` and ``below`` (segments): the number of
    the segment over and under each, -1 for none.
    """

    tokens: Sequence[Token]
    stretches: Places
    signs: Sequence[Signs]
    segment: Places
    above: Places
    below: Places


def page_signs(page: PageText, script: str, words: PageWords) -> PageSigns:
    """What is to be seen of the words of a page of a paper in a script (ISO 15924)."""
    tokens = list(_tokens(page.folded))
    begins = [segment.start for segment in page.segments]
    own = [max(0, bisect_right(begins, token.start) - 1) for token in tokens]
    lines = _lines(page)
    signs = [dict(lines[number]) for number in own]
    _marks(signs, tokens, page)
    for out, token in zip(signs, tokens, strict=True):
        _shape(out, token, page, script)
    _letters(signs, tokens, words)
    _doubts(signs, tokens, page)
    _phrases(signs, tokens, page)
    return PageSigns(
        tokens,
        np.array([stretches(token.text) for token in tokens], np.int32).reshape(-1, MOST_STRETCHES),
        signs,
        np.array(own, np.int32),
        *_over_and_under(page),
    )


def _over_and_under(page: PageText) -> tuple[Places, Places]:
    """Of each segment the number of one that it stands under, and of the one that it is over."""
    numbers = {segment.start: number for number, segment in enumerate(page.segments)}
    above, below = (np.full(len(numbers), -1, np.int32) for _ in range(2))
    for number, segment in enumerate(page.segments):
        under = page.below(segment)
        if under is not None:
            below[number] = numbers[under.start]
            above[numbers[under.start]] = number
    return above, below


def _tokens(folded: str) -> Iterator[Token]:
    for token in tokenise(folded):
        if letter_script(token.text[0]) in UNSPACED:
            for place, letter in enumerate(folded[token.start : token.end]):
                if not letter.isspace():
                    yield Token(letter, token.start + place, token.start + place + 1)
        else:
            yield token


@lru_cache(maxsize=1 << 15)
def stretches(word: str) -> tuple[int, ...]:
    """The buckets of a folded word: itself, how it begins and ends, and three letters of it."""
    whole = f"^{word}$"
    ends = [whole[:n] for n in (3, 4, 5)] + [whole[-n:] for n in (3, 4, 5)]
    middle = [whole[i : i + 3] for i in range(1, len(whole) - 3)][:_TRIGRAMS]
    digits = "".join("9" if c.isdigit() else c for c in whole)
    parts = dict.fromkeys([whole, digits, *ends, *middle] if len(word) > 1 else [whole, digits])
    found = [crc32(part.encode()) % (BUCKETS - 1) + 1 for part in parts][:MOST_STRETCHES]
    return (*found, *[0] * (MOST_STRETCHES - len(found)))


def _lines(page: PageText) -> list[Signs]:
    """What is to be seen of each segment."""
    if not page.segments:
        return []
    usual = statistics.median(segment.height for segment in page.segments) or 1.0
    tallest = max(segment.height for segment in page.segments)
    return [_line(segment, usual, tallest) for segment in page.segments]


def _line(segment: Segment, usual: float, tallest: float) -> Signs:
    left, top, right, _ = segment.box
    return {
        "left": left, "right": right, "top": top,
        "centred": 1.0 if abs(left + right - 1) < 0.1 else 0.0,
        "tall": max(-1.5, min(1.5, 2 * math.log(max(segment.height, 1e-4) / usual))),
        "tallest": 1.0 if segment.height > 0.9 * tallest else 0.0,
        "wide": right - left,
        "long": min(segment.end - segment.start, 120) / 60,
    }  # fmt: skip


def _shape(out: Signs, token: Token, page: PageText, script: str) -> None:
    printed = page.printed(token.start, token.end)
    letters = [c for c in printed if c.isalpha()]
    out["bias"] = 1.0
    out["length"] = min(len(token.text), 15) / 8
    if letters:
        out["capital"] = 1.0 if letters[0].isupper() else 0.0
        out["upper"] = 1.0 if len(letters) > 1 and all(c.isupper() for c in letters) else 0.0
        out["small"] = 1.0 if letters[0].islower() else 0.0
        own = letter_script(letters[0])
        out[f"script:{own if own in _SCRIPTS else 'other'}"] = 1.0
        out["main_script"] = 1.0 if own == script else 0.0
    digits = sum(c.isdigit() for c in token.text)
    if digits:
        out["digits"] = min(digits, 8) / 4
        out["number"] = 1.0 if digits == len(token.text) else 0.0
        out["year"] = 1.0 if digits == len(token.text) == 4 else 0.0
        out["one_or_two"] = 1.0 if digits == len(token.text) <= 2 else 0.0
    out["read"] = 1.0 if page.source is ReadingSource.OCR else 0.0
    out["first_page"] = 1.0 if page.number == 1 else 0.0


def _marks(signs: Sequence[Signs], tokens: Sequence[Token], page: PageText) -> None:
    """What stands between a word and the one before it."""
    end = 0
    for out, token in zip(signs, tokens, strict=True):
        between = page.folded[end : token.start] if end else "\n"
        out.update({f"after:{mark}": 1.0 for mark in between if mark in _BETWEEN})
        end = token.end


def _letters(signs: Sequence[Signs], tokens: Sequence[Token], words: PageWords) -> None:
    said = dict(zip(words.starts, words.said, strict=True))
    for out, token in zip(signs, tokens, strict=True):
        for role, odds in zip(ROLES, said.get(token.start, ()), strict=False):
            out[f"letters:{role.value}"] = odds


def _doubts(signs: Sequence[Signs], tokens: Sequence[Token], page: PageText) -> None:
    """How badly recognition read each word."""
    if page.source is not ReadingSource.OCR or not page.places:
        return
    starts = [start for _, start, _ in page.places]
    for out, token in zip(signs, tokens, strict=True):
        word = page.places[max(0, bisect_right(starts, page.place(token.start)) - 1)][0]
        out["doubt"] = 1.0 - word.confidence


def _phrases(signs: Sequence[Signs], tokens: Sequence[Token], page: PageText) -> None:
    begins = [token.start for token in tokens]
    for (section, role), found in page.matches.items():
        for match in found:
            for place in range(bisect_left(begins, match.start), bisect_left(begins, match.end)):
                signs[place][f"{section}_{role}"] = match.sure
