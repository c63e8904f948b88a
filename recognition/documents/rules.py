"""Rules of tables and forms: taken out before reading, and kept to tell cells apart."""

from collections.abc import Iterable

import cv2
import numpy as np

from recognition.documents.components import outlined
from recognition.documents.lines import Rectangle
from recognition.documents.tesseract import Picture

_TALL = 64  # pixels of a reduced picture that an upright rule has at least: more than any stem
_LONG = 200  # and a level one: more than the strokes that join Arabic letters
_THICK = 7  # pixels of it that a rule is thick at most


def find(small: Picture) -> list[Rectangle]:
    """Straight rules, upright and level, on a grey picture reduced by ``lines.reduced``."""
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 9)
    found: list[Rectangle] = []
    for across in (False, True):
        straight = _straight(np.asarray(ink, np.uint8), (_LONG, 1) if across else (1, _TALL))
        if straight is None:
            continue
        for x, y, width, height, _ in outlined(straight):
            if (height if across else width) <= _THICK:
                found.append((max(0, x - 1), max(0, y - 1), x + width + 1, y + height + 1))
    return found


def _straight(ink: Picture, size: tuple[int, int]) -> Picture | None:
    """Ink (1) of which a rectangle (width, height) is full; None if there is none.

    An opening; but a sum over the rectangle takes the same time whatever its size.
    """
    total = cv2.boxFilter(ink, -1, size, normalize=False, borderType=cv2.BORDER_REPLICATE)
    _, full = cv2.threshold(total, size[0] * size[1] - 1, 1, cv2.THRESH_BINARY)
    if not cv2.countNonZero(full):
        return None
    # Of an even size the middle is one aside when what was shrunk grows again.
    anchor = (size[0] - 1 - size[0] // 2, size[1] - 1 - size[1] // 2)
    return np.asarray(cv2.dilate(full, np.ones(size[::-1], np.uint8), anchor=anchor), np.uint8)


def enlarged(rules: Iterable[Rectangle], factor: float) -> list[Rectangle]:
    """The rules on a picture of which the one they were found on is that factor."""
    return [
        (round(a / factor), round(b / factor), round(c / factor), round(d / factor))
        for a, b, c, d in rules
    ]


def erase(picture: Picture, rules: Iterable[Rectangle]) -> Picture:
    """The picture with paper where the rules were."""
    clean = picture.copy()
    for left, top, right, bottom in rules:
        clean[top:bottom, left:right] = 255
    return clean


def between(rules: Iterable[Rectangle], left: Rectangle, right: Rectangle) -> bool:
    """Whether an upright rule stands between two neighbours in a line."""
    top, bottom = max(left[1], right[1]), min(left[3], right[3])
    middle = (top + bottom) / 2
    low, high = min(left[2], right[0]) - 6, max(left[2], right[0]) + 6
    return any(
        rule[1] <= middle <= rule[3] and low <= rule[0] and rule[2] <= high
        for rule in rules
        if rule[3] - rule[1] > rule[2] - rule[0]
    )
