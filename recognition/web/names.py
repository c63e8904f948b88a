"""Do two names look like those of one person? A question is put where they do not.

Case, marks, order and script are not differences: 'КОВАЛЬЧУК Олена' is 'Olena Kovalchuk'. It is a
help for people and decides nothing.
"""

import re
import unicodedata

from anyascii import anyascii
from rapidfuzz import fuzz

_SURE = 88.0
_SURE_OF_CONSONANTS = 80.0
# Scripts that do not write short vowels are compared by their consonants.
_VOWELS = re.compile(r"[aeiouywh]+")
_DOUBLED = re.compile(r"(.)\1+")


def same_name(one: str, other: str) -> bool:
    """Whether both are likely the same name; an empty one is no difference."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return True
    if _alike(first, second) >= _SURE:
        return True
    if _script(one) == _script(other):
        return False
    return _alike(_bones(first), _bones(second)) >= _SURE_OF_CONSONANTS


def _alike(one: list[str], other: list[str]) -> float:
    """0-100, whatever the order of the words; a middle name left out is no difference."""
    score = fuzz.token_sort_ratio(" ".join(one), " ".join(other))
    if min(len(one), len(other)) >= 2:
        score = max(score, fuzz.token_set_ratio(" ".join(one), " ".join(other)))
    return float(score)


def _words(name: str) -> list[str]:
    plain = re.sub(r"[^a-z\s-]", "", anyascii(name).casefold())
    return plain.replace("-", " ").split()


def _bones(words: list[str]) -> list[str]:
    bones = (_DOUBLED.sub(r"\1", _VOWELS.sub("", word).replace("q", "k")) for word in words)
    return [bone for bone in bones if bone]


def _script(name: str) -> str:
    """The script of a name's first letter, as Unicode names it."""
    letters = (sign for sign in name if sign.isalpha())
    return unicodedata.name(next(letters, " "), "").split(" ")[0]
