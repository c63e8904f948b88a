"""Dates of birth and of award: which of a paper's dates is which."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.dates.find import FoundDate, find_dates, find_years
from recognition.documents.extraction.page.layout import PageText, Span
from recognition.documents.extraction.page.matching import Match
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.stretches import line_at

_OF_BIRTH = frozenset({"birth", "place"})
_REACH = 90  # letters between a label and its date
_AHEAD, _TOUCHING = 40, 2  # letters between a date and words behind it; and a sign like 生
_LABELS = (
    ("birth", "date_of_birth", "before"),
    ("award", "award_date", "before"),
    ("exam", "award_date", "exam"),
    ("place", "place_of_birth", "before"),
    ("number", "document_number", "before"),
    ("other", "stop", "words"),
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A date and the nearest label before it (``""``: none in reach)."""

    date: FoundDate
    role: str
    means: Means
    label: Match


def birth_dates(paper: Paper) -> Iterator[Candidate]:
    """Every whole date, its ``role`` the kind of label it stands by; others by one of birth.

    A place of birth will do for a year: 'born in Wasit in 1991'.
    """
    yield from (c for c in _dates(paper) if len(c.normalised) == 10 or c.role in _OF_BIRTH)
    yield from (c for c in _years(paper) if c.role in _OF_BIRTH)


def award_dates(paper: Paper) -> Iterator[Candidate]:
    """Every date, and every bare year that stands by a label of award or examination."""
    found = [*_dates(paper), *(c for c in _years(paper) if c.role in {"award", "exam"})]
    latest = max((c.normalised[:4] for c in found), default="")
    for candidate in found:
        late = 0.5 if candidate.normalised[:4] == latest else 0.0
        yield replace(candidate, bonus=candidate.bonus - 1 + late)


def _dates(paper: Paper) -> Iterator[Candidate]:
    """Every date but those to come, until which a paper may be valid."""
    for page in paper.pages:
        found = find_dates(page.folded, paper.spoken, month_first=paper.month_first)
        past = [date for date in found if date.iso[:4] <= str(dt.date.today().year + 1)]
        yield from (_candidate(page, date, _kind(date)) for date in past)


def _years(paper: Paper) -> Iterator[Candidate]:
    for page in paper.pages:
        for year in find_years(page.folded, paper.spoken):
            yield _candidate(page, year, "year")


def _kind(date: FoundDate) -> str:
    whole = "day" if len(date.iso) == 10 else "month"
    return whole if date.calendar == "gregorian" else f"{whole}_converted"


def _candidate(page: PageText, date: FoundDate, kind: str) -> Candidate:
    found = _labelled(page, date)
    return Candidate(
        Span(page, date.start, date.end),
        found.means,
        found.role,
        found.label,
        edges=(f"is_{kind}",),
        normalised=date.iso if len(date.iso) == 10 else date.iso[:4],
        bonus=date.sure,
    )


def _labelled(page: PageText, date: FoundDate) -> Labelled:
    by_place = [
        (role, match) for role, section, kind in _LABELS for match in page.found(section, kind)
    ]
    return _in_line(page, date, by_place) or _born(page, date) or _by_layout(page, date, by_place)


def _born(page: PageText, date: FoundDate) -> Labelled | None:
    """A date that words of birth follow in its line (1988年3月5日生)."""
    line = line_at(page, date.start)
    for match in page.found("date_of_birth", "after"):
        reach = _AHEAD if match.end - match.start > 1 else _TOUCHING
        if 0 <= match.start - date.end <= reach and match.start < line.end:
            return Labelled(date, "birth", Means.BEFORE_PHRASE, match)
    return None


def _in_line(page: PageText, date: FoundDate, labels: list[tuple[str, Match]]) -> Labelled | None:
    """The last label of a known kind before a date in its own line."""
    line = line_at(page, date.start)
    before = [
        (match.end, match.size, role, match)
        for role, match in labels
        if line.start <= match.start and match.end <= date.start + 1
    ]
    known = [found for found in before if found[2] != "other"] or before
    if not known:
        return None
    _, _, role, match = max(known)
    return Labelled(date, role, Means.INLINE, match)


def _by_layout(page: PageText, date: FoundDate, labels: list[tuple[str, Match]]) -> Labelled:
    segment = page.segment_at(date.start)
    if segment is not None:
        lead = page.folded[segment.start : date.start].strip(" :-")
        if len(lead) < 25:
            for role, match in reversed(labels):
                own = page.segment_at(match.start)
                if own is None or role == "other":
                    continue
                if page.beside(own) is segment and own.start < segment.start:
                    return Labelled(date, role, Means.BESIDE, match)
            for role, match in labels:
                own = page.segment_at(match.start)
                if own is not None and role != "other" and page.below(own) is segment:
                    return Labelled(date, role, Means.BELOW, match)
    near = [
        (match.end, role, match)
        for role, match in labels
        if 0 <= date.start - match.end < _REACH and role != "other"
    ]
    if near:
        _, role, match = max(near)
        return Labelled(date, role, Means.NEXT, match)
    return Labelled(date, "", Means.SHAPE, Match(0, 0))
