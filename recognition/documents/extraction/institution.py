"""The institution that awarded the paper: university, school, ministry or board."""

from collections.abc import Iterator

from recognition.documents.extraction.candidate import Candidate
from recognition.documents.extraction.candidates import (
    after_labels,
    around_words,
    before_phrases,
    plain_lines,
    wrapped_rows,
)
from recognition.documents.extraction.edges import endings
from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.states import state_names
from recognition.documents.extraction.page.stretches import LEAD
from recognition.documents.extraction.tagged import tagged_spans
from recognition.documents.language import letter_script
from recognition.domain.vocabulary import FieldName

_ENDS_ITS_NAME = frozenset({"Hani", "Hang", "Jpan"})


def institutions(paper: Paper) -> Iterator[Candidate]:
    """Universities, schools and awarding bodies."""
    for page in paper.pages:
        found: list[Candidate] = []
        for candidate in after_labels(page, "institution"):
            found += endings(candidate)
        found += before_phrases(page, "institution")
        for role in ("words", "bodies"):
            found += around_words(page, "institution", role)
        found += plain_lines(page)
        found += wrapped_rows(page)
        for candidate in found:
            if 3 < candidate.span.end - candidate.span.start < 140:
                yield candidate
                if candidate.parts:
                    continue
                yield from _without_state(candidate, paper)
                yield from _to_word(candidate)
    yield from tagged_spans(paper, FieldName.INSTITUTION)


def _without_state(candidate: Candidate, paper: Paper) -> Iterator[Candidate]:
    """Past the name of the state, where the line begins with it and goes on with the body."""
    span, page = candidate.span, candidate.span.page
    first = page.folded[span.start : span.end].split(" ", 1)[0]
    for name in state_names(paper.languages).get(first, ()):
        after = span.start + len(name)
        if page.folded.startswith(name, span.start) and after + 3 < span.end:
            if not page.folded[after].isalnum():
                lead = LEAD.match(page.folded, after, span.end)
                start = lead.end() if lead else after
                yield candidate.on(Span(page, start, span.end), "from_state")
            return


def _to_word(candidate: Candidate) -> Iterator[Candidate]:
    """In Chinese, Japanese and Korean the word for the body ends its name."""
    span, page = candidate.span, candidate.span.page
    if letter_script(page.text[page.place(span.start)]) in _ENDS_ITS_NAME:
        for role in ("words", "bodies"):
            for match in page.within("institution", role, span.start + 1, span.end):
                yield candidate.cut(Span(page, span.start, match.end), "to_word")
