"""Fitting weights and calibration anew on labelled titles, judged on titles held out.

Titles are parted into folds; each fold is judged by a model that was fitted on the others. The
new model is better only if it is right at least as often and its confidence is at least as true
(Brier score), and one of the two is better.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from recognition.domain.vocabulary import CodeScheme
from recognition.isced.evaluate import BINS, PRECISION
from recognition.isced.fitting import Observed, fit
from recognition.isced.labelled import Labelled
from recognition.isced.mapper import Mapper, Parts
from recognition.isced.model import Mapping, Query, Suggestion
from recognition.isced.systems import System
from recognition.isced.text import tokens
from recognition.isced.weights import FieldWeights, LevelWeights, Weights, confidence

FOLDS = 5
FEWEST = 50
"""So many titles are needed at least; fewer say nothing of a model."""

_STEPS = (1.25, 0.8)
_ROUNDS = 2
_KEPT = ("threshold", "sure")
# Titles that name no degree are fitted on beside the others, so that they are not believed. What
# names no subject is known by other signs.
_NONSENSE = {CodeScheme.ISCED_LEVEL: 0.1, CodeScheme.ISCED_F: 0.0}

Progress = Callable[[str], None]


class Mark(NamedTuple):
    """One suggestion on a title held out."""

    weight: float
    right: bool
    confidence: float

    @property
    def gap(self) -> float:
        """Confidence less outcome."""
        return self.confidence - self.right


@dataclass(frozen=True, slots=True)
class Judged:
    """How a model did on titles that it was not fitted on; shares 0 to 1.

    ``brier`` is the mean squared gap of confidence and outcome (0 is best), ``coverage`` the share
    of titles, the surest first, that can be answered at 95 % right, ``calibration_error`` the mean
    gap in tenths of confidence. The last two are told and decide nothing: they leap by chance.
    """

    titles: int
    right: float
    brier: float
    coverage: float = 0.0
    calibration_error: float = 0.0

    def better_than(self, other: "Judged") -> bool:
        """Whether it is worse in nothing and better in something."""
        no_worse = self.right >= other.right and self.brier <= other.brier
        return no_worse and (self.right > other.right or self.brier < other.brier)


@dataclass(frozen=True, slots=True)
class Refit:
    """What came of fitting one scheme anew: both figures, and the weights of the new model."""

    scheme: CodeScheme
    before: Judged
    after: Judged
    weights: Weights

    @property
    def better(self) -> bool:
        """Whether the new model may take the place of the one in force."""
        return self.after.better_than(self.before)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: with evidence weights or calibration alone, and with phrases withheld.

    Titles that made the lexicon look surer than others; ``withhold`` (a share of the phrases and
    qualifications, drawn ``draws`` times) shows the mapper as it is for titles never seen.
    """

    evidence: bool = False
    withhold: float = 0.0
    draws: int = 4
    afresh: bool = False


def refit(
    rows: Sequence[Labelled],
    parts: Parts,
    scheme: CodeScheme,
    plan: Plan,
    tell: Progress = lambda line: None,
) -> Refit:
    """Fit one scheme on the rows that have its label, and judge both models."""
    rows = [row for row in rows if label(row, scheme)]
    mappers = [Mapper(one) for one in _drawn(parts, plan)]
    fold = folds(rows)
    observed = _observe(rows, mappers, scheme)
    before: list[Mark] = []
    after: list[Mark] = []
    for number in range(FOLDS):
        tell(f"{scheme.value}: fold {number + 1} of {FOLDS}")
        train = [row for row, at in zip(rows, fold, strict=True) if at != number]
        weights, judged = _fitted(train, rows, mappers, scheme, plan, observed, fold, number)
        before += _marks(
            [one for one in observed if fold[one.title] == number], parts.weights, scheme
        )
        after += _marks([one for one in judged if fold[one.title] == number], weights, scheme)
    tell(f"{scheme.value}: all titles")
    weights, _ = _fitted(rows, rows, mappers, scheme, plan, observed, fold, None)
    return Refit(scheme, _judged(before, len(rows)), _judged(after, len(rows)), weights)


def label(row: Labelled, scheme: CodeScheme) -> str:
    """The label of a row in a scheme; empty where it has none."""
    return row.level if scheme is CodeScheme.ISCED_LEVEL else row.field


def folds(rows: Sequence[Labelled]) -> list[int]:
    """A fold for each row; like titles are in one, so that none is judged by its twin."""
    titles = [tokens(f"{row.query.title} {row.query.field or ''}") for row in rows]
    chance = random.Random(0)  # noqa: S311 - not a secret: the same folds each time
    numbers = {title: chance.randrange(FOLDS) for title in sorted(set(titles))}
    return [numbers[title] for title in titles]


def withheld(parts: Parts, share: float, seed: int) -> Parts:
    """The parts without a share of their phrases and qualifications, drawn by chance."""
    chance = random.Random(seed)  # noqa: S311 - not a secret

    def system(one: System) -> System:
        drawn = tuple(q for q in one.qualifications if chance.random() >= share)
        return replace(one, qualifications=drawn or one.qualifications[:1])

    systems = {code: system(one) for code, one in parts.systems.items()}
    lexicon = replace(
        parts.lexicon,
        degrees=tuple(p for p in parts.lexicon.degrees if chance.random() >= share),
        subjects=tuple(p for p in parts.lexicon.subjects if chance.random() >= share),
    )
    return replace(parts, systems=systems, lexicon=lexicon)


