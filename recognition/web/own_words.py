"""Words in another language than the page: marked, so that they are read out and set as they are.

WCAG 2.2, 3.1.2: the language of each passage can be told by a program. What the office wrote in its
file is in its main language; what its assessors wrote is so too, as far as its letters say.
"""

import unicodedata

from babel.core import get_global
from flask import Flask
from markupsafe import Markup

from recognition.domain.regime import Regime
from recognition.web.languages import current_language, direction
from recognition.web.services import LegalTerm, get_services

_NAMES = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Cyrl": "CYRILLIC",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Hebr": "HEBREW",
    "Latn": "LATIN",
}
"""Scripts (ISO 15924) by the first word of their letters' names (Unicode)."""


def in_language(text: object, language: str) -> Markup:
    """``text`` by itself; with its language and direction where the page has another."""
    return Markup("<bdi{}>{}</bdi>").format(_marks(language), text) if text else Markup()


def office_words(text: object) -> Markup:
    """Words of the office's own file: in the reader's language if it has them, else in its own."""
    return in_language(*_said(text))


def office_title(text: object) -> str:
    """The same without its language, where none can be marked: in the title of a page."""
    return str(_said(text)[0])


def _said(text: object) -> tuple[object, str]:
    """Words of the office's file as the reader gets them, and their language."""
    office = get_services().office
    said = office.texts_of(str(text)) if text else {}
    for language in (current_language(), _base(current_language())):
        if language in said:
            return said[language], language
    return text, office.main_language


def written(text: object) -> Markup:
    """Words that somebody at the office wrote: in its main language, if it has its letters."""
    return in_language(text, _written_in(text))


def written_marks(text: object) -> Markup:
    """The attributes of an element that holds ``written`` words alone."""
    return _marks(_written_in(text)) or Markup(' dir="auto"')


def regime_name(regime: Regime) -> Markup:
    """The name of a law in the reader's language, or marked with its own."""
    name, language = regime.named(current_language())
    return in_language(name, language or get_services().office.main_language)


def source_of(term: LegalTerm) -> Markup:
    """Where a term stands; in another language than that is written in, the name of the law."""
    here, language = _base(current_language()), term.language or get_services().office.main_language
    if here != _base(language) and here in term.names:
        return in_language(term.names[here], here)
    return in_language(term.source, language)


def law(regime: Regime, text: str) -> Markup:
    """Where in a law something stands, as its data say it, marked with the language of these."""
    return in_language(text, regime.named("")[1] or get_services().office.main_language)


def in_letters_of(text: str, language: str) -> bool:
    """Whether the first letter of a text is of the script in which a language is written."""
    first = next((sign for sign in text if sign.isalpha()), "")
    likely = get_global("likely_subtags").get(_base(language), "").split("_")
    script = likely[1] if len(likely) > 1 else ""
    return bool(first) and unicodedata.name(first, "").split(" ")[0] == _NAMES.get(script)


def init_own_words(app: Flask) -> None:
    """Give templates what marks words of another language."""
    for function in (
        in_language,
        office_words,
        office_title,
        written,
        written_marks,
        regime_name,
        source_of,
        law,
    ):
        app.jinja_env.globals[function.__name__] = function


def _written_in(text: object) -> str:
    language = get_services().office.main_language
    return language if in_letters_of(str(text), language) else ""


def _marks(language: str) -> Markup:
    if not language or _base(language) == _base(current_language()):
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0]
