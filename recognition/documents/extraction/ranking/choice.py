"""How probable each candidate of a field is, by a choice model over its features.

The model is a conditional logit: the candidates of a field and "none of them" share a probability
of 1, each by the exponential of its weighted features. The weights stand in ``data/ranking.json``,
one for each field and feature, so that anybody can read why a value was chosen. Where that chooses
better, a small network looks at the likeliest again (``network``). ``python -m tests.ranking``
makes both anew from papers with truth.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from rapidfuzz.distance import Levenshtein

from recognition.documents.extraction.candidate import Candidate
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.ranking.features import describe
from recognition.documents.extraction.ranking.network import SHORTLIST, networks
from recognition.documents.extraction.ranking.relations import Guess, relations
from recognition.documents.extraction.weights import Features, weigh
from recognition.documents.language import letter_script
from recognition.domain.vocabulary import DocumentType, FieldName

ALIKE = 0.9
_RIVALS = 12  # values that are compared with one another
_SCRIPTS = {
    "Latn": "Latn", "Cyrl": "Cyrl", "Arab": "Arab", "Hani": "Hani", "Jpan": "Hani", "Hang": "Hani",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of one field; ``scale`` and ``shift`` calibrate the log-odds of the choice.

    A weight named ``context|feature`` counts in that context beside the plain one. ``alone`` are
    the weights of a first look, which knows nothing of the other fields or of contexts;
    ``threshold`` is the probability below which the field is left to the applicant.
    """

    weights: Mapping[str, float]
    alone: Mapping[str, float] = field(default_factory=dict)
    scale: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5

    def score(self, features: Features) -> float:
        """How much speaks for a candidate with these features; 0 is what speaks for none."""
        return weigh(self.weights, features)

    def probability(self, share: float) -> float:
        """Calibrated probability of a share of the choice."""
        return 1 / (1 + math.exp(-(self.scale * logit(share) + self.shift)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """In which papers a feature may speak otherwise: of a kind, in a script, in a language."""

    kind: DocumentType
    script: str  # ISO 15924
    language: str  # ISO 639-1, the main one; empty where it is unknown

    @property
    def contexts(self) -> tuple[str, str]:
        """Kind and script; scripts of which there are few papers are one."""
        return self.kind.value, _SCRIPTS.get(self.script, "other_script")

    @property
    def all(self) -> tuple[str, ...]:
        """Kind, script and language."""
        return (*self.contexts, self.language)


def within(weights: Mapping[str, float], contexts: Sequence[str]) -> dict[str, float]:
    """The weights as they count in some contexts."""
    out = {name: weight for name, weight in weights.items() if "|" not in name}
    for name, weight in weights.items():
        context, bar, feature = name.partition("|")
        if bar and context in contexts:
            out[feature] = out.get(feature, 0.0) + weight
    return out


@dataclass(frozen=True, slots=True)
class Described:
    """A candidate with its features."""

    candidate: Candidate
    features: Features


@dataclass(frozen=True, slots=True)
class Choice:
    """The value that was chosen, and the calibrated probability that it is right."""

    candidate: Candidate
    probability: float


@cache
def models() -> dict[str, Model]:
    """The model of each field, by the field's name."""
    text = resources.files("recognition.documents").joinpath("data/ranking.json").read_text("utf-8")
    return {name: Model(**entry) for name, entry in json.loads(text).items()}


def described(name: FieldName, candidates: Sequence[Candidate], paper: Paper) -> list[Described]:
    """The candidates of one field, each with what speaks for it alone."""
    features = describe(name, candidates, paper)
    return [Described(one, its) for one, its in zip(candidates, features, strict=True)]


def first_look(name: FieldName, candidates: Sequence[Described]) -> Guess | None:
    """Where a field seems to stand, whatever the others say; None where nothing may be it."""
    if not candidates:
        return None
    alone = models()[name.value].alone
    scores = [weigh(alone, one.features) for one in candidates]
    first, share = chosen(scores, [one.candidate.compared for one in candidates])
    return Guess(candidates[first].candidate.span, share)


def choose(
    name: FieldName,
    candidates: Sequence[Described],
    guesses: Mapping[FieldName, Guess],
    surroundings: Surroundings,
) -> Choice | None:
    """The most probable of a field's candidates beside the other fields; None if there is none."""
    if not candidates:
        return None
    model = models()[name.value]
    weights = within(model.weights, surroundings.contexts)
    features = [one.features | relations(one.candidate.span, name, guesses) for one in candidates]
    scores = [weigh(weights, its) for its in features]
    if network := networks().get(name.value):
        likely = shortlist(scores)
        candidates = [candidates[place] for place in likely]
        scores = network.scores([features[place] for place in likely], surroundings.all)
    first, share = chosen(scores, [one.candidate.compared for one in candidates])
    return Choice(candidates[first].candidate, model.probability(share))


def shortlist(scores: Sequence[float]) -> list[int]:
    """The places of the candidates for which most speaks, in their order on the paper."""
    return sorted(sorted(range(len(scores)), key=lambda place: -scores[place])[:SHORTLIST])


def chosen(scores: Sequence[float], values: Sequence[str]) -> tuple[int, float]:
    """Place and probability of the best value, where "none of them" is a choice as well.

    The probability of a value is the sum over the candidates that say nearly the same. Values in
    another script are no rivals: papers in two languages print a value in both.
    """
    of_value: dict[str, float] = {}
    for value, score in zip(values, scores, strict=True):
        weight = math.exp(max(-30.0, min(30.0, score)))
        of_value[value] = of_value.get(value, 0.0) + weight
    leading = sorted(of_value, key=lambda value: -of_value[value])[:_RIVALS]
    mass = {
        value: sum(of_value[other] for other in leading if nearly(value, other))
        for value in leading
    }
    best = max(leading, key=lambda value: (mass[value], of_value[value]))
    script = _script(best)
    rivals = sum(weight for value, weight in of_value.items() if _script(value) == script)
    of_best = [i for i, value in enumerate(values) if value == best]
    return max(of_best, key=lambda i: scores[i]), mass[best] / (1 + rivals)


def _script(value: str) -> str:
    return next((script for letter in value if (script := letter_script(letter))), "")


def nearly(one: str, other: str) -> bool:
    """Whether two values are the same but for a letter or two; numbers and dates never are."""
    if one == other:
        return True
    if any(c.isdigit() for c in one + other):
        return False
    return Levenshtein.normalized_similarity(one, other) >= ALIKE


def logit(probability: float) -> float:
    """Log-odds of a probability, kept finite."""
    p = min(1 - 1e-6, max(1e-6, probability))
    return math.log(p / (1 - p))
