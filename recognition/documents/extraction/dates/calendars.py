"""Conversions of the world's calendars to the Gregorian one, and to ISO 8601.

Calendars that only count years from elsewhere (Buddhist, ROC, Japanese eras …) are shifts of the
year, in ``data/calendars.toml``. The others have a rule each, told at its function.
"""

import datetime as dt
from functools import cache
from itertools import accumulate

from hijridate import Hijri
from pyluach.dates import HebrewDate

from recognition.documents.extraction.page.lexicon import table

EARLIEST, LATEST = 1900, 2100
_KURDISH = 1321  # years that the Kurdish count is ahead of the Solar Hijri one
_CYRUS = 1180  # years that the count from Cyrus was ahead of the Solar Hijri one
_LEAP = dt.timedelta(days=1)


def jalali(year: int, month: int, day: int) -> dt.date:
    """Solar Hijri (Iran, Afghanistan): months of 31 (six), 30 (five) and 29 or 30 days.

    Leap years by the 33-year cycle, which agrees with the calendar kept in Iran for 1178-1633
    (https://en.wikipedia.org/wiki/Solar_Hijri_calendar). From 1976 to 1978 Iran counted the years
    from Cyrus on: 2535 to 2537.
    """
    year -= _CYRUS if 2535 <= year <= 2537 else 0
    days = 365 * (year - 1) + (8 * year + 21) // 33
    days += (month - 1) * 31 - max(0, month - 7) + day
    return dt.date(622, 3, 20) + dt.timedelta(days=days)


def hijri(year: int, month: int, day: int) -> dt.date:
    """Islamic calendar: Umm al-Qura where published (1343-1500, ``hijridate``), else tabular.

    The tabular one (civil epoch, 30-year cycle) also takes a thirtieth day that Saudi Arabia did
    not have; other countries' months may begin a day apart.
    """
    try:
        return dt.date.fromordinal(Hijri(year, month, day).to_gregorian().toordinal())
    except (ValueError, OverflowError):
        days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
        return dt.date(622, 7, 18) + dt.timedelta(days=days)


def ethiopic(year: int, month: int, day: int) -> dt.date:
    """Ethiopian calendar: twelve months of 30 days and one of 5, or 6 in every fourth year.

    The year begins on 11 September, or 12 before a Gregorian leap year
    (https://en.wikipedia.org/wiki/Ethiopian_calendar).
    """
    days = 365 * (year - 1) + year // 4 + 30 * (month - 1) + day
    return dt.date(8, 8, 26) + dt.timedelta(days=days)


def hebrew(year: int, month: int, day: int) -> dt.date:
    """Hebrew calendar (``pyluach``); months count from Nisan: 12 is Adar I, 13 Adar II.

    Seven of nineteen years have both; the one Adar of other years may be called either.
    """
    month = min(month, 13 if (7 * year + 1) % 19 < 7 else 12)
    found: dt.date = HebrewDate(year, month, day).to_pydate()
    return found


def bikram(year: int, month: int, day: int) -> dt.date:
    """Bikram Sambat (Nepal), by the published lengths of its months in ``data/bikram.toml``."""
    starts, first = _bikram_starts()
    place = (year - first) * 12 + month - 1
    if not 0 <= place < len(starts):
        raise ValueError(year)
    return starts[place] + dt.timedelta(days=day - 1)


@cache
def _bikram_starts() -> tuple[tuple[dt.date, ...], int]:
    data = table("bikram")
    lengths = [int(days) for year in data["months"] for days in year.split()]
    first: dt.date = data["epoch"] + _LEAP
    return (
        tuple(first + dt.timedelta(days=days) for days in accumulate(lengths, initial=0)),
        data["first_year"],
    )


def bengali(year: int, month: int, day: int) -> dt.date:
    """Bengali calendar (Bangladesh, reform of 1987): good for the year, a few days off at most.

    The year begins on 14 April; five months of 31 days, then months of 30.
    """
    days = (month - 1) * 30 + min(month - 1, 5) + day - 1
    return dt.date(year + 593, 4, 14) + dt.timedelta(days=days)


def kurdish(year: int, month: int, day: int) -> dt.date:
    """Kurdish calendar: the months of the Solar Hijri one, years counted from 700 BC."""
    return jalali(year - _KURDISH if year > 2000 else year, month, day)


def gregorian(year: int, month: int, day: int) -> dt.date:
    """The Gregorian calendar itself."""
    return dt.date(year, month, day)


_CONVERT = {
    "gregorian": gregorian,
    "jalali": jalali,
    "hijri": hijri,
    "ethiopic": ethiopic,
    "hebrew": hebrew,
    "bikram": bikram,
    "bengali": bengali,
    "kurdish": kurdish,
}
_MONTHS = {"ethiopic": 13, "hebrew": 13}
_LONGEST = {"ethiopic": 30, "hijri": 30, "hebrew": 30, "bikram": 32}
_STRICT = {"gregorian", "hebrew", "hijri"}  # their rules refuse, or shift, what there is not
_YEAR_ONLY = {"bengali"}


def _convert(calendar: str, year: int, month: int, day: int) -> dt.date | None:
    months = _MONTHS.get(calendar, 12)
    if not 1 <= month <= months or not 1 <= day <= _LONGEST.get(calendar, 31) or year < 1:
        return None
    rule = _CONVERT[calendar]
    try:
        date = rule(year, month, day)
        if calendar in _STRICT:
            return date
        following = rule(year, month + 1, 1) if month < months else rule(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None
    return date if date < following else None


def _shifted(calendar: str, year: int, month: int) -> tuple[str, int]:
    """A calendar that shifts the year, made Gregorian (Thai years began in April until 1940)."""
    shift = table("calendars")["shifts"].get(calendar)
    if shift is None:
        return calendar, year
    old_thai = calendar == "buddhist" and year <= 2483 and month <= 3
    return "gregorian", year + shift + old_thai


def to_gregorian(calendar: str, year: int, month: int, day: int) -> dt.date | None:
    """A whole date in the Gregorian calendar; None for one that there is not."""
    return _convert(*_shifted(calendar, year, month), month, day)


def iso(calendar: str, year: int, month: int | None = None, day: int | None = None) -> str:
    """ISO 8601 to the day, month or year; empty for what is no date of a diploma.

    A month or year of a calendar that is not Gregorian makes the Gregorian year of its middle.
    """
    kind, year = _shifted(calendar, year, month or 7)
    if kind == "gregorian" and day is None:
        if not EARLIEST <= year <= LATEST or not 1 <= (1 if month is None else month) <= 12:
            return ""
        return f"{year:04d}" if month is None else f"{year:04d}-{month:02d}"
    middle = 1 if kind == "hebrew" else 7  # Nisan is the seventh month of the Hebrew year
    first = 1 if month is None else 15
    date = _convert(kind, year, middle if month is None else month, first if day is None else day)
    if date is None or not EARLIEST <= date.year <= LATEST:
        return ""
    exact = day is not None and kind not in _YEAR_ONLY
    return date.isoformat() if exact else f"{date.year:04d}"
