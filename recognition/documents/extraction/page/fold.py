"""Text made comparable: case, accents, presentation forms and digits folded, places kept."""

import unicodedata
from functools import cache

_SAME = {
    "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه",
    "ۀ": "ه", "ؤ": "و", "ـ": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "",
    "ە": "ه", "ھ": "ه", "ۆ": "و", "ڵ": "ل", "ڕ": "ر", "’": "'", "‘": "'",
    "ʻ": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"',
    "»": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00ad": "", "ı": "i", "ß": "ss",
    "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ё": "е", "№": "no", "։": ":", "፡": " ",
}  # fmt: skip


@cache
def fold_letter(letter: str) -> str:
    """One letter without case, accent or variant; empty for marks that only decorate."""
    if letter.lower() in _SAME:
        return _SAME[letter.lower()]
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    if "\u1200" <= letter <= "\u1357":
        return _spelt(letter)
    out = ""
    for part in unicodedata.normalize("NFKD", letter.casefold()):
        if unicodedata.category(part) == "Mn" and not _essential(part):
            continue
        out += _SAME.get(part, part)
    # Hangul must stay whole, or one syllable becomes three letters
    return unicodedata.normalize("NFC", out)


def _spelt(syllable: str) -> str:
    """An Ethiopic syllable in the one spelling of those that sound alike, its vowel kept."""
    vowel = ord(syllable) & 7
    first = chr(ord(syllable) - vowel)
    return chr(ord(_ALIKE.get(first, first)) + vowel)


_ALIKE = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
"""Ethiopic consonants that sound alike and are written one for the other."""

_VOWEL_SIGNS = ((0x0900, 0x0DFF), (0x0E31, 0x0E4E), (0x102B, 0x103E), (0x17B4, 0x17D3))


def _essential(mark: str) -> bool:
    """Vowel signs of Indic scripts, Thai, Burmese and Khmer are letters, not accents."""
    return any(low <= ord(mark) <= high for low, high in _VOWEL_SIGNS)


def fold(text: str) -> str:
    """The whole text folded, white space made single."""
    return " ".join("".join(fold_letter(letter) for letter in text).split())


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place in the original."""
    out: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = " " if letter == " " else letter if letter in "\n\t" else fold_letter(letter)
        out.append(folded)
        places.extend([place] * len(folded))
    return "".join(out), places


def digits(text: str) -> str:
    """The text with the digits of every script as 0-9."""
    return "".join(
        str(value) if (value := unicodedata.digit(letter, None)) is not None else letter
        for letter in text
    )
