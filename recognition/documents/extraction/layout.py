"""The words of a page as running text, whose every stretch still knows where it stands.

Words of one line belong together unless a wide gap parts them; what parts them is kept in the
text: a tab for a gap, a line feed for a new line, a plain space for a line that merely wraps.
"""

import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from recognition.documents.extraction.fold import fold_with_places
from recognition.documents.language import letter_script
from recognition.documents.model import Box, PageReading, Word
from recognition.domain.vocabulary import ReadingSource

_GAP = 1.15  # times the height of the line
_NOISE = 0.3
_TOLERANCE = 0.03
_LEADING = 1.68  # times the height of a line, from foot to foot
_CAPITALS_LEADING = 2.1
_PARAGRAPH_LEADING = 1.8


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
class _Piece:
    """Words side by side, before they have a place in the text."""

    words: tuple[Word, ...]
    box: Box

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def lower(self) -> bool:
        """Whether it has small letters (lines of capitals stand wider apart)."""
        return any(word.text != word.text.upper() for word in self.words)

    @property
    def letters(self) -> int:
        return sum(len(word.text) + 1 for word in self.words)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page's text."""

    page: "PageText"
    start: int
    end: int

    @property
    def text(self) -> str:
        """As printed, white space made single."""
        return " ".join(self.page.text[self.start : self.end].split())

    @property
    def words(self) -> list[Word]:
        """The words that the stretch touches."""
        low, high = self.start, self.end
        return [w for w, start, end in self.page.places if start < high and end > low]

    @property
    def box(self) -> Box | None:
        """Union of the words' boxes, on the page image as it was split off."""
        return _union([word.box for word in self.words]) if self.words else None

    @property
    def confidence(self) -> float:
        """Mean of the words' confidences."""
        return statistics.fmean([w.confidence for w in self.words]) if self.words else 0.0


@dataclass(slots=True)
class PageText:
    """A page as text: ``text`` as printed, ``folded`` for searching (see ``at``)."""

    number: int
    source: ReadingSource
    aspect: float
    text: str = ""
    folded: str = ""
    at: list[int] = field(default_factory=list)
    places: list[tuple[Word, int, int]] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)

    def span(self, folded_start: int, folded_end: int) -> Span:
        """The printed stretch behind a stretch of the folded text."""
        if folded_start >= len(self.at):
            return Span(self, len(self.text), len(self.text))
        last = self.at[min(folded_end, len(self.at)) - 1] + 1
        return Span(self, self.at[folded_start], max(last, self.at[folded_start]))

    def segment_at(self, place: int) -> Segment | None:
        """The segment that a place of the text stands in."""
        return next((s for s in self.segments if s.start <= place < s.end), None)

    def neighbours(self, segment: Segment) -> Iterator[Segment]:
        """Where the value of a label that fills a segment may stand: beside it, then below."""
        beside = [s for s in self.segments if s is not segment and _same_row(segment, s)]
        yield from sorted(beside, key=lambda s: abs(_centre(s) - _centre(segment)))[:1]
        below = [s for s in self.segments if _below(segment, s)]
        yield from sorted(below, key=lambda s: s.box[1])[:1]


def _centre(segment: Segment) -> float:
    return (segment.box[0] + segment.box[2]) / 2


def _same_row(one: Segment, other: Segment) -> bool:
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return overlap > 0.5 * min(one.height, other.height)


def _below(label: Segment, value: Segment) -> bool:
    near = 0 <= value.box[1] - label.box[3] + 0.3 * label.height < 2.5 * label.height
    return near and min(label.box[2], value.box[2]) > max(label.box[0], value.box[0])


def page_text(page: PageReading) -> PageText:
    """The text of a page; noise (frames, stamps read as letters) is left out."""
    aspect = page.height / page.width if page.width else 1.0
    if page.rotation in {90, 270}:
        aspect = 1 / aspect
    out = PageText(page.number, page.source, aspect)
    pieces = [
        _Piece(tuple(words), _upright(_union([word.box for word in words]), page.rotation))
        for words in _pieces(page, aspect)
        if not _is_noise(words)
    ]
    before: _Piece | None = None
    for piece, wraps in _in_order(pieces):
        if before is not None:
            beside = before.words[-1].line == piece.words[0].line
            out.text += " " if wraps else "\t" if beside else "\n"
        _append(out, piece)
        before = piece
    out.folded, out.at = fold_with_places(out.text)
    return out


def _pieces(page: PageReading, aspect: float) -> Iterator[list[Word]]:
    for _, group in groupby(page.words, key=lambda word: word.line):
        line = list(group)
        boxes = [_upright(word.box, page.rotation) for word in line]
        height = statistics.median(box[3] - box[1] for box in boxes) * aspect
        gaps = [max(a[0], b[0]) - min(a[2], b[2]) for a, b in pairwise(boxes)]
        usual = statistics.median(gaps) if len(gaps) > 2 else 0.0  # wide in justified lines
        least = max(_GAP * max(height, 0.008), 2.2 * usual)
        piece = [line[0]]
        for gap, word in zip(gaps, line[1:], strict=True):
            if gap > least:
                yield piece
                piece = []
            piece.append(word)
        yield piece


