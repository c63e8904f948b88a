"""A possible value of a field, how it was found, and by which phrase."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.level import union
from recognition.documents.extraction.page.matching import Match
from recognition.documents.extraction.page.quotes import unbalanced, with_quotes
from recognition.documents.model import Box

_NO_LABEL = Match(0, 0)


class Means(StrEnum):
    """How a candidate was found."""

    INLINE = "inline"
    BESIDE = "beside"
    BELOW = "below"
    ABOVE = "above"
    NEXT = "next"
    BEFORE_PHRASE = "before_phrase"
    LINE = "line"
    PART = "part"
    SHAPE = "shape"
    TAGGED = "tagged"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value, how it was found, and by which phrase (none: size 0).

    ``role`` is the phrase's role; ``edges`` what the stretch begins and ends at; ``parts`` are
    the stretches that make the value where it is not one; ``normalised`` is its form for
    comparing where that is not what is printed.
    """

    span: Span
    means: Means
    role: str = ""
    label: Match = _NO_LABEL
    edges: tuple[str, ...] = ()
    parts: tuple[Span, ...] = ()
    normalised: str = ""
    bonus: float = 0.0

    @property
    def value(self) -> str:
        """As printed, one part after the other."""
        if self.parts:
            return " ".join(part.text for part in self.parts)
        text = self.span.text.strip(" .,;:'\"-–—/|_*«»„“”")
        if unbalanced(text):
            text = with_quotes(text, self.span.page.printed(self.span.start - 2, self.span.end + 2))
        missing = text.count("(") - text.count(")")
        if missing == -1 and text.endswith(")"):  # what it closes stands before the value
            return text[:-1].rstrip()
        return text + ")" if missing == 1 else text

    @property
    def box(self) -> Box | None:
        """Where it stands, on the page image as it was split off."""
        boxes = [box for part in self.parts or (self.span,) if (box := part.box)]
        return union(boxes) if boxes else None

    @property
    def compared(self) -> str:
        """As it is compared with other candidates."""
        if self.parts:
            return " ".join(part.folded for part in self.parts)
        return self.normalised or self.span.folded

    def on(self, span: Span, *edges: str) -> "Candidate":
        """The same with another stretch, and what that begins or ends at."""
        return replace(self, span=span, edges=(*self.edges, *edges), parts=())

    def cut(self, span: Span, edge: str) -> "Candidate":
        """The same, ended elsewhere: what it ended at before no longer counts."""
        kept = (e for e in self.edges if not e.startswith("to_"))
        return replace(self, span=span, edges=(*kept, edge), parts=())


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each stretch once for each means and label, what it begins and ends at joined."""
    found: dict[tuple[object, ...], Candidate] = {}
    for c in candidates:
        key = (c.span.page.number, c.span.start, c.span.end, c.means, c.role, c.label, c.value,
               c.normalised)  # fmt: skip
        before = found.get(key)
        edges = dict.fromkeys((*(before.edges if before else ()), *c.edges))
        found[key] = replace(c, edges=tuple(edges))
    return list(found.values())
