"""What each word of a page seems to be part of, by the words around it: a sequence tagger.

A small convolutional network over the words in their order, the mean of their line, of the line
above and below, and of the whole page. It is fitted on invented papers by ``tests/tagger``, kept
in whole numbers in ``data/tagger.npz``, and run by plain numpy. It decides nothing: what it says
speaks for and against the candidates of a field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recognition.documents.extraction.page.layout import PageText
from recognition.documents.extraction.page.tag_signs import Floats, PageSigns, page_signs
from recognition.documents.extraction.page.word_roles import PageWords
from recognition.documents.trained import trained
from recognition.domain.vocabulary import PRINTED

TAGGED = PRINTED
"""The fields in the order in which the network knows them: another order is another network."""

INSIDE, BEGIN, END = range(3)
"""The places of a word's three log-odds."""

DILATIONS = (1, 2, 4, 8)
"""How far apart the words are that each layer looks at: fifteen words on either side in all."""

POOLED_BEFORE = 2
"""The layer before which every word learns what the whole page is like."""


@dataclass(frozen=True, slots=True)
class PageTags:
    """The N words of a page: where each begins and ends in the folded text, and what it seems.

    ``odds`` (N, fields, 3): the log-odds that a word is of a value of a field, that the value
    begins with it, and that it ends with it; the fields are those of ``TAGGED``. ``kinds``: the
    logarithm of how probable each kind of document is by this page, in the order of the vocabulary.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    odds: Floats
    kinds: Sequence[float]


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """The network: ``names`` are the signs of a word, ``parts`` its matrices by name."""

    names: Mapping[str, int]
    parts: Mapping[str, Floats]

    def tags(self, signs: PageSigns) -> tuple[Floats, list[float]]:
        """The log-odds (N, fields, 3) of the words of a page, and the log-shares of the kinds."""
        words = self._words(signs)
        words += np.tanh(self._lines(words, signs))
        for number, apart in enumerate(DILATIONS):
            if number == POOLED_BEFORE:
                words += np.tanh(words.mean(axis=0) @ self.parts["page"])
            words += self._around(words, number, apart)
        odds = words @ self.parts["out"] + self.parts["out_bias"]
        page = np.concatenate([words.mean(axis=0), words.max(axis=0)])
        kinds = page @ self.parts["kinds"] + self.parts["kinds_bias"]
        shares = kinds - np.logaddexp.reduce(kinds)
        return np.asarray(odds.reshape(len(words), len(TAGGED), 3), np.float32), shares.tolist()

    def _words(self, signs: PageSigns) -> Floats:
        """Each word by itself: its letters and its signs."""
        p, known = self.parts, (signs.stretches > 0).astype(np.float32)
        letters = np.zeros((len(known), p["letters"].shape[1]), np.float32)
        for buckets, there in zip(signs.stretches.T, known.T, strict=True):
            letters += p["letters"][buckets] * there[:, None]  # one by one: long pages take less
        letters /= np.sqrt(np.maximum(known.sum(axis=1, keepdims=True), 1))
        sums = letters @ p["from_letters"] + self._rows(signs) @ p["from_signs"] + p["bias"]
        return np.asarray(np.tanh(sums), np.float32)

    def _around(self, words: Floats, number: int, apart: int) -> Floats:
        """What a layer adds to each word, by those before and after it."""
        own, bias = self.parts[f"layer{number}"], self.parts[f"layer{number}_bias"]
        padded = np.pad(words, ((apart, apart), (0, 0)))
        before, after = padded[: len(words)], padded[2 * apart :]
        what, gate = np.split(before @ own[0] + words @ own[1] + after @ own[2] + bias, 2, axis=1)
        return np.asarray(np.tanh(what) / (1 + np.exp(-gate)), np.float32)

    def _rows(self, signs: PageSigns) -> Floats:
        rows = np.zeros((len(signs.tokens), len(self.names)), np.float32)
        for row, own in zip(rows, signs.signs, strict=True):
            for name, value in own.items():
                if (place := self.names.get(name)) is not None:
                    row[place] = value
        return rows

    def _lines(self, words: Floats, signs: PageSigns) -> Floats:
        """What the means of a word's own line and of those over and under it say."""
        lines = len(signs.above)
        means = np.zeros((lines + 1, words.shape[1]), np.float32)  # the last: no line
        np.add.at(means, signs.segment, words)
        many = np.bincount(signs.segment, minlength=lines + 1)
        means /= np.maximum(many, 1)[:, None]
        p, own = self.parts, signs.segment
        over, under = means[signs.above[own]], means[signs.below[own]]
        return np.asarray(over @ p["above"] + under @ p["below"] + means[own] @ p["line"])


def page_tags(page: PageText, script: str, words: PageWords, tagger: Tagger) -> PageTags:
    """What the words of a page of a paper in a script (ISO 15924) seem to be part of."""
    signs = page_signs(page, script, words)
    starts, ends = [t.start for t in signs.tokens], [t.end for t in signs.tokens]
    if not starts:
        return PageTags((), (), np.zeros((0, len(TAGGED), 3), np.float32), ())
    return PageTags(starts, ends, *tagger.tags(signs))


@cache
def tagger() -> Tagger:
    """The tagger that comes with the program."""
    return unpacked(trained("tagger"))


def unpacked(kept: Mapping[str, NDArray[Any]]) -> Tagger:
    """A tagger from its arrays: ``names``, and for each part whole numbers and their ``_scale``."""
    names = {str(name): place for place, name in enumerate(kept["names"])}
    parts = {
        name: np.asarray(kept[name], np.float32) * np.float32(kept[f"{name}_scale"])
        for name in kept
        if f"{name}_scale" in kept
    }
    return Tagger(names, parts)
