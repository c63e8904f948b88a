"""Dates in numerals and words of many languages and calendars, to ISO 8601.

Month names come from Unicode's CLDR (through Babel) and, for other calendars and regional
usage, from ``data/calendars.toml``. Conversions are arithmetic: Jalali by the 2820-year-free
33-year rule (right for 1178-1633), Hijri by the tabular calendar (a day off at most), Ethiopic
by its leap rule, ROC and Buddhist by a shift of years.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from recognition.documents.extraction.fold import fold
from recognition.documents.extraction.lexicon import table

_EARLIEST, _LATEST = 1900, 2100
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?![\d/-])")
_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九十百千\d]{1,6})\s*[年년]\s*([元一二三四五六七八九十\d]{1,3})\s*[月월]"
    r"(?:\s*([一二三四五六七八九十廿\d]{1,3})\s*[日號号일])?"
)
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}
_FILLER_WORDS = (
    "de del d di of the day in year o a ta numaral tarihi ye و ח ב dia dias mes ano anos jour mois "
    "annee bin מ ቀን den thang nam giorno mese anno al на року dell miesiaca dnia roku"
)
_FILLER = r"(?:\W|\b(?:" + "|".join(_FILLER_WORDS.split()) + r")\b){0,9}?"


@dataclass(frozen=True, slots=True, order=True)
class FoundDate:
    """A date in folded text: where, ISO 8601 (to the day, month or year), and how sure."""

    start: int
    end: int
    iso: str
    sure: float


def jalali(year: int, month: int, day: int) -> dt.date:
    """Solar Hijri (Iran, Afghanistan) to Gregorian."""
    days = 365 * (year - 1) + (8 * year + 21) // 33
    days += (month - 1) * 31 - max(0, month - 7) + day
    return dt.date(622, 3, 20) + dt.timedelta(days=days)


def hijri(year: int, month: int, day: int) -> dt.date:
    """Tabular Islamic calendar (civil epoch) to Gregorian."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return dt.date(622, 7, 18) + dt.timedelta(days=days)


def ethiopic(year: int, month: int, day: int) -> dt.date:
    """Ethiopian calendar (13 months) to Gregorian."""
    days = 365 * (year - 1) + year // 4 + 30 * (month - 1) + day
    return dt.date(8, 8, 26) + dt.timedelta(days=days)


_CONVERT = {"jalali": jalali, "hijri": hijri, "ethiopic": ethiopic}


