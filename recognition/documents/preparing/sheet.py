"""The sheet in a photo: its four sides found and the page drawn upright."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.components import levels
from recognition.documents.preparing.lines import SAMPLES, Floats, Lines, crossings, edges
from recognition.documents.preparing.picture import Prepared, small, warp
from recognition.documents.tesseract import Picture

Indices = npt.NDArray[np.intp]
Corners = npt.NDArray[np.float64]

_LOOK = 640  # longer side, in pixels, of the picture that the sheet is sought in
_RIM = 3  # pixels of that picture along its borders
_PAPER = 0.95  # of the paper's grey: a table is darker than that
_DARK = 0.005  # share of the rim that may be as dark
_LEAST_SIDE = 0.5  # of a side that must look like the end of a sheet
_LEAST = 0.68  # the same over all sides
_BORDER = 0.6  # what a side is taken to show that lies outside of the picture
_BORDERS = 2  # sides that may do so
_SHARE = (0.2, 0.97)  # of the picture that a sheet covers
_APART = 0.3  # of the picture between opposite sides, at least
_OUTSIDE = 0.15  # of the picture that a corner may lie outside of it
_AREA = 0.3  # what a whole picture's area is worth beside the evidence of the sides
_FOCAL = (0.5, 3.0)  # focal lengths, in longer sides of the picture, that a camera may have
_STRAIGHT = 1e-3  # product of the two perspectives below which they tell nothing
_TELEPHONE = 0.8  # the same, of the main camera of most telephones
_STRETCH = 1.6  # the most that the sheet's shape may differ from that of its sides


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Pairs of upright and of level lines that may be the sides of a sheet.

    ``left`` … ``bottom`` index the lines; ``x`` and ``y`` (4 by n) are the corners, clockwise.
    """

    left: Indices
    right: Indices
    top: Indices
    bottom: Indices
    x: Floats
    y: Floats


def flatten_page(prepared: Prepared) -> Prepared:
    """The sheet in a photo, found by its sides and drawn upright; else unchanged."""
    picture = small(prepared.picture, _LOOK)
    corners = None if _bare_around(picture) else find_sheet(picture)
    if corners is None:
        return prepared
    corners = (corners + 0.5) * (prepared.size[0] / picture.shape[1]) - 0.5
    width, height = _sheet_size(corners, prepared.size)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return warp(prepared, np.asarray(matrix, np.float64), (width, height))


def _bare_around(picture: Picture) -> bool:
    """Whether bare paper reaches all borders: nothing is to be seen that a sheet may lie on."""
    (paper,) = levels(picture, 0.8)
    around = [picture[:_RIM], picture[-_RIM:], picture[:, :_RIM], picture[:, -_RIM:]]
    dark = sum(int((part < _PAPER * paper).sum()) for part in around)
    return dark < _DARK * sum(part.size for part in around)


def find_sheet(picture: Picture) -> Corners | None:
    """Corners (top left first, clockwise; 4 by 2) of the sheet in a small grey picture."""
    height, width = picture.shape
    upright, level = edges(picture)
    sheets = _possible(crossings(upright.lines, level.lines), (width, height))
    if not sheets.left.size:
        return None
    shown = _shown(sheets, upright, level, (width, height))
    area = _area(sheets) / (width * height)
    value = np.where(np.isnan(shown), _BORDER, shown)
    fine = (value.min(axis=0) >= _LEAST_SIDE) & (np.isnan(shown).sum(axis=0) <= _BORDERS)
    fine &= (area > _SHARE[0]) & (area < _SHARE[1])
    best = int(np.where(fine, value.mean(axis=0) + _AREA * area, 0).argmax())
    if not fine[best] or float(np.nanmean(shown[:, best])) < _LEAST:
        return None
    return np.column_stack([sheets.x[:, best], sheets.y[:, best]])


