"""What was studied and awarded: title, field of study, kind of paper, grade, credits, duration."""

import re
from collections.abc import Iterator, Sequence

from recognition.documents.extraction.candidates import (
    Candidate,
    Ends,
    after_labels,
    before_phrases,
    lines_with,
)
from recognition.documents.extraction.fold import fold
from recognition.documents.extraction.layout import PageText, Span, words_length
from recognition.documents.extraction.lexicon import Match, contains, expression, find, phrases
from recognition.domain.vocabulary import DocumentType

Languages = tuple[str, ...]
_GRADE_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?\s?(?:%|/\s?\d{1,3}(?:[.,]\d+)?)?(?![\d/-])")


def titles(pages: Sequence[PageText], languages: Languages) -> Iterator[Candidate]:
    """Names of the qualification: after a label, or a line that a degree word gives away."""
    words = phrases(languages, "qualification_title", "words")
    headings = phrases(languages, "qualification_title", "headings")
    for page in pages:
        for candidate in after_labels(
            page,
            languages,
            "qualification_title",
            ends=Ends(brackets=False),
            outside=list(find(page, headings)),
        ):
            span = _cut(candidate.span, languages)
            if 2 < len(span.text) < 110 and not _mostly_digits(span.text):
                known = 0.05 if contains(span.text, words) else -0.15
                yield Candidate(span, candidate.strength + known)
        for candidate in before_phrases(page, languages, "qualification_title"):
            span = candidate.span
            if contains(span.text, words):
                yield Candidate(span, 0.7)
        yield from _degree_words(page, languages)


def _degree_words(page: PageText, languages: Languages) -> Iterator[Candidate]:
    group = phrases(languages, "qualification_title", "words")
    headings = phrases(languages, "qualification_title", "headings")
    for match, line in lines_with(page, group):
        start = page.at[match.start]
        own = Span(page, start, line.end) if start - line.start > 25 else line
        span = _cut(Span(page, page.at[match.start], own.end), languages)
        if 2 < len(span.text) < 110:
            yield Candidate(span, 0.72 if start == line.start else 0.62)
    for match, line in lines_with(page, headings):
        span = _cut(line, languages)
        if len(span.text) < 90:
            yield Candidate(span, 0.86 if span.start == page.at[match.start] else 0.6)


def _cut(span: Span, languages: Languages) -> Span:
    """Ended where the sentence goes on: at a stop, a comma, a date, a grade."""
    page = span.page
    text = page.text[span.start : span.end]
    end = len(text)
    for pattern in (r",\s", r"[;«»„“”]", r"\s[–—]\s", r"\s/\s", r"\d{3}", r"\.\s"):
        hit = re.search(pattern, text)
        if hit and hit.start() > 2:
            end = min(end, hit.start())
    low = next((i for i, at in enumerate(page.at) if at >= span.start), 0)
    for role in ("ends",):
        for stop in find(page, phrases(languages, "qualification_title", role)):
            if stop.start > low + 2 and page.at[stop.start] < span.start + end:
                end = page.at[stop.start] - span.start
    for stop in find(page, phrases(languages, "stop", "words")):
        if stop.start > low + 2 and page.at[stop.start] < span.start + end:
            end = page.at[stop.start] - span.start
    return Span(page, span.start, span.start + len(text[:end].rstrip(" ,.:-–—/")))


def _mostly_digits(text: str) -> bool:
    return sum(c.isdigit() for c in text) * 2 > len(text)


def fields(
    pages: Sequence[PageText], languages: Languages, title: Span | None
) -> Iterator[Candidate]:
    """Fields of study: after a label, before a phrase, or the end of the title."""
    for page in pages:
        for candidate in after_labels(page, languages, "field_of_study"):
            span = _cut(candidate.span, languages)
            if 2 < len(span.text) < 90 and not any(c.isdigit() for c in span.text):
                degree = contains(span.text, phrases(languages, "qualification_title", "words"))
                yield Candidate(span, candidate.strength - 0.3 * degree)
        for candidate in before_phrases(page, languages, "field_of_study"):
            if 2 < len(candidate.span.text) < 60:
                yield Candidate(candidate.span, candidate.strength)
    if title is not None:
        yield from _from_title(title, languages)


def _from_title(title: Span, languages: Languages) -> Iterator[Candidate]:
    joins = expression(phrases(languages, "field_of_study", "joins"))
    general = phrases(languages, "field_of_study", "general")
    page = title.page
    text = page.text[title.start : title.end]
    for hit in reversed(list(joins.finditer(text.casefold()))):
        rest = Span(page, title.start + hit.end(), title.end)
        rest = Span(page, rest.end - len(page.text[rest.start : rest.end].lstrip()), rest.end)
        if len(rest.text) > 3 and fold(rest.text) not in general:
            yield Candidate(rest, 0.68)
            return


def grades(pages: Sequence[PageText], languages: Languages) -> Iterator[Candidate]:
    """Overall grades: a number or known words after a label, else known words alone."""
    values = expression(phrases(languages, "grade", "values"))
    for page in pages:
        for candidate in after_labels(
            page, languages, "grade", ends=Ends(comma=False, brackets=False)
        ):
            yield from _grade_in(candidate, languages)
        for hit in values.finditer(page.folded):
            span = page.span(*hit.span())
            if len(span.text.split()) > 1:
                yield Candidate(span, 0.55)


