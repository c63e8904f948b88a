"""Which scripts a text is printed in, as ISO 15924 codes."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

_LEAST_SHARE = 0.04
"""Below it stand single words: B.Sc., ECTS, a Roman number."""

_HAN, _KANA = "Hani", "Hrkt"
_NAMES = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr",
    "ETHIOPIC": "Ethi", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt",
    "MYANMAR": "Mymr", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "KHMER": "Khmr",
    "MONGOLIAN": "Mong", "THAANA": "Thaa", "SYRIAC": "Syrc", "HANGUL": "Kore",
    "HIRAGANA": _KANA, "KATAKANA": _KANA, "KATAKANA-HIRAGANA": _KANA, "CJK": _HAN,
}  # fmt: skip
_LANGUAGES = {
    "Arab": "ar ckb fa ps sd ug ur", "Cyrl": "ba be bg kk ky mk mn ru sr tg tt uk",
    "Grek": "el", "Hebr": "he yi", "Ethi": "am ti", "Deva": "hi mr ne sa", "Beng": "as bn",
    "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn",
    "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo", "Tibt": "bo dz", "Mymr": "my",
    "Geor": "ka", "Armn": "hy", "Khmr": "km", "Thaa": "dv", "Kore": "ko", "Jpan": "ja",
}  # fmt: skip
_SCRIPT_OF = {
    language: script for script, languages in _LANGUAGES.items() for language in languages.split()
}
_TRADITIONAL = frozenset({"TW", "HK", "MO"})


def scripts_of(text: str, languages: Sequence[str], country: str) -> list[str]:
    """Scripts of a text: that of the main language first, then the most frequent."""
    counts: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        script = _script(letter)
        if script:
            counts[_written(script, languages, country)] += count
    least = _LEAST_SHARE * counts.total()
    found = [script for script, count in counts.most_common() if count >= least]
    main = _SCRIPT_OF.get(languages[0], "Latn")
    if languages[0] == "zh":
        main = _written(_HAN, languages, country)
    return sorted(found, key=lambda script: script != main)


@cache
def _script(letter: str) -> str | None:
    if not letter.isalpha():
        return None
    return _NAMES.get(unicodedata.name(letter, "").split(" ")[0])


def _written(script: str, languages: Sequence[str], country: str) -> str:
    """Han letters belong to the script of the language that is written with them."""
    if script == _KANA or (script == _HAN and "ja" in languages):
        return "Jpan"
    if script != _HAN:
        return script
    if "ko" in languages and "zh" not in languages:
        return "Kore"
    return "Hant" if country in _TRADITIONAL else "Hans"
