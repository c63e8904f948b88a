"""Pictures as arrays, and the few operations that all spoiling is made of."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Height × width × red, green, blue."""
Rng = np.random.Generator
Field = NDArray[np.float32]
"""Brightness by place, 1 for unchanged; stretched to a picture when used."""

_UNIT = 200  # of 255: light may also brighten, a little


def picture(array: Any) -> Picture:
    """What OpenCV returns, with its type."""
    return np.asarray(array, np.uint8)


def size_of(image: Picture) -> tuple[int, int]:
    """Width and height, as OpenCV wants them."""
    return int(image.shape[1]), int(image.shape[0])


def inch_share(image: Picture, inches: float) -> float:
    """Pixels of a length on the sheet, whatever the resolution: A4 is 8.27 inches wide."""
    return inches * min(size_of(image)) / 8.27


def lit(image: Picture, light: Field) -> Picture:
    """The picture under a light; the field has one channel or three."""
    wide = np.clip(light * _UNIT, 0, 255).astype(np.uint8)
    stretched = cv2.resize(wide, size_of(image), interpolation=cv2.INTER_CUBIC)
    if stretched.ndim == 2:
        stretched = cv2.merge([stretched] * 3)
    return picture(cv2.multiply(image, stretched, scale=1 / _UNIT))


def grid(steps: int = 64) -> tuple[Field, Field]:
    """Coordinates x and y from 0 to 1 of a small square field."""
    line = np.linspace(0, 1, steps, dtype=np.float32)
    across, down = np.meshgrid(line, line)
    return across.astype(np.float32), down.astype(np.float32)


def inked(image: Picture, alpha: Field, colour: tuple[int, int, int], left: int, top: int) -> None:
    """Lay translucent ink over a part of the picture, in place; what is outside is cut off."""
    height, width = alpha.shape
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(image.shape[1], left + width), min(image.shape[0], top + height)
    if x0 >= x1 or y0 >= y1:
        return
    cover = alpha[y0 - top : y1 - top, x0 - left : x1 - left, None]
    absorbed = 1 - cover * (1 - np.asarray(colour, np.float32) / 255)
    part = image[y0:y1, x0:x1]
    part[:] = (part * absorbed).astype(np.uint8)