def _is_noise(piece: Sequence[Word]) -> bool:
    text = "".join(word.text for word in piece)
    letters = [letter for letter in text if letter.isalnum()]
    if len(letters) < 2 and not any(letter_script(letter) == "Hani" for letter in letters):
        return True
    if len(letters) > 24 and len(set(letters)) < len(letters) / 5:
        return True
    return statistics.fmean(word.confidence for word in piece) < _NOISE


def _touching(before: Word, after: Word) -> bool:
    """Han characters are written without spaces, whatever the reader put between them."""
    return letter_script(before.text[-1]) == "Hani" and letter_script(after.text[0]) == "Hani"


def _append(page: PageText, piece: _Piece) -> None:
    start = len(page.text)
    for number, word in enumerate(piece.words):
        page.text += " " if number and not _touching(piece.words[number - 1], word) else ""
        page.places.append((word, len(page.text), len(page.text) + len(word.text)))
        page.text += word.text
    page.segments.append(Segment(piece.words, piece.box, start, len(page.text)))


def _in_order(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, bool]]:
    """Pieces in reading order, and whether each merely continues the one before.

    A line that wraps is followed by its continuation, even where another column stands between.
    """
    next_of: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        for later in range(index + 1, min(index + 6, len(pieces))):
            if later not in next_of.values() and _wraps(piece, pieces[later], pieces):
                next_of[index] = later
                break
    continued = set(next_of.values())
    for index, piece in enumerate(pieces):
        if index in continued:
            continue
        yield piece, False
        at = index
        while at in next_of:
            at = next_of[at]
            yield pieces[at], True


def _wraps(before: _Piece, after: _Piece, every: Sequence[_Piece]) -> bool:
    """Whether a line goes on in another: close, alike, and the next word had no room."""
    height = max(before.height, after.height, 0.005)
    if min(before.height, after.height) < 0.6 * height:
        return False
    capitals = not before.lower and not after.lower
    if capitals and min(before.height, after.height) < 0.8 * height:
        return False
    leading = _CAPITALS_LEADING if capitals else _LEADING
    if len(before.words) > 4 and before.width > 0.95 * max(piece.width for piece in every):
        leading = max(leading, _PARAGRAPH_LEADING)
    if not 0.6 < (after.box[3] - before.box[3]) / height < leading:
        return False
    for anchor in (_left_edge, _right_edge, _middle):
        if abs(anchor(before) - anchor(after)) < _TOLERANCE:
            return _full(before, after, every, anchor) and _label_wraps(before, after, every)
    return False


def _full(
    before: _Piece, after: _Piece, every: Sequence[_Piece], anchor: Callable[[_Piece], float]
) -> bool:
    """Whether the first word of a line had no room in the line before, in their column."""
    column = [p for p in every if abs(anchor(p) - anchor(before)) < _TOLERANCE]
    room = max(piece.width for piece in column)
    first = after.width * (len(after.words[0].text) + 1) / after.letters
    return before.width + first > 0.97 * room


def _label_wraps(before: _Piece, after: _Piece, every: Sequence[_Piece]) -> bool:
    """In rows of label and value, a value goes on only where its label does."""
    one, other = _beside(before, every), _beside(after, every)
    if one is None or other is None:
        return True
    anchor = _left_edge if abs(one.box[0] - other.box[0]) < _TOLERANCE else _right_edge
    return _full(one, other, every, anchor)


def _beside(piece: _Piece, every: Sequence[_Piece]) -> _Piece | None:
    """The piece that shares a piece's row, if any."""
    for other in every:
        overlap = min(piece.box[3], other.box[3]) - max(piece.box[1], other.box[1])
        if other is not piece and overlap > 0.5 * min(piece.height, other.height):
            return other
    return None


def _left_edge(piece: _Piece) -> float:
    return piece.box[0]


def _right_edge(piece: _Piece) -> float:
    return piece.box[2]


def _middle(piece: _Piece) -> float:
    return (piece.box[0] + piece.box[2]) / 2


def _upright(box: Box, rotation: int) -> Box:
    x0, y0, x1, y1 = box
    if rotation == 90:
        return (1 - y1, x0, 1 - y0, x1)
    if rotation == 180:
        return (1 - x1, 1 - y1, 1 - x0, 1 - y0)
    if rotation == 270:
        return (y0, 1 - x1, y1, 1 - x0)
    return box


def _union(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def words_length(text: str, count: int) -> int:
    """Length of the first ``count`` words of a text with the space after them."""
    place = 0
    for _, word in zip(range(count), re.finditer(r"\S+\s*", text), strict=False):
        place = word.end()
    return place
