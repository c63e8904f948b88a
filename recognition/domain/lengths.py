"""How long a programme takes, from the words in which a paper says it."""

import re
import unicodedata
from collections.abc import Iterable

from recognition.domain.workload import Lengths

_CJK = re.compile(r"[\u2e80-\u9fff]")
SHORT = 4
"""A unit of fewer letters stands alone: it would be the beginning of too many words."""


def years_of(text: str, words: Lengths) -> float | None:
    """The length in years; ``None`` where it is not understood or said in another unit.

    Years and the months beside them are added up; semesters are halved. Where a length is said
    twice ("six semesters (3 years)"), years count.
    """
    plain = _plain(text)
    years, months = _first(plain, words.years, words), _first(plain, words.months, words)
    if years is not None:
        return years + (months / 12 if months is not None and months < 12 else 0)
    for number, names in words.whole.items():
        if any(name in plain for name in names):
            return float(number)
    semesters = _first(plain, words.semesters, words)
    if semesters is not None:
        return semesters / 2
    return months / 12 if months is not None else None


def _plain(text: str) -> str:
    """In small letters, with digits of any script as 0 to 9."""
    digits = (str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return "".join(digits).casefold()


def _first(text: str, units: Iterable[str], words: Lengths) -> float | None:
    """The first number that one of the units follows, with a word between ("academic") at most."""
    named = {name: value for value, names in words.numbers.items() for name in names}
    numbers = "|".join([r"\d{1,2}(?:[.,]\d)?", *map(re.escape, _longest_first(named))])
    unit = "|".join(_unit(one) for one in _longest_first(units))
    half = rf"(?:\s*(?P<{{}}>{'|'.join(map(re.escape, _longest_first(words.half)))}))?"
    hit = re.search(
        rf"(?<![\w.,])(?P<number>{numbers}){half.format('before')}(?:\s+[^\W\d]+)?[\s\-–]*"
        rf"(?:{unit}){half.format('behind')}",
        text,
    )
    if hit is None:
        return None
    found = hit["number"]
    whole = float(named[found]) if found in named else float(found.replace(",", "."))
    return whole + (0.5 if hit["before"] or hit["behind"] else 0)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def _unit(name: str) -> str:
    if _CJK.search(name):
        return re.escape(name)
    more = r"\w{0,4}" if len(name) >= SHORT else ""
    return rf"{re.escape(name)}{more}(?!\w)"
