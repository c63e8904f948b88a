"""Arabic letters and digits by what is seen of them.

Persian yeh and kaf within a word look as those of Arabic do, and so do seven of ten digits. The
pack learns one name for each shape; ``recognition.documents.spelling`` writes what is meant.
"""

import unicodedata

_YEH, _KAF = "ی", "ک"
_DIGITS = str.maketrans("۰۱۲۳۷۸۹", "٠١٢٣٧٨٩")
_JOINS_NOTHING = "ء"


def as_seen(text: str) -> str:
    """The text with the Arabic sign for each shape that Persian shares."""
    return "".join(_shape(text, place) for place in range(len(text))).translate(_DIGITS)


def _shape(text: str, place: int) -> str:
    letter = text[place]
    if letter == _YEH:  # with dots where it is joined to the next letter, without at the end
        return "ي" if _is_joined(text, place) else "ى"
    if letter == _KAF and _is_joined(text, place):
        return "ك"
    return letter


def _is_joined(text: str, place: int) -> bool:
    following = (c for c in text[place + 1 :] if not unicodedata.combining(c))
    letter = next(following, " ")
    return unicodedata.name(letter, "").startswith("ARABIC LETTER") and letter != _JOINS_NOTHING
