"""Straight edges of a small picture, and how well each would do as the side of a sheet.

A line is (a, b, c) with ``a·x + b·y = c`` and (a, b) of length 1: (1, 0, c) is upright at x = c.
Its normal points to the right or down; the sheet lies there for a left or upper side, and on the
other hand for a right or lower side.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.tesseract import Picture

Floats = npt.NDArray[np.float64]

SAMPLES = 96  # places along a line at which its two hands are compared
_SHORTEST = 0.07  # of the longer side: shorter edges are letters
_TILT = 0.6  # sine of the most that a side may lean
_TRIED = 30  # lines of a direction whose hands are compared
_KEPT = 10  # of these, the ones that sheets are put together from
_SAME = 0.012  # of the longer side: lines as close as this are one
# Hands are compared in logarithms: a shadow that lies on paper and table alike changes nothing.
_NEAR, _FAR = (3, 5, 7), ((4, 5, 6), (11, 13, 15), (20, 23, 26))
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one direction with their evidence.

    ``lines`` is n by 3; ``forth`` and ``back`` are n by SAMPLES and say, for places evenly spread
    over the picture's extent, whether a sheet ends there that lies along or against the normal.
    """

    lines: Floats
    forth: Floats
    back: Floats


def edges(picture: Picture) -> tuple[Lines, Lines]:
    """Upright and level lines; the last two of each are the picture's own borders."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(picture)[0]
    ends = np.zeros((0, 4)) if found is None else found.reshape(-1, 4).astype(np.float64)
    bright = np.log(cv2.GaussianBlur(picture, (5, 5), 0).astype(np.float64) + 8)
    return _judged(bright, ends, True), _judged(bright, ends, False)


def _judged(bright: Floats, ends: Floats, upright: bool) -> Lines:
    height, width = bright.shape
    found = _merged(_segments(ends, max(height, width), upright), max(height, width))
    borders = [(1.0, 0.0, 0.0), (1.0, 0.0, width - 1.0)]
    if not upright:
        borders = [(0.0, 1.0, 0.0), (0.0, 1.0, height - 1.0)]
    evidence = [(line, *_evidence(bright, np.array(line), upright)) for line in found]
    evidence.sort(key=lambda one: -max(one[1].mean(), one[2].mean()))
    neutral = np.full(SAMPLES, np.nan)
    kept = [*evidence[:_KEPT], *((line, neutral, neutral) for line in borders)]
    lines, forth, back = (np.array(column) for column in zip(*kept, strict=True))
    return Lines(lines, forth, back)


def _segments(ends: Floats, longest: int, upright: bool) -> Floats:
    """(a, b, c, length) of the edges in one direction, longest first."""
    along = ends[:, 2:] - ends[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1) / length[:, None]
    normal *= np.where(normal[:, 0 if upright else 1] < 0, -1, 1)[:, None]
    kept = length > _SHORTEST * longest
    kept &= np.abs(normal[:, 1 if upright else 0]) < _TILT
    middle = (ends[:, :2] + ends[:, 2:]) / 2
    lines = np.column_stack([normal, (normal * middle).sum(axis=1), length])[kept]
    return np.asarray(lines[np.argsort(-lines[:, 3])])


def _merged(segments: Floats, longest: int) -> list[tuple[float, float, float]]:
    """Segments on one line taken together; the lines with the longest segments."""
    groups: list[tuple[Floats, float]] = []
    for segment in segments:
        for index, (line, length) in enumerate(groups):
            # Both lines are compared where they cross the middle and the ends of the picture.
            if _apart(line, segment, longest) < _SAME * longest:
                groups[index] = (line, length + float(segment[3]))
                break
        else:
            groups.append((segment, float(segment[3])))
    best = sorted(groups, key=lambda group: -group[1])[:_TRIED]
    return [(float(line[0]), float(line[1]), float(line[2])) for line, _ in best]


def _apart(one: Floats, other: Floats, longest: int) -> float:
    return abs(float(one[2] - other[2])) + abs(float(one[:2] @ [-other[1], other[0]])) * longest / 4


def crossings(one: Floats, other: Floats) -> Floats:
    """Where lines meet: ``one`` (n by 3) with ``other`` (m by 3) to n by m by 2."""
    a, b, c = (one[:, None, index] for index in range(3))
    d, e, f = (other[None, :, index] for index in range(3))
    determinant = a * e - b * d
    determinant = np.where(np.abs(determinant) < 1e-6, 1e-6, determinant)
    return np.stack([(c * e - b * f) / determinant, (a * f - c * d) / determinant], axis=-1)


def _evidence(bright: Floats, line: Floats, upright: bool) -> tuple[Floats, Floats]:
    """For each place along the line whether a sheet ends there: along, against the normal."""
    height, width = bright.shape
    a, b, c = line
    if upright:
        y = np.linspace(0, height - 1, SAMPLES)
        x = (c - b * y) / a
    else:
        x = np.linspace(0, width - 1, SAMPLES)
        y = (c - a * x) / b

    places = np.stack([x, y])
    normal = np.array([[a], [b]])
    return _ends(bright, places, normal), _ends(bright, places, -normal)


def _ends(bright: Floats, places: Floats, inwards: Floats) -> Floats:
    """1 where the sheet's hand is brighter than all of the other hand, 0 where not."""
    sheet = _hand(bright, places, inwards, _NEAR)
    result = np.where(np.isnan(sheet), 0.0, 1.0)
    for index, steps in enumerate(_FAR):
        table = _hand(bright, places, -inwards, steps)
        # Beyond the picture nothing speaks against the table going on.
        unseen = 1.0 if index else 0.0
        result *= np.where(np.isnan(table), unseen, sheet - table > _STEP)
    return result


def _hand(bright: Floats, places: Floats, towards: Floats, steps: tuple[int, ...]) -> Floats:
    """Mean brightness some steps beside each place (2 by n); NaN outside of the picture."""
    height, width = bright.shape
    x, y = np.rint(places[:, None] + towards[..., None] * np.array(steps)[None, :, None])
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    column, row = np.clip(x, 0, width - 1).astype(int), np.clip(y, 0, height - 1).astype(int)
    total = np.where(inside, bright[row, column], 0).sum(axis=0)
    seen = inside.sum(axis=0)
    return np.asarray(np.where(seen > 0, total / np.maximum(seen, 1), np.nan), np.float64)
