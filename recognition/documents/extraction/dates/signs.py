"""Signs that say which calendar a date is of (هـ, ه.ش, พ.ศ., ዓ.ም, B.S.): before, in or after it."""

import re
from functools import cache

from recognition.documents.extraction.dates.number_words import VOWELS
from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.lexicon import table

_BEFORE = 16
_AFTER = 28
_MARKS = f"[{VOWELS}]"
_OF_A_NUMBER = re.compile(r"\d[\s)\].,/-]{0,4}$")


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    calendars = {
        "".join(re.findall(r"\w", fold(sign))): calendar
        for calendar, signs in table("calendars")["signs"].items()
        for sign in signs
    }
    letters = sorted(calendars, key=len, reverse=True)
    every = "|".join(r"[^\w]{0,2}".join(map(re.escape, sign)) for sign in letters)
    end = rf"(?=(?:(?!\w){_MARKS})*(?![^\W\d_]))"
    sign = rf"(?<![^\W\d_])(?<!{_MARKS})(?:{every}){end}"
    after = re.compile(rf"[\s)\].,/-]{{0,4}}({sign})")
    return re.compile(rf"({sign})[\s():.,]{{0,4}}$"), after, calendars


def _calendar(hit: re.Match[str] | None) -> str:
    return _signs()[2]["".join(re.findall(r"\w", hit[1]))] if hit else ""


def sign_by(text: str, start: int, end: int) -> tuple[str, int]:
    """The calendar that a sign gives a date between two places, and where date and sign end.

    A sign after the date counts first, then one within it, then one before it, unless that stands
    behind a number itself: in "2052-02-10 B.S. (24 May 1995)" it is of the first date only.
    """
    before, after, _ = _signs()
    hit = after.match(text, end, end + _AFTER)
    if hit:
        return _calendar(hit), hit.end()
    for place in range(start, end):
        if text[place] == " " and (inside := after.match(text, place, end)):
            return _calendar(inside), end
    lead = text[max(0, start - _BEFORE) : start]
    hit = before.search(lead)
    return "" if hit and _OF_A_NUMBER.search(lead[: hit.start()]) else _calendar(hit), end
