"""Words of a folded text, as phrases are compared by: letters and digits, no punctuation.

Endings in brackets ("né(e)") are left out, and letter-spaced headings ("D I P L O M") are one word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Letters and digits of any script; vowel signs of Indic, Thai, Burmese and Khmer are no \w.
LETTER = (
    r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u102b-\u103e\u1056-\u1059\u17b4-\u17d3])"
)
_WORD = re.compile(rf"{LETTER}+")
ENDING = re.compile(r"\(-?[^\W\d_]{1,4}\)")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_SPACED_MORE = re.compile(r"(?<!\S)(?:[^\W\d_]  ?){3,}[^\W\d_](?!\S)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word and its place in the folded text."""

    text: str
    start: int
    end: int


def tokenise(folded: str) -> list[Token]:
    """The words of a folded text in order."""
    spaced = [*_SPACED.finditer(folded)] or [*_SPACED_MORE.finditer(folded)]
    endings = [hit.span() for hit in ENDING.finditer(folded) if _hangs_on(folded, hit.start())]
    tokens: list[Token] = []
    place = 0
    for heading in spaced:
        tokens += _words(folded, place, heading.start(), endings)
        joined = re.sub(r"\s", "", heading[0])
        tokens.append(Token(joined, heading.start(), heading.end()))
        place = heading.end()
    tokens += _words(folded, place, len(folded), endings)
    return tokens


def _hangs_on(folded: str, place: int) -> bool:
    """Whether a bracket follows a letter at once: an ending, not a remark."""
    return place > 0 and folded[place - 1].isalpha()


def _words(folded: str, start: int, end: int, skip: list[tuple[int, int]]) -> Iterator[Token]:
    for hit in _WORD.finditer(folded, start, end):
        if not any(low <= hit.start() < high for low, high in skip):
            yield Token(hit[0], hit.start(), hit.end())
