"""A photo by telephone: the sheet a trapezium on a table, a hand that trembles."""

import cv2
import numpy as np

from tests.papers.picture import Field, Picture, Rng, grid, lit, picture, size_of
from tests.papers.scanner import Spoilt

_WOODS = ((112, 74, 46), (86, 58, 40), (150, 110, 72), (64, 44, 34))
_DARKS = ((38, 38, 42), (58, 60, 66), (30, 36, 48), (70, 62, 58))


def perspective(image: Picture, rng: Rng) -> Spoilt:
    """The sheet seen from above, not quite from the middle, with the table around it."""
    width, height = size_of(image)
    long = int(rng.integers(2000, 4001))
    canvas = (long * 3 // 4, long) if height >= width else (long, long * 3 // 4)
    scale = float(rng.uniform(0.82, 0.93)) * min(canvas[0] / width, canvas[1] / height)
    sheet = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    wide, high = size_of(picture(sheet))
    square = np.asarray([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    middle = (np.asarray(canvas, np.float32) - (wide, high)) / 2
    moved = square + middle + rng.uniform(-0.035, 0.035, (4, 2)) * (wide, high)
    view = cv2.getPerspectiveTransform(square, moved.astype(np.float32))
    seen = cv2.warpPerspective(sheet, view, canvas, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), view, canvas)
    table = lit(_table(canvas, rng), _cast(picture(cover), rng))
    return picture(cv2.copyTo(seen, cover, table)), "perspective"


def motion_blur(image: Picture, rng: Rng) -> Spoilt:
    """The hand moved while the shutter was open."""
    length = max(3, round(max(size_of(image)) * float(rng.uniform(0.0012, 0.0025))))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    middle = ((length - 1) / 2, (length - 1) / 2)
    turn = cv2.getRotationMatrix2D(middle, float(rng.uniform(0, 180)), 1)
    turned = cv2.warpAffine(kernel, turn, (length, length))
    return picture(cv2.filter2D(image, -1, turned / turned.sum())), "motion-blur"


def uneven_light(image: Picture, rng: Rng) -> Spoilt:
    """The warm or cold light of a room, brighter on one side."""
    across, down = grid()
    angle = float(rng.uniform(0, 2 * np.pi))
    way = (across - 0.5) * np.cos(angle) + (down - 0.5) * np.sin(angle)
    colour = np.asarray([1, rng.uniform(0.93, 1), rng.uniform(0.82, 1)], np.float32)
    light = (0.9 + 0.22 * way)[..., None] * colour
    return lit(image, light.astype(np.float32)), "uneven-light"


def _table(size: tuple[int, int], rng: Rng) -> Picture:
    wooden = rng.random() < 0.6
    colours = _WOODS if wooden else _DARKS
    colour = np.asarray(colours[int(rng.integers(len(colours)))], np.float32)
    # Few cells along the grain and many across: stretched, they become the veins of wood.
    cells = (240, 6) if wooden else (90, 90)
    veins = rng.normal(1, 0.16 if wooden else 0.05, cells).astype(np.float32)
    board = np.clip(veins[..., None] * colour, 0, 255).astype(np.uint8)
    return picture(cv2.resize(board, size, interpolation=cv2.INTER_CUBIC))


def _cast(cover: Picture, rng: Rng) -> Field:
    """The shadow that the sheet casts on the table."""
    little = cv2.resize(cover, (96, 96), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    shift = np.roll(little, (int(rng.integers(1, 4)), int(rng.integers(-3, 4))), (0, 1))
    return np.asarray(1 - 0.55 * cv2.GaussianBlur(shift, (0, 0), 1.8), np.float32)
