"""The weights of stretches of letters, by which a word is likelier or not to be of a role."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from recognition.documents.extraction.page.word_roles import BUCKETS, ROLES, WordRoles, stretches
from tests.words_model.counting import Counted

Vector = NDArray[np.float64]
_RIDGE, _STEPS = 0.3, 60


def train(counted: Counted) -> WordRoles:
    """One logistic regression for each role; a word counts by the root of how often it stands."""
    words = sorted(counted.every)
    table = _table(words)
    often = np.array([counted.every[word] for word in words], float)
    fitted = [
        _fit(table, np.array([counted.by_role[role][word] for word in words]) / often, often**0.5)
        for role in ROLES
    ]
    weights = np.stack([one[:-1] for one in fitted], axis=1)
    return WordRoles(
        weights.astype(np.float32), np.array([one[-1] for one in fitted], dtype=np.float32)
    )


def _table(words: list[str]) -> sp.csr_matrix:
    places = [stretches(word) for word in words]
    rows = np.repeat(np.arange(len(words)), [len(own) for own in places])
    values = np.repeat([len(own) ** -0.5 for own in places], [len(own) for own in places])
    return sp.csr_matrix((values, (rows, np.concatenate(places))), shape=(len(words), BUCKETS))


def _fit(table: sp.csr_matrix, share: Vector, often: Vector) -> Vector:
    """Weights and bias, of the share of each word's places in which it has the role."""
    across = table.T.tocsr()

    def loss(at: Vector) -> tuple[float, Vector]:
        odds = table @ at[:-1] + at[-1]
        likely = 1 / (1 + np.exp(-odds))
        fit = often @ (np.logaddexp(0, odds) - share * odds)
        off = often * (likely - share)
        slope = np.append(across @ off + _RIDGE * at[:-1], off.sum())
        return float(fit + _RIDGE / 2 * (at[:-1] @ at[:-1])), slope

    found = minimize(
        loss, np.zeros(BUCKETS + 1), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
    )
    return np.asarray(found.x, dtype=np.float64)
