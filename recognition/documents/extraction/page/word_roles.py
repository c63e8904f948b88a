"""What a word looks like by its letters: part of a person's name, a school's, a title, a subject.

A small model over words and the letters side by side in them, fitted on invented papers by
``tests/words_model``: by their letters, names and subjects that no paper had are told as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recognition.documents.extraction.page.tokens import tokenise
from recognition.documents.trained import trained
from recognition.domain.vocabulary import FieldName

ROLES = (
    FieldName.HOLDER_NAME,
    FieldName.INSTITUTION,
    FieldName.QUALIFICATION_TITLE,
    FieldName.FIELD_OF_STUDY,
)
BUCKETS = 1 << 15
_MOST = 60  # stretches of letters of one word: a line without spaces has hundreds
_FURTHEST = 6.0  # log-odds beyond which a word says no more

Said = tuple[float, ...]
"""Log-odds of each role, in thirds, so that they lie between -2 and 2."""


def stretches(word: str) -> list[int]:
    """The numbers by which a folded word is known: itself, and two to four letters of it."""
    whole = f"^{word}$"
    parts = [whole[i : i + n] for n in (2, 3, 4) for i in range(len(whole) - n + 1)]
    return [crc32(part.encode()) % BUCKETS for part in [whole, *parts][:_MOST]]


@dataclass(frozen=True, slots=True)
class WordRoles:
    """``weights`` (BUCKETS, roles) and ``bias`` (roles) of a model."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def of(self, word: str) -> Said:
        """What a folded word says of each role."""
        places = stretches(word)
        odds = self.weights[places].sum(axis=0) / len(places) ** 0.5 + self.bias
        return tuple((np.clip(odds, -_FURTHEST, _FURTHEST) / 3).tolist())


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page: where each begins and ends in the folded text, and what it says."""

    starts: Sequence[int]
    ends: Sequence[int]
    said: Sequence[Said]


def page_words(folded: str, model: WordRoles) -> PageWords:
    """The words of a page's folded text without numbers."""
    tokens = [token for token in tokenise(folded) if not token.text.isdigit()]
    return PageWords(
        [token.start for token in tokens],
        [token.end for token in tokens],
        [model.of(token.text) for token in tokens],
    )


@cache
def word_roles() -> WordRoles:
    """The model that comes with the program."""
    kept = trained("words")
    return WordRoles(kept["weights"].astype(np.float32) * kept["scale"], kept["bias"])
