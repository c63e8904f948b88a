"""Which of a town's names papers may print it by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.tokens import tokenise
from recognition.documents.extraction.page.towns import LONGEST
from recognition.documents.language import letter_script

_SHORTEST = {"Latn": 4, "Cyrl": 4, "Grek": 4, "Arab": 3, "Hebr": 3, "Ethi": 3, "Deva": 3,
             "Beng": 3, "Taml": 3, "Sinh": 3, "Geor": 4, "Armn": 4}  # fmt: skip
"""Letters of a name, in scripts that part words by spaces."""
_LIKE = 0.5
"""How much a name in Latin letters is like the main one: others spell it from a third script."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town as GeoNames has it; ``people`` live in it."""

    name: str
    others: tuple[str, ...]
    country: str
    people: int


def usable_names(town: Town) -> set[str]:
    """Its names as words are compared: folded, without punctuation, of three words at most."""
    return {compared for name in (town.name, *town.others) for compared in _compared(name, town)}


def _compared(name: str, town: Town) -> Iterator[str]:
    script = next((found for letter in name if (found := letter_script(letter))), "")
    words = [token.text for token in tokenise(fold(name))]
    joined = " ".join(words)
    if not words or len(words) > LONGEST or re.search(r"[\d,(]", name):
        return
    if len(joined) < _SHORTEST.get(script, 99):
        return
    if script == "Latn" and Levenshtein.normalized_similarity(joined, fold(town.name)) < _LIKE:
        return
    yield joined
