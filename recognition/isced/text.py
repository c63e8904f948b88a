"""Words of titles made comparable across scripts: folding, tokens, stems.

Folding drops case, accents, vowel marks and spelling variants of one script, so that a lexicon
phrase and a printed title meet in the same form. Nothing here knows a subject or a degree.
"""

import re
import unicodedata
from functools import lru_cache

_ARABIC = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك",
        "ة": "ه", "ۀ": "ه", "ھ": "ه", "ە": "ه", "ؤ": "و", "ئ": "ي", "ـ": "", "ء": "",
        "\u200c": " ", "\u200d": "", "\u200f": "", "\u200e": "",
    }
)  # fmt: skip
_LATIN = str.maketrans(
    {
        "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d",
        "þ": "th", "ə": "e", "’": "", "'": "", "ʻ": "", "ʼ": "", "`": "", "‘": "", "ς": "σ",
        "ё": "е", "ґ": "г",
    }
)  # fmt: skip
# Word characters, apart from scripts written without spaces: there each sign is a token.
_UNSPACED = r"\u3400-\u9fff\u3040-\u30ff\u0e00-\u0e7f"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[+#]+)?")
# Abbreviations written with points, such as B.Sc. and Ph.D., are one word.
_POINTS = re.compile(r"\b[a-z]{1,4}(?:\.[a-z]{1,4})+\b")
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال")
_COMBINING_KEPT = "\u0900-\u0dff"  # Indic vowel signs carry meaning
_INDIC = re.compile(rf"[{_COMBINING_KEPT}]")


def fold(text: str) -> str:
    """Fold case, accents, vowel marks and variants of one letter."""
    if _INDIC.search(text):
        # Marks are letters there; keep them, joined to their words.
        return unicodedata.normalize("NFC", text).casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", plain).translate(_ARABIC).translate(_LATIN)


def _stem(token: str) -> str:
    """Drop the Arabic article and what is written together with it."""
    if "\u0600" <= token[0] <= "\u06ff":
        for prefix in _ARABIC_PREFIXES:
            if token.startswith(prefix) and len(token) - len(prefix) >= 2:
                return token[len(prefix) :]
    return token


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """Split a title into folded words; in scripts without spaces into single signs."""
    folded = fold(text)
    if _INDIC.search(folded):
        return tuple(re.findall(rf"[\w{_COMBINING_KEPT}]+", folded))
    joined = _POINTS.sub(lambda found: found.group().replace(".", ""), folded)
    return tuple(_stem(token) for token in _TOKEN.findall(joined))


def pattern(phrase: str) -> tuple[str, ...]:
    """Split a lexicon phrase like ``tokens``; a word ending in ``*`` keeps it (any ending)."""
    parts: list[str] = []
    for word in phrase.split():
        split = list(tokens(word))
        if split and word.endswith("*"):
            split[-1] += "*"
        parts.extend(split)
    return tuple(parts)
