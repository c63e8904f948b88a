"""Boxes of words as they would stand on an upright and level sheet.

Boxes of a reading belong to the picture that was uploaded. What stands in one row, in one column
or under something is told on the sheet itself, which may have been photographed at a slant.
"""

import statistics
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

import numpy as np

from recognition.documents.model import Box, PageReading

_WORDS = 3  # of a line that tells the slope of its place
_WIDTH = 0.15  # of the page: a shorter line tells little
_APART = 0.05  # of the page: two words nearer than this tell nothing
_LINES, _SPREAD = 6, 0.25  # lines, and their share of the page, that tell a perspective


def levelled(page: PageReading) -> list[Box]:
    """The boxes of a page's words in fractions of the sheet, in the order of its words."""
    boxes = [upright(word.box, page.rotation) for word in page.words]
    slope = _slope(list(_slopes(page, boxes)))
    return [_turned(box, slope) for box in boxes]


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


def _slopes(page: PageReading, boxes: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Height on the page and slope of each line that is long enough to tell."""
    for _, group in groupby(range(len(boxes)), key=lambda at: page.words[at].line):
        feet = [((boxes[at][0] + boxes[at][2]) / 2, boxes[at][3]) for at in group]
        if len(feet) >= _WORDS and abs(feet[-1][0] - feet[0][0]) >= _WIDTH:
            slopes = [
                (b[1] - a[1]) / (b[0] - a[0])
                for a, b in combinations(feet, 2)
                if abs(b[0] - a[0]) > _APART
            ]
            yield statistics.fmean(foot for _, foot in feet), statistics.median(slopes)


def _slope(slopes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope of the lines at the top of the page, and what is added to it down to the foot."""
    if not slopes:
        return (0.0, 0.0)
    usual = statistics.median(slope for _, slope in slopes)
    places = [place for place, _ in slopes]
    if len(slopes) < _LINES or max(places) - min(places) < _SPREAD:
        return (usual, 0.0)
    more, first = np.polyfit(places, [slope for _, slope in slopes], 1)
    rest = statistics.median(slope - first - more * place for place, slope in slopes)
    return (float(first) + rest, float(more))


def _turned(box: Box, slope: tuple[float, float]) -> Box:
    x0, y0, x1, y1 = box
    rise = (slope[0] + slope[1] * (y0 + y1) / 2) * ((x0 + x1) / 2 - 0.5)
    return (x0, y0 - rise, x1, y1 - rise)
