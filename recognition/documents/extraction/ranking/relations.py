"""How a candidate stands to what the other fields seem to be: beside it, within it, far from it.

A title is told by the field that follows it, a holder by the title that comes after. Each field is
looked at alone first; these guesses, by how probable they are, then speak for and against the
candidates of the others.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recognition.documents.extraction.page.layout import Span
from recognition.domain.vocabulary import FieldName

WORTH_TELLING = 0.25
"""Probability from which a guess at one field says something about another."""

_TOLD = frozenset(
    {
        FieldName.HOLDER_NAME,
        FieldName.DATE_OF_BIRTH,
        FieldName.INSTITUTION,
        FieldName.QUALIFICATION_TITLE,
        FieldName.FIELD_OF_STUDY,
    }
)
"""Fields that the others tell something of; numbers and dates of award stand anywhere."""

_RIGHT, _SOON = 4, 20  # letters between two values
_NEAR = 2  # segments between them


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a field seems to stand, by a first look at it alone, and how probable that is."""

    span: Span
    probability: float


def relations(span: Span, name: FieldName, guesses: Mapping[FieldName, Guess]) -> dict[str, float]:
    """Features of a candidate of one field: its places beside the guesses at the others."""
    if name not in _TOLD:
        return {}
    return {
        f"{other.value}:{relation}": guess.probability
        for other, guess in guesses.items()
        if other is not name and guess.probability >= WORTH_TELLING
        for relation in _relations(span, guess.span)
    }


def _relations(span: Span, other: Span) -> Iterator[str]:
    if span.page is not other.page:
        yield "other_page"
    elif span.overlaps(other):
        yield from _overlapping(span, other)
    else:
        way, gap = ("after", span.start - other.end) if other.end <= span.start else (
            "before", other.start - span.end
        )  # fmt: skip
        yield way
        if gap <= _RIGHT:
            yield f"right_{way}"
        elif gap <= _SOON:
            yield f"soon_{way}"
        if abs(_segment(span) - _segment(other)) <= _NEAR:
            yield f"near_{way}"


def _overlapping(span: Span, other: Span) -> Iterator[str]:
    here, there = (span.start, span.end), (other.start, other.end)
    if here == there:
        yield "same"
    elif here[0] <= there[0] and there[1] <= here[1]:
        yield "holds"
    elif there[0] <= here[0] and here[1] <= there[1]:
        yield "within"
    else:
        yield "crosses"
    if here[0] == there[0]:
        yield "same_start"
    if here[1] == there[1]:
        yield "same_end"


def _segment(span: Span) -> int:
    """The number of the segment on its page that a span begins in."""
    return bisect_left(span.page.segments, span.start + 1, key=lambda s: s.start) - 1
