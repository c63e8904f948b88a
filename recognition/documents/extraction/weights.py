"""Features and their weights: how a choice among candidates is scored, in every model here."""

import math
from collections.abc import Mapping, Sequence

Features = dict[str, float]
"""What speaks for and against a candidate, by name, each between about -2 and 2."""


def weigh(weights: Mapping[str, float], features: Features) -> float:
    """The sum of the features by their weights."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def shares(scores: Sequence[float]) -> list[float]:
    """Each score's share of the probability, where "none of them" is a choice as well."""
    weights = [math.exp(max(-30.0, min(30.0, score))) for score in scores]
    return [weight / (1 + sum(weights)) for weight in weights]
