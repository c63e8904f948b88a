"""The desk's blueprint: every page below ``/desk`` is for assessors alone."""

from datetime import datetime

from babel import Locale
from flask import Blueprint
from flask_babel import get_locale

from recognition.domain import clock
from recognition.domain.vocabulary import DocumentType, FieldName, Role
from recognition.web.dates import long_day
from recognition.web.desk.words import say, sureness
from recognition.web.identity import current_identity, only
from recognition.web.services import get_services

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
blueprint.before_request(only(Role.ASSESSOR))


def country(code: str | None) -> str:
    """A country's name in the reader's language; of a former one, its code."""
    locale: Locale = get_locale()
    return str(locale.territories.get(code or "", code or ""))


def value_words(name: FieldName, value: str) -> str:
    """A field's value for people: a country and a kind of paper are kept as codes."""
    if name is FieldName.COUNTRY:
        return country(value)
    if name is FieldName.DOCUMENT_TYPE and value in set(DocumentType):
        return str(say(DocumentType(value)))
    return value


def last_day(end: datetime) -> str:
    """The office's last whole day before a term's end, in words."""
    return long_day(clock.last_day(end, get_services().office.time_zone))


blueprint.add_app_template_filter(last_day)
for function in (say, sureness, country, value_words):
    blueprint.add_app_template_global(function)


@blueprint.context_processor
def _signed_in() -> dict[str, object]:
    """Give pages ``me``, which a stranger's error page has not, and ``now``."""
    return {"me": current_identity(), "now": get_services().clock()}
