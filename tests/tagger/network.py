"""The tagger with slopes, over batches of pages of one length: the same sums as ``tagger.py``."""

from typing import NamedTuple

import jax
import jax.numpy as jnp

from recognition.documents.extraction.page.tagger import DILATIONS, POOLED_BEFORE

Parts = dict[str, jax.Array]
_DROPPED, _UNKNOWN = 0.2, 0.15
"""Share of numbers that are left out while learning, and of words whose letters are."""

_LEAST = -9.0  # less than any number of a word: finite, for a page of padding alone has no other

_OF_KINDS = 0.2  # how much the kinds count beside the words


class Batch(NamedTuple):
    """B pages of L words, G signs each, S segments; what is behind a page's end is masked.

    ``stretches`` (B, L, K), ``signs`` (B, L, G), ``mask`` (B, L), ``segment`` (B, L), ``above``
    and ``below`` (B, S = L), ``labels`` (B, L, fields x 3), ``kinds`` (B, kinds).
    """

    stretches: jax.Array
    signs: jax.Array
    mask: jax.Array
    segment: jax.Array
    above: jax.Array
    below: jax.Array
    labels: jax.Array
    kinds: jax.Array


def loss(p: Parts, batch: Batch, key: jax.Array) -> jax.Array:
    """How unlikely what is right is by the network, a mean over the words."""
    odds, kinds = forward(p, batch, key)
    each = jnp.maximum(odds, 0) - odds * batch.labels + jnp.log1p(jnp.exp(-jnp.abs(odds)))
    words = (each.sum(-1) * batch.mask).sum() / batch.mask.sum()
    pages = jnp.maximum(batch.kinds.sum(), 1)
    return words - _OF_KINDS * (jax.nn.log_softmax(kinds) * batch.kinds).sum() / pages


def forward(p: Parts, batch: Batch, key: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Log-odds (B, L, fields x 3) of the words and (B, kinds) of the pages."""
    keys = jax.random.split(key, len(DILATIONS) + 2)
    mask = batch.mask[..., None]
    words = jnp.tanh(_letters(p, batch, keys[0]) + batch.signs @ p["from_signs"] + p["bias"]) * mask
    words += jnp.tanh(_lines(p, batch, words)) * mask
    for number, apart in enumerate(DILATIONS):
        if number == POOLED_BEFORE:
            words += jnp.tanh(_mean(words, mask) @ p["page"])[:, None]
        words += _around(p, _dropped(words, keys[1 + number]) * mask, number, apart)
    words = _dropped(words, keys[-1])
    most = jnp.where(mask > 0, words, _LEAST).max(1)
    pages = jnp.concatenate([_mean(words, mask), most], 1)
    return words @ p["out"] + p["out_bias"], pages @ p["kinds"] + p["kinds_bias"]


def _letters(p: Parts, batch: Batch, key: jax.Array) -> jax.Array:
    known = (batch.stretches > 0)[..., None]
    many = jnp.maximum(known.sum(2), 1)
    sums = (p["letters"][batch.stretches] * known).sum(2) / jnp.sqrt(many)
    kept = jax.random.bernoulli(key, 1 - _UNKNOWN, (*batch.mask.shape, 1))
    return sums * kept @ p["from_letters"]


def _lines(p: Parts, batch: Batch, words: jax.Array) -> jax.Array:
    pages, length, width = words.shape
    first = (jnp.arange(pages) * length)[:, None]
    numbers, count = (batch.segment + first).reshape(-1), pages * length
    sums = jax.ops.segment_sum(words.reshape(count, width), numbers, count)
    many = jax.ops.segment_sum(batch.mask.reshape(-1), numbers, count)
    means = sums / jnp.maximum(many, 1)[:, None]

    def of(neighbour: jax.Array) -> jax.Array:
        each = means[jnp.maximum(neighbour, 0) + first] * (neighbour >= 0)[..., None]
        return jnp.take_along_axis(each, batch.segment[..., None], 1)

    own = jnp.take_along_axis(means.reshape(words.shape), batch.segment[..., None], 1)
    return of(batch.above) @ p["above"] + of(batch.below) @ p["below"] + own @ p["line"]


def _around(p: Parts, words: jax.Array, number: int, apart: int) -> jax.Array:
    own = p[f"layer{number}"]
    padded = jnp.pad(words, ((0, 0), (apart, apart), (0, 0)))
    before, after = padded[:, : words.shape[1]], padded[:, 2 * apart :]
    sums = before @ own[0] + words @ own[1] + after @ own[2] + p[f"layer{number}_bias"]
    what, gate = jnp.split(sums, 2, axis=-1)
    return jnp.tanh(what) * jax.nn.sigmoid(gate)


def _mean(words: jax.Array, mask: jax.Array) -> jax.Array:
    return (words * mask).sum(1) / jnp.maximum(mask.sum(1), 1)


def _dropped(words: jax.Array, key: jax.Array) -> jax.Array:
    return words * jax.random.bernoulli(key, 1 - _DROPPED, words.shape) / (1 - _DROPPED)
