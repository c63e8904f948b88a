"""Where a date stands in time among the others of a paper: a birth is long before the rest."""

import re
from collections.abc import Iterable, Sequence

from recognition.documents.extraction.candidate import Candidate

_DATE = re.compile(r"\d{4}(-\d{2}-\d{2})?$")
_GROWN, _OLD = 15, 60  # years between a birth and what was studied since
_LONG_AGO = 1960


def dates_of(candidates: Iterable[Candidate]) -> list[str]:
    """The different dates and years (ISO 8601) among the candidates, the earliest first."""
    return sorted({c.normalised for c in candidates if _DATE.match(c.normalised)})


def among_dates(candidate: Candidate, dates: Sequence[str]) -> dict[str, float]:
    """Features of a date among all ``dates``; none for what is no date."""
    date = candidate.normalised
    if not dates or not _DATE.match(date):
        return {}
    year, years = int(date[:4]), [int(each[:4]) for each in dates]
    gaps = [year - other for other in years]
    out = {
        "time_only": float(len(dates) == 1),
        "time_first": float(date == dates[0]),
        "time_last": float(date == dates[-1]),
        "time_after_first": min(gaps[0], 40) / 20,
        "time_before_last": min(-gaps[-1], 40) / 20,
        "time_life_before": float(any(_GROWN <= gap <= _OLD for gap in gaps)),
        "time_life_after": float(any(_GROWN <= -gap <= _OLD for gap in gaps)),
        "time_same_year": min(gaps.count(0) - 1, 2) / 2,
        "time_old": float(year < _LONG_AGO),
    }
    ends = {name: value for name, value in out.items() if name in ("time_first", "time_last")}
    return out | {f"{candidate.role or 'none'}:{name}": value for name, value in ends.items()}
