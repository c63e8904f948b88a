"""Script of a line of text and which way up it is, by a small network of this project's own.

``tests/scripts_model`` trains it; its numbers are half floats in ``data/scripts.npz``, and plain
numpy runs it: about a millisecond a patch.
"""

from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.trained import trained

Floats = npt.NDArray[np.float32]

SCRIPTS = (
    "Latn", "Cyrl", "Arab", "Ethi", "Hebr", "Grek", "Deva", "Beng",
    "Taml", "Sinh", "Geor", "Armn", "Hani", "Hang", "Jpan", "Thai",
)  # fmt: skip
NONE = 2 * len(SCRIPTS)  # rules, signatures, noise, letters on their side
NUMBERS = NONE + 1  # nothing but digits, whichever way up
_BATCH = 32


@cache
def _weights() -> dict[str, Floats]:
    return {name: part.astype(np.float32) for name, part in trained("scripts").items()}


def probabilities(patches: Floats) -> Floats:
    """For each patch (ink 1, paper 0): each script upright, then upside down; NONE, NUMBERS."""
    if not len(patches):
        return np.zeros((0, NUMBERS + 1), np.float32)
    parts = [_network(patches[at : at + _BATCH]) for at in range(0, len(patches), _BATCH)]
    return np.concatenate(parts)


def _network(patches: Floats) -> Floats:
    weights = _weights()
    seen = patches[..., np.newaxis]
    seen = _convolve(seen, weights["c1"], weights["c1b"], step=2)
    for layer in ("c2", "c3", "c4"):
        seen = _pool(_convolve(seen, weights[layer], weights[layer + "b"]))
    count, height, width, depth = seen.shape
    columns = seen.transpose(0, 2, 1, 3).reshape(count, width, height * depth)
    columns = np.maximum(_times(columns, weights["d"]) + weights["db"], 0)
    whole = np.concatenate([columns.mean(axis=1), columns.max(axis=1)], axis=1)
    scores = _times(whole, weights["o"]) + weights["ob"]
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), np.float32)


def _convolve(seen: Floats, kernel: Floats, bias: Floats, step: int = 1) -> Floats:
    """A 3 by 3 convolution, what is below zero cut off. ``kernel`` is (9 * depth, new depth)."""
    _, height, width, _ = seen.shape
    padded = np.pad(seen, ((0, 0), (1, 1), (1, 1), (0, 0)))
    around = np.concatenate(
        [
            padded[:, y : y + height : step, x : x + width : step]
            for y in range(3)
            for x in range(3)
        ],
        axis=3,
    )
    return np.asarray(np.maximum(_times(around, kernel) + bias, 0), np.float32)


def _times(left: Floats, right: Floats) -> Floats:
    """The last axis of ``left`` times a matrix.

    OpenCV's product: that of numpy spreads over all processors, where pages that are read side by
    side then wait for one another.
    """
    flat = np.ascontiguousarray(left.reshape(-1, left.shape[-1]))
    nothing = np.zeros((0, 0), np.float32)
    product = cv2.gemm(flat, np.ascontiguousarray(right), 1.0, nothing, 0.0)
    return np.asarray(product, np.float32).reshape(*left.shape[:-1], -1)


def _pool(seen: Floats) -> Floats:
    tall = np.maximum(seen[:, ::2], seen[:, 1::2])
    return np.asarray(np.maximum(tall[:, :, ::2], tall[:, :, 1::2]), np.float32)


def by_owner(chances: Floats, owners: Sequence[int], count: int) -> Floats:
    """Mean chances of the patches of each of ``count`` segments; all NONE where it has none."""
    total = np.zeros((count, NUMBERS + 1), np.float32)
    np.add.at(total, np.asarray(owners, np.int64), chances)
    total[:, NONE] += 1e-6
    return np.asarray(total / total.sum(axis=1, keepdims=True), np.float32)
