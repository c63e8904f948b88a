"""Dates of every calendar, to ISO 8601."""

import pytest

from recognition.documents.extraction.dates import ethiopic, find_dates, hijri, jalali
from recognition.documents.extraction.fold import fold


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("the 24th day of December in the year 2021", "en", "2021-12-24"),
        ("January 8, 2020", "en", "2020-01-08"),
        ("«24» июля 2013 г.", "ru", "2013-07-24"),
        ("9 червня 2017 р.", "uk", "2017-06-09"),
        ("18 lipca 2018 r.", "pl", "2018-07-18"),
        ("1er juillet 2012", "fr", "2012-07-01"),
        ("aos 15 de julho de 2014", "pt", "2014-07-15"),
        ("23. Februar 2015", "de", "2015-02-23"),
        ("2019. július 2.", "hu", "2019-07-02"),
        ("12 Ağustos 2014", "tr", "2014-08-12"),
        ("ngày 4 tháng 8 năm 2007", "vi", "2007-08-04"),
        ("١٢ حزيران ٢٠١٥", "ar", "2015-06-12"),
        ("06 جوان 2010", "ar", "2010-06-06"),
        ("2016년 2월 25일", "ko", "2016-02-25"),
        ("二〇一五年七月一日", "zh", "2015-07-01"),
        ("中華民國一百零一年六月十三日", "zh", "2012-06-13"),
        ("۱۸ مهر ۱۳۸۹", "fa", "2010-10-10"),
        ("۱۳۸۹/۰۷/۱۸", "fa", "2010-10-10"),
        ("ነሐሴ 4 ቀን 2008 ዓ.ም", "am", "2016-08-10"),
        ("19.02.1996. godine", "bs", "1996-02-19"),
        ("13/06/2555", "th", "2012-06-13"),
    ],
)
def test_one_date(text: str, language: str, iso: str) -> None:
    assert [date.iso for date in find_dates(fold(text), (language,))] == [iso]


def test_one_date_that_must_be_month_first_makes_the_others_so() -> None:
    dates = find_dates("01/14/1985 and 05/11/2012", ("en",))
    assert [date.iso for date in dates] == ["1985-01-14", "2012-05-11"]


def test_what_is_no_date_is_left_alone() -> None:
    assert find_dates("37.02.2015 no 4711/22 3.45 gpa 1.1.99", ("en",)) == []


def test_calendars_meet_known_days() -> None:
    assert jalali(1400, 1, 1).isoformat() == "2021-03-21"
    assert jalali(1403, 12, 30).isoformat() == "2025-03-20"
    assert ethiopic(2016, 1, 1).isoformat() == "2023-09-12"
    assert hijri(1445, 9, 1).isoformat() == "2024-03-11"
