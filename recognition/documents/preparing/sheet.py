"""The sheet in a photo: its four sides found and the page drawn upright."""

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.preparing.lines import SAMPLES, Lines, crossings, edges
from recognition.documents.preparing.picture import Prepared, small, warp
from recognition.documents.tesseract import Picture

Corners = npt.NDArray[np.float64]

_LOOK = 640  # longer side, in pixels, of the picture that the sheet is sought in
_LEAST_SIDE = 0.5  # of a side that must look like the end of a sheet
_LEAST = 0.68  # the same over all sides
_BORDER = 0.6  # what a side is taken to show that lies outside of the picture
_SHARE = 0.2  # of the picture that a sheet covers at least
_WHOLE = 0.97
_LEANING = 0.5  # cosine of the sharpest corner


def flatten_page(prepared: Prepared) -> Prepared:
    """The sheet in a photo, found by its sides and drawn upright; else unchanged."""
    picture = small(prepared.picture, _LOOK)
    corners = find_sheet(picture)
    if corners is None:
        return prepared
    corners = (corners + 0.5) * (prepared.size[0] / picture.shape[1]) - 0.5
    width, height = _sheet_size(corners, prepared.size)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return warp(prepared, np.asarray(matrix, np.float64), (width, height))


def find_sheet(picture: Picture) -> Corners | None:
    """Corners (top left first, clockwise; 4 by 2) of the sheet in a small grey picture."""
    upright, level = edges(picture)
    best = _best(upright, level, picture.shape[1], picture.shape[0])
    if best is None:
        return None
    left, right, top, bottom = best
    corners = crossings(upright.lines[[left, right]], level.lines[[top, bottom]])
    return np.array([corners[0, 0], corners[1, 0], corners[1, 1], corners[0, 1]])


def _best(upright: Lines, level: Lines, width: int, height: int) -> tuple[int, ...] | None:
    """Indices of the left, right, upper and lower side that make the clearest sheet."""
    points = crossings(upright.lines, level.lines)
    across, down = points[..., 0], points[..., 1]
    quads = np.indices((*across.shape, *across.shape)).transpose(1, 3, 2, 4, 0)
    left, top, right, bottom = (quads[..., index].ravel() for index in range(4))
    return _clearest(upright, level, (left, right, top, bottom), across, down, (width, height))


def _clearest(upright, level, sides, across, down, size):  # type: ignore[no-untyped-def]
    left, right, top, bottom = sides
    width, height = size
    order = (across[left, top] < across[right, top] - 0.3 * width) & (
        across[left, bottom] < across[right, bottom] - 0.3 * width
    )
    order &= (down[left, top] < down[left, bottom] - 0.3 * height) & (
        down[right, top] < down[right, bottom] - 0.3 * height
    )
    left, right, top, bottom = left[order], right[order], top[order], bottom[order]
    if not left.size:
        return None
    x = np.stack(
        [across[left, top], across[right, top], across[right, bottom], across[left, bottom]]
    )
    y = np.stack([down[left, top], down[right, top], down[right, bottom], down[left, bottom]])
    area = 0.5 * np.abs((x * np.roll(y, -1, 0) - np.roll(x, -1, 0) * y).sum(0)) / (width * height)
    shown = np.stack(
        [
            _shown(upright.forth, left, y[0], y[3], height),
            _shown(upright.back, right, y[1], y[2], height),
            _shown(level.forth, top, x[0], x[1], width),
            _shown(level.back, bottom, x[3], x[2], width),
        ]
    )
    border = np.isnan(shown)
    value = np.where(border, _BORDER, shown)
    fine = (value.min(0) >= _LEAST_SIDE) & (border.sum(0) <= 2)
    fine &= (area > _SHARE) & (area < _WHOLE)
    outside = (x < -0.15 * width) | (x > 1.15 * width) | (y < -0.15 * height) | (y > 1.15 * height)
    fine &= ~outside.any(0)
    score = np.where(fine, value.mean(0) + 0.3 * area, 0)
    best = int(score.argmax())
    if not fine[best] or np.nanmean(shown[:, best]) < _LEAST:
        return None
    return int(left[best]), int(right[best]), int(top[best]), int(bottom[best])


def _shown(evidence, line, start, end, extent):  # type: ignore[no-untyped-def]
    """Share of the line between two places (pixels) that shows the end of a sheet."""
    total = np.concatenate([np.zeros((len(evidence), 1)), evidence.cumsum(axis=1)], axis=1)
    first = np.clip(np.rint(start / extent * SAMPLES), 0, SAMPLES - 1).astype(int)
    last = np.clip(np.rint(end / extent * SAMPLES), 1, SAMPLES).astype(int)
    return (total[line, last] - total[line, first]) / np.maximum(last - first, 1)


def _sheet_size(corners: Corners, page: tuple[int, int]) -> tuple[int, int]:
    """Width and height, in pixels, of the flattened sheet."""
    top, right = corners[1] - corners[0], corners[2] - corners[1]
    bottom, left = corners[2] - corners[3], corners[3] - corners[0]
    width = int(max(np.linalg.norm(top), np.linalg.norm(bottom)))
    height = int(max(np.linalg.norm(right), np.linalg.norm(left)))
    return width, height
