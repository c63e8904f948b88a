"""The overall grade, the credits and the length of the studies."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.candidates import after_labels
from recognition.documents.extraction.dates.find import find_dates
from recognition.documents.extraction.edges import endings
from recognition.documents.extraction.page.fold import digits
from recognition.documents.extraction.page.layout import PageText, Span
from recognition.documents.extraction.page.lexicon import phrases
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.stretches import lines, to_line_end
from recognition.documents.extraction.page.tokens import LETTER
from recognition.documents.extraction.tagged import tagged_spans
from recognition.domain.vocabulary import FieldName

_NUMBER = re.compile(
    r"\d{1,4}(?:[.,٫]\d{1,4})?(?:\s?[%٪]|\s?/\s?\d{1,4}(?:[.,٫]\d{1,2})?)?(?![\d/]|[-.]\d)"
)
_TO_NUMBER = re.compile(r"[^\d\n\t]{0,16}?(?=\d)")
_IN_WORDS = re.compile(
    r"\s?(?:\([^()\n]{3,40}\)|[/–-]\s?[^\W\d]{3,15})(?:\s[^\W\d_]{3,8}(?![^\W\d_]))?"
    r"|\s[^\W\d_]{2,8}(?:\s[^\W\d_]{2,8}|\s\d{1,3})?(?![^\W_])"
)
_SCALE = re.compile(r"\s?/?[^\n\t(]{0,25}\([^()\n]{1,30}\)[\s:]*")
_VALUED = re.compile(r"\s?[,;:(/-]?\s?\(?\d{1,4}(?:[.,]\d{1,3})?(?:\s?%|\s?[^\W\d_]{2,8})?\)?")
_PERCENT = re.compile(
    r"(?<![\d.,/])(?:\d{2}(?:[.,٫]\d{1,3})?\s?[%٪]|[%٪]\s?\d{2}(?:[.,٫]\d{1,3})?)"
)
_BRACKETED = re.compile(
    r"(?:\s?\(\s?\d{1,3}(?:[.,]\d{1,3})?\s?\)|\s\d{1,3}(?:[.,]\d{1,3})?(?![\d.,/]))"
)
_BEFORE_BRACKET = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?(?:\s?/\s?\d{1,3})?\s?\($")
_NUMERAL = r"\d{1,4}(?:[.,٫]\d{1,3})?"
_TOUCHING = re.compile(
    r"(?<=\d)(?=(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af])[^\W\d_])"
)
"""Where scripts that set spaces have one: recognition loses it, "4 года" becomes "4года"."""
_CREDITS = (20.0, 600.0)
_MISREAD, _MISREAD_FROM = 0.9, 8  # letters: the name "عثمان" is no misread "عامان" (two years)


def grades(paper: Paper) -> Iterator[Candidate]:
    """Overall grades: a number or known words after a label, else known words alone."""
    for page in paper.pages:
        for candidate in (*after_labels(page, "grade"), *_behind_scale(page), *_in_row(page)):
            yield from _grade_in(candidate)
        for start, end in _values(page, 0, len(page.folded)):
            yield Candidate(Span(page, start, end), Means.SHAPE, "values")
            if both := _with_number(page, start, end):
                yield Candidate(both, Means.SHAPE, "values_number")
        for pattern, role in ((_PERCENT, "percent"), (_out_of(paper.languages), "out_of")):
            for hit in pattern.finditer(page.folded):
                yield Candidate(Span(page, *hit.span()), Means.SHAPE, role)
    yield from tagged_spans(paper, FieldName.GRADE)


def _with_number(page: PageText, start: int, end: int) -> Span | None:
    """Words of classification and the number beside them: "very good (5.08)", "4 (good)"."""
    after = _BRACKETED.match(page.folded, end)
    if after:
        return Span(page, start, after.end())
    before = _BEFORE_BRACKET.search(page.folded[max(0, start - 16) : start])
    if before and page.folded[end : end + 1] == ")":
        return Span(page, start - len(before[0]), end + 1)
    return None


@cache
def _out_of(languages: tuple[str, ...]) -> re.Pattern[str]:
    """A number out of the highest that can be reached, in words ("215 out of 240")."""
    words = "|".join(re.escape(word) for word in phrases(languages, "grade", "out_of"))
    return re.compile(rf"(?<![\d.,/]){_NUMERAL}\s(?:{words or '/'})\s{_NUMERAL}(?![\d/]|[.,]\d)")


def _behind_scale(page: PageText) -> Iterator[Candidate]:
    """What stands after a label and the scale in brackets behind it ("GPA (4.00)  2.61")."""
    for match in page.found("grade", "before"):
        scale = _SCALE.match(page.folded, match.end)
        if scale and scale.end() < len(page.folded):
            yield Candidate(to_line_end(page, scale.end()), Means.NEXT, "scale", match)


def _in_row(page: PageText) -> Iterator[Candidate]:
    """Further columns of the row that a label begins: maximum, minimum, and what was reached."""
    for match in page.found("grade", "before"):
        label = page.segment_at(match.end - 1)
        row = page.row(label) if label is not None else []
        for segment in row[1:4]:
            yield Candidate(Span(page, segment.start, segment.end), Means.BESIDE, "column", match)


def _grade_in(candidate: Candidate) -> Iterator[Candidate]:
    span, page = candidate.span, candidate.span.page
    known = False
    for start, end in _values(page, span.start, span.end):
        if start - span.start < 24:
            known = True
            yield candidate.on(Span(page, start, end), "to_value")
            number = _VALUED.match(page.folded, end, span.end)
            if number:
                yield candidate.on(Span(page, start, number.end()), "to_value_number")
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
            number = re.compile(r"[^\d\n]{0,14}?(\d{1,3}(?:[.,]\d{1,2})?)(?!\d|[.,/]\d)").match(
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
    number = r"(\d{2,3}(?:[.,]\d{1,2})?)(?:\s?\([^()\d\n]{3,40}\))?"
    return re.compile(rf"(?<![\d.,]){number}\s?(?:{units})(?!\w)")


def durations(paper: Paper) -> Iterator[Candidate]:
    """How long the studies took: a number in digits or words with a unit, or one word for both."""
    for candidate in _durations(paper):
        spaced = _TOUCHING.sub(" ", candidate.value)
        yield candidate if spaced == candidate.value else replace(candidate, normalised=spaced)


def _durations(paper: Paper) -> Iterator[Candidate]:
    for page in paper.pages:
        found = [*_spans(page, paper.languages)]
        dates = [(d.start, d.end) for d in find_dates(page.folded, paper.spoken)]
        for candidate in after_labels(page, "duration"):
            span = candidate.span
            first = next((start for start, _ in found if span.start <= start < span.end), None)
            yield from (
                candidate.on(Span(page, start, end)) for start, end in found if start == first
            )
        for start, end in found:
            if not any(low < end and start < high for low, high in dates):
                yield Candidate(Span(page, start, end), Means.SHAPE, "units")
        for match in page.found("duration", "whole"):
            if match.sure > _MISREAD or match.size >= _MISREAD_FROM:
                yield Candidate(Span(page, match.start, match.end), Means.SHAPE, "whole")
    yield from tagged_spans(paper, FieldName.DURATION)


def _spans(page: PageText, languages: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a length of time stands in a line: its shortest unit and its longest, in order."""
    found = {
        hit.span()
        for line in lines(page)
        for pattern in _lengths(languages)
        for hit in pattern.finditer(page.folded, line.start, line.end)
    }
    yield from sorted(found)


