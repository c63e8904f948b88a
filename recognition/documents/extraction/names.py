"""The holder of the paper, and the institution that awarded it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recognition.documents.extraction.candidates import (
    Candidate,
    Ends,
    after_labels,
    before_phrases,
    lines_with,
)
from recognition.documents.extraction.country import state_at, state_before
from recognition.documents.extraction.fold import fold
from recognition.documents.extraction.layout import PageText, Span, words_length
from recognition.documents.extraction.lexicon import contains, find, phrases
from recognition.documents.language import letter_script

Languages = tuple[str, ...]
_PARTICLES = {
    "de", "del", "da", "do", "dos", "das", "di", "van", "von", "der", "den", "el", "al", "bin",
    "ibn", "la", "le", "du", "y", "e", "ben", "bint", "oğlu", "kızı", "ter", "ten", "abu", "ul",
}  # fmt: skip


def holders(pages: Sequence[PageText], languages: Languages) -> Iterator[Candidate]:
    """People that the paper may be about, each stripped of titles and checked."""
    for page in pages:
        yield from _two_part(page, languages)
        for weight, group in (
            (0.0, after_labels(page, languages, "holder_name", ends=Ends(comma=False))),
            (0.0, before_phrases(page, languages, "holder_name")),
            (0.12, before_phrases(page, languages, "date_of_birth", role="before")),
        ):
            for candidate in group:
                span = _before_comma(_bare(candidate.span, languages))
                if looks_like_name(span.text, languages):
                    yield Candidate(span, candidate.strength - weight)


def _two_part(page: PageText, languages: Languages) -> Iterator[Candidate]:
    """Family and given name under labels of their own (as in the Diploma Supplement)."""
    family = _first_name(page, languages, "family")
    given = _first_name(page, languages, "given")
    if family is not None and given is not None and family.start != given.start:
        joined = Span(page, min(family.start, given.start), max(family.end, given.end))
        yield Candidate(TwoSpans(page, joined.start, joined.end, (family, given)), 0.92)


def _before_comma(span: Span) -> Span:
    """A family name, comma and given name are put in order; any other comma ends the name."""
    text = span.page.text[span.start : span.end]
    first, comma, rest = text.partition(",")
    if not comma:
        return span
    end = span.start + len(first)
    if len(first.split()) == 1 and 1 <= len(rest.split()) <= 3 and "," not in rest:
        family = Span(span.page, span.start, end)
        given = Span(span.page, end + 1, span.end)
        return TwoSpans(span.page, span.start, span.end, (given, family))
    return Span(span.page, span.start, end)


@dataclass(frozen=True, slots=True)
class TwoSpans(Span):
    """Two stretches that make one value, in the order given."""

    parts: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Both parts, one after the other."""
        return " ".join(part.text for part in self.parts)


def _first_name(page: PageText, languages: Languages, role: str) -> Span | None:
    whole = list(find(page, phrases(languages, "holder_name", "before")))  # "Nom et prénom"
    for candidate in after_labels(page, languages, "holder_name", role=role, outside=whole):
        text = candidate.span.text
        if 0 < len(text.split()) <= 4 and not any(c.isdigit() for c in text):
            return candidate.span
    return None


def _bare(span: Span, languages: Languages) -> Span:
    """Without forms of address before the name."""
    page = span.page
    for _ in range(3):
        text = page.text[span.start : span.end]
        lead = re.match(r"[\W\d_]*", text)
        start = span.start + (lead.end() if lead else 0)
        folded = fold(page.text[start : span.end])
        found = next(
            (
                len(title)
                for title in phrases(languages, "holder_name", "titles")
                if re.match(re.escape(title) + r"(?!\w)", folded)
            ),
            0,
        )
        if not found and start == span.start:
            break
        words = len(folded[:found].split())
        skipped = words_length(page.text[start : span.end], words)
        if words and not skipped:
            break
        span = Span(page, start + skipped, span.end)
    return span


def looks_like_name(text: str, languages: Languages) -> bool:
    """Two to seven words, all letters, in the case of names, and none that an institution has."""
    words = text.split()
    if any(letter_script(c) in {"Hani", "Hang"} for c in text):
        return 2 <= len(text.replace(" ", "")) <= 6 and text.replace(" ", "").isalpha()
    if not 2 <= len(words) <= 7 or any(c.isdigit() for c in text) or len(text) > 60:
        return False
    if not all(re.fullmatch(r"[^\W_][\w'’ʼ.`\-‑]*", word) for word in words):
        return False
    if any(contains(text, phrases(languages, *key)) for key in _NOT_NAMES):
        return False
    if sum(word.lower() not in _PARTICLES for word in words) < 2:
        return False
    cased = [word for word in words if word.lower() != word.upper()]
    return all(w[0].isupper() or w.lower() in _PARTICLES or "-" in w for w in cased)


_NOT_NAMES = (
    ("institution", "words"),
    ("institution", "bodies"),
    ("qualification_title", "words"),
    ("signers", "words"),
    ("stop", "words"),
)


