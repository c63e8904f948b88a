"""A picture and its way back to the page image; resizing and warping that keep the way."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.model import Box
from recognition.documents.tesseract import Picture

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A grey picture (uint8) and the matrix from its pixels to those of the page image.

    ``colour`` is the same picture in blue, green and red, mostly smaller, until coloured ink has
    been taken out.
    """

    picture: Picture
    to_page: Matrix
    colour: Picture | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.shape[1], self.picture.shape[0]


def resize(prepared: Prepared, factor: float) -> Prepared:
    """Scaled by ``factor`` in both directions."""
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    picture = cv2.resize(prepared.picture, None, fx=factor, fy=factor, interpolation=how)
    back = np.diag([1 / factor, 1 / factor, 1.0])
    return Prepared(np.asarray(picture, np.uint8), prepared.to_page @ back, prepared.colour)


def shrink(prepared: Prepared, longest: int) -> Prepared:
    """No side longer than ``longest`` pixels; for quick looks at the page."""
    factor = longest / max(prepared.size)
    return prepared if factor >= 1 else resize(prepared, factor)


def small(picture: Picture, longest: int) -> Picture:
    """The bare picture, grey or coloured, no side longer than ``longest`` pixels."""
    while max(picture.shape[:2]) >= 2 * longest:
        half = (picture.shape[1] // 2, picture.shape[0] // 2)
        # Halving even sides is far quicker than any other factor.
        even = picture[: 2 * half[1], : 2 * half[0]]
        picture = np.asarray(cv2.resize(even, half, interpolation=cv2.INTER_AREA), np.uint8)
    factor = longest / max(picture.shape[:2])
    if factor >= 1:
        return picture
    shrunk = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk, np.uint8)


def warp(prepared: Prepared, matrix: Matrix, size: tuple[int, int]) -> Prepared:
    """Drawn through ``matrix`` (old pixels to new, 3 by 3) on white of ``size`` (width, height)."""
    picture = _warped(prepared.picture, matrix, size)
    colour = prepared.colour
    if colour is not None:
        across, down = colour.shape[1] / prepared.size[0], colour.shape[0] / prepared.size[1]
        scale = np.diag([across, down, 1.0])
        smaller = (max(1, round(size[0] * across)), max(1, round(size[1] * down)))
        colour = _warped(colour, scale @ matrix @ np.linalg.inv(scale), smaller)
    return Prepared(picture, prepared.to_page @ np.linalg.inv(matrix), colour)


def _warped(picture: Picture, matrix: Matrix, size: tuple[int, int]) -> Picture:
    white = (255.0, 255.0, 255.0)
    drawn = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderValue=white)
    return np.asarray(drawn, np.uint8)


def turn(prepared: Prepared, degrees: int) -> Prepared:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees % 360 == 0:
        return prepared
    width, height = prepared.size
    picture = np.rot90(prepared.picture, k=-(degrees // 90) % 4)
    back = {
        90: [[0, 1, 0], [-1, 0, height - 1], [0, 0, 1]],
        180: [[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]],
        270: [[0, -1, width - 1], [1, 0, 0], [0, 0, 1]],
    }[degrees % 360]
    colour = prepared.colour
    if colour is not None:
        colour = np.ascontiguousarray(np.rot90(colour, k=-(degrees // 90) % 4))
    way = prepared.to_page @ np.array(back, float)
    return Prepared(np.ascontiguousarray(picture), way, colour)


def page_box(
    prepared: Prepared, corner: tuple[int, int, int, int], page_size: tuple[int, int]
) -> Box:
    """A box in pixels of the prepared picture as fractions of the page image."""
    x0, y0, x1, y1 = corner
    points = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]], float).T
    there = prepared.to_page @ points
    there = there[:2] / there[2]
    low, high = there.min(axis=1) / page_size, there.max(axis=1) / page_size
    clipped = np.clip(np.concatenate([low, high]), 0.0, 1.0).round(5)
    return (float(clipped[0]), float(clipped[1]), float(clipped[2]), float(clipped[3]))
