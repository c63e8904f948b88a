"""Dates in numerals only: 12.05.2014, 2014-05-12, 12 XII 1998, 1389/07/18."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from recognition.documents.extraction.dates.calendars import iso
from recognition.documents.extraction.dates.found import FoundDate
from recognition.documents.extraction.dates.numerals import roman
from recognition.documents.extraction.dates.signs import sign_by
from recognition.documents.extraction.page.lexicon import table

_PIVOT = 30
_NUMERIC = re.compile(
    r"(?<![\d/])(?<!\d[.,-])(?P<a>\d{1,4})(?P<gap>\s?(?P<mark>[./|\\،,-])\s?)"
    r"(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<c>\d{4}|\d{1,2})"
    r"(?!\d|[/.-]\d(?!\d?[./-]\d)|\s?/\s?\d|,\d)"
)
_SPACED = re.compile(r"(?<![\d./-])(?<!\d\s)(\d\d)\s(\d\d)\s(\d{4})(?!\s?[\d./-])")
_BOXED = re.compile(
    r"(?<!\S)(\d)\s(\d)\s[./-]?\s?(\d)\s(\d)\s[./-]?\s?(\d)\s(\d)\s(\d)\s(\d)(?!\S)"
)
_ROMAN = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})(?P<mark>\s?[./-]\s?|\s)(?P<month>[ivx]{1,4})"
    r"(?:\s?[./-]\s?|\s)(?P<year>\d{4})(?![\d/-])"
)
_MONTH = re.compile(r"(?<![\d./,-])(0[1-9]|1[0-2])\s?[/.]\s?((?:19|20)\d\d)(?!\s?[\d/-]|\.\d)")
_NUMBER_SIGN = 12  # letters before a date in which the sign of a register number may stand


class _Date(NamedTuple):
    year: int
    month: int
    day: int


def numeric_dates(text: str, languages: tuple[str, ...], month_first: bool) -> Iterator[FoundDate]:
    """Every date of mended text that is all numerals; months may be Roman.

    ``month_first`` is for documents of the United States, and such as show it themselves.
    """
    hits = list(_NUMERIC.finditer(text))
    shown = [(int(h["a"]), int(h["b"])) for h in hits if len(h["c"]) == 4 and len(h["a"]) <= 2]
    american, other = any(a <= 12 < b for a, b in shown), any(b <= 12 < a for a, b in shown)
    if american != other:
        month_first = american
    for hit in hits:
        if found := _numeric(hit, text, languages, month_first):
            yield found
    yield from _roman(text)
    yield from _loose(text)


def _numeric(
    hit: re.Match[str], text: str, languages: tuple[str, ...], month_first: bool
) -> FoundDate | None:
    first, second, third = hit["a"], hit["b"], hit["c"]
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        sure, ways = 0.9, [_Date(a, b, c), _Date(a, c, b)] if len(third) <= 2 else []
    elif len(third) == 4 and len(first) <= 2:
        sure, ways = 0.9, [_Date(c, b, a), _Date(c, a, b)]
        ways = ways[::-1] if month_first and hit["mark"] != "." else ways
    elif len(first) == len(second) == len(third) == 2 and hit["mark"] in "./-":
        year = c + (1900 if c >= _PIVOT else 2000)
        sure, ways = 0.4, [_Date(year, b, a), _Date(year, a, b)]
        ways = ways[::-1] if month_first and hit["mark"] != "." else ways
    else:
        return None
    if numbered(text, hit.start()) or hit["mark"] in ",،":
        sure -= 0.3
    for order, way in enumerate(ways):
        if found := _dated(hit, text, way, languages, sure - 0.1 * order):
            return found
    return None


def _dated(
    hit: re.Match[str], text: str, way: _Date, languages: tuple[str, ...], sure: float
) -> FoundDate | None:
    sign, end = sign_by(text, *hit.span())
    options = [(sign, end)] if sign else []
    options += [(calendar, hit.end()) for calendar in calendars_of(way.year, languages)]
    for calendar, until in options:
        if found := iso(calendar, *way):
            return FoundDate(hit.start(), until, found, sure, calendar)
    return None


def calendars_of(year: int, languages: Sequence[str]) -> list[str]:
    """Calendars that an unmarked year may be of, by ``[years]`` of ``data/calendars.toml``."""
    found = []
    for habit in table("calendars")["years"]:
        spoken = habit.get("languages")
        if spoken and not set(spoken) & set(languages[:2]):
            continue
        first = dt.date.today().year + 1 if habit.get("future") else habit["from"]
        if first <= year <= habit["to"]:
            found.append(habit["calendar"])
    return found


@cache
def _number_signs() -> re.Pattern[str]:
    signs = "|".join(map(re.escape, table("calendars")["number_signs"]))
    return re.compile(rf"(?<![^\W\d_])(?:{signs})[\s.:#-]{{0,4}}$")


def numbered(text: str, start: int) -> bool:
    """Whether a sign of a register number or a law (No., Nr., §) stands before a place."""
    return _number_signs().search(text[max(0, start - _NUMBER_SIGN) : start]) is not None


def _roman(text: str) -> Iterator[FoundDate]:
    for hit in _ROMAN.finditer(text):
        month = roman(hit["month"])
        if month and (found := iso("gregorian", int(hit["year"]), month, int(hit["day"]))):
            yield FoundDate(*hit.span(), found, 0.9 if hit["mark"].strip() else 0.7)


def _loose(text: str) -> Iterator[FoundDate]:
    """Dates without marks (``12 05 2014``, a digit to a box), and months (``06/2014``)."""
    for pattern, sure in ((_SPACED, 0.6), (_BOXED, 0.5)):
        for hit in pattern.finditer(text):
            digits = "".join(hit.groups())
            day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
            if found := iso("gregorian", year, month, day):
                yield FoundDate(*hit.span(), found, sure)
    for hit in _MONTH.finditer(text):
        if not numbered(text, hit.start()) and (
            found := iso("gregorian", int(hit[2]), int(hit[1]))
        ):
            yield FoundDate(*hit.span(), found, 0.4)
