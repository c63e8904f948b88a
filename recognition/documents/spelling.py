"""Arabic letters and digits as the language of the page spells them.

Several signs look alike on paper and differ in the computer: Persian yeh and kaf within a word are
those of Arabic, and so are seven of ten digits. The pack for Arabic script tells what it sees;
which sign is meant goes by the language.
"""

from collections.abc import Iterable
from dataclasses import replace

from recognition.documents.tesseract import Token

PERSIAN_DIGITS = frozenset({"fa", "ps", "ur"})
"""Languages (ISO 639-1) that write numbers with the digits of Persian."""

_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_LETTERS = {
    "ar": ("یک", "ىك"),
    "fa": ("يىك", "ییک"),
    "ku": ("يىك", "ییک"),
    "ps": ("ىك", "یک"),
    "ur": ("يىك", "ییک"),
}


def spelt(tokens: Iterable[Token], language: str) -> list[Token]:
    """The tokens in the spelling of the language (ISO 639-1); of an unknown one as they are."""
    table = _table(language)
    return [replace(token, text=token.text.translate(table)) for token in tokens]


def _table(language: str) -> dict[int, int]:
    read, meant = _LETTERS.get(language, ("", ""))
    arabic, persian = _DIGITS
    if language in PERSIAN_DIGITS:
        read, meant = read + arabic, meant + persian
    elif language == "ar":
        read, meant = read + persian, meant + arabic
    return str.maketrans(read, meant)
