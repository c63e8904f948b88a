"""Whether what announces a value speaks of the whole that is asked for, or of a part beside it.

A field of study stands beside the group of fields that it belongs to ("Domaine", "Spécialité"), an
overall grade beside that of a thesis, of a practice or of a term.
"""

from collections.abc import Iterator

from recognition.documents.extraction.candidate import Candidate
from recognition.documents.extraction.page.layout import PageText
from recognition.documents.extraction.page.matching import Match
from recognition.documents.extraction.page.paper import Paper
from recognition.domain.vocabulary import FieldName

_REACH = 80
"""Letters before a grade within which something says what it is the grade of."""


def scope_features(name: FieldName, candidate: Candidate, paper: Paper) -> Iterator[str]:
    """The names of what speaks for or against a candidate of a field by its scope."""
    if name is FieldName.GRADE:
        yield from _grade(candidate)
    elif name is FieldName.FIELD_OF_STUDY and _broad(candidate.span.page, candidate.label):
        yield "label_broad"
        if _has_narrow(paper):
            yield "label_broad_beside_narrow"


def _grade(candidate: Candidate) -> Iterator[str]:
    start, page = candidate.span.start, candidate.span.page
    ends = {
        role: max((m.end for m in page.found("grade", role) if m.end <= start), default=-1)
        for role in ("overall", "partial")
    }
    nearest = max(ends, key=lambda role: ends[role])
    if ends[nearest] >= max(0, start - _REACH):
        yield f"grade_{nearest}"


def _has_narrow(paper: Paper) -> bool:
    """Whether a paper has a label of a field of study itself, not only of its group."""
    return any(not _broad(p, m) for p in paper.pages for m in p.found("field_of_study", "before"))


def _broad(page: PageText, label: Match) -> bool:
    """Whether a label announces a group of fields of study."""
    found = page.within("field_of_study", "broad", label.start, label.end)
    return any(one.size == label.size for one in found)
