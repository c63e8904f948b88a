"""Whether words look like a person's name, in any script."""

import re

from recognition.documents.extraction.page.lexicon import table
from recognition.documents.language import letter_script

SMALL_WORDS = frozenset(table("small_words")["words"])
"""Words that a name or title may hold in small letters, and seldom ends with."""

_ONE_WORD_SCRIPTS = frozenset({"Hani", "Hang", "Jpan"})


def looks_like_name(text: str) -> bool:
    """Two to eight words, all letters, of which two or more are no particles."""
    letters = text.replace(" ", "").replace("·", "").replace("・", "")
    if any(letter_script(c) in _ONE_WORD_SCRIPTS for c in letters):
        return 2 <= len(letters) <= 12 and all(c.isalpha() or c in "ー" for c in letters)
    words = text.strip(" .,;:").split()
    if not 2 <= len(words) <= 9 or any(c.isdigit() for c in text) or len(text) > 80:
        return False
    if not all(re.match(r"[^\W_]", word.lstrip("'‘’ʻ(\"“„")) for word in words):
        return False
    if any(mark in text for mark in "|@=+%&;:/"):
        return False
    return sum(word.lower() not in SMALL_WORDS for word in words) >= 2


def capitalised(text: str) -> bool:
    """Whether every word but small ones begins with a capital (true in scripts without case)."""
    words = [w.lstrip("'‘’ʻ(\"“„") for w in text.split()]
    cased = [word for word in words if word.lower() != word.upper()]
    return all(w[:1].isupper() or w.lower() in SMALL_WORDS or "-" in w for w in cased)
