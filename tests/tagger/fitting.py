"""The network that tells the words of some pages best: Adam, with a rate that falls to nothing."""

import math
import sys
from collections.abc import Sequence
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from recognition.documents.extraction.page.tagger import Tagger
from tests.tagger.batches import batches
from tests.tagger.examples import Example
from tests.tagger.network import Batch, Parts, loss
from tests.tagger.shapes import shapes

EPOCHS = 12
_RATE, _WARM, _SHRINK = 2.5e-3, 100, 1e-2
_MEAN, _SQUARE = 0.9, 0.99  # how slowly Adam's two means move
_TOLD = 100  # steps
State = tuple[Parts, Parts, Parts]
"""The parts of a network, and the means of their slopes and of the slopes' squares."""


def train(pages: Sequence[Example], epochs: float = EPOCHS, seed: int = 0) -> Tagger:
    """A network that learns from all pages ``epochs`` times."""
    names = {name: n for n, name in enumerate(sorted({name for p in pages for name in p.names}))}
    random, key = np.random.default_rng(seed), jax.random.key(seed)
    parts = _begun(len(names), random)
    state: State = (parts, *(jax.tree.map(jnp.zeros_like, parts) for _ in range(2)))
    steps = math.ceil(sum(1 for _ in batches(pages, names, random)) * epochs)
    step = 0
    while step < steps:
        for batch in batches(pages, names, random):
            step += 1
            rate = _RATE * min(1, step / _WARM) * (1 + math.cos(math.pi * step / steps)) / 2
            state, missed = _step(state, batch, jax.random.fold_in(key, step), step, rate)
            if step % _TOLD == 0:
                sys.stdout.write(f"{step} of {steps}: {float(missed):.4f}\n")
                sys.stdout.flush()
            if step == steps:
                break
    return Tagger(names, {name: np.asarray(part) for name, part in state[0].items()})


def _begun(signs: int, random: np.random.Generator) -> Parts:
    """By chance, so small that a word begins as next to nothing."""
    begun = {}
    for name, shape in shapes(signs).items():
        wide = {"letters": 0.3, "from_signs": 0.1, "from_letters": shape[0] ** -0.5}.get(name, 0.05)
        if name.startswith("layer"):
            wide = math.prod(shape[:-1]) ** -0.5
        wide = 0.0 if name.endswith("bias") else wide
        begun[name] = jnp.asarray(random.normal(0, wide, shape), jnp.float32)
    begun["out_bias"] -= 3.0  # most words are of nothing
    return begun


@partial(jax.jit, donate_argnums=0)
def _step(
    state: State, batch: Batch, key: jax.Array, step: float, rate: float
) -> tuple[State, jax.Array]:
    parts, mean, square = state
    missed, slope = jax.value_and_grad(loss)(parts, batch, key)
    mean = jax.tree.map(lambda m, s: _MEAN * m + (1 - _MEAN) * s, mean, slope)
    square = jax.tree.map(lambda q, s: _SQUARE * q + (1 - _SQUARE) * s * s, square, slope)
    far, wide = 1 - _MEAN**step, 1 - _SQUARE**step

    def moved(part: jax.Array, m: jax.Array, q: jax.Array) -> jax.Array:
        return part - rate * ((m / far) / (jnp.sqrt(q / wide) + 1e-8) + _SHRINK * part)

    return (jax.tree.map(moved, parts, mean, square), mean, square), missed