@cache
def _lengths(languages: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """A number and a unit, once or twice ("3 years 10 months"), or a unit and a number."""
    units = phrases(languages, "duration", "units")
    first = phrases(languages, "duration", "units_first")
    words = phrases(languages, "duration", "numbers")
    numerals = (r"\d(?:[.,]\d)?", r"[1-9][.,]\d{3}", r"[1-9]\d{1,2}", r"\(\d\)")
    number = "|".join([*numerals, *(re.escape(word) for word in words)])
    lengths = [_length(number, each) for each in ([*reversed(units)], units)]
    both = [pattern for pair in lengths for pattern in pair]
    if not first:
        return tuple(both)
    named = "|".join(re.escape(unit) for unit in first)
    return (*both, re.compile(rf"(?<!\w)(?:{named})\s+(?:{number})(?!\w)"))


_APART = r"(?:(?<![\w.,/])|(?<=[\u2e80-\u9fff\uac00-\ud7af]))"
_ENDING = rf"(?:(?![\u2e80-\u9fff\uac00-\ud7af]){LETTER}){{0,2}}"
_NO_MORE = r"(?:(?!\w)|(?=[\u2e80-\u9fff\uac00-\ud7af]))(?!\s*\d{1,2}\b)"


def _length(number: str, units: Iterable[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One number with a unit, and two; ``units`` in the order in which they are tried."""
    unit = "|".join(re.escape(each) for each in units)
    once = rf"(?:{number})[\s\-–]*(?:\([^()]{{1,20}}\)\s*)?(?:{unit}){_ENDING}"
    twice = rf"{once}\s?[,;(]?\s?(?:\w{{1,3}}\s)?{once}\)?"
    return (
        re.compile(rf"{_APART}{once}{_NO_MORE}"),
        re.compile(rf"{_APART}{twice}{_NO_MORE}"),
    )
