"""Lines of letters that rise and fall far, as those of Nastaliq do, with all that belongs to them.

Where lines are sought, strokes that stand out from the row of letters are left out, and slanting
words go for lines of their own or are lost at the ends. In most hands that tells little; in
Nastaliq a slanted stroke is what tells kaf and gaf from lam.
"""

from dataclasses import dataclass

import numpy as np

from recognition.documents import strips
from recognition.documents.components import components
from recognition.documents.lines import Rectangle
from recognition.documents.strips import Lines, Sheet
from recognition.documents.tesseract import Picture

_HEIGHT = 60  # of a line with room that tesseract reads, in pixels
_ABOVE, _BELOW = 0.5, 0.2  # of a line's height: room that its letters may need
_SIDE = 2.0  # of its height: how far words are sought beside it
_GAP = 0.5  # of its height: a gap within a line
_INK = 150  # of 255: what is darker is ink
_PAPER = 235  # and what is not darker than this, nothing
_FOREIGN = 0.3  # of the height of a strip: how far strokes of other lines reach into it
_STROKE = 0.06  # of its height: pixels of ink in a column from which it belongs to a letter
_PART, _SHORT = 0.6, 0.5  # of its height and width: what is smaller may be a part of a word
_NEAR = 0.25  # of its height: and what is so near
_INSIDE = 0.7  # of a line that lies in another: it is a part of it


@dataclass(frozen=True, slots=True)
class Roomy:
    """A line with room, and the numbers of lines that are a part of it."""

    number: int
    box: Rectangle
    parts: frozenset[int]


def roomy(picture: Picture, lines: Lines, every: Lines) -> list[Roomy]:
    """Lines with room up to the middle of the gap to their neighbours, each part in one of them.

    ``every``: the lines of the page, in whatever script.
    """
    found: list[Roomy] = []
    taken: set[int] = set()
    for number, box in sorted(lines, key=lambda line: line[1][1] - line[1][3]):  # tallest first
        if number in taken:
            continue
        grown = _beside(picture, box, _higher(box, every), every)
        parts = {n for n, other in every if n != number and _lies_in(other, grown)} - taken
        taken |= parts
        found.append(Roomy(number, grown, frozenset(parts)))
    return sorted(found, key=lambda line: line.number)


def sheet(picture: Picture, lines: Lines) -> Sheet:
    """Lines with room cut out for tesseract, what reaches into them from others taken out."""
    return strips.sheet(picture, lines, _HEIGHT, tidy)


def tidy(strip: Picture) -> Picture:
    """A line cut out without strokes of others: what comes in from above or below and ends soon."""
    labels, stats = components((strip < _PAPER).astype(np.uint8))
    top, height = stats[:, 1], stats[:, 3]
    at_edge = (top == 0) | (top + height == strip.shape[0])
    foreign = at_edge & (height < _FOREIGN * strip.shape[0])
    foreign[0] = False
    return np.where(foreign[labels], 255, strip).astype(np.uint8)


def _higher(box: Rectangle, every: Lines) -> Rectangle:
    left, top, right, bottom = box
    middle, height = top + bottom, bottom - top
    near = [o for _, o in every if o[0] < right and left < o[2] and not _is_part(o, box)]
    above = [other[3] for other in near if other[1] + other[3] < middle - height]
    below = [other[1] for other in near if other[1] + other[3] > middle + height]
    roof = (top + max(above)) // 2 if above else 0
    floor = (bottom + min(below)) // 2 if below else bottom + height
    return (
        left,
        min(top, max(roof, round(top - _ABOVE * height))),
        right,
        max(bottom, min(floor, round(bottom + _BELOW * height))),
    )


def _is_part(other: Rectangle, box: Rectangle) -> bool:
    """Whether what was found as a line of its own may be a part of a word of another line."""
    height, width = box[3] - box[1], box[2] - box[0]
    low = other[3] - other[1] < _PART * height and other[2] - other[0] < _SHORT * width
    return low and max(other[1] - box[3], box[1] - other[3]) < _NEAR * height


def _beside(picture: Picture, box: Rectangle, grown: Rectangle, every: Lines) -> Rectangle:
    """The line with words on both sides that no other line has."""
    left, top, right, bottom = grown
    height = box[3] - box[1]
    wall = [
        other
        for _, other in every
        if min(other[3], box[3]) - max(other[1], box[1]) > 0.3 * height and not _is_part(other, box)
    ]
    reach = round(_SIDE * height)
    start = max([0, left - reach, *(o[2] for o in wall if o[2] <= left)])
    end = min([picture.shape[1], right + reach, *(o[0] for o in wall if o[0] >= right)])
    dark = (picture[max(0, box[1]) : box[3], start:end] < _INK).sum(axis=0) > _STROKE * height
    columns = np.flatnonzero(dark) + start
    gap = _GAP * height
    return (
        _reached(-columns[columns < left][::-1], -left, gap) * -1,
        top,
        _reached(columns[columns >= right] + 1, right, gap),
        bottom,
    )


def _reached(columns: np.ndarray, edge: int, gap: float) -> int:
    """How far ink goes on beyond an edge without a wide gap; columns ascend from there."""
    for column in columns:
        if column - edge > gap:
            break
        edge = int(column)
    return edge


def _lies_in(other: Rectangle, grown: Rectangle) -> bool:
    """Whether what was found as another line lies within a grown one."""
    wide = min(other[2], grown[2]) - max(other[0], grown[0])
    tall = min(other[3], grown[3]) - max(other[1], grown[1])
    area = (other[2] - other[0]) * (other[3] - other[1])
    return min(wide, tall) > 0 and wide * tall > _INSIDE * area
