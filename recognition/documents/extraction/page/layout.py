"""The words of a page as running text, whose every stretch still knows where it stands.

Words of one line belong together unless a wide gap parts them; what parts them is kept in the
text: a tab for a gap, a line feed for a new line, a plain space for a line that merely wraps.
Places are those of the folded text (``fold``) everywhere; a span leads back to what is printed.
"""

import statistics
from bisect import bisect_left
from dataclasses import dataclass, field

from recognition.documents.extraction.page.fold import fold_with_places
from recognition.documents.extraction.page.level import union
from recognition.documents.extraction.page.lexicon import Key, phrasebook
from recognition.documents.extraction.page.matching import Match, find_all, longest
from recognition.documents.extraction.page.order import in_order, pieces
from recognition.documents.extraction.page.piece import Piece
from recognition.documents.extraction.page.wording import LABELS
from recognition.documents.language import UNSPACED, letter_script
from recognition.documents.model import Box, PageReading, Word
from recognition.domain.vocabulary import ReadingSource

_SPACE = 0.5  # of a letter's width: a gap between Han characters that is a space


@dataclass(frozen=True, slots=True)
class Segment:
    """Words side by side; ``box`` is upright, ``start`` and ``end`` are places in the text."""

    words: tuple[Word, ...]
    box: Box
    start: int
    end: int

    @property
    def height(self) -> float:
        """Height as a fraction of the page."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page's folded text."""

    page: "PageText"
    start: int
    end: int

    @property
    def text(self) -> str:
        """As printed, white space made single."""
        return self.page.printed(self.start, self.end)

    @property
    def folded(self) -> str:
        """As it is compared."""
        return " ".join(self.page.folded[self.start : self.end].split())

    @property
    def words(self) -> list[Word]:
        """The words that the stretch touches."""
        low, high = self.page.place(self.start), self.page.place(self.end - 1) + 1
        return [w for w, start, end in self.page.places if start < high and end > low]

    @property
    def box(self) -> Box | None:
        """Union of the words' boxes, on the page image as it was split off."""
        return union([word.box for word in self.words]) if self.words else None

    @property
    def confidence(self) -> float:
        """Mean of the words' confidences."""
        return statistics.fmean([w.confidence for w in self.words]) if self.words else 0.0

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a letter."""
        return self.page is other.page and self.start < other.end and other.start < self.end


@dataclass(slots=True, eq=False)
class PageText:
    """A page as text: ``text`` as printed, ``folded`` for searching, and what was found in it.

    ``every`` holds all phrases, ``matches`` the longest of those that overlap in one role,
    ``stops`` those that end a value, ``breaks`` the places of line feeds and tabs.
    """

    number: int
    source: ReadingSource
    rotation: int = 0
    text: str = ""
    folded: str = ""
    at: list[int] = field(default_factory=list)
    places: list[tuple[Word, int, int]] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    matches: dict[Key, list[Match]] = field(default_factory=dict)
    every: dict[Key, list[Match]] = field(default_factory=dict)
    stops: list[Match] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    _under: dict[int, Segment | None] = field(default_factory=dict)

    def stops_from(self, place: int) -> list[Match]:
        """Phrases that end a value and begin at or after a place."""
        return self.stops[bisect_left(self.stops, Match(place, 0)) :]

    def place(self, folded_place: int) -> int:
        """The place in the printed text behind one in the folded text."""
        if not self.at:
            return 0
        return self.at[min(max(folded_place, 0), len(self.at) - 1)]

    def printed(self, start: int, end: int) -> str:
        """What is printed between two places, white space made single."""
        if end <= start or not self.at:
            return ""
        return " ".join(self.text[self.place(start) : self.place(end - 1) + 1].split())

    def found(self, section: str, role: str) -> list[Match]:
        """Where phrases of one role of one field stand."""
        return self.matches.get((section, role), [])

    def has(self, section: str, role: str, start: int, end: int) -> bool:
        """Whether such a phrase begins within a stretch."""
        return any(start <= match.start < end for match in self.found(section, role))

    def within(self, section: str, role: str, start: int, end: int) -> list[Match]:
        """Such phrases that stand whole in a stretch."""
        return [m for m in self.found(section, role) if start <= m.start and m.end <= end]

    def segment_at(self, place: int) -> Segment | None:
        """The segment that a place of the text stands in."""
        index = bisect_left(self.segments, place + 1, key=lambda s: s.start) - 1
        if index < 0 or place >= self.segments[index].end:
            return None
        return self.segments[index]

    def beside(self, segment: Segment) -> Segment | None:
        """The nearest segment in the same row, after it in reading order if there is one."""
        row = [s for s in self.segments if s is not segment and _same_row(segment, s)]
        after = [s for s in row if s.start > segment.start]
        return min(after or row, key=lambda s: abs(_centre(s) - _centre(segment)), default=None)

    def row(self, segment: Segment) -> list[Segment]:
        """The segments after another in its row, in reading order."""
        return [s for s in self.segments if s.start > segment.start and _same_row(segment, s)]

    def below(self, segment: Segment) -> Segment | None:
        """The segment right under another, in its column (asked again and again: kept)."""
        if segment.start not in self._under:
            under = [s for s in self.segments if _below(segment, s)]
            self._under[segment.start] = min(under, key=lambda s: s.box[1], default=None)
        return self._under[segment.start]

    def above(self, segment: Segment) -> Segment | None:
        """The segment right over another, in its column."""
        over = [s for s in self.segments if _below(s, segment)]
        return max(over, key=lambda s: s.box[1], default=None)


def _centre(segment: Segment) -> float:
    return (segment.box[0] + segment.box[2]) / 2


def _same_row(one: Segment, other: Segment) -> bool:
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return overlap > 0.5 * min(one.height, other.height)


def _below(label: Segment, value: Segment) -> bool:
    near = 0 <= value.box[1] - label.box[3] + 0.3 * label.height < 2.5 * label.height
    return near and min(label.box[2], value.box[2]) > max(label.box[0], value.box[0])


def page_text(page: PageReading, languages: tuple[str, ...]) -> PageText:
    """The text of a page, and every phrase of the languages in it."""
    aspect = page.height / page.width if page.width else 1.0
    if page.rotation in {90, 270}:
        aspect = 1 / aspect
    out = PageText(page.number, page.source, page.rotation)
    _compose(out, list(in_order(pieces(page, aspect), aspect, languages)))
    fuzzy = page.source is ReadingSource.OCR
    out.every = find_all(out.folded, phrasebook(languages), fuzzy=fuzzy)
    out.matches = {key: longest(found) for key, found in out.every.items()}
    out.breaks = [place for place, letter in enumerate(out.folded) if letter in "\n\t"]
    out.stops = sorted(m for key in _STOPS for m in out.matches.get(key, []))
    return out


_STOPS: tuple[Key, ...] = (
    *LABELS,
    ("holder_name", "after"), ("institution", "after"), ("qualification_title", "after"),
    ("field_of_study", "after"), ("award_date", "exam"),
)  # fmt: skip
"""Phrases that end any value: every label, and the words of ``[stop]``."""


def _compose(out: PageText, ordered: list[tuple[Piece, bool]]) -> None:
    before: Piece | None = None
    starts: list[tuple[Piece, int, int]] = []
    for piece, wraps in ordered:
        if before is not None:
            beside = before.words[-1].line == piece.words[0].line
            out.text += _wrap(before, piece) if wraps else "\t" if beside else "\n"
        starts.append((piece, len(out.text), 0))
        _append(out, piece)
        starts[-1] = (piece, starts[-1][1], len(out.text))
        before = piece
    out.folded, out.at = fold_with_places(out.text)
    for piece, start, end in starts:
        low, high = bisect_left(out.at, start), bisect_left(out.at, end)
        out.segments.append(Segment(piece.words, piece.box, low, high))


def _wrap(before: Piece, after: Piece) -> str:
    """What stands between a line and the line in which it goes on."""
    end, start = before.words[-1].text, after.words[0].text
    if end.endswith("-") and end[-2:-1].isalpha():
        return ""
    scripts = {letter_script(end[-1]), letter_script(start[0])}
    return "" if scripts & UNSPACED and scripts <= UNSPACED | {""} else " "


def _append(page: PageText, piece: Piece) -> None:
    for number, word in enumerate(piece.words):
        touching = number and _touching(piece.words[number - 1], word, page.rotation)
        page.text += " " if number and not touching else ""
        page.places.append((word, len(page.text), len(page.text) + len(word.text)))
        page.text += word.text


def _touching(before: Word, after: Word, rotation: int) -> bool:
    """Han characters are written without spaces, whatever the reader put between them.

    A wide gap beside a word of several is one that the paper has: family and given name.
    """
    if letter_script(before.text[-1]) != "Hani" or letter_script(after.text[0]) != "Hani":
        return False
    if len(before.text) == len(after.text) == 1:
        return True  # letters set apart
    at = 1 if rotation in {90, 270} else 0
    letter = (before.box[at + 2] - before.box[at]) / len(before.text)
    gap = max(before.box[at], after.box[at]) - min(before.box[at + 2], after.box[at + 2])
    return gap < _SPACE * letter