@cache
def month_names(languages: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """Folded month name → (calendar, number) for some languages; English always among them."""
    names: dict[str, tuple[str, int]] = {}
    for language in (*languages, "en"):
        try:
            months = Locale.parse("ckb" if language == "ku" else language).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    key = fold(name).strip(".")
                    if len(key) > 2 and not key.isdigit():
                        names.setdefault(key, ("gregorian", number))
    for calendar, months_of in table("calendars")["months"].items():
        for number, variants in enumerate(months_of, start=1):
            for name in variants:
                names.setdefault(fold(name), (calendar, number))
    return names


@cache
def _worded(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = sorted(month_names(languages), key=len, reverse=True)
    month = r"(?P<month>" + "|".join(re.escape(name) for name in names) + r")(?!\w)\.?"
    day, year = (
        r"(?<![\d/])(?P<day>\d{1,2})(?:st|nd|rd|th|er|eme)?(?![\d])",
        r"(?P<year>\d{4})(?!\d)",
    )
    gap = rf"\W{{0,3}}{_FILLER}\W{{0,3}}"
    day_first = rf"(?:{day}{gap})?(?<!\w){month}{gap}{year}"
    late = rf"(?:\w{{0,2}}{gap}(?P<late>\d{{4}})(?!\d))"
    year_first = (
        rf"(?:(?P<year>\d{{4}})(?!\d){gap})?(?<!\w){month}\W{{1,3}}"
        rf"(?P<day>\d{{1,2}})(?!\d){late}?"
    )
    return re.compile(day_first), re.compile(year_first)


def find_dates(text: str, languages: tuple[str, ...]) -> list[FoundDate]:
    """Every plausible date of a folded text, in order, without overlaps."""
    plain = re.sub(r"[\n\t]", " ", text)
    found: list[FoundDate] = []
    candidates = [
        *_worded_dates(plain, languages),
        *_vietnamese(plain),
        *_chinese_dates(plain),
        *_numeric_dates(plain, languages),
    ]
    for date in sorted(candidates, key=lambda d: (-(d.end - d.start), d.start)):
        if all(date.end <= other.start or date.start >= other.end for other in found):
            found.append(date)
    return sorted(found)


def _worded_dates(text: str, languages: tuple[str, ...]) -> Iterator[FoundDate]:
    names = month_names(languages)
    for pattern in _worded(languages):
        for hit in pattern.finditer(text):
            parts = hit.groupdict()
            year = parts.get("year") or parts.get("late")
            if not year:
                continue
            calendar, month = names[hit["month"]]
            iso = _iso(calendar, int(year), month, int(parts["day"]) if parts["day"] else None)
            if iso:
                yield FoundDate(*hit.span(), iso, 0.95)


def _vietnamese(text: str) -> Iterator[FoundDate]:
    for hit in re.finditer(r"ngay\W+(\d{1,2})\W+thang\W+(\d{1,2})\W+nam\W+(\d{4})", text):
        day, month, year = (int(part) for part in hit.groups())
        if iso := _iso("gregorian", year, month, day):
            yield FoundDate(*hit.span(), iso, 0.95)


def _han_number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if not any(c in "十百千廿" for c in text):
        return int("".join(str(_HAN.get(c, c)) for c in text))
    total, digit = 0, 0
    for letter in text:
        if letter in "十百千廿":
            if letter == "廿":
                total += 20
            else:
                total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[letter]
            digit = 0
        else:
            digit = _HAN.get(letter, 0)
    return total + digit


def _chinese_dates(text: str) -> Iterator[FoundDate]:
    for hit in _CHINESE.finditer(text):
        year, month = _han_number(hit[1]), _han_number(hit[2])
        calendar = "gregorian"
        if year < 200:
            calendar = "roc"
        iso = _iso(calendar, year, month, _han_number(hit[3]) if hit[3] else None)
        if iso:
            yield FoundDate(*hit.span(), iso, 0.95)


def _numeric_dates(text: str, languages: tuple[str, ...]) -> Iterator[FoundDate]:
    hits = list(_NUMERIC.finditer(text))
    month_first = any(len(h[4]) == 4 and int(h[3]) > 12 >= int(h[1]) for h in hits)
    for hit in hits:
        first, _, second, third = hit.groups()
        if len(first) == 4:
            options = [(int(first), int(second), int(third))]
        elif len(third) == 4:
            day_month = (int(third), int(second), int(first))
            month_day = (int(third), int(first), int(second))
            options = [month_day, day_month] if month_first else [day_month, month_day]
        else:
            continue
        for order, (year, month, day) in enumerate(options):
            calendar = _calendar_of(year, languages)
            iso = _iso(calendar, year, month, day)
            if iso:
                yield FoundDate(*hit.span(), iso, 0.9 if order == 0 else 0.8)
                break


def _calendar_of(year: int, languages: tuple[str, ...]) -> str:
    """Calendar of a numeric date by its year and the page's languages."""
    if 1300 <= year <= 1420 and {"fa", "ps", "ku"} & set(languages):
        return "jalali"
    if 1300 <= year <= 1460:
        return "hijri"
    if 2460 <= year <= 2600:
        return "buddhist"
    return "gregorian"


def _iso(calendar: str, year: int, month: int, day: int | None) -> str:
    """ISO 8601 in the Gregorian calendar; empty for what is no date of a diploma."""
    if calendar == "roc":
        year, calendar = year + 1911, "gregorian"
    if calendar == "buddhist":
        year, calendar = year - 543, "gregorian"
    if calendar == "gregorian" and _EARLIEST <= year <= _LATEST and 1 <= month <= 12:
        if day is None:
            return f"{year:04d}-{month:02d}"
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            return ""
    if calendar not in _CONVERT or not 1 <= month <= 13 or not 1 <= (day or 1) <= 31:
        return ""
    date = _CONVERT[calendar](year, month, day or 1)
    if not _EARLIEST <= date.year <= _LATEST:
        return ""
    return date.isoformat() if day else date.isoformat()[:4]
