"""The qualification's title, and the field of study that it often names."""

import re
from collections.abc import Callable, Iterable, Iterator
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
from recognition.documents.extraction.page.layout import PageText, Span
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.stretches import LEAD, to_line_end
from recognition.documents.extraction.tagged import tagged_spans
from recognition.domain.vocabulary import FieldName

_TITLE, _FIELD = FieldName.QUALIFICATION_TITLE, FieldName.FIELD_OF_STUDY
_MOST_WORDS = 12  # of a text that may be a degree or a subject
_MOST_HINTS = 80  # texts of a paper that are looked up
# Words with digits, and what stands alone between them: one way to part a line, so none hangs.
_CODE = re.compile(r"(?:[^\W\d]{0,3}\d\S*\s+(?:[^\W\d]\s+|[–-]\s+)?)+(?=[«„“\"]?[^\W\d]{3})")
_DASH = re.compile(r"\s[-–—/|]\s|:\s")
_LINES = (Means.LINE, Means.SHAPE)


def titles(paper: Paper) -> Iterator[Candidate]:
    """Names of the qualification: after a label, or around a word that gives a degree away."""
    found = (
        way
        for candidate in (*_each(paper, _title_spans), *tagged_spans(paper, _TITLE))
        if 2 < candidate.span.end - candidate.span.start < 130
        for way in _ways(candidate)
    )
    return _hinted(found, paper, degree=True)


def _each(paper: Paper, spans: Callable[[PageText], Iterator[Candidate]]) -> Iterator[Candidate]:
    return (candidate for page in paper.pages for candidate in spans(page))


def _ways(candidate: Candidate) -> Iterator[Candidate]:
    yield candidate
    if not candidate.parts:
        for cut in (*_WENT_ON, _JOINED):
            yield from _before(candidate, *cut)


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
    yield from _inner(page)
    yield from plain_lines(page)
    yield from wrapped_rows(page)


def _inner(page: PageText) -> Iterator[Candidate]:
    """Begun at the degree within a longer phrase: "bachelor" in "certificate of bachelor"."""
    whole = {m.end: m.start for m in page.found("qualification_title", "words")}
    for match in page.every.get(("qualification_title", "words"), ()):
        if whole.get(match.end, match.start) < match.start:
            rest = to_line_end(page, match.start)
            yield from endings(Candidate(rest, Means.LINE, "words", match, ("from_inner",)))


_WENT_ON = (("qualification_title", "ends", "to_ends"), ("grade", "values", "to_grade"))
_JOINED = ("field_of_study", "joins", "to_join")
"""What a value may stand before: a word at which the sentence goes on, a grade; a title also what
joins a field to it. Section and role of the phrases, and how such an end is called."""


def _before(candidate: Candidate, section: str, role: str, edge: str) -> Iterator[Candidate]:
    """Ended at the first phrase of a kind."""
    span = candidate.span
    found = span.page.within(section, role, span.start + 3, span.end)
    if found:
        yield candidate.cut(trimmed(Span(span.page, span.start, found[0].start)), edge)


def _after_join(candidate: Candidate) -> Iterator[Candidate]:
    """Begun after what joins a field to the degree: before it in the line, or in the line above."""
    span = candidate.span
    joins = span.page.every.get(("field_of_study", "joins"), [])
    reach = span.end if candidate.means in _LINES else span.start + 2
    ends = {m.start: m.end for m in joins if span.start <= m.start < reach and m.end < span.end}
    for end in ends.values():
        yield candidate.on(trimmed(Span(span.page, end, span.end)), "from_join")


def _after_code(candidate: Candidate) -> Iterator[Candidate]:
    """Begun after the number that a register of professions gives it ("34.02.01 Nursing")."""
    span = candidate.span
    code = _CODE.match(span.page.folded, span.start, span.end)
    if code and code.end() < span.end:
        yield candidate.on(trimmed(Span(span.page, code.end(), span.end)), "from_code")


def _second(candidate: Candidate) -> Iterator[Candidate]:
    """The second of two after a label: the field after its group ("Industrial / Electricity")."""
    span = candidate.span
    dash = _DASH.search(span.page.folded, span.start + 2, span.end)
    if dash and candidate.role == "before" and "to_line" in candidate.edges:
        yield candidate.on(trimmed(Span(span.page, dash.end(), span.end)), "from_second")


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
        for candidate in (*_each(paper, _field_spans), *tagged_spans(paper, _FIELD))
        if 2 < candidate.span.end - candidate.span.start < 100
        for way in _field_ways(candidate)
    )
    return _hinted(found, paper, degree=False)


def _field_ways(candidate: Candidate) -> Iterator[Candidate]:
    yield candidate
    if candidate.parts:
        return
    for begun in (candidate, *_after_join(candidate), *_after_code(candidate), *_second(candidate)):
        if begun is not candidate:
            yield begun
        for cut in _WENT_ON:
            yield from _before(begun, *cut)


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
        behind = Candidate(trimmed(Span(page, match.end, rest.end)), Means.PART, "tail", match)
        yield from endings(behind)
        dash = _DASH.search(page.folded, match.end, rest.end)
        if dash:
            after = Candidate(trimmed(Span(page, dash.end(), rest.end)), Means.PART, "dash", match)
            yield from endings(after)
        bracket = re.search(r"\(([^()]{4,60})\)", page.folded[match.start : rest.end])
        if bracket:
            low, high = match.start + bracket.start(1), match.start + bracket.end(1)
            yield Candidate(Span(page, low, high), Means.PART, "bracket")
