"""The overall grade, the credits and the length of the studies."""

import re
from collections.abc import Iterator
from functools import cache

from recognition.documents.extraction.candidates import (
    Candidate,
    Means,
    after_labels,
    endings,
    lines,
)
from recognition.documents.extraction.dates import find_dates
from recognition.documents.extraction.fold import digits
from recognition.documents.extraction.layout import PageText, Span
from recognition.documents.extraction.lexicon import phrases
from recognition.documents.extraction.paper import Paper
from recognition.documents.extraction.tokens import LETTER

_NUMBER = re.compile(
    r"\d{1,4}(?:[.,٫]\d{1,4})?(?:\s?%|\s?/\s?\d{1,4}(?:[.,٫]\d{1,2})?)?(?![\d/]|[-.]\d)"
)
_TO_NUMBER = re.compile(r"[^\d\n\t]{0,16}?(?=\d)")
_IN_WORDS = re.compile(r"\s?(?:\([^()\n]{3,30}\)|[/–-]\s?[^\W\d]{3,15})")
_CREDITS = (20.0, 600.0)


def grades(paper: Paper) -> Iterator[Candidate]:
    """Overall grades: a number or known words after a label, else known words alone."""
    for page in paper.pages:
        for candidate in after_labels(page, "grade"):
            yield from _grade_in(candidate)
        for start, end in _values(page, 0, len(page.folded)):
            yield Candidate(Span(page, start, end), Means.SHAPE, "values")


def _grade_in(candidate: Candidate) -> Iterator[Candidate]:
    span, page = candidate.span, candidate.span.page
    known = False
    for start, end in _values(page, span.start, span.end):
        if start - span.start < 24:
            known = True
            yield candidate.on(Span(page, start, end), "to_value")
    lead = _TO_NUMBER.match(page.folded, span.start, span.end)
    hit = _NUMBER.match(page.folded, lead.end()) if lead else None
    if hit:
        yield candidate.on(Span(page, *hit.span()), "to_number")
        remark = _IN_WORDS.match(page.folded, hit.end(), span.end)
        if remark:
            yield candidate.on(Span(page, hit.start(), remark.end()), "to_words")
    if not known:
        yield from (c for c in endings(candidate) if c.span.end - c.span.start <= 40)


def _values(page: PageText, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Words of classification: each, and neighbours joined ("second class, upper division")."""
    found = [m for m in page.every.get(("grade", "values"), ()) if low <= m.start and m.end <= high]
    yield from ((match.start, match.end) for match in found)
    start = end = -1
    joined = 0
    for match in page.within("grade", "values", low, high):
        if end >= 0 and not page.folded[end : match.start].strip(" ,-()"):
            end, joined = match.end, joined + 1
            continue
        if joined:
            yield start, end
        start, end, joined = match.start, match.end, 0
    if joined:
        yield start, end


def credits(paper: Paper) -> Iterator[Candidate]:
    """Total credits: numbers with a unit, and numbers after a label."""
    pattern = _with_unit(paper.languages)
    for page in paper.pages:
        for hit in pattern.finditer(page.folded):
            yield from _credits(Candidate(Span(page, *hit.span(1)), Means.SHAPE, "units"))
        for candidate in after_labels(page, "credits"):
            span = candidate.span
            number = re.compile(r"[^\d\n]{0,14}?(\d{1,3}(?:[.,]\d{1,2})?)(?![\d.,/])").match(
                page.folded, span.start, max(span.end, span.start + 20)
            )
            if number:
                yield from _credits(candidate.on(Span(page, *number.span(1))))


def _credits(candidate: Candidate) -> Iterator[Candidate]:
    text = digits(candidate.span.text).replace(",", ".")
    low, high = _CREDITS
    if low <= float(text) <= high:
        number = text.rstrip("0").rstrip(".") if "." in text else text
        yield Candidate(candidate.span, candidate.means, candidate.role, candidate.label,
                        normalised=number, bonus=float(text) / 100)  # fmt: skip


@cache
def _with_unit(languages: tuple[str, ...]) -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in phrases(languages, "credits", "units"))
    return re.compile(rf"(?<![\d.,])(\d{{2,3}}(?:[.,]\d{{1,2}})?)\s?(?:{units})(?!\w)")


def durations(paper: Paper) -> Iterator[Candidate]:
    """How long the studies took: a number in digits or words with a unit."""
    pattern = _length(paper.languages)
    for page in paper.pages:
        for candidate in after_labels(page, "duration"):
            hit = pattern.search(page.folded, candidate.span.start, candidate.span.end)
            if hit:
                yield candidate.on(Span(page, *hit.span()))
        dates = find_dates(page.folded, paper.languages)
        for line in lines(page):
            for hit in pattern.finditer(page.folded, line.start, line.end):
                if not any(date.start < hit.end() and hit.start() < date.end for date in dates):
                    yield Candidate(Span(page, *hit.span()), Means.SHAPE, "units")


@cache
def _length(languages: tuple[str, ...]) -> re.Pattern[str]:
    """A number and a unit, once or twice ("3 years 10 months")."""
    words = phrases(languages, "duration", "numbers")
    number = "|".join([r"\d(?:[.,]\d)?", r"1[0-2]", *(re.escape(word) for word in words)])
    shortest_first = reversed(phrases(languages, "duration", "units"))
    units = "|".join(re.escape(unit) for unit in shortest_first)
    once = rf"(?:{number})[\s\-–]*(?:\([^()]{{1,20}}\)\s*)?(?:{units}){LETTER}{{0,2}}"
    twice = rf"(?:\s?[,;]?\s?(?:\w{{1,3}}\s)?{once})?"
    return re.compile(rf"(?<![\w.,/]){once}{twice}(?!\w)(?!\s*\d{{1,2}}\b)")
