"""Rules of tables and forms: taken out before reading, and kept to tell cells apart."""

from collections.abc import Iterable

import cv2
import numpy as np

from recognition.documents.lines import Rectangle
from recognition.documents.tesseract import Picture

_TALL = 64  # pixels of a reduced picture that an upright rule has at least: more than any stem
_LONG = 200  # and a level one: more than the strokes that join Arabic letters
_THICK = 7  # pixels of it that a rule is thick at most


def find(small: Picture) -> list[Rectangle]:
    """Straight rules, upright and level, on a grey picture reduced by ``lines.reduced``."""
    ink = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 9
    )
    found: list[Rectangle] = []
    for across in (False, True):
        kernel = np.ones((1, _LONG) if across else (_TALL, 1), np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(
            cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        )
        for x, y, width, height, _ in stats[1:]:
            if (height if across else width) <= _THICK:
                left, top = max(0, int(x) - 1), max(0, int(y) - 1)
                found.append((left, top, int(x + width) + 1, int(y + height) + 1))
    return found


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
