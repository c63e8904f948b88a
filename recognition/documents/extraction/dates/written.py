"""Dates with the name of a month, in every order and with every filler word."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recognition.documents.extraction.dates.calendars import iso
from recognition.documents.extraction.dates.found import FoundDate
from recognition.documents.extraction.dates.signs import sign_by
from recognition.documents.extraction.dates.tokens import Token
from recognition.documents.extraction.dates.words import Kind, Vocabulary

_REACH = 45  # letters between two parts of a date
_FILLERS = 9
_NUMBERS = 3
_SHORT = 2  # letters of an unknown word that may be a misread filler
_PIVOT = 30  # two-digit years from here on are of the last century
_ETHIOPIC_AHEAD = 8  # Meskerem is September: either calendar's names are used for months of both


class _Way(NamedTuple):
    """One way to read the numbers around a month: which is the day, which the year."""

    day: Token | None
    year: Token
    sure: float


def written_dates(every: Sequence[Token], text: str, words: Vocabulary) -> Iterator[FoundDate]:
    """Every date of a text's tokens that names its month."""
    for place, token in enumerate(every):
        if token.kind is Kind.MONTH:
            left = list(_numbers(every, place, -1))
            right = list(_numbers(every, place, 1))
            for way in _ways(left, right, token, words):
                if found := _date(token, way, text):
                    yield found
                    break


def _numbers(every: Sequence[Token], place: int, step: int) -> Iterator[Token]:
    """Numbers before or after a month, the nearest first, as far as they may belong to it."""
    month = edge = every[place]
    fillers = found = 0
    while 0 <= (place := place + step) < len(every) and fillers <= _FILLERS:
        token = every[place]
        gap = token.start - edge.end if step > 0 else edge.start - token.end
        if gap > _REACH or token.sign == ";":
            return
        if token.kind in (Kind.NUMBER, Kind.ROMAN) or (token.number and token.kind is Kind.MONTH):
            yield token
            edge, found, fillers = token, found + 1, 0
            if found == _NUMBERS:
                return
        elif _ends(token, month):
            return
        else:
            fillers += 4 if token.kind is Kind.OTHER else token.kind is Kind.FILL


def _ends(token: Token, month: Token) -> bool:
    """Whether a date cannot go on over a token: a word it does not have, or another month."""
    if token.kind is Kind.MONTH:
        return token.value != month.value
    return token.kind is Kind.OTHER and token.end - token.start > _SHORT


def _is_year(token: Token) -> bool:
    if token.kind is Kind.ROMAN:
        return token.value >= 1900
    return token.digits == 4 or (not token.digits and token.value >= 1000)


def _is_day(token: Token) -> bool:
    value = token.number or token.value
    return token.digits <= 2 and 1 <= value <= 32


def _ways(left: list[Token], right: list[Token], month: Token, words: Vocabulary) -> Iterator[_Way]:
    """Readings of the numbers before and after a month, the likeliest first."""
    pairs = [
        (left[:1], right[:1]),  # day month year
        (right[:1], right[1:2]),  # month day, year
        (right[:1], left[:1]),  # year month day
        (left[:1], left[1:2]),  # year day month
        (left[:1], right[1:2]),  # '12 June (Friday 13) 2014': a number between
    ]
    for day, year in pairs:
        if day and year and _is_day(day[0]) and _is_year(year[0]) and _may(day[0], year[0]):
            yield _Way(day[0], year[0], 0.95 if year[0].digits else 0.9)
    if right and _is_year(right[0]):
        yield _Way(None, right[0], 0.8)
    if left and _is_year(left[0]) and words.year_first:
        yield _Way(None, left[0], 0.75)
    for day, year in pairs[:2]:
        near = year and year[0].digits == 2 and abs(year[0].start - month.end) <= 6
        if day and near and _is_day(day[0]) and day[0].kind is Kind.NUMBER:
            yield _Way(day[0], year[0], 0.5)


def _may(day: Token, year: Token) -> bool:
    """Roman days (and single letters that look so) only stand with Roman years."""
    return day.kind is not Kind.ROMAN or year.kind is Kind.ROMAN


def _date(month: Token, way: _Way, text: str) -> FoundDate | None:
    parts = [part for part in (way.day, month, way.year) if part]
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    year, number = way.year.value, month.value
    if way.year.digits == 2:
        year += 1900 if year >= _PIVOT else 2000
    sign, end_of_sign = sign_by(text, start, end)
    calendar = _calendar(month.calendar, year, sign)
    if calendar == "gregorian" == sign and month.calendar == "ethiopic":
        number = (number + _ETHIOPIC_AHEAD - 1) % 12 + 1
    if calendar == "ethiopic" == sign and month.calendar == "gregorian":
        number = (number - _ETHIOPIC_AHEAD - 1) % 12 + 1
    day = (way.day.number or way.day.value) if way.day else None
    found = iso(calendar, year, number, day)
    if not found:
        return None
    return FoundDate(start, end_of_sign, found, way.sure, calendar)


def _calendar(of_month: str, year: int, sign: str) -> str:
    """The calendar of a date whose month has a name: the sign decides only what it can."""
    if of_month != "gregorian":
        return "gregorian" if sign == "gregorian" and year > 1900 else of_month
    if sign and iso(sign, year):
        return sign
    return "buddhist" if 2440 <= year <= 2643 else "gregorian"
