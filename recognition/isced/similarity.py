"""Likeness of spellings: character n-grams of lexicon phrases and official titles.

It catches inflected forms, compounds, relatives in a language without a lexicon and errors of
OCR. A title scores against every phrase at once: sparse vectors, cosine, numpy alone.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from recognition.isced.text import fold

SIZES = (3, 4, 5)


def grams(text: str) -> Counter[str]:
    """Count the n-grams of the words of a text, written in Latin letters."""
    counts: Counter[str] = Counter()
    for word in anyascii(fold(text)).lower().split():
        padded = f" {word} "
        for size in SIZES:
            counts.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    return counts


class Similarity:
    """Nearest phrases by cosine over tf-idf of character n-grams."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        counted = [grams(text) for text in self.texts]
        frequency = Counter(gram for counts in counted for gram in counts)
        self._idf = {g: math.log(1 + len(self.texts) / n) for g, n in frequency.items()}
        rows: defaultdict[str, list[int]] = defaultdict(list)
        weights: defaultdict[str, list[float]] = defaultdict(list)
        for row, counts in enumerate(counted):
            vector = {g: (1 + math.log(n)) * self._idf[g] for g, n in counts.items()}
            norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            for gram, value in vector.items():
                rows[gram].append(row)
                weights[gram].append(value / norm)
        self._rows: dict[str, NDArray[np.int32]] = {
            gram: np.array(at, dtype=np.int32) for gram, at in rows.items()
        }
        self._weights: dict[str, NDArray[np.float32]] = {
            gram: np.array(value, dtype=np.float32) for gram, value in weights.items()
        }

    def nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        """Return up to ``count`` phrases as (number, cosine 0–1), the nearest first."""
        if not self.texts:
            return []
        vector = {g: (1 + math.log(n)) for g, n in grams(text).items()}
        # A gram that no phrase has counts as the rarest one: it says that the title differs.
        rarest = math.log(1 + len(self.texts))
        total = sum((v * self._idf.get(g, rarest)) ** 2 for g, v in vector.items())
        if not total:
            return []
        scores = np.zeros(len(self.texts), dtype=np.float32)
        for gram, value in vector.items():
            if gram in self._rows:
                scores[self._rows[gram]] += self._weights[gram] * (value * self._idf[gram])
        scores /= math.sqrt(total)
        count = min(count, len(self.texts))
        best = np.argpartition(-scores, count - 1)[:count]
        best = best[np.argsort(-scores[best], kind="stable")]
        return [(int(i), float(scores[i])) for i in best if scores[i] > 0]
