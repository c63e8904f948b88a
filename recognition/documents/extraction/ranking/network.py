"""A second look at the likeliest candidates of a field, by a small network over their features.

What speaks for a candidate often does so only beside something else: a short capital line is a
title under a ministry's name and an institution above it. Weights that are merely added cannot say
that; one hidden layer can. ``tests/ranking`` fits it; its numbers are half floats in
``data/networks.npz``, and plain numpy runs it. Which fields have one is told by folds: those that
choose better with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from recognition.documents.extraction.weights import Features
from recognition.documents.trained import trained

Floats = npt.NDArray[np.float64]

SHORTLIST = 24
"""How many candidates have a second look."""


@dataclass(frozen=True, slots=True)
class Network:
    """Scores a candidate by its features; G features, H hidden units.

    ``straight`` (G) counts by itself; ``inward`` (G, H), ``bias`` (H) and ``outward`` (H) are the
    hidden layer's.
    """

    names: Mapping[str, int]
    straight: Floats
    inward: Floats
    bias: Floats
    outward: Floats

    def scores(self, candidates: Sequence[Features], surroundings: Sequence[str]) -> list[float]:
        """How much speaks for each; ``surroundings`` are the paper's kind, script and language."""
        rows = self.rows(candidates, surroundings)
        hidden = np.tanh(rows @ self.inward + self.bias)
        return [float(score) for score in rows @ self.straight + hidden @ self.outward]

    def rows(self, candidates: Sequence[Features], surroundings: Sequence[str]) -> Floats:
        """The features of each candidate at their places; no place, left out."""
        rows = np.zeros((len(candidates), len(self.names)))
        around = {inside(name): 1.0 for name in surroundings}
        for row, features in zip(rows, candidates, strict=True):
            for name, value in (features | around).items():
                if (place := self.names.get(name)) is not None:
                    row[place] = value
        return rows


def inside(surrounding: str) -> str:
    """The name of the feature that every candidate of a paper of such a kind or language has."""
    return f"in:{surrounding}"


@cache
def networks() -> dict[str, Network]:
    """The network of each field that has one, by the field's name."""
    kept = trained("networks")
    fields = {name.partition("/")[0] for name in kept}
    return {field: _network(field, kept) for field in fields}


def _network(field: str, kept: Mapping[str, npt.NDArray[np.generic]]) -> Network:
    names = {str(name): place for place, name in enumerate(kept[f"{field}/names"])}
    parts = ("straight", "inward", "bias", "outward")
    return Network(names, *(np.asarray(kept[f"{field}/{part}"], np.float64) for part in parts))
