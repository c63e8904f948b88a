"""Countries of the world in the reader's language."""

import unicodedata
from functools import lru_cache

import pycountry
from babel import Locale
from flask_babel import get_locale

# Not (yet) in ISO 3166-1, and used by the European Union under this code.
_KOSOVO = "XK"


def country_name(code: str | None) -> str:
    """Return a country's name; the code itself where the language has no name for it."""
    locale = get_locale() or Locale("en")
    return str(locale.territories.get(code, code)) if code else ""


def country_options() -> tuple[tuple[str, str], ...]:
    """Return pairs (code, name) of all countries, in the order of the reader's alphabet."""
    return _options(str(get_locale() or "en"))


def is_country(code: str) -> bool:
    """Whether that is a country's code."""
    return code == _KOSOVO or pycountry.countries.get(alpha_2=code) is not None


@lru_cache(maxsize=32)
def _options(locale: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(locale).territories
    codes = [country.alpha_2 for country in pycountry.countries] + [_KOSOVO]
    pairs = [(code, str(names.get(code, code))) for code in codes]
    return tuple(sorted(pairs, key=lambda pair: _sort_key(pair[1])))


def _sort_key(name: str) -> str:
    """Letters without their marks, so that 'Åland' stands with A."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))
