"""Arabic letters and digits as the language of the page spells them.

Several signs look alike on paper and differ in the computer: Persian yeh and kaf within a word are
those of Arabic, and so are seven of ten digits. The pack for Arabic script tells what it sees;
which sign is meant goes by the language.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from recognition.documents import language
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
_ONLY_ARABIC = "ة"
_NEVER_ARABIC = "پچگژ"
_OPENING, _CLOSING = re.compile(r"^\)(?=\w)"), re.compile(r"(?<=\w)\((?=\W?$)")
_NUMBER = re.compile(r"\d+(?:[./-]\d+)*")
_ENOUGH = 3  # of such letters to tell by


def language_of(text: str) -> str:
    """The language (ISO 639-1) of a text in Arabic script that is not spelt yet."""
    ours, others = text.count(_ONLY_ARABIC), sum(map(text.count, _NEVER_ARABIC))
    if ours + others < _ENOUGH:
        arabic = language.language_of(text, "Arab") == "ar"
    else:
        arabic = ours > others
    if arabic:
        return "ar"
    return language.language_of(text.translate(_table("fa")), "Arab")


def in_order(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, numbers in order: in a word with letters they are read from the right as well."""
    return [
        replace(token, text=_NUMBER.sub(lambda number: number[0][::-1], token.text))
        if any(map(str.isalpha, token.text))
        else token
        for token in tokens
    ]


def spelt(tokens: Iterable[Token], code: str) -> list[Token]:
    """The tokens in the spelling of a language (ISO 639-1); of an unknown one as they are."""
    table = _table(code)
    return [replace(token, text=_bracketed(token.text.translate(table))) for token in tokens]


def _bracketed(text: str) -> str:
    """A word with the brackets around it: they are read as they look, which is mirrored."""
    return _CLOSING.sub(")", _OPENING.sub("(", text))


def _table(code: str) -> dict[int, int]:
    read, meant = _LETTERS.get(code, ("", ""))
    arabic, persian = _DIGITS
    if code in PERSIAN_DIGITS:
        read, meant = read + arabic, meant + persian
    elif code == "ar":
        read, meant = read + persian, meant + arabic
    return str.maketrans(read, meant)
