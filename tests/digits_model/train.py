"""The network of ``recognition/documents/digits.py``: two hidden layers, fitted by numpy alone."""

import random
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np

from recognition.documents.digits import CLASSES, Floats
from tests.digits_model.paint import sample

TARGET = Path("recognition/documents/data/digits.npz")
_HIDDEN = (128, 64)
_BATCH = 256
_DECAY = 1e-4


def painted(task: tuple[int, int]) -> tuple[Floats, Floats]:
    """The parts of ``count`` painted texts from a seed, and their classes."""
    seed, count = task
    chance = random.Random(seed)
    made = [part for _ in range(count) for part in sample(chance)]
    return np.stack([m[0] for m in made]), np.array([m[1] for m in made])


def gather(count: int, seed: int) -> tuple[Floats, Floats]:
    """Parts of many texts, painted side by side."""
    with ProcessPoolExecutor() as pool:
        both = list(pool.map(painted, [(seed + n, 500) for n in range(count // 500)]))
    return np.concatenate([b[0] for b in both]), np.concatenate([b[1] for b in both])


class Network:
    """Weights, and one step of Adam on the cross-entropy of a batch."""

    def __init__(self, inputs: int) -> None:
        random = np.random.default_rng(1)
        sizes = (inputs, *_HIDDEN, len(CLASSES))
        self.weights: list[Floats] = []
        for before, after in pairwise(sizes):
            self.weights.append(
                random.normal(0, np.sqrt(2 / before), (before, after)).astype(np.float32)
            )
            self.weights.append(np.zeros(after, np.float32))
        self._first = [np.zeros_like(w) for w in self.weights]
        self._second = [np.zeros_like(w) for w in self.weights]
        self._steps = 0

    def layers(self, seen: Floats) -> list[Floats]:
        """What goes in, both hidden layers, and the scores."""
        out = [seen]
        for place in range(0, len(self.weights), 2):
            scores = out[-1] @ self.weights[place] + self.weights[place + 1]
            last = place + 2 == len(self.weights)
            out.append(scores if last else np.maximum(scores, 0))
        return out

    def step(self, seen: Floats, wanted: Floats, rate: float) -> None:
        """Move the weights by a batch."""
        layers = self.layers(seen)
        likely = np.exp(layers[-1] - layers[-1].max(axis=1, keepdims=True))
        slope = likely / likely.sum(axis=1, keepdims=True)
        slope[np.arange(len(wanted)), wanted] -= 1
        slope /= len(wanted)
        gradients: list[Floats] = [np.empty(0, np.float32)] * len(self.weights)
        for place in range(len(self.weights) - 2, -1, -2):
            before = layers[place // 2]
            gradients[place] = before.T @ slope + _DECAY * self.weights[place]
            gradients[place + 1] = slope.sum(axis=0)
            slope = (slope @ self.weights[place].T) * (before > 0)
        self._steps += 1
        for n, gradient in enumerate(gradients):
            self._first[n] = 0.9 * self._first[n] + 0.1 * gradient
            self._second[n] = 0.999 * self._second[n] + 0.001 * gradient**2
            mean = self._first[n] / (1 - 0.9**self._steps)
            spread = self._second[n] / (1 - 0.999**self._steps)
            self.weights[n] -= rate * mean / (np.sqrt(spread) + 1e-8)

    def right(self, seen: Floats, wanted: Floats) -> float:
        """Share of parts that are told right."""
        return float((self.layers(seen)[-1].argmax(axis=1) == wanted).mean())

    def keep(self) -> None:
        """Write the weights as half floats."""
        names = ("a", "ab", "b", "bb", "o", "ob")
        kept = {n: w.astype(np.float16) for n, w in zip(names, self.weights, strict=True)}
        np.savez_compressed(TARGET, allow_pickle=False, **kept)


def train(texts: int, rounds: int) -> float:
    """Fit on painted texts, keep the weights; the share told right of texts that were not seen."""
    seen, wanted = gather(texts, seed=0)
    other, other_wanted = gather(texts // 10, seed=1_000_000)
    network, random = Network(seen.shape[1]), np.random.default_rng(2)
    for turn in range(rounds):
        rate = 1e-3 * 0.5 * (1 + np.cos(np.pi * turn / rounds))
        order = random.permutation(len(seen))
        for start in range(0, len(order) - _BATCH, _BATCH):
            batch = order[start : start + _BATCH]
            network.step(seen[batch], wanted[batch], rate)
    network.keep()
    return network.right(other, other_wanted)
