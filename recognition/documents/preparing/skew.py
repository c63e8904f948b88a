"""Skew of a few degrees, found from the letters alone and taken out."""

from functools import partial

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.components import components, only
from recognition.documents.preparing.picture import Prepared, small, warp
from recognition.documents.tesseract import Picture

_LOOK = 1000  # longer side, in pixels, of the picture that is measured
_MAX_SKEW = 13.0
_MIN_SKEW = 0.15  # below this the blur of turning costs more than it brings
_LETTER = 0.045  # of the longer side: what is larger is a frame, a line, a stamp or a picture
_POINTS = 16_000
_CLEAR = 1.1  # how much sharper the lines must stand after turning

Points = npt.NDArray[np.float32]


def ink(picture: Picture, longest: int = _LOOK, below: int = 15) -> Picture:
    """What is darker than its surroundings by ``below`` as 1 (uint8), in a small picture."""
    return np.asarray(
        cv2.adaptiveThreshold(
            small(picture, longest),
            1,
            cv2.ADAPTIVE_THRESH_MEAN_C,
            cv2.THRESH_BINARY_INV,
            25,
            below,
        ),
        np.uint8,
    )


def ink_share(picture: Picture) -> float:
    """Share of pixels that are clearly darker than their surroundings."""
    return float(ink(picture, 700, 20).mean())


def letter_points(picture: Picture) -> Points:
    """Pixels (x, y) of what is as large as letters, from the middle of a small picture, n by 2."""
    dark = ink(picture)
    labels, stats = components(dark)
    largest = _LETTER * max(dark.shape)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letters = (high < largest) & (wide < 6 * largest) & (stats[:, cv2.CC_STAT_AREA] > 3)
    # A piece of a frame or of a rule is long and thin; a word in Arabic is not that thin.
    letters &= (wide < 12 * high) & (high < 6 * wide)
    letters[0] = False
    if not letters.any():
        return np.zeros((0, 2), np.float32)
    found = cv2.findNonZero(only(labels, letters))
    points = found.reshape(-1, 2).astype(np.float32) - np.array(dark.shape[::-1]) / 2
    step = max(1, len(points) // _POINTS)
    return np.asarray(points[::step], np.float32)


def skew(picture: Picture) -> float:
    """Degrees by which lines of text fall to the right (positive: clockwise); 0 if unclear.

    The angle under which the rows of letters have the sharpest profile, from coarse to fine.
    """
    points = letter_points(picture)
    if len(points) < 200:
        return 0.0
    best, reach = 0.0, _MAX_SKEW
    for step in (1.0, 0.25, 0.05):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = max((float(angle) for angle in angles), key=partial(_sharpness, points))
        reach = 1.5 * step
    clear = _sharpness(points, best) > _CLEAR * _sharpness(points, 0.0)
    return best if clear and _MIN_SKEW <= abs(best) < _MAX_SKEW else 0.0


def _sharpness(points: Points, angle: float) -> float:
    turned = np.radians(angle)
    rows = points[:, 1] * np.cos(turned) - points[:, 0] * np.sin(turned)
    profile = np.bincount((rows - rows.min()).astype(np.intp))
    return float(np.square(np.diff(profile)).sum())


def straighten(prepared: Prepared) -> Prepared:
    """Skew of a few degrees taken out; the picture grows so that no corner is cut off."""
    angle = skew(prepared.picture)
    if angle == 0.0:
        return prepared
    width, height = prepared.size
    across, down = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    size = (round(width * across + height * down), round(height * across + width * down))
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    matrix[:2, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return warp(prepared, matrix, size)
