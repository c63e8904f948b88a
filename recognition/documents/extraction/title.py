"""The qualification's title, and the field of study that it often names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.candidates import (
    after_labels,
    around_words,
    before_phrases,
    plain_lines,
    wrapped_rows,
)
from recognition.documents.extraction.edges import endings
from recognition.documents.extraction.layout import PageText, Span
from recognition.documents.extraction.paper import Paper
from recognition.documents.extraction.stretches import LEAD, to_line_end

_MOST_WORDS = 12  # of a text that may be a degree or a subject
_MOST_HINTS = 80  # texts of a paper that are looked up


def titles(paper: Paper) -> Iterator[Candidate]:
    """Names of the qualification: after a label, or around a word that gives a degree away."""
    found = (
        way
        for page in paper.pages
        for candidate in _title_spans(page)
        if 2 < candidate.span.end - candidate.span.start < 130
        for way in _ways(candidate)
    )
    return _hinted(found, paper, degree=True)


def _ways(candidate: Candidate) -> Iterator[Candidate]:
    yield candidate
    if not candidate.parts:
        yield from _before_ends(candidate)
        yield from _before_join(candidate)


def _hinted(candidates: Iterable[Candidate], paper: Paper, *, degree: bool) -> Iterator[Candidate]:
    """Candidates with how much each is like a degree, or like a subject, as their bonus."""
    language = paper.languages[0] if paper.languages else ""
    known: dict[str, float] = {}
    for candidate in candidates:
        text = candidate.value
        if text not in known:
            plausible = len(text.split()) <= _MOST_WORDS and len(known) < _MOST_HINTS
            known[text] = paper.hints(text, language)[degree] if plausible else 0.0
        yield replace(candidate, bonus=known[text])


def _title_spans(page: PageText) -> Iterator[Candidate]:
    headings = page.found("qualification_title", "headings")
    for candidate in after_labels(page, "qualification_title", outside=headings):
        yield from endings(candidate)
    yield from before_phrases(page, "qualification_title")
    for role in ("words", "headings", "professions"):
        yield from around_words(page, "qualification_title", role)
    yield from plain_lines(page)
    yield from wrapped_rows(page)


def _before_ends(candidate: Candidate) -> Iterator[Candidate]:
    """Ended at a word at which the sentence goes on."""
    span = candidate.span
    ends = span.page.within("qualification_title", "ends", span.start + 3, span.end)
    if ends:
        yield candidate.cut(trimmed(Span(span.page, span.start, ends[0].start)), "to_ends")


def _before_join(candidate: Candidate) -> Iterator[Candidate]:
    """Cut before the words that join a field to a degree."""
    span = candidate.span
    joins = span.page.within("field_of_study", "joins", span.start + 3, span.end)
    if joins:
        yield candidate.cut(trimmed(Span(span.page, span.start, joins[0].start)), "to_join")


def trimmed(span: Span) -> Span:
    """Without punctuation at either end."""
    page = span.page
    lead = LEAD.match(page.folded, span.start, span.end)
    start = lead.end() if lead else span.start
    return Span(page, start, start + len(page.folded[start : span.end].rstrip(" ,.:-–—/'\"(")))


def fields(paper: Paper) -> Iterator[Candidate]:
    """Fields of study: after a label, before a phrase, or the end of a title."""
    found = (
        way
        for page in paper.pages
        for candidate in _field_spans(page)
        if 2 < candidate.span.end - candidate.span.start < 100
        for way in ((candidate,) if candidate.parts else (candidate, *_before_ends(candidate)))
    )
    return _hinted(found, paper, degree=False)


def _field_spans(page: PageText) -> Iterator[Candidate]:
    for candidate in after_labels(page, "field_of_study"):
        yield from endings(candidate)
    yield from before_phrases(page, "field_of_study")
    yield from _in_titles(page)
    yield from plain_lines(page)
    yield from wrapped_rows(page)


def _in_titles(page: PageText) -> Iterator[Candidate]:
    """What stands after the word that joins a field to a degree, or in brackets after it."""
    for match in page.found("qualification_title", "words"):
        rest = to_line_end(page, match.start)
        for join in page.within("field_of_study", "joins", match.start, rest.end):
            part = Candidate(trimmed(Span(page, join.end, rest.end)), Means.PART, "joins", join)
            yield from endings(part)
        bracket = re.search(r"\(([^()]{4,60})\)", page.folded[match.start : rest.end])
        if bracket:
            low, high = match.start + bracket.start(1), match.start + bracket.end(1)
            yield Candidate(Span(page, low, high), Means.PART, "bracket")
