"""Does the text layer of a page deserve trust? A bad layer is not used, and it is said why.

Each test looks at the text alone and asks for what no language does.
"""

import re
import unicodedata
from collections.abc import Sequence

from recognition.documents import language, plausible
from recognition.documents.model import LayerVerdict, Word
from recognition.documents.pdftext import PageText
from recognition.documents.torn import torn

_FEW_WORDS = 12
_MOSTLY_IMAGE = 0.5
_VOWELS = frozenset("aeiouyæøœıəаеёиоуыэюяіїєўαεηιουω")
_WORD = re.compile(r"^[\W_]*(?P<core>.*?)[\W_]*$")


def judge(text: PageText) -> LayerVerdict:
    """TRUSTED, or the first reason against the layer."""
    if not text.words:
        return LayerVerdict.ABSENT
    if text.invisible > 0.5:
        return LayerVerdict.INVISIBLE  # somebody else's OCR: our own reading is as good or better
    if text.image_cover > _MOSTLY_IMAGE and len(text.words) < _FEW_WORDS:
        return LayerVerdict.SPARSE
    if text.unmapped > 0.02:
        return LayerVerdict.UNMAPPED_GLYPHS
    words = [word.text for word in text.words]
    if _broken_map(words) or torn(words):
        return LayerVerdict.BROKEN_MAP
    if plausible.mirrored(" ".join(words)):
        return LayerVerdict.REVERSED
    if _word_share(words) < 0.6:
        return LayerVerdict.NOT_WORDS
    return LayerVerdict.TRUSTED


def _broken_map(words: Sequence[str]) -> bool:
    """Latin text whose letters are mostly outside a-z: shifted code points, not a language."""
    latin = plain = 0
    for letter in "".join(words):
        if letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN"):
            latin += 1
            plain += letter.isascii()
    return latin > 20 and plain < 0.5 * latin


def put_in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words that were written down from the left, in the order in which they are read.

    Only for layers in mirror order: letters of words that run to the left are turned round, and
    so is every run of such words in a line. Numbers and Latin words stand as they are.
    """
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return tuple(word for line in lines.values() for word in _turned(line))


def _turned(line: Sequence[Word]) -> list[Word]:
    texts = [word.text for word in line]
    if not any(map(plausible.runs_left, texts)):
        return list(line)
    whole = sum(map(plausible.runs_left, texts)) >= 0.5 * len(texts)
    done: list[Word] = []
    for word in reversed(line) if whole else line:
        text = word.text[::-1] if plausible.runs_left(word.text) else word.text
        done.append(word.model_copy(update={"text": text}))
    return done


def _word_share(words: Sequence[str]) -> float:
    """Share of tokens of two or more letters that are built like a word or a number."""
    tokens = [word for word in words if len(word) > 1]
    if not tokens:
        return 1.0
    return sum(_is_word(token) for token in tokens) / len(tokens)


def _is_word(token: str) -> bool:
    found = _WORD.match(token)
    core = found["core"] if found else ""
    if not core:
        return set(token) <= set("-–—._*=/|·•…")  # rules and leaders
    if any(language.letter_script(letter) in language.UNSPACED for letter in core):
        return all(letter.isalnum() or unicodedata.category(letter)[0] in "MP" for letter in core)
    if any(letter.isdigit() for letter in core):
        return re.fullmatch(r"[\w./:,%+–-]+", core) is not None
    parts = re.split(r"[-'’ʼ./&@–\u200c]", core)
    return all(_is_plain(part) for part in parts)


def _is_plain(part: str) -> bool:
    letters = [letter for letter in part if unicodedata.category(letter)[0] not in "MC"]
    if not all(letter.isalpha() for letter in letters):
        return False
    folded = unicodedata.normalize("NFD", part.lower())
    alphabetic = part.islower() or part.isupper() or part.istitle()
    cased = part.lower() != part.upper()
    if not cased or len(part) < 4:
        return True
    usual_case = alphabetic or part[0].isupper()
    has_vowel = any(letter in _VOWELS for letter in folded)
    return usual_case and (has_vowel or part.isupper() or _foreign(part))


def _foreign(part: str) -> bool:
    """A cased script whose vowels are not listed here (Armenian, Georgian capitals...)."""
    return not unicodedata.name(part[0], "").startswith(("LATIN", "CYRILLIC", "GREEK"))
