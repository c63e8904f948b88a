"""Which script and which languages a page is in, asked of the page itself."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cache
from importlib import resources
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SECOND_SCRIPT = 0.06  # share of letters from which another script counts
_UNKNOWN = 12  # letters at least of a script that is not known, for it to be said
_OTHER = 40  # letters at least from which lines in another language count
_MARK_SHARE = 0.012  # share of letters that only some languages of the script have
_MARK_NEAR = 0.94  # of the greatest share: sisters share letters, the identifier decides
_UNICODE_NAMES = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "ETHIOPIC": "Ethi",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "SINHALA": "Sinh",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "THAI": "Thai",
}


@cache
def _scripts() -> dict[str, Any]:
    return dict(_data()["scripts"])


@cache
def _letters() -> dict[str, frozenset[str]]:
    return {code: frozenset(letters) for code, letters in _data()["letters"].items()}


def _data() -> dict[str, Any]:
    text = resources.files("recognition.documents").joinpath("data/languages.toml")
    return tomllib.loads(text.read_text("utf-8"))


@cache
def _every_language() -> LanguageIdentifier:
    """Read once: unpacking the model takes a third of a second and 40 MB."""
    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _identifier(wanted: tuple[str, ...]) -> LanguageIdentifier | None:
    """Tells some languages apart; None where it knows fewer than two of them."""
    identifier = copy(_every_language())
    known = [code for code in wanted if code in identifier.labels]
    if len(known) < 2:
        return None
    identifier.set_languages(known)
    return identifier


def script_packs(script: str) -> list[str]:
    """Packs that read any line of a script."""
    return list(_scripts()[script]["packs"])


def alternatives(script: str) -> list[str]:
    """Packs of which one alone reads a page better than those of ``script_packs``."""
    return list(_scripts()[script].get("either", ()))


def styles(script: str) -> list[str]:
    """Packs that read lines in another style of the script, which its packs read badly."""
    return list(_scripts()[script].get("styles", ()))


UNSPACED = frozenset({"Hani", "Jpan", "Thai"})
"""Scripts that put no spaces between words: a token is a sentence, and a line ends anywhere."""


@cache
def letter_script(letter: str) -> str:
    """ISO 15924 of one letter; empty for what has none."""
    if not letter.isalpha():
        return ""
    return _UNICODE_NAMES.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "")


def scripts(text: str) -> list[tuple[str, float]]:
    """Scripts of a text with their share of its letters, most first; strays left out."""
    counts = Counter(code for letter in text if (code := letter_script(letter)))
    total = sum(counts.values())
    if counts["Jpan"] and counts["Hani"]:
        counts["Jpan"] += counts.pop("Hani")
    return [
        (code, count / total)
        for code, count in counts.most_common()
        if count / total >= _SECOND_SCRIPT and count >= 4
    ]


def has_unknown_script(text: str) -> bool:
    """Whether a good part of a text's letters are of one script that is not known here."""
    letters = [letter for letter in text if letter.isalpha()]
    named = (unicodedata.name(c, "").split(" ")[0] for c in letters if not letter_script(c))
    most = max(Counter(named).values(), default=0)
    return most >= _UNKNOWN and most >= _SECOND_SCRIPT * len(letters)


def language_of(text: str, script: str) -> str:
    """The most probable language (ISO 639-1) of a text in a known script."""
    candidates = tuple(_scripts()[script]["languages"])
    candidates = _marked(text, candidates) or candidates
    identifier = _identifier(candidates)
    if identifier is None:
        return candidates[0]
    return str(identifier.classify(text.lower())[0])


def _marked(text: str, candidates: Sequence[str]) -> tuple[str, ...]:
    """Languages of which a text has the letters: most of them, or nearly so."""
    letters = Counter(text.lower())
    total = sum(count for letter, count in letters.items() if letter.isalpha())
    shares = {
        code: sum(letters[letter] for letter in _letters()[code]) / max(1, total)
        for code in candidates
        if code in _letters()
    }
    most = max(shares.values(), default=0.0)
    if most < _MARK_SHARE:
        return ()
    near = [code for code in shares if shares[code] >= most * _MARK_NEAR]
    return tuple(sorted(near, key=lambda code: len(_letters()[code])))


def languages(words: Iterable[str]) -> list[tuple[str, str]]:
    """(script, language) of each script that a page's words show, most text first."""
    texts = list(words)
    found: list[tuple[str, str]] = []
    for script, _ in scripts(" ".join(texts)):
        own = " ".join(text for text in texts if any(letter_script(c) == script for c in text))
        found.append((script, language_of(own, script)))
    return found


def packs_of_language(script: str, lines: Sequence[str]) -> list[str]:
    """The packs that the language of the lines has of its own; none where its script's read it.

    Of two languages in Latin letters, the one that is not English: its pack reads English too.
    """
    code = language_of(" ".join(lines), script)
    if code == "en":
        code = _beside_english(lines)
    own = _scripts()[script].get("by_language", {}).get(code)
    return [own] if own else []


def _beside_english(lines: Sequence[str]) -> str:
    """Language of the lines that are not English, where they are many and of one language."""
    others = [line for line in lines if language_of(line, "Latn") != "en"]
    size = sum(map(len, others))
    if size < max(_OTHER, 0.25 * sum(map(len, lines))):
        return "en"
    code = language_of(" ".join(others), "Latn")
    agreeing = sum(len(line) for line in others if language_of(line, "Latn") == code)
    return code if agreeing > 0.5 * size else "en"
