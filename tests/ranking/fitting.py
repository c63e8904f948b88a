"""A conditional logit over candidates, fitted on all, and measured on what was not fitted on."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from recognition.documents.extraction.ranking import chosen, logit, weigh, within
from recognition.documents.extraction.relations import Guess
from tests.ranking.groups import Group

Vector = npt.NDArray[np.float64]
Weights = dict[str, float]
FOLDS = 4
RIDGE = 3.0
THRESHOLD = 0.5
_LEAST, _LEAST_IN_CONTEXT = 0.02, 0.1  # a weight nearer to nothing is left out


class Table:
    """The candidates of one field of many documents as one matrix."""

    def __init__(self, groups: list[Group], names: list[str]) -> None:
        place = {name: i for i, name in enumerate(names)}
        groups = [g for g in groups if g.features]
        rows = [expanded(f, g.contexts) for g in groups for f in g.features]
        known = [[(place[n], v) for n, v in f.items() if n in place] for f in rows]
        counts = np.cumsum([0, *(len(row) for row in known)])
        columns = np.array([i for row in known for i, _ in row])
        values = np.array([v for row in known for _, v in row])
        self.x = csr_matrix((values, columns, counts), shape=(len(rows), len(names)))
        self.right = np.array([r for g in groups for r in g.right], float)
        self.starts = np.cumsum([0, *(len(g.features) for g in groups)])[:-1]
        self.owner = np.repeat(np.arange(len(groups)), [len(g.features) for g in groups])
        self.weight = np.array([g.weight for g in groups])

    def loss(self, w: Vector, ridge: float) -> tuple[float, Vector]:
        """Negative log-likelihood with a ridge, and its gradient; "none" is a choice, too."""
        e = np.exp(np.clip(self.x @ w, -30, 30))
        total = 1 + np.add.reduceat(e, self.starts)
        good = np.add.reduceat(e * self.right, self.starts)
        none = np.add.reduceat(self.right, self.starts) == 0
        top = np.where(none, 1.0, good)
        part = e * self.right / top[self.owner] - e / total[self.owner]
        gradient = self.x.T @ (part * self.weight[self.owner])
        value = float((self.weight * np.log(top / total)).sum())
        return ridge / 2 * float(w @ w) - value, ridge * w - gradient


def expanded(features: Weights, contexts: Sequence[str]) -> Weights:
    """Features, and each once more under the name that it has in each context."""
    more = {f"{c}|{name}": value for c in contexts for name, value in features.items()}
    return features | more


def fit(table: Table, ridge: float) -> Vector:
    """Weights of the choice among candidates (a conditional logit)."""
    start = np.zeros(table.x.shape[1])
    found = minimize(
        table.loss, start, args=(ridge,), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    )
    return np.asarray(found.x)


def best(group: Group, weights: Weights) -> tuple[int, float] | None:
    """The place of the most probable value, and its share of the probability."""
    if not group.features:
        return None
    known = within(weights, group.contexts)
    return chosen([weigh(known, its) for its in group.features], group.values)


def guesses(groups: list[Group]) -> list[Guess | None]:
    """What a first look at a field finds in each document, by weights not fitted on it."""
    return [
        None if top is None else Guess(group.spans[top[0]], top[1])
        for group, top in zip(groups, _tops(groups), strict=True)
    ]


def places(groups: list[Group]) -> list[int | None]:
    """The place of the candidate that a first look takes, by weights not fitted on it."""
    return [None if top is None else top[0] for top in _tops(groups)]


def _tops(groups: list[Group]) -> list[tuple[int, float] | None]:
    found: list[tuple[int, float] | None] = [None] * len(groups)
    for weights, held in folds(groups):
        for number in held:
            found[number] = best(groups[number], weights)
    return found


def weights_of(groups: Sequence[Group], ridge: float = RIDGE) -> Weights:
    """The weights that fit all the groups best; those that say nothing left out."""
    names = sorted({n for g in groups for f in g.features for n in expanded(f, g.contexts)})
    fitted = zip(names, fit(Table(list(groups), names), ridge), strict=True)
    return {
        name: round(float(w), 3)
        for name, w in fitted
        if abs(w) > (_LEAST_IN_CONTEXT if "|" in name else _LEAST)
    }


def folds(groups: Sequence[Group], ridge: float = RIDGE) -> Iterator[tuple[Weights, list[int]]]:
    """Weights fitted on the papers of other forms, and the places of those they did not see."""
    templates = sorted({g.template for g in groups})
    for fold in range(FOLDS):
        held = set(templates[fold::FOLDS])
        weights = weights_of([g for g in groups if g.template not in held], ridge)
        yield weights, [n for n, g in enumerate(groups) if g.template in held]


def platt(odds: Vector, right: Vector) -> tuple[float, float]:
    """Scale and shift that calibrate log-odds, by Newton's method."""
    x = np.stack([odds, np.ones_like(odds)], axis=1)
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(2)
        w -= np.linalg.solve(hessian, x.T @ (p - right) + 0.5 * (w - np.array([1.0, 0.0])))
    return float(w[0]), float(w[1])


def fit_field(groups: list[Group]) -> tuple[dict[str, object], str]:
    """The model of one field, and a line on how well it does on folds that it did not see."""
    tops: list[tuple[float, bool]] = []
    for weights, held in folds(groups):
        for group in (groups[number] for number in held):
            top = best(group, weights)
            if top is not None:
                tops.append((logit(top[1]), group.right[top[0]]))
    odds, right = np.array([o for o, _ in tops]), np.array([r for _, r in tops], float)
    scale, shift = platt(odds, right)
    p = 1 / (1 + np.exp(-(scale * odds + shift)))
    taken, wanted = p >= THRESHOLD, max(1, sum(g.wanted for g in groups))
    line = (
        f"n={wanted:4d} reachable {sum(any(g.right) for g in groups) / wanted:.3f} "
        f"P {right[taken].mean() if taken.any() else 0:.3f} R {right[taken].sum() / wanted:.3f} "
        f"best {right.sum() / wanted:.3f}"
    )
    entry: dict[str, object] = {
        "weights": weights_of(groups),
        "scale": round(scale, 4),
        "shift": round(shift, 4),
        "threshold": THRESHOLD,
    }
    return entry, line
