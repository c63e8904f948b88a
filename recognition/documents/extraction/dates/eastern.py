"""Dates of China, Japan, Korea and Taiwan: numbers before 年月日 or 년월일, and eras."""

import re
from collections.abc import Iterator
from functools import cache

from recognition.documents.extraction.dates.calendars import iso
from recognition.documents.extraction.dates.found import FoundDate
from recognition.documents.extraction.dates.numerals import han, han_signs
from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.lexicon import table

_PARTS = (("year", 4), ("month", 2), ("day", 2))
_MARKED = re.compile("[年년년]")


@cache
def _eras() -> dict[str, str]:
    """Name of an era (folded) → the calendar that counts its years."""
    eras = table("calendars")["eras"].items()
    return {fold(name): calendar for calendar, names in eras for name in names}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    number = rf"(?:\d{{1,4}}(?!\d)|[{han_signs()}](?:\s?[{han_signs()}]){{0,7}})"
    eras = "|".join(sorted(map(re.escape, _eras()), key=len, reverse=True))
    lead = rf"(?:(?P<era>{eras})\s?[:.(]?\s?|(?<![{han_signs()}0-9]))"
    day = rf"(?:\s?(?P<day>{number})\s?[日号號일])?"
    full = rf"{lead}(?P<year>{number})\s?[年년]\s?(?:度\s?)?(?P<month>{number})\s?[月월]{day}"
    parts = [rf"(?P<{name}>\d{{1,{size}}})" for name, size in _PARTS]
    marks = rf"(?P<era>{eras})\s?" + r"\s?[./-]\s?".join(parts) + r"(?!\d)"
    year = rf"{lead}(?P<year>{number})\s?[年년]"
    return re.compile(full), re.compile(marks), re.compile(year)


def eastern_dates(text: str) -> Iterator[FoundDate]:
    """Every date with 年 and 月 (also 년 and 월), or of an era in numerals (民國103.6.13)."""
    full, marks, _ = _patterns()
    hits = list(full.finditer(text)) if _MARKED.search(text) else []
    for hit in (*hits, *(marks.finditer(text) if not text.isascii() else ())):
        month, day = han(hit["month"].replace(" ", "")), han((hit["day"] or "").replace(" ", ""))
        if month and (hit["day"] is None or day) and (dated := _iso(hit, month, day)):
            sure = 0.95 if hit["day"] else 0.85
            yield FoundDate(hit.start(), hit.end(), dated[0], sure, dated[1])


def eastern_years(text: str) -> Iterator[FoundDate]:
    """Every year before 年 or 년."""
    for hit in _patterns()[2].finditer(text) if _MARKED.search(text) else ():
        if dated := _iso(hit, None, None):
            yield FoundDate(hit.start(), hit.end(), dated[0], 0.7, dated[1])


def _iso(hit: re.Match[str], month: int | None, day: int | None) -> tuple[str, str] | None:
    year = han(hit["year"].replace(" ", ""))
    if year is None:
        return None
    calendar = _eras()[hit["era"]] if hit["era"] else "gregorian"
    if not hit["era"] and 30 <= year <= 189:
        calendar = "roc"
    if calendar == "dangun" and year < 3000:
        calendar = "gregorian"
    found = iso(calendar, year, month, day)
    return (found, calendar) if found else None
