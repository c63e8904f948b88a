"""The words of a page as pieces in reading order: what stands side by side, and what wraps."""

import statistics
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from recognition.documents.extraction.page.level import levelled, union
from recognition.documents.extraction.page.piece import Piece, piece_of
from recognition.documents.extraction.page.wrapping import continuations
from recognition.documents.language import letter_script
from recognition.documents.model import Box, PageReading, Word

_GAP = 1.15  # times the height of the line
_JUSTIFIED = 2.0  # the widest space of a justified line, in its height
_WIDEST = 6.0  # the same where the lines over and under it are flush with it
_EVEN, _EVEN_OF_TWO = 0.2, 0.1  # by which the spaces of a justified line may differ
_FLUSH = 0.02  # of the page: edges that are in line
_NOISE = 0.3
_CELL = 0.6  # confidence from which a single letter beside others is a cell

Placed = tuple[Word, Box]  # a word, and its level box


def pieces(page: PageReading, aspect: float) -> list[Piece]:
    """Words of each line, parted at wide gaps; noise (frames, stamps read as letters) left out.

    A single letter or digit is noise alone, and the cell of a table beside others.
    """
    parted = list(_parted(page, aspect))
    lines = {part[0][0].line for part in parted if not _is_noise(part) and not _is_single(part)}
    return [
        piece_of([word for word, _ in part], [box for _, box in part])
        for part in parted
        if not _is_noise(part)
        and (not _is_single(part) or (part[0][0].confidence > _CELL and part[0][0].line in lines))
    ]


def _is_single(part: Sequence[Placed]) -> bool:
    letters = [letter for word, _ in part for letter in word.text if letter.isalnum()]
    return len(letters) < 2 and not any(letter_script(c) == "Hani" for c in letters)


def _parted(page: PageReading, aspect: float) -> Iterator[list[Placed]]:
    placed = list(zip(page.words, levelled(page), strict=True))
    lines = _rejoined([list(group) for _, group in groupby(placed, key=lambda one: one[0].line)])
    for line in lines:
        tall = max(_tall(line) * aspect, 0.008)
        gaps = _gaps(line)
        widths = [right - left for left, right in gaps]
        usual = min(widths) if len(widths) > 2 else 0.0  # wide in justified lines
        least = max(_GAP * tall, min(2.2 * usual, _JUSTIFIED * tall))
        flush = _flush(line, lines) if max(widths, default=0.0) > least else []
        even = bool(flush) and _is_even(widths)
        part = [line[0]]
        for gap, width, word in zip(gaps, widths, line[1:], strict=True):
            justified = width < _WIDEST * tall and (even or _is_crossed(gap, flush))
            if width > least and not justified:
                yield part
                part = []
            part.append(word)
        yield part


def _rejoined(lines: list[list[Placed]]) -> list[list[Placed]]:
    """Lines of one row that were parted in the midst of a justified line, put together again."""
    found: list[list[Placed]] = []
    for line in lines:
        both = [*found[-1], *line] if found else []
        if both and _same_row(found[-1], line) and _is_even([b - a for a, b in _gaps(both)]):
            others = [other for other in lines if other is not line and other != found[-1]]
            if _flush(both, others):
                found[-1] = both
                continue
        found.append(line)
    return found


def _same_row(one: Sequence[Placed], other: Sequence[Placed]) -> bool:
    upper, lower = union([box for _, box in one]), union([box for _, box in other])
    overlap = min(upper[3], lower[3]) - max(upper[1], lower[1])
    return overlap > 0.5 * min(_tall(one), _tall(other))


def _gaps(line: Sequence[Placed]) -> list[tuple[float, float]]:
    return [(min(a[2], b[2]), max(a[0], b[0])) for (_, a), (_, b) in pairwise(line)]


def _is_even(widths: Sequence[float]) -> bool:
    """Whether all spaces of a line are as wide, as those of a justified line are."""
    spread = _EVEN if len(widths) > 2 else _EVEN_OF_TWO
    return len(widths) > 1 and 0 < max(widths) < (1 + spread) * min(widths)


def _tall(line: Sequence[Placed]) -> float:
    return statistics.median(_height(box) for _, box in line)


def _height(box: Box) -> float:
    return box[3] - box[1]


def _flush(line: Sequence[Placed], lines: Sequence[Sequence[Placed]]) -> list[Sequence[Placed]]:
    """Lines right over and under one that begin and end where it does, as justified lines do."""
    left, top, right, foot = union([box for _, box in line])
    found = []
    for other in lines:
        x0, y0, x1, y1 = union([box for _, box in other])
        apart = max(y0 - foot, top - y1)
        near = other is not line and apart < 1.5 * (foot - top)
        if near and abs(x0 - left) < _FLUSH and abs(x1 - right) < _FLUSH:
            found.append(other)
    return found


def _is_crossed(gap: tuple[float, float], flush: Sequence[Sequence[Placed]]) -> bool:
    """Whether a word of a line over or under it stands across a gap: no gap between columns."""
    middle = (gap[0] + gap[1]) / 2
    return any(box[0] < middle < box[2] for line in flush for _, box in line)


def _is_noise(part: Sequence[Placed]) -> bool:
    text = "".join(word.text for word, _ in part)
    letters = [letter for letter in text if letter.isalnum()]
    if not letters:
        return True
    if len(letters) > 24 and len(set(letters)) < len(letters) / 5:
        return True
    return statistics.fmean(word.confidence for word, _ in part) < _NOISE


def in_order(
    pieces: Sequence[Piece], aspect: float, languages: tuple[str, ...]
) -> Iterator[tuple[Piece, bool]]:
    """Pieces in reading order, and whether each merely continues the one before.

    A line that wraps is followed by its continuation, even where another column stands between.
    ``aspect``: height of the page by its width; ``languages``: those whose phrases are known.
    """
    next_of = continuations(pieces, aspect, languages)
    continued = set(next_of.values())
    for index, piece in enumerate(pieces):
        if index in continued:
            continue
        yield piece, False
        at = index
        while at in next_of:
            at = next_of[at]
            yield pieces[at], True
