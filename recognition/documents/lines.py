"""Where the lines of text stand on a page, and patches of them for the script model.

A segment is a run of letters without a wide gap; a line of a form may hold several.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.components import components, levels, only, outlined
from recognition.documents.tesseract import Picture

Rectangle = tuple[int, int, int, int]  # left, top, right, bottom in pixels
PATCH = (32, 192)  # height and width of a patch, in pixels
SEARCH = 1600  # longer side of the picture in which segments are sought
_MARGIN = 2  # pixels of a patch above and below its letters
_ASPECT = 6.0
_FAINT = 0.18  # of the darkest ink: what is lighter is guilloche or shows through
_MARK, _MARK_GAP = 0.45, 0.12  # of a line's height: that of a mark, and its distance from the line
_PIECES = 2  # of a segment that are looked at
_NARROW = 0.3  # of the height: what is narrower is no letter
_GAP = 0.9  # of the height: a wider gap ends a segment


def reduced(picture: Picture, longest: int = SEARCH) -> tuple[Picture, float]:
    """The picture with no side longer than that, and the factor; halved first, which is quick."""
    factor = min(1.0, longest / max(picture.shape))
    size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
    small = picture
    while small.shape[0] >= 2 * size[1] and factor < 1:
        half = (small.shape[1] // 2, small.shape[0] // 2)
        small = np.asarray(cv2.resize(small, half, interpolation=cv2.INTER_AREA), np.uint8)
    small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return small, factor


def segments(small: Picture, factor: float = 1.0) -> list[Rectangle]:
    """Runs of letters on a grey picture, from the top; rules, frames and specks left out.

    ``factor`` is the scale of ``small`` against the picture that the places are for.
    """
    paper, black = levels(small[::3, ::3], 0.75, 0.01)
    faint = max(18.0, _FAINT * (paper - black))
    ink = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, faint
    )
    letters, height = _letters(np.asarray(ink, np.uint8))
    if not height:
        return []
    letters = _uncovered(small, np.asarray(ink, np.uint8), letters)
    kernel = np.ones((max(1, round(0.35 * height)), max(3, round(0.9 * height))), np.uint8)
    runs = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, kernel)
    boxes = [
        (x, y, x + w, y + h)
        for x, y, w, h, area in outlined(np.asarray(runs, np.uint8))
        if 0.5 * height <= h and area > 0.12 * w * h
    ]
    single = [part for box in boxes for part in _bands(letters, box, height)]
    whole = [
        box for box in _with_marks(_joined(single)) if box[2] - box[0] > _NARROW * (box[3] - box[1])
    ]
    return [
        (
            round(left / factor),
            round(top / factor),
            round(right / factor),
            round(bottom / factor),
        )
        for left, top, right, bottom in sorted(whole, key=lambda box: (box[1], box[0]))
    ]


def _letters(ink: Picture) -> tuple[Picture, int]:
    """The ink of what may be letters, and their usual height; 0 where there are none."""
    labels, stats = components(ink)
    width, height, area = stats[:, 2], stats[:, 3], stats[:, 4]
    limit = max(ink.shape)
    plausible = (height < 0.08 * limit) & (width < 0.45 * limit) & (area > 2)
    plausible &= (width < 12 * height) & (height < 8 * width) | (height < 0.02 * limit)
    plausible &= ~((width > 15 * height) & (height < 8))  # rules
    plausible[0] = False
    heights = height[plausible & (height >= 5) & (width >= 2)]
    if heights.size < 3:
        return ink, 0
    usual = int(np.median(heights))
    return only(labels, plausible), max(5, usual)


def _uncovered(small: Picture, ink: Picture, letters: Picture) -> Picture:
    """The letters, and those that a lighter stamp, seal or fold runs into."""
    (level,) = levels(small[letters > 0], 0.5)
    (paper,) = levels(small[::3, ::3], 0.8)
    rest = (ink > letters) & (small < level + 0.3 * (paper - level))
    if rest.sum() < 0.02 * np.count_nonzero(letters):
        return letters
    more, height = _letters(np.where(rest, 255, 0).astype(np.uint8))
    return np.asarray(letters | more, np.uint8) if height else letters


def _bands(letters: Picture, box: Rectangle, height: int) -> list[Rectangle]:
    """A box cut where lines that touch, or run into a stamp, lie one above the other."""
    left, top, right, bottom = box
    if bottom - top < 2.2 * height:
        return [box]
    ink = letters[top:bottom, left:right] > 0
    rows = ink.sum(axis=1).astype(np.float32)
    smooth = cv2.blur(rows.reshape(-1, 1), (1, max(1, height // 4))).ravel()
    full = smooth > 0.22 * np.percentile(smooth, 85)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
    found: list[Rectangle] = []
    slack = max(1, height // 5)
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        columns = np.flatnonzero(ink[start:stop].any(axis=0))
        if stop - start >= 0.5 * height and columns.size:
            y0, y1 = max(0, int(start) - slack), min(bottom - top, int(stop) + slack)
            found.append((left + int(columns[0]), top + y0, left + int(columns[-1]) + 1, top + y1))
    return found


def _joined(boxes: Iterable[Rectangle]) -> list[Rectangle]:
    """Neighbours in one line, of about one height, made one."""
    done: list[Rectangle] = []
    near: list[Rectangle] = []  # those that may still have a neighbour on the right
    for box in sorted(boxes):
        still: list[Rectangle] = []
        for other in reversed(near):
            if _neighbours(other, box):
                box = (
                    min(box[0], other[0]),
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                )
            elif other[2] + 2 * (other[3] - other[1]) < box[0]:
                done.append(other)
            else:
                still.append(other)
        near = [*reversed(still), box]
    return done + near


def _with_marks(boxes: Sequence[Rectangle]) -> list[Rectangle]:
    """Lines together with the dots and marks that stand over and under them."""
    done = np.zeros((len(boxes), 4), np.int64)
    count = 0
    for box in sorted(boxes, key=lambda box: box[1] - box[3]):  # the tallest first
        owners = np.flatnonzero(_is_mark(box, done[:count]))
        if owners.size:
            line = done[owners[0]]
            line[1], line[3] = min(line[1], box[1]), max(line[3], box[3])
        else:
            done[count] = box
            count += 1
    return [(left, top, right, bottom) for left, top, right, bottom in done[:count].tolist()]


def _is_mark(box: Rectangle, lines: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether a box is a mark of each of the lines: specks of a pattern are many."""
    left, top, right, bottom = lines.T
    height = bottom - top
    inside = (left - height // 4 <= box[0]) & (box[2] <= right + height // 4)
    gap = np.maximum(box[1] - bottom, top - box[3])
    return np.asarray(
        inside & (gap < _MARK_GAP * height) & (box[3] - box[1] < _MARK * height), np.bool_
    )


def _neighbours(one: Rectangle, other: Rectangle) -> bool:
    heights = one[3] - one[1], other[3] - other[1]
    shared = min(one[3], other[3]) - max(one[1], other[1])
    gap = max(one[0], other[0]) - min(one[2], other[2])
    return shared >= 0.55 * min(heights) and gap < _GAP * max(heights) and _alike(*heights)


def _alike(one: int, other: int) -> bool:
    return max(one, other) < 2.2 * min(one, other)


def pieces(box: Rectangle) -> list[Rectangle]:
    """A segment cut into parts of at most the width that a patch can show."""
    left, top, right, bottom = box
    count = max(1, round((right - left) / max(1.0, _ASPECT * 0.9 * (bottom - top))))
    edges = np.linspace(left, right, count + 1).round().astype(int)
    return [(int(a), top, int(b), bottom) for a, b in pairwise(edges)]


def patch(picture: Picture, box: Rectangle) -> npt.NDArray[np.float32] | None:
    """The letters in a box, ink 1 and paper 0, in the patch's height; None if it is bare."""
    left, top, right, bottom = box
    slack = max(2, (bottom - top) // 5)
    crop = picture[max(0, top - slack) : bottom + slack, max(0, left) : right]
    if crop.shape[0] < 6 or crop.shape[1] < 6:
        return None
    paper, black = levels(crop, 0.85, 0.02)
    if paper - black < 24:
        return None
    ink = np.clip((paper - 6 - crop.astype(np.float32)) / (paper - 6 - black), 0, 1)
    rows = np.flatnonzero((ink > 0.5).sum(axis=1) > 0)
    inner = (max(0, top) - max(0, top - slack), crop.shape[0] - slack)
    rows = rows[(rows >= inner[0] - slack // 2) & (rows < inner[1] + slack // 2)]
    if rows.size < 4:
        return None
    ink = ink[rows[0] : rows[-1] + 1]
    inside = PATCH[0] - 2 * _MARGIN
    width = min(PATCH[1], max(8, round(ink.shape[1] * inside / ink.shape[0])))
    out = np.zeros(PATCH, np.float32)
    out[_MARGIN:-_MARGIN, :width] = cv2.resize(ink, (width, inside), interpolation=cv2.INTER_AREA)
    return out


def patches(
    picture: Picture, boxes: Sequence[Rectangle]
) -> tuple[list[int], npt.NDArray[np.float32]]:
    """Patches of some pieces of the boxes, and for each the index of its box."""
    owners: list[int] = []
    found: list[npt.NDArray[np.float32]] = []
    for index, box in enumerate(boxes):
        cut = pieces(box)
        for piece in cut if len(cut) <= _PIECES else (cut[len(cut) // 4], cut[-1 - len(cut) // 4]):
            made = patch(picture, piece)
            if made is not None:
                owners.append(index)
                found.append(made)
    return owners, np.stack(found) if found else np.zeros((0, *PATCH), np.float32)
