"""Legal time: months, days and working days, counted in the office's zone.

A legal day ends at 24:00 of the office's zone; moments go in and come out as aware UTC datetimes.
A term of months ends with the day that bears the same number, or with the month's last day where
there is none (Regulation 1182/71, article 3(2)(c)).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where days are counted: zone, country (ISO 3166-1) and its region (ISO 3166-2), if any."""

    zone: str
    country: str
    subdivision: str | None = None


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


def months_later(day: date, months: int) -> date:
    """The day of the same number ``months`` later, or that month's last."""
    return day + relativedelta(months=months)


def after_days(moment: datetime, days: int, zone: str) -> datetime:
    """End of a term of ``days`` that began on the legal day of ``moment``."""
    return end_of(legal_day(moment, zone) + timedelta(days=days), zone)


def before_days(end: datetime, days: int, zone: str) -> datetime:
    """The start of the legal day that lies ``days`` before the last day of a term."""
    return end_of(last_day(end, zone) - timedelta(days=days + 1), zone)


def after_working_days(
    moment: datetime, days: int, zone: str, country: str, subdivision: str | None = None
) -> datetime:
    """End of a term of working days: the country's weekends and holidays are left out."""
    day = legal_day(moment, zone)
    for _ in range(days):
        day = working_day_from(day + timedelta(days=1), country, subdivision)
    return end_of(day, zone)


def working_day_from(day: date, country: str, subdivision: str | None = None) -> date:
    """``day``, or the next working day where it is a holiday or falls on a weekend."""
    while not is_working_day(day, country, subdivision):
        day += timedelta(days=1)
    return day


def is_working_day(day: date, country: str, subdivision: str | None = None) -> bool:
    """Whether it is neither a weekend of that country nor one of its public holidays."""
    return day not in _days_off(country, subdivision, day.year)


@lru_cache(maxsize=64)
def _days_off(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    # Imported late: the library's data is large and only working days need it.
    import holidays

    first = date(year, 1, 1)
    days = [
        first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1)
    ]
    try:
        known = holidays.country_holidays(country, subdiv=subdivision, years=year)
    except NotImplementedError:  # the library knows no holidays of that country or region
        if subdivision is not None:
            return _days_off(country, None, year)
        return frozenset(day for day in days if day.weekday() >= SATURDAY)
    return frozenset(day for day in days if not known.is_working_day(day))
