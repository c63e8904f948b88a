"""A conditional logit over candidates, fitted on all, and measured on what was not fitted on."""

from collections.abc import Iterator, Sequence
from copy import copy

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from recognition.documents.extraction.ranking.choice import chosen, within
from recognition.documents.extraction.ranking.relations import Guess
from recognition.documents.extraction.weights import weigh
from tests.ranking.groups import Group

Vector = npt.NDArray[np.float64]
Weights = dict[str, float]
FOLDS = 4
RIDGE = 3.0
_LEAST, _LEAST_IN_CONTEXT = 0.02, 0.1  # a weight nearer to nothing is left out


class Table:
    """The candidates of one field of many documents as one matrix, a row of features for each."""

    def __init__(self, groups: Sequence[Group], rows: Sequence[Weights], names: list[str]) -> None:
        place = {name: i for i, name in enumerate(names)}
        known = [[(place[n], v) for n, v in row.items() if n in place] for row in rows]
        counts = np.cumsum([0, *(len(row) for row in known)])
        columns = np.array([i for row in known for i, _ in row])
        values = np.array([v for row in known for _, v in row])
        sizes = [len(g.features) for g in groups]
        self.x = csr_matrix((values, columns, counts), shape=(len(rows), len(names)))
        self._right = np.array([r for g in groups for r in g.right], float)
        self._starts = np.cumsum([0, *sizes])[:-1]
        self._owner = np.repeat(np.arange(len(groups)), sizes)
        self._none = np.add.reduceat(self._right, self._starts) == 0
        self._weight = np.array([g.weight for g in groups])

    def __len__(self) -> int:
        return len(self._starts)

    def part(self, numbers: npt.NDArray[np.intp]) -> "Table":
        """The candidates of some of the documents."""
        ends = np.append(self._starts, len(self._owner))
        rows = np.concatenate([np.arange(ends[n], ends[n + 1]) for n in numbers])
        sizes = np.diff(ends)[numbers]
        some = copy(self)
        some.x, some._right = self.x[rows], self._right[rows]
        some._starts = np.cumsum([0, *sizes])[:-1]
        some._owner = np.repeat(np.arange(len(numbers)), sizes)
        some._none, some._weight = self._none[numbers], self._weight[numbers]
        return some

    @property
    def weight(self) -> float:
        """How much its documents count together."""
        return float(self._weight.sum())

    @property
    def owner(self) -> npt.NDArray[np.intp]:
        """The number of the document of each candidate."""
        return self._owner

    def likelihood(self, scores: Vector) -> tuple[float, Vector]:
        """Log-likelihood of what is right ("none" is a choice, too); its slope by the scores."""
        e = np.exp(np.clip(scores, -30, 30))
        total = 1 + np.add.reduceat(e, self._starts)
        good = np.add.reduceat(e * self._right, self._starts)
        top = np.where(self._none, 1.0, good)
        slope = e * self._right / top[self._owner] - e / total[self._owner]
        value = float((self._weight * np.log(top / total)).sum())
        return value, slope * self._weight[self._owner]

    def loss(self, w: Vector, ridge: float) -> tuple[float, Vector]:
        """Negative log-likelihood with a ridge, and its gradient."""
        value, slope = self.likelihood(self.x @ w)
        return ridge / 2 * float(w @ w) - value, ridge * w - self.x.T @ slope


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
    full = [g for g in groups if g.features]
    rows = [expanded(its, g.contexts) for g in full for its in g.features]
    fitted = zip(names, fit(Table(full, rows, names), ridge), strict=True)
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
