"""Words that came apart on their way into a PDF: letters of scripts that are shaped when printed.

Where a vowel stands before its consonant or letters melt into one, some programs write down the
shapes in place of the letters, and what comes out has digits, braces or letters of other scripts in
the midst of its words. Sound text has none: of 237 printed pages in Arabic script no page had more
than three such words of a hundred; torn ones have ten or more.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

_SHAPED = frozenset(
    {
        "ARABIC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU",
        "KANNADA", "MALAYALAM", "SINHALA", "THAI", "LAO", "KHMER", "MYANMAR",
    }
)  # fmt: skip
_BETWEEN = frozenset("{}[]\\")  # beside digits and signs such as = | < +
_FEW = 5  # words that a judgement needs
_MANY = 0.1  # share of torn words from which nothing is believed


def torn(words: Sequence[str]) -> bool:
    """Whether many words of the shaped scripts have strangers in them."""
    parts = [part for word in words for part in _parts(word)]
    own = [part for part in parts if sum(_own(letter) for letter in part) > 1]
    return len(own) >= _FEW and sum(map(_is_torn, own)) > _MANY * len(own)


def _parts(word: str) -> list[str]:
    """What stands between marks of punctuation."""
    kept = (c if c in _BETWEEN or unicodedata.category(c)[0] != "P" else " " for c in word)
    return "".join(kept).split()


def _is_torn(part: str) -> bool:
    own = [_own(letter) for letter in part]
    inner = range(own.index(True) + 1, len(own) - 1 - own[::-1].index(True))
    return any(map(_stranger, part)) or any(
        part[at].isascii() and (part[at].isdigit() or part[at] in _BETWEEN or _is_sign(part[at]))
        for at in inner
    )


@cache
def _own(letter: str) -> bool:
    """A letter of a shaped script."""
    named = unicodedata.name(letter, "").partition(" ")[0]
    return unicodedata.category(letter)[0] in "LM" and named in _SHAPED


@cache
def _stranger(letter: str) -> bool:
    """A letter of a script that is written letter by letter."""
    return unicodedata.category(letter) in {"Ll", "Lu", "Lt"}


@cache
def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "S"