def institutions(pages: Sequence[PageText], languages: Languages) -> Iterator[Candidate]:
    """Universities, schools and awarding bodies, the most telling first."""
    for page in pages:
        for candidate in after_labels(page, languages, "institution"):
            if _has_body(candidate.span.text, languages):
                yield Candidate(_trim(candidate.span, languages), 0.92)
        first = 0.0 if page is pages[0] else 0.1
        yield from _by_words(page, languages, "words", 0.8 - first)
        yield from _by_words(page, languages, "bodies", 0.55 - first)


def _has_body(text: str, languages: Languages) -> bool:
    return any(contains(text, phrases(languages, "institution", r)) for r in ("words", "bodies"))


def _by_words(
    page: PageText, languages: Languages, role: str, strength: float
) -> Iterator[Candidate]:
    group = phrases(languages, "institution", role)
    tallest = max((s.height for s in page.segments), default=1.0)
    for _, line in lines_with(page, group):
        span = _trim(line, languages)
        text = span.text
        if not 2 <= len(text.split()) + 3 * any(letter_script(c) == "Hani" for c in text) <= 14:
            continue
        segment = page.segment_at(span.start)
        top = 0.0 if segment is None else 0.12 * (1 - segment.box[1])
        tall = 0.0 if segment is None else 0.08 * segment.height / tallest
        whole = 0.06 if span.start == line.start and span.end == line.end else 0.0
        named = phrases(languages, "qualification_title", "headings")
        if contains(text, named) or contains(text, phrases(languages, "country_lines", "words")):
            continue
        part = 0.35 if contains(text, phrases(languages, "institution", "parts")) else 0.0
        signed = 0.4 if _is_signature(span, line, languages) else 0.0
        yield Candidate(span, strength - 0.15 + top + tall + whole - part - signed)


def _is_signature(span: Span, line: Span, languages: Languages) -> bool:
    """A rector of the university says who signed, unless the line opens the page."""
    text = line.text if len(line.text) < 60 else span.text
    segment = span.page.segment_at(line.start)
    low = segment is not None and segment.box[1] > 0.6
    return low and contains(text, phrases(languages, "signers", "words"))


def _trim(span: Span, languages: Languages) -> Span:
    """Only the name of the body: without what leads to it and what follows."""
    page = span.page
    text = page.text[span.start : span.end]
    for mark in re.finditer(r"[,;:()\[\]|]|\s[–—-]\s|\s/\s|\.\s", text):
        left, right = text[: mark.start()], text[mark.end() :]
        if _has_body(left, languages):
            return _trim(Span(page, span.start, span.start + len(left)), languages)
        if _has_body(right, languages):
            return _trim(Span(page, span.start + mark.end(), span.end), languages)
    if any(letter_script(c) in {"Hani", "Hang"} for c in text):
        return _han_body(span, languages)
    state = state_at(fold(text), languages)
    if state and len(text) > state + 5:
        start = span.start + words_length(text, len(fold(text)[:state].split()))
        return _trim(Span(page, start, span.end), languages)
    start = _after_lead(span, languages)
    end = _before_stop(page, start, span.end, languages)
    return Span(page, start, end)


def _han_body(span: Span, languages: Languages) -> Span:
    """In Chinese and Korean the word for the body ends its name."""
    page = span.page
    start = _after_lead(span, languages)
    for role in ("words", "bodies"):
        for match in find(page, phrases(languages, "institution", role)):
            end = page.at[match.end - 1] + 1
            if start < end <= span.end:
                return Span(page, start, end)
    return Span(page, start, span.end)


def _after_lead(span: Span, languages: Languages) -> int:
    """Past "the Rector of the": everything up to the last lead phrase before the body's word."""
    page = span.page
    low = next((i for i, at in enumerate(page.at) if at >= span.start), 0)
    start = span.start
    for role in ("words", "bodies"):
        own = [m for m in find(page, phrases(languages, "institution", role)) if m.start >= low]
        if own and page.at[own[0].start] < span.end:
            for group in (phrases(languages, "institution", "lead"), *_leads(languages)):
                for lead in find(page, group):
                    if low <= lead.start and lead.end <= own[0].start + 1:
                        start = max(start, page.at[min(lead.end, len(page.at) - 1)])
            break
    text = page.text[start : span.end]
    state = state_before(fold(text), languages)
    if not state and start > span.start:
        state = len(fold(text)[: state_at(fold(text), languages)].split())
    if state and len(text.split()) - state > 1:
        start += words_length(text, state)
        text = page.text[start : span.end]
    skipped = re.match(r"[\W\d_]*", text)
    return start + (skipped.end() if skipped else 0)


def _leads(languages: Languages) -> tuple[tuple[str, ...], ...]:
    return (phrases(languages, "holder_name", "after"), phrases(languages, "stop", "words"))


def _before_stop(page: PageText, start: int, end: int, languages: Languages) -> int:
    low = next((i for i, at in enumerate(page.at) if at >= start), 0)
    for group in (
        phrases(languages, "stop", "words"),
        phrases(languages, "holder_name", "before"),
        phrases(languages, "qualification_title", "before"),
        phrases(languages, "document_type", "diploma"),
        phrases(languages, "document_type", "transcript"),
        phrases(languages, "document_type", "diploma_supplement"),
    ):
        for stop in find(page, group):
            if stop.start > low + 6 and page.at[stop.start] < end:
                end = page.at[stop.start]
    return start + len(page.text[start:end].rstrip(" ,.;:-–—"))
