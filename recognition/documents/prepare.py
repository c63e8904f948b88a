"""A page image made ready for recognition: each step only where it helps.

Every step returns the picture and the matrix that leads from it back to the page image as it
was split off, so that boxes can always be shown on what the person uploaded.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.model import Box
from recognition.documents.tesseract import Picture

Matrix = npt.NDArray[np.float64]

_SMALL_SIDE = 1900  # below this an A4 page has less than about 160 dpi
_UNEVEN = 12.0  # spread of the background's grey (of 255) from which dividing pays
_MAX_SKEW = 12.0
_MIN_SKEW = 0.25
_PAGE_SHARE = (0.25, 0.97)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A grey picture (uint8) and the matrix from its pixels to those of the page image."""

    picture: Picture
    to_page: Matrix

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.shape[1], self.picture.shape[0]


def decode(image: bytes) -> Prepared:
    """The page image in grey, enlarged where it is too small for recognition."""
    picture = cv2.imdecode(np.frombuffer(image, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise ValueError("not a page image")
    start = Prepared(np.asarray(picture, np.uint8), np.eye(3))
    longest = max(start.size)
    return _resize(start, 2.0) if longest < _SMALL_SIDE else start


def shrink(prepared: Prepared, longest: int) -> Prepared:
    """No side longer than ``longest`` pixels; for quick looks at the page."""
    factor = longest / max(prepared.size)
    return prepared if factor >= 1 else _resize(prepared, factor)


def _resize(prepared: Prepared, factor: float) -> Prepared:
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    picture = cv2.resize(prepared.picture, None, fx=factor, fy=factor, interpolation=how)
    back = np.diag([1 / factor, 1 / factor, 1.0])
    return Prepared(np.asarray(picture, np.uint8), prepared.to_page @ back)


def flatten_page(prepared: Prepared) -> Prepared:
    """The sheet in a photo, found as a bright quadrilateral and drawn upright; else unchanged."""
    small = shrink(prepared, 800)
    corners = _sheet(small.picture)
    if corners is None:
        return prepared
    scale = prepared.size[0] / small.size[0]
    corners = corners * scale
    top, right = corners[1] - corners[0], corners[2] - corners[1]
    bottom, left = corners[2] - corners[3], corners[3] - corners[0]
    width = int(max(np.linalg.norm(top), np.linalg.norm(bottom)))
    height = int(max(np.linalg.norm(right), np.linalg.norm(left)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    picture = cv2.warpPerspective(prepared.picture, matrix, (width, height), borderValue=255.0)
    return Prepared(np.asarray(picture, np.uint8), prepared.to_page @ np.linalg.inv(matrix))


def _sheet(picture: Picture) -> npt.NDArray[np.float64] | None:
    """Corners (top left first, clockwise) of the sheet, or None if there is no clear one."""
    smooth = cv2.GaussianBlur(picture, (7, 7), 0)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    area = picture.shape[0] * picture.shape[1]
    hull = cv2.convexHull(outline)
    corners = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True).reshape(-1, 2)
    share = cv2.contourArea(hull) / area
    if len(corners) != 4 or not _PAGE_SHARE[0] < share < _PAGE_SHARE[1]:
        return None
    if cv2.contourArea(corners) < 0.93 * cv2.contourArea(hull):
        return None
    if not _dark_around(np.asarray(smooth, np.uint8), corners.astype(np.int32)):
        return None
    return _clockwise(corners.astype(np.float64))


def _dark_around(picture: Picture, corners: npt.NDArray[np.int32]) -> bool:
    mask = np.zeros(picture.shape, np.uint8)
    cv2.fillConvexPoly(mask, corners, 255)
    inside = float(np.median(picture[mask > 0]))
    outside = picture[mask == 0]
    return outside.size > 0 and float(np.median(outside)) < inside - 25


def _clockwise(corners: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    total, difference = corners.sum(axis=1), np.diff(corners, axis=1).ravel()
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return np.asarray(corners[order])


def even_background(prepared: Prepared) -> Prepared:
    """Shadow and grey taken out by dividing by the background; unchanged where it is even."""
    picture = prepared.picture
    small = shrink(prepared, 600).picture
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 31)
    if float(paper.std()) < _UNEVEN and float(np.median(paper)) > 215:
        return prepared
    size = (picture.shape[1], picture.shape[0])
    background = cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR)
    divided = cv2.divide(picture, background, scale=255)
    return Prepared(np.asarray(divided, np.uint8), prepared.to_page)


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
    return Prepared(np.ascontiguousarray(picture), prepared.to_page @ np.array(back, float))


def skew(picture: Picture) -> float:
    """Degrees by which lines of text fall to the right (positive: clockwise); 0 if unclear.

    The angle at which the rows of ink have the sharpest profile, searched from coarse to fine.
    """
    small = shrink(Prepared(picture, np.eye(3)), 700).picture
    ink = cv2.adaptiveThreshold(
        small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15
    ).astype(np.float32)
    margin = max(2, small.shape[0] // 40)
    ink[:margin], ink[-margin:] = 0, 0
    ink[:, :margin], ink[:, -margin:] = 0, 0
    level = _sharpness(ink, 0.0)
    best, step = 0.0, 2.0
    angles = np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, step)
    for _ in range(4):
        best = float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))
        step /= 3
        angles = np.arange(best - 2 * step, best + 2.1 * step, step)
    clear = _sharpness(ink, best) > 1.1 * level and abs(best) < _MAX_SKEW
    return best if clear and abs(best) >= _MIN_SKEW else 0.0


def _sharpness(ink: npt.NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, matrix, (width, height)).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def straighten(prepared: Prepared) -> Prepared:
    """Skew of a few degrees taken out."""
    angle = skew(prepared.picture)
    if angle == 0.0:
        return prepared
    width, height = prepared.size
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    picture = cv2.warpAffine(
        prepared.picture, matrix[:2], (width, height), flags=cv2.INTER_CUBIC, borderValue=255.0
    )
    return Prepared(np.asarray(picture, np.uint8), prepared.to_page @ np.linalg.inv(matrix))


def ink_share(picture: Picture) -> float:
    """Share of pixels that are clearly darker than their surroundings."""
    small = shrink(Prepared(picture, np.eye(3)), 700).picture
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 20)
    return float(ink.mean())


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
