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
# Letters that Ethiopic writing uses for the same sound, by the first of their series.
_ETHIOPIC = {
    other + at: kept + at
    for other, kept in ((0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230), (0x12D0, 0x12A0),
                        (0x1340, 0x1338))
    for at in range(7)
}  # fmt: skip
# Word characters, apart from scripts written without spaces: there each sign is a token. Korean
# has spaces, but compounds are written together and endings are joined to words.
_UNSPACED = r"\u3400-\u9fff\u3040-\u30ff\u0e00-\u0eff\uac00-\ud7a3\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[+#]+)?")
# Abbreviations written with points, such as B.Sc. and Ph.D., are one word.
_POINTS = re.compile(r"\b[a-z]{1,4}(?:\.[a-z]{1,4})+\b")
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال")
_ARTICLE = "ال"
_COMBINING_KEPT = "\u0900-\u0dff"  # Indic vowel signs carry meaning
_INDIC = re.compile(rf"[{_COMBINING_KEPT}]")
_JOINERS = {0x200B: None, 0x200C: None, 0x200D: None}
_APOSTROPHES = {ord("'"): None, ord("`"): None}
# Articles and prepositions of French, Italian and Catalan that are joined by an apostrophe.
_ELIDED = re.compile(
    r"\b(d|l|qu|s|n|j|un|dell|nell|all|dall|sull|quell)['’ʼ`](?=[^\W\d_])", re.IGNORECASE
)
_SIGN = re.compile(rf"[{_UNSPACED}]\Z")
# One letter written together with the word that follows it: articles, prepositions, 'and'.
_PLURAL = 5
_PREFIXED = {"\u0590": "הבלוכמש", "\u0600": "و", "\u1200": "የበለከን"}


def fold(text: str) -> str:
    """Fold case, accents, vowel marks and variants of one letter."""
    if text.isascii():
        return text.lower().translate(_APOSTROPHES)
    if _INDIC.search(text):
        # Marks are letters there; keep them, joined to their words.
        return unicodedata.normalize("NFC", text.translate(_JOINERS)).casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    folded = unicodedata.normalize("NFKC", plain).translate(_ARABIC).translate(_LATIN)
    return folded.translate(_ETHIOPIC)


def _stem(token: str) -> str:
    """Drop the Arabic article and what is written together with it.

    Words that begin like it lose their beginning with the article and without: both are alike.
    """
    if "\u0600" <= token[0] <= "\u06ff":
        for prefix in _ARABIC_PREFIXES:
            if token.startswith(prefix) and len(token) - len(prefix) >= 2:
                return token[len(prefix) :].removeprefix(_ARTICLE) or token
    return token


def is_sign(word: str) -> bool:
    """Tell whether a token is one sign of a script written without spaces between words."""
    return _SIGN.match(word) is not None


def forms(word: str, *, plurals: bool = False) -> tuple[str, ...]:
    """Return a word and, where its script joins prepositions to words, the word without one.

    ``plurals``: and without the s by which many languages in Latin script make plurals.
    """
    for first, letters in _PREFIXED.items():
        if first <= word[0] < chr(ord(first) + 0x180) and word[0] in letters and len(word) > 3:
            return (word, word[1:])
    if plurals and len(word) > _PLURAL and word[-1] == "s" and word.isascii():
        return (word, word[:-1])
    return (word,)


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """Split a title into folded words; in scripts without spaces into single signs."""
    folded = fold(_ELIDED.sub(r"\1 ", text))
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
