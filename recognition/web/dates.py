"""Dates on a screen: written out, in the reader's language, in the office's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_datetime_format
from flask import Flask
from flask_babel import get_locale

from recognition.web.services import get_services


def _zone() -> ZoneInfo:
    return get_services().office.zone


def office_day(value: date | datetime) -> date:
    """Return the office's calendar day of a day or of an aware moment."""
    return value.astimezone(_zone()).date() if isinstance(value, datetime) else value


def long_day(value: date | datetime) -> str:
    """Return the day in words (``3 March 2026``)."""
    # Ukrainian ends a long date with "р." (year), which would double the full stop of a sentence.
    # The space before it is a narrow one.
    return format_date(office_day(value), "long", locale=get_locale()).removesuffix("р.").rstrip()


def long_moment(value: datetime) -> str:
    """Return day and time in words, in the office's zone."""
    local = value.astimezone(_zone())
    moment = format_datetime(local, "HH:mm", tzinfo=local.tzinfo, locale=get_locale())
    # With the comma of the reader's script (Arabic has its own).
    return str(get_datetime_format("medium", locale=get_locale())).format(moment, long_day(local))


def written_day(text: str) -> str:
    """Return a day that is kept as text (``1994-05-17``) in words; another text as it is."""
    try:
        return long_day(date.fromisoformat(text))
    except ValueError:
        return text


def machine_time(value: date | datetime) -> str:
    """Return what a ``<time>`` element's ``datetime`` holds."""
    if isinstance(value, datetime):
        return value.astimezone(_zone()).isoformat(timespec="minutes")
    return value.isoformat()


def init_dates(app: Flask) -> None:
    """Give templates the filters that are named like these functions."""
    for function in (office_day, long_day, long_moment, written_day, machine_time):
        app.jinja_env.filters[function.__name__] = function
