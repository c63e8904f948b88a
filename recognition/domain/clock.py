"""Legal time: months, days and working days, counted in the office's zone.

A legal day ends at 24:00 of the office's zone; moments go in and come out as aware UTC datetimes.
A term of months ends with the day that bears the same number, or with the month's last day where
there is none (Regulation 1182/71, article 3).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


def legal_day(moment: datetime, zone: str) -> date:
    """The calendar day on which ``moment`` falls in ``zone``."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """24:00 of ``day`` in ``zone``, as UTC: the first moment that no longer belongs to it."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC)


def last_day(end: datetime, zone: str) -> date:
    """The last day on which something that ends at ``end`` can still be done."""
    return legal_day(end - timedelta(microseconds=1), zone)


def after_months(moment: datetime, months: int, zone: str) -> datetime:
    """End of a term of ``months`` that began on the legal day of ``moment``."""
    return end_of(legal_day(moment, zone) + relativedelta(months=months), zone)


def after_days(moment: datetime, days: int, zone: str) -> datetime:
    """End of a term of ``days`` that began on the legal day of ``moment``."""
    return end_of(legal_day(moment, zone) + timedelta(days=days), zone)


def before_days(end: datetime, days: int, zone: str) -> datetime:
    """The start of the legal day that lies ``days`` before the last day of a term."""
    return end_of(last_day(end, zone) - timedelta(days=days + 1), zone)


def after_working_days(moment: datetime, days: int, zone: str, country: str) -> datetime:
    """End of a term of working days: Saturdays, Sundays and ``country``'s holidays left out."""
    day = legal_day(moment, zone)
    left = days
    while left:
        day += timedelta(days=1)
        if day.weekday() < 5 and not _is_holiday(day, country):
            left -= 1
    return end_of(day, zone)


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> frozenset[date]:
    # Imported late: the library's data is large and only working days need it.
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:  # the library knows no holidays of that country
        return frozenset()


def _is_holiday(day: date, country: str) -> bool:
    return day in _holidays(country, day.year)
