"""Dates and years in folded text, of many languages, scripts and calendars, to ISO 8601.

``written`` reads dates that name their month, ``numeric`` those all in numerals and ``eastern``
those of East Asia; ``calendars`` converts. Words are data in ``data/dates``,
calendars' names, signs and months in ``data/calendars.toml``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from recognition.documents.extraction.dates.calendars import EARLIEST, LATEST, iso
from recognition.documents.extraction.dates.eastern import eastern_dates, eastern_years
from recognition.documents.extraction.dates.found import FoundDate
from recognition.documents.extraction.dates.numeric import calendars_of, numbered, numeric_dates
from recognition.documents.extraction.dates.signs import sign_by
from recognition.documents.extraction.dates.tokens import Token, mended, tokens, windows
from recognition.documents.extraction.dates.words import Kind, vocabulary
from recognition.documents.extraction.dates.written import written_dates

__all__ = ["FoundDate", "find_dates", "find_years"]

_YEAR = re.compile(r"(?<![a-z\d_])(?<!\d[./,|+-])(?<![/|+])(\d{4})(?![./,|-]?\d|\s?[/-]\s?\d)")
_JOINED = re.compile(r"\d\s?[/|-]\s?$")
_LONG_NUMBER = re.compile(r"\d\s$")


def find_dates(
    text: str, languages: tuple[str, ...], *, month_first: bool = False
) -> list[FoundDate]:
    """Every plausible date of a folded text, in order, without overlaps.

    ``month_first`` reads 05/12/2014 as in the United States; a text that shows its own order
    (01/14/1985, 14/01/1985) is read by that.
    """
    return list(_found(text, languages, month_first)[0])


def find_years(text: str, languages: tuple[str, ...]) -> list[FoundDate]:
    """Every bare year of a folded text, to the Gregorian year, in order; none within a date.

    A year of another calendar is taken for the Gregorian year of most of its days.
    """
    dates, plain = _found(text, languages, False)
    every = tokens(plain, vocabulary(languages), 0, len(plain))
    found = [*_plain_years(plain, languages), *_worded_years(every, plain), *eastern_years(plain)]
    return [year for year in _apart(found, dates) if year not in dates]


@lru_cache(maxsize=4)
def _found(
    text: str, languages: tuple[str, ...], month_first: bool
) -> tuple[tuple[FoundDate, ...], str]:
    plain = mended(text)
    words = vocabulary(languages)
    found = [
        *(
            date
            for start, end in windows(plain, words)
            for date in written_dates(tokens(plain, words, start, end), plain, words)
        ),
        *eastern_dates(plain),
        *numeric_dates(plain, languages, month_first),
    ]
    return tuple(_apart(found, [])), plain


def _apart(found: Iterable[FoundDate], taken: Iterable[FoundDate]) -> list[FoundDate]:
    """Dates that do not overlap, the longest and surest first taken; in order."""
    kept = list(taken)
    for date in sorted(found, key=lambda d: (-len(d.iso), d.start - d.end, -d.sure)):
        if all(date.end <= other.start or date.start >= other.end for other in kept):
            kept.append(date)
    return sorted(kept)


def _plain_years(text: str, languages: tuple[str, ...]) -> Iterator[FoundDate]:
    for hit in _YEAR.finditer(text):
        before = text[max(0, hit.start() - 4) : hit.start()]
        if _JOINED.search(before) or _LONG_NUMBER.search(before) or numbered(text, hit.start()):
            continue
        year = int(hit[1])
        sign, end = sign_by(text, *hit.span())
        options = [sign] if sign else calendars_of(year, languages)
        for calendar in options:
            if found := iso(calendar, year):
                yield FoundDate(hit.start(), end, found, 0.7 if sign else 0.5, calendar)
                break


def _worded_years(every: Iterable[Token], text: str) -> Iterator[FoundDate]:
    """Years in words or in Roman numerals."""
    for token in every:
        worded = token.kind is Kind.NUMBER and token.digits == 0 and token.value >= 1000
        if not worded and (token.kind is not Kind.ROMAN or token.value < EARLIEST):
            continue
        sign = sign_by(text, token.start, token.end)[0]
        calendar = sign or ("gregorian" if EARLIEST <= token.value <= LATEST else "hebrew")
        if found := iso(calendar, token.value):
            yield FoundDate(token.start, token.end, found, 0.5, calendar)
