"""Likeness of spellings: character n-grams of lexicon phrases and official titles.

It catches inflected forms, compounds, relatives in a language without a lexicon and errors of
OCR. A title scores against every phrase at once: sparse vectors, cosine, numpy alone.
"""

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from recognition.isced.text import fold

SIZES = (3, 4, 5)
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_BASE = 5  # bits of a letter; the letters of a gram are packed into one number
_LETTERS = np.full(128, 28, dtype=np.int32)
for _at, _letter in enumerate("abcdefghijklmnopqrstuvwxyz"):
    _LETTERS[ord(_letter)] = _at + 1
_LETTERS[ord(" ")] = 0


def _spelled(text: str) -> str:
    """Write a text in Latin letters, its words between spaces."""
    folded = fold(text)
    latin = folded if folded.isascii() else anyascii(folded).lower()
    return f" {'  '.join(_PUNCTUATION.sub(' ', latin).split())} "


def _grams(codes: NDArray[np.int32], size: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the grams of one size as numbers, and where each begins; none crosses two words."""
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, np.int32), np.empty(0, np.int64)
    value = np.full(count, size, dtype=np.int32)
    for at in range(size):
        value = (value << _BASE) | codes[at : at + count]
    # Words stand between two spaces: a gram that holds two in a row crosses a border.
    double = (codes[:-1] == 0) & (codes[1:] == 0)
    crossing = np.zeros(count, dtype=bool)
    for at in range(size - 1):
        crossing |= double[at : at + count]
    places = np.nonzero(~crossing)[0]
    return value[places], places


def _codes(text: str) -> NDArray[np.int32]:
    raw = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)
    codes: NDArray[np.int32] = _LETTERS[raw & 127]
    return codes


class Similarity:
    """Nearest phrases by cosine over tf-idf of character n-grams.

    ``groups`` names for each text the group it belongs to; a search weighs the groups.
    """

    def __init__(self, texts: Sequence[str], groups: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self._names = sorted(set(groups))
        number = {name: at for at, name in enumerate(self._names)}
        self._groups = np.array([number[group] for group in groups], dtype=np.int16)
        spelled = [_spelled(text) for text in self.texts]
        lengths = np.array([len(text) for text in spelled] or [0], dtype=np.int64)
        owner = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        codes = _codes("".join(spelled))
        found = [_grams(codes, size) for size in SIZES]
        grams = np.concatenate([value for value, _ in found])
        rows = np.concatenate([owner[places] for _, places in found])
        self._build(grams, rows)

    def _build(self, grams: NDArray[np.int32], rows: NDArray[np.int32]) -> None:
        """Keep for each gram the rows that have it and their weights, one after another."""
        self._grams = np.unique(grams)
        size = max(len(self.texts), 1)
        pairs = np.searchsorted(self._grams, grams).astype(np.int64) * size + rows
        pairs, counts = np.unique(pairs, return_counts=True)
        gram, row = (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)
        del pairs
        frequency = np.bincount(gram, minlength=len(self._grams))
        self._idf = np.log1p(size / np.maximum(frequency, 1))
        value = (1 + np.log(counts)) * self._idf[gram]
        norm = np.sqrt(np.bincount(row, weights=value * value, minlength=size))
        self._rows = row
        self._values = (value / np.maximum(norm[row], 1e-9)).astype(np.float32)
        self._starts = np.concatenate(([0], np.cumsum(frequency)))

    def nearest(
        self, text: str, count: int, factors: Mapping[str, float] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to ``count`` phrases as (number, weighted cosine 0-1), the nearest first."""
        if not self.texts:
            return []
        codes = _codes(_spelled(text))
        grams, counts = np.unique(
            np.concatenate([_grams(codes, size)[0] for size in SIZES]), return_counts=True
        )
        # A gram that no phrase has counts as the rarest one: it says that the title differs.
        rarest = math.log1p(len(self.texts))
        at = np.minimum(np.searchsorted(self._grams, grams), len(self._grams) - 1)
        known = self._grams[at] == grams
        values = (1 + np.log(counts)) * np.where(known, self._idf[at], rarest)
        total = float(np.sqrt(np.sum(values * values)))
        if not total:
            return []
        scores = np.zeros(len(self.texts), dtype=np.float32)
        for gram, value in zip(at[known], values[known], strict=True):
            span = slice(self._starts[gram], self._starts[gram + 1])
            scores[self._rows[span]] += self._values[span] * np.float32(value / total)
        if factors is not None:
            weights = np.array([factors.get(name, 0.0) for name in self._names], dtype=np.float32)
            scores *= weights[self._groups]
        count = min(count, len(self.texts))
        best = np.argpartition(-scores, count - 1)[:count]
        best = best[np.argsort(-scores[best], kind="stable")]
        return [(int(i), float(scores[i])) for i in best if scores[i] > 0]
