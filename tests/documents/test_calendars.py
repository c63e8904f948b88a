"""Calendars: days that are known to be the same, and rules that hold on every day."""

import datetime as dt

import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st
from pyluach.dates import HebrewDate

from recognition.documents.extraction.dates.calendars import iso, to_gregorian

DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2100, 12, 31))
SOLAR = {
    "jalali": (1309, 1479, 12),
    "kurdish": (2630, 2800, 12),
    "ethiopic": (1923, 2092, 13),
    "bikram": (1987, 2099, 12),
}


@pytest.mark.parametrize(
    ("calendar", "day", "gregorian"),
    [
        ("jalali", (1393, 1, 1), "2014-03-21"),  # Nowruz
        ("jalali", (1400, 1, 1), "2021-03-21"),
        ("jalali", (1403, 12, 30), "2025-03-20"),
        ("jalali", (1357, 11, 22), "1979-02-11"),  # the revolution
        ("hijri", (1435, 1, 1), "2013-11-04"),
        ("hijri", (1445, 9, 1), "2024-03-11"),
        ("hijri", (1436, 10, 1), "2015-07-17"),  # Eid al-Fitr in Saudi Arabia
        ("hijri", (1400, 1, 1), "1979-11-20"),  # the siege of Mecca
        ("ethiopic", (2007, 1, 1), "2014-09-11"),
        ("ethiopic", (2016, 1, 1), "2023-09-12"),
        ("ethiopic", (1966, 13, 5), "1974-09-10"),
        ("hebrew", (5775, 7, 1), "2014-09-25"),  # Rosh Hashanah
        ("hebrew", (5708, 2, 5), "1948-05-14"),  # Israel's independence
        ("hebrew", (5774, 13, 14), "2014-03-16"),  # Purim of a leap year
        ("hebrew", (5775, 13, 14), "2015-03-05"),  # … and of one that has one Adar
        ("bikram", (2071, 1, 1), "2014-04-14"),  # Nepali new year
        ("bikram", (2072, 1, 12), "2015-04-25"),  # the earthquake
        ("bikram", (2072, 6, 3), "2015-09-20"),  # the constitution
        ("kurdish", (2714, 1, 1), "2014-03-21"),
        ("buddhist", (2557, 1, 12), "2014-01-12"),
        ("buddhist", (2482, 2, 1), "1940-02-01"),  # the year began in April
        ("roc", (103, 6, 13), "2014-06-13"),
        ("showa", (63, 3, 25), "1988-03-25"),
        ("reiwa", (1, 5, 1), "2019-05-01"),
        ("dangun", (4290, 3, 21), "1957-03-21"),
    ],
)
def test_known_days(calendar: str, day: tuple[int, int, int], gregorian: str) -> None:
    assert iso(calendar, *day) == gregorian


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        ("gregorian", (2013, 2, 29)),
        ("gregorian", (2014, 13, 1)),
        ("jalali", (1393, 12, 30)),
        ("jalali", (1393, 7, 31)),
        ("ethiopic", (2006, 13, 6)),
        ("ethiopic", (2006, 14, 1)),
        ("hijri", (1435, 1, 31)),
        ("hebrew", (5774, 14, 1)),
        ("bikram", (2071, 1, 32)),
        ("bikram", (2200, 1, 1)),
        ("gregorian", (1850, 1, 1)),
    ],
)
def test_days_that_there_are_not(calendar: str, day: tuple[int, int, int]) -> None:
    assert iso(calendar, *day) == ""


@given(DAYS)
def test_hebrew_and_hijri_days_come_back(day: dt.date) -> None:
    hebrew = HebrewDate.from_pydate(day)
    assert to_gregorian("hebrew", hebrew.year, hebrew.month, hebrew.day) == day
    if day < dt.date(2077, 11, 16):  # as far as Umm al-Qura is published
        lunar = Gregorian.fromdate(day).to_hijri()
        assert to_gregorian("hijri", *lunar.datetuple()) == day


@given(st.sampled_from(sorted(SOLAR)), st.data())
def test_years_of_months_of_days_are_without_gap_or_overlap(
    calendar: str, data: st.DataObject
) -> None:
    first, last, months = SOLAR[calendar]
    year = data.draw(st.integers(first, last - 1))
    days = [
        found
        for month in range(1, months + 1)
        for day in range(1, 33)
        if (found := to_gregorian(calendar, year, month, day))
    ]
    following = to_gregorian(calendar, year + 1, 1, 1)
    assert following is not None
    assert [*days, following] == [days[0] + dt.timedelta(n) for n in range(len(days) + 1)]
    assert len(days) in {364, 365, 366}


@given(st.integers(1343, 1500))
def test_a_year_of_another_calendar_is_the_one_of_most_of_its_days(year: int) -> None:
    first, last = to_gregorian("hijri", year, 1, 1), to_gregorian("hijri", year, 12, 29)
    assert first and last and iso("hijri", year) in {str(first.year), str(last.year)}