def _grade_in(candidate: Candidate, languages: Languages) -> Iterator[Candidate]:
    span = candidate.span
    text = span.page.text[span.start : span.end]
    if contains(text, phrases(languages, "grade", "values")):
        short = re.split(r"\s(?=\d)|[«»“”„\"]\s", text)[0]
        yield Candidate(Span(span.page, span.start, span.start + len(short)), candidate.strength)
        return
    number = _GRADE_NUMBER.match(text)
    if number:
        end = span.start + number.end()
        yield Candidate(Span(span.page, span.start, end), candidate.strength)


def credits(pages: Sequence[PageText], languages: Languages) -> Iterator[Candidate]:
    """Total credits: the largest number with a unit, or the number after a label."""
    units = "|".join(re.escape(u) for u in phrases(languages, "credits", "units"))
    best: tuple[float, Candidate] | None = None
    for page in pages:
        for hit in re.finditer(
            rf"(?<![\d.,])(\d{{2,3}}(?:[.,]\d)?)\s?(?:{units})(?!\w)", page.folded
        ):
            value = float(hit[1].replace(",", "."))
            if units and (best is None or value > best[0]) and 20 <= value <= 600:
                best = (value, Candidate(page.span(*hit.span(1)), 0.85))
        for candidate in after_labels(page, languages, "credits"):
            number = re.match(r"\D{0,12}?(\d{2,3}(?:[.,]\d)?)(?!\d)", candidate.span.text)
            if number and 20 <= float(number[1].replace(",", ".")) <= 600:
                yield Candidate(_digits_of(candidate.span), 0.85)
    if best is not None:
        yield best[1]


def _digits_of(span: Span) -> Span:
    text = span.page.text[span.start : span.end]
    hit = re.search(r"\d[\d.,]*", text)
    if hit is None:
        return span
    return Span(
        span.page, span.start + hit.start(), span.start + len(text[: hit.end()].rstrip(".,"))
    )


def durations(pages: Sequence[PageText], languages: Languages) -> Iterator[Candidate]:
    """How long the studies took: a number in digits or words with a unit, near such words."""
    numbers = "|".join(re.escape(n) for n in phrases(languages, "duration", "numbers"))
    units = "|".join(
        re.escape(u).rstrip("*").rstrip("\\") for u in phrases(languages, "duration", "units")
    )
    if not units:
        return
    number = r"\d(?:[.,]\d)?|1[0-2]" + (f"|{numbers}" if numbers else "")
    pattern = re.compile(rf"(?<![\w.,/])(?:{number})[\s-]*(?:{units})(?!\w)(?!\s*\d)")
    for page in pages:
        for candidate in after_labels(page, languages, "duration"):
            hit = pattern.search(fold(candidate.span.text))
            if hit:
                text = candidate.span.page.text[candidate.span.start : candidate.span.end]
                yield Candidate(_matching(candidate.span, text, len(hit[0].split())), 0.9)
        for hit in pattern.finditer(page.folded):
            yield Candidate(page.span(*hit.span()), 0.62)


def _matching(span: Span, text: str, words: int) -> Span:
    return Span(span.page, span.start, span.start + len(text[: words_length(text, words)].rstrip()))


def document_type(pages: Sequence[PageText], languages: Languages) -> tuple[DocumentType, float]:
    """The kind of paper that its headings and wording speak for; a diploma where nothing does."""
    scores = dict.fromkeys(DocumentType, 0.0)
    scores[DocumentType.DIPLOMA] = 0.3
    for kind in DocumentType:
        group = phrases(languages, "document_type", kind.value)
        weights = [_spoken(page, m) for page in pages for m in find(page, group, fuzzy=True)]
        if weights:
            top, *others = sorted(weights, reverse=True)
            scores[kind] += _WEIGHT[kind] * (top + 0.15 * sum(others[:2]))
    best = max(scores, key=lambda kind: scores[kind])
    return best, min(0.95, 0.5 + 0.25 * scores[best])


def _spoken(page: PageText, match: Match) -> float:
    """How much a phrase says: a heading more than a mention, early more than late."""
    segment = page.segment_at(page.at[match.start])
    size = segment.end - segment.start if segment else 1
    heading = 1.0 if match.end - match.start > 0.4 * size else 0.6
    return heading * (1.0 if match.start < len(page.folded) / 2 else 0.6)


# What is rarer in running text says more; a translation names the kind it translates as well.
_WEIGHT = {
    DocumentType.TRANSLATION: 3.0,
    DocumentType.DIPLOMA_SUPPLEMENT: 2.5,
    DocumentType.PROVISIONAL_CERTIFICATE: 2.2,
    DocumentType.TRANSCRIPT: 1.8,
    DocumentType.SCHOOL_LEAVING_CERTIFICATE: 1.6,
    DocumentType.VOCATIONAL_CERTIFICATE: 1.3,
    DocumentType.DIPLOMA: 0.8,
}