def _drawn(parts: Parts, plan: Plan) -> Iterator[Parts]:
    if not plan.withhold:
        yield parts
    for seed in range(plan.draws if plan.withhold else 0):
        yield withheld(parts, plan.withhold, seed)


def _fitted(
    train: Sequence[Labelled],
    rows: Sequence[Labelled],
    mappers: Sequence[Mapper],
    scheme: CodeScheme,
    plan: Plan,
    observed: Sequence[Observed],
    fold: Sequence[int],
    left_out: int | None,
) -> tuple[Weights, Sequence[Observed]]:
    """Weights fitted on ``train``, and what mappers with them say of all rows."""
    weights = mappers[0].weights
    if plan.evidence:
        weights = search(train, mappers[0], scheme)
        observed = _observe(rows, [mapper.weighing(weights) for mapper in mappers], scheme)
    mine = [one for one in observed if fold[one.title] != left_out]
    sure = fit(mine, _part(weights, scheme).sure, afresh=plan.afresh)
    return _with(weights, scheme, sure=sure), observed


def search(rows: Sequence[Labelled], mapper: Mapper, scheme: CodeScheme) -> Weights:
    """Evidence weights by small steps, one after another, each kept if more titles are right."""
    weights = mapper.weights
    best = _score(rows, mapper, scheme)
    names = [one.name for one in fields(_part(weights, scheme)) if one.name not in _KEPT]
    for _ in range(_ROUNDS):
        before = best
        for name in names:
            for step in _STEPS:
                value = round(getattr(_part(weights, scheme), name) * step, 4)
                tried = _with(weights, scheme, **{name: value})
                score = _score(rows, mapper.weighing(tried), scheme)
                if score > best:
                    best, weights = score, tried
                    break
        if best == before:
            break
    return weights


def _score(rows: Iterable[Labelled], mapper: Mapper, scheme: CodeScheme) -> float:
    """Titles right, and half as much for a right broad field."""
    total = 0.0
    for row in rows:
        code, wanted = _suggestion(mapper.map(row.query), scheme).code, label(row, scheme)
        total += code[: len(wanted)] == wanted
        total += 0.5 * (code[:2] == wanted[:2])
    return total


def _observe(
    rows: Sequence[Labelled], mappers: Sequence[Mapper], scheme: CodeScheme
) -> list[Observed]:
    found = []
    for mapper in mappers:
        for number, row in enumerate(rows):
            for query in _queries(row, scheme):
                nonsense = query is not row.query
                suggestion, wanted = _suggestion(mapper.map(query), scheme), label(row, scheme)
                right = suggestion.code[: len(wanted)] == wanted
                weight = (_NONSENSE[scheme] if nonsense else 1) / len(mappers)
                if suggestion.signals:  # none where nothing speaks for any code
                    one = Observed(number, suggestion.signals, right, weight, nonsense)
                    found.append(one)
    return found


def _queries(row: Labelled, scheme: CodeScheme) -> tuple[Query, ...]:
    return (row.query, backwards(row.query)) if _NONSENSE[scheme] else (row.query,)


def backwards(query: Query) -> Query:
    """A query that names nothing: each word of title and field turned round."""
    return replace(
        query,
        title=" ".join(word[::-1] for word in query.title.split()),
        field=" ".join(word[::-1] for word in query.field.split()) if query.field else None,
    )


def _marks(observed: Iterable[Observed], weights: Weights, scheme: CodeScheme) -> list[Mark]:
    sure = _part(weights, scheme).sure
    return [
        Mark(one.weight, one.right, confidence(sure, one.signals))
        for one in observed
        if not one.nonsense
    ]


def _judged(marks: Sequence[Mark], titles: int) -> Judged:
    total = sum(mark.weight for mark in marks)
    bins: defaultdict[int, float] = defaultdict(float)
    right, answered, gone = 0.0, 0.0, 0.0
    for mark in sorted(marks, key=lambda one: -one.confidence):
        bins[min(int(mark.confidence * BINS), BINS - 1)] += mark.weight * mark.gap
        right += mark.weight * mark.right
        gone += mark.weight
        if right / gone >= PRECISION:
            answered = gone
    return Judged(
        titles,
        right=round(right / total, 4),
        brier=round(sum(mark.weight * mark.gap**2 for mark in marks) / total, 5),
        coverage=round(answered / total, 4),
        calibration_error=round(sum(map(abs, bins.values())) / total, 4),
    )


def _suggestion(mapping: Mapping, scheme: CodeScheme) -> Suggestion:
    return mapping.isced_level if scheme is CodeScheme.ISCED_LEVEL else mapping.isced_f


def _part(weights: Weights, scheme: CodeScheme) -> LevelWeights | FieldWeights:
    return weights.levels if scheme is CodeScheme.ISCED_LEVEL else weights.fields


def _with(weights: Weights, scheme: CodeScheme, **changes: object) -> Weights:
    changed = replace(_part(weights, scheme), **changes)  # type: ignore[arg-type]
    key = "levels" if scheme is CodeScheme.ISCED_LEVEL else "fields"
    return replace(weights, **{key: changed})  # type: ignore[arg-type]
