"""Fitting the calibration: logistic regression that leans on the model in force.

Each weight is drawn towards where it starts from (a Gaussian prior), so that few titles change
little, and what the titles say nothing of stays as it is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognition.isced.weights import BY_KIND, Signals

_STEPS = 60
_SMALL = 1e-6
_SEEN = 20
# How firmly weights are held, as so many titles' worth: the bias is free, the reliability of one
# narrow field, language or level rests on few titles and is held most.
_BIAS, _GENERAL, _KIND = 0.001, 0.6, 6.0


@dataclass(frozen=True, slots=True)
class Observed:
    """One suggestion for a labelled title: its signals, whether it was right, which title.

    ``weight`` is less than 1 where a title was mapped several times. ``nonsense`` is a title whose
    letters were turned round: it is fitted on, and never judged by.
    """

    title: int
    signals: Signals
    right: bool
    weight: float = 1.0
    nonsense: bool = False


def fit(observed: Sequence[Observed], start: Signals, *, afresh: bool = False) -> Signals:
    """Return the weights of the signals that tell best what was right.

    ``start`` is the model in force; ``afresh`` draws what was observed towards nothing instead.
    """
    seen = Counter(name for one in observed for name, value in one.signals.items() if value)
    names = [name for name, count in seen.items() if count >= _SEEN or not _is_kind(name)]
    values = np.array([[one.signals.get(name, 0.0) for name in names] for one in observed])
    right = np.array([float(one.right) for one in observed])
    share = np.array([one.weight for one in observed])
    centre = np.array([0.0 if afresh else start.get(name, 0.0) for name in names])
    held = np.array([_held(name) for name in names])
    # What the weights that are not fitted add up to stays as it is.
    rest = {name: weight for name, weight in start.items() if name not in names}
    offset = np.array(
        [sum(w * one.signals.get(name, 0.0) for name, w in rest.items()) for one in observed]
    )

    def loss(weights: NDArray[np.float64]) -> float:
        odds = (values @ weights + offset) * (2 * right - 1)
        drawn = held @ (weights - centre) ** 2 / 2
        return float(share @ np.logaddexp(0.0, -odds) + drawn)

    found = centre.copy()
    for _ in range(_STEPS):
        sure = np.exp(-np.logaddexp(0.0, -(values @ found + offset)))
        slope = values.T @ (share * (sure - right)) + held * (found - centre)
        bend = (values * (share * sure * (1 - sure))[:, None]).T @ values + np.diag(held)
        step = np.linalg.solve(bend, slope)
        now = loss(found)
        while loss(found - step) > now and float(np.abs(step).max()) > _SMALL:
            step /= 2  # too far: where all is sure, the curve says little of the way
        found -= step
        if float(np.abs(step).max()) < _SMALL:
            break
    return rest | {name: round(float(w), 3) for name, w in zip(names, found, strict=True)}


def _is_kind(name: str) -> bool:
    return name.partition(".")[0] in BY_KIND


def _held(name: str) -> float:
    return _BIAS if name == "bias" else _KIND if _is_kind(name) else _GENERAL
