"""Legal time: where terms end, in zones whose clocks jump and around holidays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.domain import clock

LISBON, BERLIN, AUCKLAND = "Europe/Lisbon", "Europe/Berlin", "Pacific/Auckland"
ZONES = st.sampled_from((LISBON, BERLIN, AUCKLAND, "America/St_Johns", "UTC"))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 10, 31), 4, (2027, 2, 28)),
        ((2026, 2, 28), 1, (2026, 3, 28)),
        ((2026, 3, 2), 4, (2026, 7, 2)),
        ((2026, 12, 15), 1, (2027, 1, 15)),
    ],
)
def test_a_term_of_months_ends_with_the_same_number_or_the_months_last_day(
    day: tuple[int, int, int], months: int, last: tuple[int, int, int]
) -> None:
    """Regulation 1182/71, article 3."""
    assert clock.months_later(date(*day), months) == date(*last)


def test_a_day_ends_at_24_in_summer_and_in_winter() -> None:
    assert clock.end_of(date(2026, 1, 10), LISBON) == datetime(2026, 1, 11, 0, tzinfo=UTC)
    assert clock.end_of(date(2026, 7, 10), LISBON) == datetime(2026, 7, 10, 23, tzinfo=UTC)
    assert clock.end_of(date(2026, 7, 10), BERLIN) == datetime(2026, 7, 10, 22, tzinfo=UTC)
    assert clock.end_of(date(2026, 7, 10), AUCKLAND) == datetime(2026, 7, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (LISBON, date(2026, 3, 29), 23),
        (LISBON, date(2026, 10, 25), 25),
        (AUCKLAND, date(2026, 9, 27), 23),
        (AUCKLAND, date(2026, 4, 5), 25),
        (LISBON, date(2026, 6, 1), 24),
    ],
)
def test_the_day_on_which_clocks_jump_is_still_one_day(zone: str, day: date, hours: int) -> None:
    length = clock.end_of(day, zone) - clock.end_of(day - timedelta(days=1), zone)
    assert length == timedelta(hours=hours)


def test_the_legal_day_is_the_offices_and_not_utcs() -> None:
    moment = datetime(2026, 7, 10, 23, 30, tzinfo=UTC)
    assert clock.legal_day(moment, LISBON) == date(2026, 7, 11)
    assert clock.legal_day(moment, "America/St_Johns") == date(2026, 7, 10)


def test_the_first_moment_after_24_is_no_longer_in_time() -> None:
    end = clock.end_of(date(2026, 7, 10), LISBON)
    assert clock.legal_day(end - timedelta(microseconds=1), LISBON) == date(2026, 7, 10)
    assert clock.legal_day(end, LISBON) == date(2026, 7, 11)
    assert clock.last_day(end, LISBON) == date(2026, 7, 10)


def test_working_days_leave_out_weekends_and_the_countrys_holidays() -> None:
    friday = datetime(2026, 4, 24, 9, tzinfo=UTC)  # 25 April is a Saturday, 1 May a Friday
    end = clock.after_working_days(friday, 5, LISBON, "PT")
    assert clock.last_day(end, LISBON) == date(2026, 5, 4)
    thursday = datetime(2026, 4, 2, 9, tzinfo=UTC)  # Good Friday follows; no Easter Monday in PT
    assert clock.last_day(clock.after_working_days(thursday, 1, LISBON, "PT"), LISBON) == date(
        2026, 4, 6
    )
    assert clock.last_day(clock.after_working_days(thursday, 1, BERLIN, "DE"), BERLIN) == date(
        2026, 4, 7
    )


def test_working_days_cross_the_turn_of_the_year() -> None:
    start = datetime(2026, 12, 31, 9, tzinfo=UTC)
    end = clock.after_working_days(start, 1, LISBON, "PT")
    assert clock.last_day(end, LISBON) == date(2027, 1, 4)


def test_a_country_without_known_holidays_has_weekends() -> None:
    friday = datetime(2026, 4, 24, 9, tzinfo=UTC)
    end = clock.after_working_days(friday, 5, "UTC", "XX")
    assert clock.last_day(end, "UTC") == date(2026, 5, 1)


def test_a_notice_begins_with_the_day_that_lies_before_the_last() -> None:
    end = clock.end_of(date(2026, 7, 2), LISBON)
    notice = clock.before_days(end, 14, LISBON)
    assert notice.astimezone(ZoneInfo(LISBON)) == datetime(2026, 6, 18, tzinfo=ZoneInfo(LISBON))


@given(MOMENTS, st.integers(1, 120), ZONES)
def test_every_term_ends_at_24_and_is_never_too_short(
    moment: datetime, number: int, zone: str
) -> None:
    for end in (
        clock.end_of(clock.months_later(clock.legal_day(moment, zone), number), zone),
        clock.after_days(moment, number, zone),
    ):
        local = end.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
        assert end.tzinfo is UTC and end > moment
    day = clock.legal_day(moment, zone)
    last = clock.last_day(clock.after_days(moment, number, zone), zone)
    assert (last - day).days == number


@given(MOMENTS, st.integers(1, 30))
def test_a_term_of_working_days_ends_on_a_working_day(moment: datetime, number: int) -> None:
    last = clock.last_day(clock.after_working_days(moment, number, LISBON, "PT"), LISBON)
    assert last.weekday() < 5
    assert (last - clock.legal_day(moment, LISBON)).days >= number
