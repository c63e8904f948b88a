"""The networks that look at the likeliest candidates again: fitted by the same likelihood."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from recognition.documents.extraction.ranking.choice import shortlist, within
from recognition.documents.extraction.ranking.network import Network, inside
from recognition.documents.extraction.weights import weigh
from recognition.domain.vocabulary import FieldName
from tests.ranking.fitting import Table, Vector, Weights
from tests.ranking.groups import Group

TARGET = Path("recognition/documents/data/networks.npz")
NETWORKED = frozenset(
    {
        FieldName.INSTITUTION,
        FieldName.QUALIFICATION_TITLE,
        FieldName.FIELD_OF_STUDY,
        FieldName.GRADE,
    }
)
"""Fields whose folds choose better with a network; the others lose up to a point by one."""

MEMBERS = 6
"""Networks whose mean is taken, each begun at another place and without other papers."""

_HIDDEN = 24
_RIDGE = 2.0
_ROUNDS, _LEAST_STEPS = 20, 600
_PAPERS = 128  # of each step
_RATE = 3e-3
_LEFT_OUT = 0.2
Member = tuple[Vector, ...]
"""Straight (G), inward (G, H), bias (H) and outward (H) of one network."""


def shortlisted(groups: Sequence[Group], weights: Weights, *, known: bool) -> list[Group]:
    """Each group with the candidates that are looked at again; ``known``: and what is right."""
    short = []
    for group in groups:
        own = within(weights, group.contexts)
        places = shortlist([weigh(own, its) for its in group.features])
        right = {place for place, right in enumerate(group.right) if right and known}
        short.append(group.only(sorted({*places, *right})))
    return short


def fit_network(groups: Sequence[Group], weights: Weights, members: int = MEMBERS) -> Network:
    """The network of a field, from the weights that choose its shortlist."""
    short = [g for g in shortlisted(groups, weights, known=True) if g.features]
    names = sorted({name for g in short for row in _rows(g) for name in row})
    start = np.array([weights.get(name, 0.0) for name in names])
    each = [_member(short, names, start, number) for number in range(members)]
    straight, inward, bias, outward = zip(*each, strict=True)
    return Network(
        {name: place for place, name in enumerate(names)},
        np.mean(straight, axis=0),
        np.concatenate(inward, axis=1),
        np.concatenate(bias),
        np.concatenate(outward) / members,
    )


def _member(groups: Sequence[Group], names: list[str], start: Vector, number: int) -> Member:
    """One network, fitted without the papers of every sixth template."""
    kept = [g for g in groups if crc32(g.template.encode()) % MEMBERS != number]
    table = Table(kept, [row for g in kept for row in _rows(g)], names)
    return _Hidden(table).fit(start, np.random.default_rng(number))


def _rows(group: Group) -> list[Weights]:
    around = _around(group)
    return [features | around for features in group.features]


def write_networks(networks: dict[FieldName, Network]) -> None:
    """Keep the networks as half floats."""
    arrays: dict[str, np.typing.NDArray[np.generic]] = {}
    for field, network in networks.items():
        arrays[f"{field.value}/names"] = np.array(list(network.names))
        for part in ("straight", "inward", "bias", "outward"):
            arrays[f"{field.value}/{part}"] = getattr(network, part).astype(np.float16)
    np.savez_compressed(TARGET, allow_pickle=False, **arrays)


class _Hidden:
    """A network over a table of shortlists, fitted by steps of a hundred papers each (Adam).

    At every step a tenth of the features of each paper and a fifth of the hidden units are left
    out, so that nothing is believed by one sign alone: it is less sure where it is wrong.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def fit(self, start: Vector, random: np.random.Generator) -> Member:
        """The network that is found from the weights of a start."""
        count = len(start)
        inward = random.normal(0, 0.1, (count, _HIDDEN))
        parts = [start.copy(), inward, np.zeros(_HIDDEN), random.normal(0, 0.1, _HIDDEN)]
        mean = [np.zeros_like(part) for part in parts]
        square = [np.zeros_like(part) for part in parts]
        steps = max(_LEAST_STEPS, _ROUNDS * len(self._table) // _PAPERS)
        for step, batch in zip(range(1, steps + 1), self._batches(random), strict=False):
            rate = _RATE * min(1.0, step / 100) * (1 + np.cos(np.pi * step / steps)) / 2
            for part, slope, m, s in zip(
                parts, self._slopes(parts, batch, random), mean, square, strict=True
            ):
                m += 0.1 * (slope - m)
                s += 0.01 * (slope * slope - s)
                part -= rate * (m / (1 - 0.9**step)) / (np.sqrt(s / (1 - 0.99**step)) + 1e-8)
        return tuple(parts)

    def _batches(self, random: np.random.Generator) -> Iterator[Table]:
        size = min(_PAPERS, len(self._table))
        while True:
            order = random.permutation(len(self._table))
            for first in range(0, len(order) - size + 1, size):
                yield self._table.part(order[first : first + size])

    def _slopes(
        self, parts: Sequence[Vector], batch: Table, random: np.random.Generator
    ) -> Iterator[Vector]:
        """The slopes of the negative log-likelihood with a ridge; "none" is a choice, too."""
        straight, inward, bias, outward = parts
        x = batch.x.copy()
        known = random.random((len(batch), x.shape[1])) >= _LEFT_OUT / 2
        owner = np.repeat(batch.owner, np.diff(x.indptr))
        x.data *= known[owner, x.indices] / (1 - _LEFT_OUT / 2)
        kept = (random.random((x.shape[0], _HIDDEN)) >= _LEFT_OUT) / (1 - _LEFT_OUT)
        hidden = np.tanh(x @ inward + bias)
        _, slope = batch.likelihood(x @ straight + (hidden * kept) @ outward)
        slope /= batch.weight
        back = slope[:, None] * outward * kept * (1 - hidden * hidden)
        gains = (x.T @ slope, x.T @ back, back.sum(axis=0), (hidden * kept).T @ slope)
        ridge = _RIDGE / len(self._table)
        return (ridge * part - gain for part, gain in zip(parts, gains, strict=True))


def _around(group: Group) -> Weights:
    if group.surroundings is None:
        return {}
    return {inside(name): 1.0 for name in group.surroundings.all}
