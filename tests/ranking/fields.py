"""The model of each field: weights, a network where that chooses better, and their calibration."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recognition.documents.extraction.ranking.choice import chosen, logit
from recognition.documents.extraction.ranking.network import Network
from recognition.domain.vocabulary import FieldName
from tests.ranking.fitting import Weights, best, folds, platt, weights_of
from tests.ranking.groups import Group
from tests.ranking.hidden import MEMBERS, NETWORKED, fit_network, shortlisted

THRESHOLD = 0.58
"""Probability from which a value is given: on unseen papers 95 of 100 given ones are right."""
_MEMBERS_OF_FOLDS = 2  # networks that only calibrate: the whole number takes three times as long
Top = tuple[float, bool]  # log-odds of the best value, and whether it is right


@dataclass(frozen=True, slots=True)
class Fitted:
    """The model of one field, and a line on how well it does on folds that it did not see."""

    entry: dict[str, object]
    network: Network | None
    line: str


def fit_field(name: FieldName, groups: list[Group]) -> Fitted:
    """The model of one field; weights that only make a shortlist know no contexts."""
    linear = [group.bare() for group in groups] if name in NETWORKED else groups
    tops: list[Top] = []
    for weights, held in folds(linear):
        seen = set(held)
        rest = [group for number, group in enumerate(groups) if number not in seen]
        network = _network(name, rest, weights, _MEMBERS_OF_FOLDS)
        tops += _tops([groups[number] for number in held], weights, network)
    weights = weights_of(linear)
    scale, shift, line = _measured(tops, groups)
    entry = {
        "weights": weights,
        "scale": round(scale, 4),
        "shift": round(shift, 4),
        "threshold": THRESHOLD,
    }
    return Fitted(entry, _network(name, groups, weights, MEMBERS), line)


def _network(
    name: FieldName, groups: Sequence[Group], weights: Weights, members: int
) -> Network | None:
    return fit_network(groups, weights, members) if name in NETWORKED else None


def _tops(groups: Sequence[Group], weights: Weights, network: Network | None) -> list[Top]:
    found = []
    for group in groups if network is None else shortlisted(groups, weights, known=False):
        top = best(group, weights) if network is None else _again(group, network)
        if top is not None:
            found.append((logit(top[1]), group.right[top[0]]))
    return found


def _again(group: Group, network: Network) -> tuple[int, float] | None:
    if not group.features or group.surroundings is None:
        return None
    return chosen(network.scores(group.features, group.surroundings.all), group.values)


def _measured(tops: list[Top], groups: Sequence[Group]) -> tuple[float, float, str]:
    """Scale and shift that calibrate, and a line of figures."""
    odds, right = np.array([o for o, _ in tops]), np.array([r for _, r in tops], float)
    scale, shift = platt(odds, right)
    taken = 1 / (1 + np.exp(-(scale * odds + shift))) >= THRESHOLD
    wanted = max(1, sum(g.wanted for g in groups))
    line = (
        f"n={wanted:4d} reachable {sum(any(g.right) for g in groups) / wanted:.3f} "
        f"P {right[taken].mean() if taken.any() else 0:.3f} R {right[taken].sum() / wanted:.3f} "
        f"best {right.sum() / wanted:.3f}"
    )
    return scale, shift, line
