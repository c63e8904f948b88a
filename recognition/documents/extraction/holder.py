"""The holder of the paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.candidates import after_labels, before_phrases, wrapped_rows
from recognition.documents.extraction.edges import endings
from recognition.documents.extraction.page.layout import PageText, Span
from recognition.documents.extraction.page.names import SMALL_WORDS, looks_like_name
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.stretches import LEAD, lines
from recognition.documents.extraction.tagged import tagged_spans
from recognition.domain.vocabulary import FieldName

_CAPITAL = re.compile(r"[\"'‘’ʻ(“„«]*[^\W\d_a-zß-öø-ÿа-яёα-ω][^\d]*$")
_ROLES = ("family", "given", "middle")
_INITIAL = re.compile(r"(?<=\w{2})\s[^\W\d_]{1,2}\.?\s*$")


def holders(paper: Paper) -> Iterator[Candidate]:
    """People that the paper may be about, without forms of address."""
    for page in paper.pages:
        yield from _two_part(page)
        for candidate in _named(page):
            for way in _ways(_without_address(candidate)):
                if looks_like_name(way.value) and ", (" not in way.value:  # a parent's name
                    yield from (way,) if way.parts else _ordered(way)
        for line in lines(page):
            if looks_like_name(line.text):
                yield Candidate(line, Means.SHAPE)
            yield from _runs(line)
        yield from (row for row in wrapped_rows(page) if looks_like_name(row.value))
    for candidate in tagged_spans(paper, FieldName.HOLDER_NAME):
        if looks_like_name(candidate.value):
            yield from _ordered(candidate)


def _runs(line: Span) -> Iterator[Candidate]:
    """Capitalised words in a row within a sentence that is in small letters else."""
    page = line.page
    start = end = -1
    for hit in re.finditer(r"\S+", page.folded[line.start : line.end]):
        low, high = line.start + hit.start(), line.start + hit.end()
        word = page.printed(low, high)
        capital = _CAPITAL.match(word) is not None
        if capital or (start >= 0 and hit[0].strip(".,'") in SMALL_WORDS):
            start = low if start < 0 else start
            end = high if capital else end
            if not word.endswith((",", ";", ".", ":")):
                continue
        run = Span(page, start, end)
        if start >= 0 and looks_like_name(run.text) and run.end - run.start < 60:
            yield Candidate(run, Means.SHAPE, "run")
        start = -1
    run = Span(page, start, end)
    if start > line.start and looks_like_name(run.text) and run.end - run.start < 60:
        yield Candidate(run, Means.SHAPE, "run")


def _ways(candidate: Candidate) -> Iterator[Candidate]:
    """Each end that a name may have; in a sentence also where words begin that follow names."""
    yield from endings(candidate)
    yield from _stacked(candidate)
    span = candidate.span
    follows = [m.start for m in span.page.found("holder_name", "after") if m.start > span.start + 1]
    if follows and min(follows) < span.end:
        end = len(span.page.folded[: min(follows)].rstrip(" :-–—,/\"'("))
        if end > span.start:
            yield candidate.on(Span(span.page, span.start, end), "to_phrase")


def _stacked(candidate: Candidate) -> Iterator[Candidate]:
    """A name of three lines with one word each, as diplomas of Russia print it since 2014."""
    page = candidate.span.page
    rows = [page.segment_at(candidate.span.start)]
    while rows[-1] is not None and len(rows) < 3:
        rows.append(page.below(rows[-1]))
    words = [Span(page, row.start, row.end) for row in rows if row is not None]
    if len(words) < 3 or words[0].start != candidate.span.start:
        return
    if all(_is_one_word(word) for word in words):
        yield replace(candidate, parts=tuple(words), edges=(*candidate.edges, "to_next_line"))


def _is_one_word(span: Span) -> bool:
    return re.fullmatch(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})?", span.text) is not None


def _named(page: PageText) -> Iterator[Candidate]:
    yield from (c for c in after_labels(page, "holder_name") if not _in_bracket(c))
    for role in ("leads", "titles"):
        yield from after_labels(page, "holder_name", role=role)
    yield from before_phrases(page, "holder_name")
    yield from before_phrases(page, "date_of_birth", role="before")


def _in_bracket(candidate: Candidate) -> bool:
    """Whether label and value stand in a bracket behind a name ("(name at birth: …)")."""
    page, label = candidate.span.page, candidate.label
    before = page.folded[: label.start].rstrip(" ")
    opened = before.endswith("(") and before[:-1].rstrip(" ")[-1:].isalpha()
    return opened and ")" not in page.folded[label.start : candidate.span.start]


def _two_part(page: PageText) -> Iterator[Candidate]:
    """Family, given and perhaps middle name under labels of their own (Diploma Supplement)."""
    family, given, middle = (list(_under_labels(page, role)) for role in _ROLES)
    for first in family:
        for second in given:
            pair = (first.span, second.span)
            if not _same_way(first, second) or not _are_names(*pair):
                continue
            yield _joined(first, pair)
            for third in middle:
                three = (*pair, third.span)
                if _same_way(first, third) and _are_names(*three):
                    yield _joined(first, three)


def _under_labels(page: PageText, role: str) -> Iterator[Candidate]:
    whole = page.found("holder_name", "before")  # "Nom et prénom"
    for label in after_labels(page, "holder_name", role=role, outside=whole):
        page, start = label.span.page, label.span.start
        if any(m.start == start for r in _ROLES for m in page.found("holder_name", r)):
            continue
        for way in endings(label):
            if not way.parts:
                yield _without_initial(way) if role == "family" else way


def _without_initial(candidate: Candidate) -> Candidate:
    """Without the initial of the father's name, which Romanian papers set after the family's."""
    span = candidate.span
    initial = _INITIAL.search(span.page.folded, span.start, span.end)
    if not initial or initial.start() <= span.start:
        return candidate
    return candidate.on(Span(span.page, span.start, initial.start()), "to_initial")


def _same_way(one: Candidate, other: Candidate) -> bool:
    return one.means is other.means and bool(set(one.edges) & set(other.edges))


def _joined(first: Candidate, spans: tuple[Span, ...]) -> Candidate:
    both = Span(first.span.page, min(s.start for s in spans), max(s.end for s in spans))
    return replace(first, span=both, role="family", parts=spans)


def _are_names(*spans: Span) -> bool:
    plain = all(
        0 < len(s.text.split()) <= 5 and not any(c.isdigit() for c in s.text) for s in spans
    )
    apart = all(not a.overlaps(b) for a, b in combinations(spans, 2))
    return plain and apart


def _without_address(candidate: Candidate) -> Candidate:
    """Without forms of address before the name."""
    span, page = candidate.span, candidate.span.page
    start = span.start
    for _ in range(4):
        lead = LEAD.match(page.folded, start, span.end)
        start = lead.end() if lead else start
        found = [m for m in page.found("holder_name", "titles")
                 if m.start == start and m.end < span.end]  # fmt: skip
        if not found:
            break
        start = found[0].end
    edges = ("from_address",) if start > span.start + 1 else ()
    return candidate.on(Span(page, start, span.end), *edges)


def _ordered(candidate: Candidate) -> Iterator[Candidate]:
    """As printed, and where a comma parts family and given name, in their usual order."""
    yield candidate
    span = candidate.span
    first, comma, rest = span.page.folded[span.start : span.end].partition(",")
    given_name = 1 <= len(rest.split()) <= 4 and not any(mark in rest for mark in ",()")
    if comma and given_name and first.strip():
        middle = span.start + len(first)
        family, given = Span(span.page, span.start, middle), Span(span.page, middle + 1, span.end)
        yield replace(candidate, parts=(given, family), edges=(*candidate.edges, "in_order"))
