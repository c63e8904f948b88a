"""The words of a page as pieces in reading order: what stands side by side, and what wraps."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from recognition.documents.language import letter_script
from recognition.documents.model import Box, PageReading, Word

_GAP = 1.15  # times the height of the line
_JUSTIFIED = 2.0  # the widest space of a justified line, in its height
_NOISE = 0.3
_CELL = 0.6  # confidence from which a single letter beside others is a cell
_TOLERANCE = 0.03
_LEADING = 1.68  # times the height of a line, from foot to foot
_CAPITALS_LEADING = 2.1
_PARAGRAPH_LEADING = 1.8


@dataclass(frozen=True, slots=True)
class Piece:
    """Words side by side, before they have a place in the text; ``box`` is upright."""

    words: tuple[Word, ...]
    box: Box

    @property
    def height(self) -> float:
        """Height as a fraction of the page."""
        return self.box[3] - self.box[1]

    @property
    def width(self) -> float:
        """Width as a fraction of the page."""
        return self.box[2] - self.box[0]

    @property
    def lower(self) -> bool:
        """Whether it has small letters (lines of capitals stand wider apart)."""
        return any(word.text != word.text.upper() for word in self.words)

    @property
    def letters(self) -> int:
        """Letters and the spaces between."""
        return sum(len(word.text) + 1 for word in self.words)


def pieces(page: PageReading, aspect: float) -> list[Piece]:
    """Words of each line, parted at wide gaps; noise (frames, stamps read as letters) left out.

    A single letter or digit is noise alone, and the cell of a table beside others.
    """
    parted = list(_parted(page, aspect))
    lines = {words[0].line for words in parted if not _is_noise(words) and not _is_single(words)}
    return [
        Piece(tuple(words), upright(union([word.box for word in words]), page.rotation))
        for words in parted
        if not _is_noise(words)
        and (not _is_single(words) or (words[0].confidence > _CELL and words[0].line in lines))
    ]


def _is_single(piece: Sequence[Word]) -> bool:
    letters = [letter for word in piece for letter in word.text if letter.isalnum()]
    return len(letters) < 2 and not any(letter_script(c) == "Hani" for c in letters)


def _parted(page: PageReading, aspect: float) -> Iterator[list[Word]]:
    for _, group in groupby(page.words, key=lambda word: word.line):
        line = list(group)
        boxes = [upright(word.box, page.rotation) for word in line]
        height = statistics.median(box[3] - box[1] for box in boxes) * aspect
        gaps = [max(a[0], b[0]) - min(a[2], b[2]) for a, b in pairwise(boxes)]
        usual = min(gaps) if len(gaps) > 2 else 0.0  # wide in justified lines
        tall = max(height, 0.008)
        least = max(_GAP * tall, min(2.2 * usual, _JUSTIFIED * tall))
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
    if not letters:
        return True
    if len(letters) > 24 and len(set(letters)) < len(letters) / 5:
        return True
    return statistics.fmean(word.confidence for word in piece) < _NOISE


def in_order(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, bool]]:
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


def _wraps(before: Piece, after: Piece, every: Sequence[Piece]) -> bool:
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
    before: Piece, after: Piece, every: Sequence[Piece], anchor: Callable[[Piece], float]
) -> bool:
    """Whether the first word of a line had no room in the line before, in their column."""
    column = [p for p in every if abs(anchor(p) - anchor(before)) < _TOLERANCE]
    room = max(piece.width for piece in column)
    first = after.width * (len(after.words[0].text) + 1) / after.letters
    return before.width + first > 0.97 * room


def _label_wraps(before: Piece, after: Piece, every: Sequence[Piece]) -> bool:
    """In rows of label and value, a value goes on only where its label does."""
    one, other = _beside(before, every), _beside(after, every)
    if one is None or other is None:
        return True
    anchor = _left_edge if abs(one.box[0] - other.box[0]) < _TOLERANCE else _right_edge
    return _full(one, other, every, anchor)


def _beside(piece: Piece, every: Sequence[Piece]) -> Piece | None:
    """The piece that shares a piece's row, if any."""
    for other in every:
        overlap = min(piece.box[3], other.box[3]) - max(piece.box[1], other.box[1])
        if other is not piece and overlap > 0.5 * min(piece.height, other.height):
            return other
    return None


def _left_edge(piece: Piece) -> float:
    return piece.box[0]


def _right_edge(piece: Piece) -> float:
    return piece.box[2]


def _middle(piece: Piece) -> float:
    return (piece.box[0] + piece.box[2]) / 2


def upright(box: Box, rotation: int) -> Box:
    """A box of the page image on the page turned upright."""
    x0, y0, x1, y1 = box
    if rotation == 90:
        return (1 - y1, x0, 1 - y0, x1)
    if rotation == 180:
        return (1 - x1, 1 - y1, 1 - x0, 1 - y0)
    if rotation == 270:
        return (y0, 1 - x1, y1, 1 - x0)
    return box


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
