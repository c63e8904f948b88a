"""The figures of a year, counted so that nobody can be told from them; they outlive the cases.

Groups of few cases are put together, and a number that is small, or from which a small one could be
worked out, is withheld (the usual control of tables in official statistics: threshold and secondary
suppression). So they are no personal data (GDPR, recital 26), and may be kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from recognition.domain.vocabulary import Outcome

LEAST = 5
"""Fewer cases than this could be told apart: the office's choice."""

OTHER = "other"
"""The group of all that are too small to stand by themselves."""


class By(StrEnum):
    """What the cases of a year are grouped by."""

    ALL = "all"
    REGIME = "regime"
    PURPOSE = "purpose"
    COUNTRY = "country"
    LEVEL = "level"
    FIELD = "field"


RECEIVED, WITHDRAWN, DECIDED, LATE = "received", "withdrawn", "decided", "late"
OUTCOMES = tuple(outcome.value for outcome in Outcome)
NUMBERS = (RECEIVED, WITHDRAWN, DECIDED, LATE, *OUTCOMES)
"""What is counted. ``late``: decided after a day that had passed without a decision."""


@dataclass(frozen=True, slots=True)
class CaseCount:
    """What counts of one case: the years of its steps, days from submission to decision, groups.

    ``days`` and ``outcome`` are those of its first decision; ``groups`` are values by ``By``, empty
    where they are not known.
    """

    received: int
    withdrawn: int | None
    decided: int | None
    days: int
    late: bool
    outcome: Outcome | None
    groups: Mapping[By, str]

    @property
    def years(self) -> frozenset[int]:
        """The years whose figures it stands in."""
        years = (self.received, self.withdrawn, self.decided)
        return frozenset(year for year in years if year is not None)

    def counted(self, year: int) -> Iterator[str]:
        """What it adds one to in a year."""
        if self.received == year:
            yield RECEIVED
        if self.withdrawn == year:
            yield WITHDRAWN
        if self.decided == year and self.outcome is not None:
            yield from (DECIDED, self.outcome.value)
            if self.late:
                yield LATE


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A group of a year: its numbers, ``None`` where withheld; the median of days to a decision.

    ``days`` is ``None`` where too few stand behind it.
    """

    year: int
    by: By
    value: str
    numbers: Mapping[str, int | None]
    days: float | None


def figures_of(year: int, cases: Iterable[CaseCount], least: int = LEAST) -> tuple[YearFigure, ...]:
    """The figures of a year; none at all where it has fewer than ``least`` cases."""
    counted = [one for one in cases if year in one.years]
    if len(counted) < least:
        return ()
    groups = {By.ALL: {"": counted}}
    groups |= {by: _put_together(counted, by, least) for by in By if by is not By.ALL}
    numbers = {
        (by, value): Counter(name for one in members for name in one.counted(year))
        for by, found in groups.items()
        for value, members in found.items()
    }
    withheld = _withheld(numbers, least)
    return tuple(
        YearFigure(
            year=year,
            by=by,
            value=value,
            numbers={
                name: None if (by, value, name) in withheld else numbers[by, value][name]
                for name in NUMBERS
            },
            days=_middle(year, members, least),
        )
        for by, found in groups.items()
        for value, members in sorted(found.items())
    )


def _put_together(cases: list[CaseCount], by: By, least: int) -> dict[str, list[CaseCount]]:
    """The groups; those of fewer than ``least``, and as many more as it takes, are one."""
    found = defaultdict[str, list[CaseCount]](list)
    for one in cases:
        found[one.groups.get(by, "")].append(one)
    by_size = sorted(found, key=lambda value: (len(found[value]), value))
    other: list[CaseCount] = []
    for value in by_size:
        if len(found[value]) < least or 0 < len(other) < least:
            other += found.pop(value)
    return dict(found) | ({OTHER: other} if other else {})


def _middle(year: int, cases: list[CaseCount], least: int) -> float | None:
    days = [one.days for one in cases if one.decided == year]
    return float(median(days)) if len(days) >= least else None


Cell = tuple[By, str, str]
Numbers = Mapping[tuple[By, str], Counter[str]]


def _withheld(numbers: Numbers, least: int) -> set[Cell]:
    """The small cells, and those from which they could be worked out by a sum."""
    size = {(*group, name): found[name] for group, found in numbers.items() for name in NUMBERS}
    hidden = {cell for cell, count in size.items() if 0 < count < least}
    sums = list(_sums(numbers))
    while more := next(filter(None, (_next(one, size, hidden, least) for one in sums)), None):
        hidden.add(more)
    return hidden


def _sums(numbers: Numbers) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each total with its parts: outcomes of a group, and the groups of the whole year."""
    for by, value in numbers:
        yield (by, value, DECIDED), [(by, value, outcome) for outcome in OUTCOMES]
    for by in By:
        values = [value for group, value in numbers if group is by]
        if by is not By.ALL:
            for name in NUMBERS:
                yield (By.ALL, "", name), [(by, value, name) for value in values]


def _next(
    one: tuple[Cell, list[Cell]], size: Mapping[Cell, int], hidden: set[Cell], least: int
) -> Cell | None:
    """A cell that must be withheld too, if a withheld one follows from the rest of its sum."""
    total, parts = one
    away = [cell for cell in parts if cell in hidden]
    unknown = len(away) + (total in hidden)
    told = total not in hidden and sum(size[cell] for cell in away) < least
    if not unknown or (unknown > 1 and not told):
        return None
    shown = [cell for cell in (*parts, total) if cell not in hidden and size[cell]]
    return min(shown, key=lambda cell: (size[cell], cell), default=None)
