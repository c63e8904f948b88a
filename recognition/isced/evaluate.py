"""Measuring the mapper on labelled titles: how often it is right, how sure, and for whom.

A label of n digits is compared on n digits only. ``recognition evaluate isced`` prints it.
"""

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from recognition.isced.labelled import Labelled
from recognition.isced.model import Mapping, Query, Suggestion

BINS = 10
PRECISION = 0.95
DIGITS = {True: (1,), False: (2, 3, 4)}
"""How many digits are judged: of a level its one, of a field two, three and four."""

Mapper = Callable[[Query], Mapping]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled title and what the mapper said."""

    query: Query
    label: str
    mapping: Mapping
    seconds: float
    source: str = ""

    @property
    def is_level(self) -> bool:
        """Whether the label is a level; otherwise it is a field."""
        return len(self.label) == 1

    @property
    def suggestion(self) -> Suggestion:
        """The suggestion that the label judges."""
        return self.mapping.isced_level if self.is_level else self.mapping.isced_f

    def right(self, digits: int | None = None) -> bool:
        """Whether the code agrees with the label on its first ``digits`` (default: all)."""
        label = self.label[:digits]
        return self.suggestion.code[: len(label)] == label

    def among(self, count: int, digits: int | None = None) -> bool:
        """Whether one of the first ``count`` codes agrees with the label on ``digits``."""
        label = self.label[:digits]
        ranked = [self.suggestion.code, *(a.code for a in self.suggestion.alternatives)]
        return any(code[: len(label)] == label for code in ranked[:count])


def run(rows: Iterable[Labelled], mapper: Mapper) -> list[Outcome]:
    """Map every labelled title: an outcome for each of its labels."""
    outcomes = []
    for row in rows:
        start = time.perf_counter()
        mapping = mapper(row.query)
        spent = time.perf_counter() - start
        outcomes += [Outcome(row.query, label, mapping, spent, row.source) for label in row.labels]
    return outcomes


def share(outcomes: Iterable[Outcome], test: Callable[[Outcome], bool]) -> float:
    """Return the share of outcomes that pass a test; NaN of none."""
    results = [test(outcome) for outcome in outcomes]
    return sum(results) / len(results) if results else math.nan


def calibration(outcomes: Iterable[Outcome]) -> list[tuple[float, float, int]]:
    """Return (mean confidence, share right, how many) in tenths of confidence."""
    bins: defaultdict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        bins[min(int(outcome.suggestion.confidence * BINS), BINS - 1)].append(outcome)
    return [
        (
            sum(o.suggestion.confidence for o in found) / len(found),
            share(found, Outcome.right),
            len(found),
        )
        for _, found in sorted(bins.items())
    ]


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Return the expected calibration error: the mean gap of confidence and share right."""
    gaps = (abs(sure - right) * count for sure, right, count in calibration(outcomes))
    return sum(gaps) / len(outcomes)


def coverage(outcomes: Iterable[Outcome], precision: float = PRECISION) -> float:
    """Return the share of titles, the surest first, that can be answered at that precision."""
    ranked = sorted(outcomes, key=lambda o: -o.suggestion.confidence)
    right, answered = 0, 0
    for number, outcome in enumerate(ranked, 1):
        right += outcome.right()
        if right / number >= precision:
            answered = number
    return answered / len(ranked)


def figures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Return all figures of one kind of label, shares 0 to 1 and milliseconds a title."""
    answered = [o for o in outcomes if not o.suggestion.abstained]
    return {
        **_short(outcomes),
        "answered": round(len(answered) / len(outcomes), 4),
        "answered_right": round(share(answered, Outcome.right), 4) if answered else None,
        "ms": round(1000 * sum(o.seconds for o in outcomes) / len(outcomes), 3),
        "calibration": [
            {"confidence": round(sure, 3), "right": round(right, 3), "titles": count}
            for sure, right, count in calibration(outcomes)
        ],
        "by_language": _by(outcomes, lambda o: o.query.language),
        "by_country": _by(outcomes, lambda o: o.query.country),
        "by_source": _by(outcomes, lambda o: o.source),
    }


def _by(
    outcomes: Iterable[Outcome], key: Callable[[Outcome], str | None]
) -> dict[str, dict[str, object]]:
    """Short figures by a property, most titles first."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome) or "unknown"].append(outcome)
    ordered = sorted(groups, key=lambda name: (-len(groups[name]), name))
    return {name: _short(groups[name]) for name in ordered}


def _short(outcomes: Sequence[Outcome]) -> dict[str, object]:
    digits = {}
    for count in DIGITS[outcomes[0].is_level]:
        judged = [o for o in outcomes if len(o.label) >= count]
        if judged:
            digits[str(count)] = {
                "titles": len(judged),
                "top_1": round(share(judged, partial(Outcome.right, digits=count)), 4),
                "top_3": round(share(judged, lambda o, n=count: o.among(3, n)), 4),  # type: ignore[misc]
            }
    return {
        "titles": len(outcomes),
        "digits": digits,
        "coverage_at_95": round(coverage(outcomes), 4),
        "calibration_error": round(calibration_error(outcomes), 4),
    }
