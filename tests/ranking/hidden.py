"""The networks that look at the likeliest candidates again: fitted by the same likelihood."""

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.optimize import minimize

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
_RIDGE, _RIDGE_HIDDEN = 6.0, 5.0
_STEPS = 120
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
    """The loss of a network over a table of shortlists; single floats, which takes half as long."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._x = table.x.astype(np.float32)
        self._xt = self._x.T.tocsr()

    def fit(self, start: Vector, random: np.random.Generator) -> Member:
        """The network of least loss that is found from a start."""
        inward = random.normal(0, 0.1, len(start) * _HIDDEN)
        outward = random.normal(0, 0.2, _HIDDEN)
        begin = np.concatenate([start, inward, np.zeros(_HIDDEN), outward])
        options = {"maxiter": _STEPS}
        found = minimize(self._loss, begin, jac=True, method="L-BFGS-B", options=options)
        return self._parts(np.asarray(found.x))

    def _parts(self, p: Vector) -> Member:
        count = self._x.shape[1]
        straight, inward, bias, outward = np.split(p, np.cumsum([count, count * _HIDDEN, _HIDDEN]))
        return straight, inward.reshape(count, _HIDDEN), bias, outward

    def _loss(self, p: Vector) -> tuple[float, Vector]:
        """Negative log-likelihood with ridges, and its gradient; "none" is a choice, too."""
        straight, inward, bias, outward = self._parts(p.astype(np.float32))
        hidden = np.tanh(self._x @ inward + bias)
        scores = self._x @ straight + hidden @ outward
        value, slope = self._table.likelihood(scores.astype(float))
        slope = slope.astype(np.float32)
        back = slope[:, None] * outward * (1 - hidden * hidden)
        gradient = np.concatenate(
            [
                _RIDGE * straight - self._xt @ slope,
                (_RIDGE_HIDDEN * inward - self._xt @ back).ravel(),
                -back.sum(axis=0),
                _RIDGE_HIDDEN * outward - hidden.T @ slope,
            ]
        )
        ridge = _RIDGE * straight @ straight
        ridge += _RIDGE_HIDDEN * ((inward * inward).sum() + outward @ outward)
        return float(ridge / 2 - value), gradient.astype(float)


def _around(group: Group) -> Weights:
    if group.surroundings is None:
        return {}
    return {inside(name): 1.0 for name in group.surroundings.all}
