"""Stamps and signatures that go across the text."""

import cv2
import numpy as np

from tests.papers.picture import Field, Picture, Rng, inch_share, inked
from tests.papers.scanner import Spoilt

_STAMP_INKS = ((40, 60, 170), (150, 40, 60), (90, 50, 140), (30, 110, 90))
_PEN_INKS = ((25, 30, 110), (30, 30, 35))
_LEGENDS = ("SIGILLUM * ACADEMICUM *", "OFFICIAL SEAL * 1 *", "REGISTRAR * ARCHIVE *")


def stamp_and_sign(image: Picture, rng: Rng) -> Spoilt:
    """One or two round stamps and a signature, where text is printed."""
    stamped = image.copy()
    for _ in range(int(rng.integers(1, 3))):
        alpha = _stamp(int(inch_share(image, float(rng.uniform(0.55, 0.85)))), rng)
        _press(stamped, alpha, _STAMP_INKS[int(rng.integers(len(_STAMP_INKS)))], rng)
    wide = int(inch_share(image, float(rng.uniform(1.6, 2.6))))
    _press(stamped, _signature(wide, rng), _PEN_INKS[int(rng.integers(len(_PEN_INKS)))], rng)
    return stamped, "stamp-over-text"


def _press(image: Picture, alpha: Field, colour: tuple[int, int, int], rng: Rng) -> None:
    """Lay ink in the place of some printed letter."""
    dark = np.flatnonzero(image[::4, ::4, 1] < 128)
    place = int(rng.choice(dark)) if dark.size else image[::4, ::4, 1].size // 2
    down, across = divmod(place, image[::4, ::4].shape[1])
    height, width = alpha.shape
    inked(image, alpha, colour, 4 * across - width // 2, 4 * down - height // 2)


def _stamp(radius: int, rng: Rng) -> Field:
    """Two rings, words between them, a star in the middle, ink that did not take everywhere."""
    width, height = 2 * radius, 2 * radius
    alpha = _ring_of_words(radius, _LEGENDS[int(rng.integers(len(_LEGENDS)))])
    thick = max(1, radius // 28)
    for share in (0.97, 0.9, 0.6):
        cv2.circle(alpha, (radius, radius), int(radius * share), 255, thick, cv2.LINE_AA)
    cv2.fillPoly(alpha, [_star(radius)], 255, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((radius, radius), float(rng.uniform(-180, 180)), 1)
    turned = cv2.warpAffine(alpha, turn, (width, height)).astype(np.float32) / 255
    took = cv2.resize(
        rng.uniform(0.35, 0.85, (9, 9)).astype(np.float32), (width, height),
        interpolation=cv2.INTER_CUBIC,
    )  # fmt: skip
    return np.asarray(turned * np.clip(took, 0, 1), np.float32)


def _ring_of_words(radius: int, legend: str) -> Picture:
    """Words along a circle: written on a strip, then bent by a map from polar coordinates."""
    high, around = int(0.2 * radius), int(2 * np.pi * 0.75 * radius)
    strip = np.zeros((high, around), np.uint8)
    scale = 0.7 * high / 21  # the letters of this font are 21 pixels high
    (wide, _), _ = cv2.getTextSize(legend, cv2.FONT_HERSHEY_DUPLEX, scale, 1)
    written = np.zeros((high, wide), np.uint8)
    thick = max(1, radius // 60)
    foot = (0, int(0.85 * high))
    cv2.putText(written, legend, foot, cv2.FONT_HERSHEY_DUPLEX, scale, 255, thick, cv2.LINE_AA)
    strip[:] = cv2.resize(written, (around, high), interpolation=cv2.INTER_AREA)
    polar = np.zeros((around, radius), np.uint8)
    inner = int(0.65 * radius)
    polar[:, inner : inner + high] = strip[::-1].T
    # Without FILL_OUTLIERS the corners outside of the circle are whatever was in memory.
    how = cv2.WARP_INVERSE_MAP | cv2.WARP_FILL_OUTLIERS
    bent = cv2.warpPolar(polar, (2 * radius, 2 * radius), (radius, radius), radius, how)
    return np.asarray(bent, np.uint8)


def _star(radius: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    angles = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2, 0.16, 0.38) * radius
    points = np.stack([np.cos(angles) * reach, np.sin(angles) * reach], axis=1) + radius
    return points.astype(np.int32)


def _signature(width: int, rng: Rng) -> Field:
    """A scribble: a curve through points that go right by jumps up and down."""
    height, points = width // 2, int(rng.integers(9, 15))
    across = np.linspace(0.05, 0.85, points) + rng.normal(0, 0.05, points)
    down = 0.5 + rng.uniform(0.1, 0.38, points) * np.where(np.arange(points) % 2, 1, -1)
    way = np.stack([across * width, down * height], axis=1).astype(np.float32)
    smooth = cv2.resize(way, (2, points * 16), interpolation=cv2.INTER_CUBIC)
    alpha = np.zeros((height, width), np.uint8)
    thick = max(1, width // 130)
    cv2.polylines(alpha, [smooth.astype(np.int32)], False, 255, thick, cv2.LINE_AA)
    return np.asarray(alpha * (0.9 / 255), np.float32)