def _possible(points: Floats, size: tuple[int, int]) -> _Sheets:
    """All choices of four sides whose corners lie in order and in or near the picture."""
    across, down = points[..., 0], points[..., 1]
    upright, level = across.shape
    left, right, top, bottom = (
        part.ravel() for part in np.indices((upright, upright, level, level))
    )
    ends = [(left, top), (right, top), (right, bottom), (left, bottom)]
    x = np.stack([across[pair] for pair in ends])
    y = np.stack([down[pair] for pair in ends])
    width, height = size
    fine = np.minimum(x[1] - x[0], x[2] - x[3]) > _APART * width
    fine &= np.minimum(y[3] - y[0], y[2] - y[1]) > _APART * height
    fine &= (x.min(axis=0) > -_OUTSIDE * width) & (x.max(axis=0) < (1 + _OUTSIDE) * width)
    fine &= (y.min(axis=0) > -_OUTSIDE * height) & (y.max(axis=0) < (1 + _OUTSIDE) * height)
    return _Sheets(left[fine], right[fine], top[fine], bottom[fine], x[:, fine], y[:, fine])


def _area(sheets: _Sheets) -> Floats:
    x, y = sheets.x, sheets.y
    twice = x * np.roll(y, -1, axis=0) - np.roll(x, -1, axis=0) * y
    return np.asarray(np.abs(twice.sum(axis=0)) / 2, np.float64)


def _shown(sheets: _Sheets, upright: Lines, level: Lines, size: tuple[int, int]) -> Floats:
    """Share of each side that shows the end of a sheet; NaN for the picture's own borders."""
    x, y = sheets.x, sheets.y
    return np.stack(
        [
            _share(upright.forth, sheets.left, (y[0], y[3]), size[1]),
            _share(upright.back, sheets.right, (y[1], y[2]), size[1]),
            _share(level.forth, sheets.top, (x[0], x[1]), size[0]),
            _share(level.back, sheets.bottom, (x[3], x[2]), size[0]),
        ]
    )


def _share(evidence: Floats, line: Indices, ends: tuple[Floats, Floats], extent: int) -> Floats:
    total = np.concatenate([np.zeros((len(evidence), 1)), evidence.cumsum(axis=1)], axis=1)
    first = np.clip(np.rint(ends[0] / extent * SAMPLES), 0, SAMPLES - 1).astype(np.intp)
    last = np.clip(np.rint(ends[1] / extent * SAMPLES), 1, SAMPLES).astype(np.intp)
    mean = (total[line, last] - total[line, first]) / np.maximum(last - first, 1)
    return np.asarray(mean, np.float64)


def _sheet_size(corners: Corners, picture: tuple[int, int]) -> tuple[int, int]:
    """Width and height, in pixels, of the flattened sheet."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    width, height = float(max(sides[0], sides[2])), float(max(sides[1], sides[3]))
    true = _shape(corners - np.array(picture) / 2, max(picture))
    if 1 / _STRETCH < true * height / width < _STRETCH:
        width, height = max(width, true * height), max(height, width / true)
    return round(width), round(height)


def _shape(corners: Corners, longest: int) -> float:
    """Width by height of a rectangle seen by a camera whose axis is the origin.

    After Zhang and He, "Whiteboard scanning and image enhancement" (2007). Where the sheet is
    seen too straight to tell the focal length, that of a telephone is taken.
    """
    one, two, four, three = np.column_stack([corners, np.ones(4)])  # theirs goes row by row
    across = np.cross(one, four) @ three / (np.cross(two, four) @ three) * two - one
    down = np.cross(one, four) @ two / (np.cross(three, four) @ two) * three - one
    depth = float(across[2] * down[2])
    focal = -float(across[:2] @ down[:2]) / depth if abs(depth) > _STRAIGHT else 0.0
    if not (_FOCAL[0] * longest) ** 2 < focal < (_FOCAL[1] * longest) ** 2:
        focal = (_TELEPHONE * longest) ** 2
    lengths = [float(side[:2] @ side[:2]) / focal + side[2] ** 2 for side in (across, down)]
    return float(np.sqrt(lengths[0] / lengths[1]))
