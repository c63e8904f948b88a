"""Words put together that tesseract takes apart: Korean, Thai, Chinese and Japanese by the sign.

Where a word ends is asked of the picture: a stretch without ink parts two words if it is wide, or,
in a line whose letters are set apart, if it is wider than most.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from recognition.documents.tesseract import Picture, Token

SCRIPTS = frozenset({"Hang", "Hani", "Jpan", "Thai"})
"""Scripts (ISO 15924) that are read by the sign or syllable."""

_WIDE = 0.28  # heights of the line's letters from which a gap parts two words
_APART, _FEW = 0.7, 3  # share of wide gaps from which a line is set apart, if it has so many
_WIDER = 1.6  # times the usual gap of a line that is set apart


def join(picture: Picture, tokens: Iterable[Token]) -> list[Token]:
    """The tokens of each line, those without a wide gap between them as one."""
    lines: dict[int, list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.line[0], []).append(token)
    return [word for line in lines.values() for word in _words(picture, line)]


def _words(picture: Picture, line: Sequence[Token]) -> Iterator[Token]:
    gaps = _gaps(picture, line)
    height = median(token.bottom - token.top for token in line)
    wide = [gap for gap in gaps if gap >= _WIDE * height]
    apart = len(gaps) >= _FEW and len(wide) > _APART * len(gaps)
    least = max(_WIDE * height, _WIDER * median(gaps) if apart else 0)
    word = line[0]
    for token, gap in zip(line[1:], gaps, strict=True):
        if gap < least:
            word = _together(word, token)
        else:
            yield word
            word = token
    yield word


def _gaps(picture: Picture, line: Sequence[Token]) -> list[int]:
    """Pixels without ink between each token and the next, the widest stretch of them."""
    top, bottom = min(t.top for t in line), max(t.bottom for t in line)
    left, right = min(t.left for t in line), max(t.right for t in line)
    crop = picture[max(0, top) : bottom, max(0, left) : right]
    if crop.size == 0:
        return [0] * (len(line) - 1)
    _, ink = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    inked = np.flatnonzero((ink > 0).sum(axis=0) > 1) + max(0, left)
    middles = [(token.left + token.right) // 2 for token in line]
    return [_widest(inked, *sorted(pair)) for pair in pairwise(middles)]


def _widest(inked: np.ndarray, start: int, end: int) -> int:
    """The widest stretch without ink between two columns."""
    between = inked[(inked > start) & (inked < end)]
    edges = np.concatenate([[start], between, [end]])
    return int(np.diff(edges).max()) - 1


def _together(before: Token, after: Token) -> Token:
    sizes = len(before.text), len(after.text)
    sure = (before.confidence * sizes[0] + after.confidence * sizes[1]) / sum(sizes)
    return replace(
        before,
        text=before.text + after.text,
        left=min(before.left, after.left),
        top=min(before.top, after.top),
        right=max(before.right, after.right),
        bottom=max(before.bottom, after.bottom),
        confidence=sure,
    )
