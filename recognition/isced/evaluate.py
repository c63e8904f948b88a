"""Measuring the mapper on a labelled file: a tool for whoever enlarges the data.

Columns: ``title`` or ``qualification_title``; ``language``, ``country``; ``isced_f`` or
``isced_level``. A field label of n digits is compared on n digits only.
"""

import csv
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TextIO

from recognition.isced.mapper import map_qualification
from recognition.isced.model import Mapping, Query, Suggestion

BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled title and what the mapper said."""

    query: Query
    label: str
    mapping: Mapping
    seconds: float

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

    def among(self, count: int) -> bool:
        """Whether one of the first ``count`` codes agrees with the whole label."""
        ranked = [self.suggestion.code, *(a.code for a in self.suggestion.alternatives)]
        return any(code[: len(self.label)] == self.label for code in ranked[:count])


def run(lines: TextIO) -> list[Outcome]:
    """Map every labelled row of a tab-separated file."""
    outcomes = []
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        title = row.get("title") or row.get("qualification_title") or ""
        label = row.get("isced_f") or row.get("isced_level") or ""
        query = Query(title, country=row.get("country"), language=row.get("language"))
        start = time.perf_counter()
        mapping = map_qualification(query)
        outcomes.append(Outcome(query, label, mapping, time.perf_counter() - start))
    return outcomes


def share(outcomes: Iterable[Outcome], test: Callable[[Outcome], bool]) -> float:
    """Return the share of outcomes that pass a test; NaN of none."""
    results = [test(outcome) for outcome in outcomes]
    return sum(results) / len(results) if results else math.nan


def calibration_error(outcomes: list[Outcome]) -> float:
    """Return the expected calibration error over ten bins of confidence."""
    bins: defaultdict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        bins[min(int(outcome.suggestion.confidence * BINS), BINS - 1)].append(outcome)
    gaps = (
        abs(sum(o.right() for o in found) - sum(o.suggestion.confidence for o in found))
        for found in bins.values()
    )
    return sum(gaps) / len(outcomes)


def coverage(outcomes: list[Outcome], precision: float = 0.95) -> float:
    """Return the share of titles, the surest first, that can be answered at that precision."""
    ranked = sorted(outcomes, key=lambda o: -o.suggestion.confidence)
    right, answered = 0, 0
    for number, outcome in enumerate(ranked, 1):
        right += outcome.right()
        if right / number >= precision:
            answered = number
    return answered / len(ranked)


def figures(outcomes: list[Outcome]) -> dict[str, float]:
    """Return all figures of a labelled file, shares 0 to 1 and milliseconds a title."""
    found: dict[str, float] = {"titles": len(outcomes)}
    if outcomes[0].is_level:
        found["level"] = share(outcomes, Outcome.right)
    for digits in (2, 3, 4):
        judged = [o for o in outcomes if len(o.label) >= digits]
        if judged:
            found[f"field_{digits}"] = share(judged, partial(Outcome.right, digits=digits))
    found["top_3"] = share(outcomes, lambda o: o.among(3))
    answered = [o for o in outcomes if not o.suggestion.abstained]
    found["answered"] = len(answered) / len(outcomes)
    found["answered_right"] = share(answered, Outcome.right)
    found["coverage_at_95"] = coverage(outcomes)
    found["calibration_error"] = calibration_error(outcomes)
    found["ms"] = 1000 * sum(o.seconds for o in outcomes) / len(outcomes)
    return found
