"""Numbers within lines of Arabic script, read digit by digit.

Tesseract's packs for Arabic script read half of such numbers wrongly, as they take Eastern digits
(٠١٢٣, ۰۱۲۳) for Western ones and for letters. Digits never join, so each part of a number that
hangs together is one of them or a mark between them; a small network tells which.
``tests/digits_model`` trains it on painted numbers; its numbers stand in ``data/digits.npz``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.components import components
from recognition.documents.tesseract import Picture, Token
from recognition.documents.trained import trained

Floats = npt.NDArray[np.float32]

MARKS = "/-.,"
ARABIC, PERSIAN, WESTERN = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "0123456789"
CLASSES: tuple[str, ...] = (*ARABIC, *"۴۵۶", *WESTERN, *MARKS, "")
"""What a part can be; those of Persian digits that look unlike Arabic ones; the last: none."""

SIZE = (24, 16)  # pixels of a part, height and width
_EASTERN = [*range(13)]
_WESTERN = [*range(13, 23)]
_MARKS = [*range(23, 27)]
_NONE = 27
_SPECK = 0.1  # of the tallest part: what is lower is dirt
_SURE = 0.85  # mean chance of the parts from which a number is believed
_LEAST = 0.4  # chance of each part
_BRACKET, _NARROW = 0.5, 0.5  # chance of being none, and width in heights, of a bracket
_MOSTLY = 0.3  # mean chance of being none from which nothing is a number: a letter may look like 7
_LETTERS = 2  # that tesseract may have seen in a number
_DOUBT, _SHORT = 0.5, 8  # confidence and letters of what may be a number though no digit was seen
_TALL = 64  # pixels to which higher pictures are brought


def mend(picture: Picture, tokens: Iterable[Token], *, persian: bool) -> list[Token]:
    """The tokens, with the numbers among them as they were read digit by digit, if surely."""
    return [_mended(picture, token, ARABIC if not persian else PERSIAN) for token in tokens]


def _mended(picture: Picture, token: Token, eastern: str) -> Token:
    if not _may_be_number(token):
        return token
    slack = max(2, (token.bottom - token.top) // 8)
    top, left = max(0, token.top - slack), max(0, token.left - slack)
    found = read(picture[top : token.bottom + slack, left : token.right + slack], eastern)
    if found is None:
        return token
    text, chance = found
    return replace(token, text=text, confidence=max(chance, token.confidence))


def _may_be_number(token: Token) -> bool:
    """A number in which few letters were seen; or whatever was read badly and is short."""
    digits = sum(letter.isdigit() for letter in token.text)
    letters = sum(letter.isalpha() for letter in token.text)
    if digits:
        return letters <= _LETTERS
    return token.confidence < _DOUBT and len(token.text) <= _SHORT


def read(crop: Picture, eastern: str = ARABIC) -> tuple[str, float] | None:
    """A number as it is printed, and the mean chance of its parts; None where it is none.

    All its digits are of one kind: a Western nought looks like an Eastern five.
    """
    found = parts(crop)
    if not found:
        return None
    chances = probabilities(np.stack(found))
    chances = chances[_brackets(found, chances)]
    return max(
        (
            number
            for digits, kind in ((eastern, _EASTERN), (WESTERN, _WESTERN))
            if (number := _number(chances, kind, digits)) is not None
        ),
        key=lambda number: number[1],
        default=None,
    )


def _brackets(found: Sequence[Floats], chances: Floats) -> slice:
    """The parts between a bracket, or the like, before the number and one behind it."""
    strange = [
        len(found) > 2 and chances[place, _NONE] > _BRACKET and found[place][-2] < _NARROW
        for place in (0, -1)
    ]
    return slice(int(strange[0]), len(found) - int(strange[1]))


def _number(chances: Floats, kind: Sequence[int], digits: str) -> tuple[str, float] | None:
    """What the parts are if all are digits of that kind or marks; None where too few are so."""
    if float(chances[:, _NONE].mean()) > _MOSTLY:
        return None
    chances = _alike(chances)
    allowed = [*kind, *_MARKS]
    likely = chances[:, allowed] / chances[:, :_NONE].sum(axis=1, keepdims=True)
    best, sure = likely.argmax(axis=1), likely.max(axis=1)
    text = _tidy("".join(_letter(allowed[int(place)], digits) for place in best))
    if sure.min() < _LEAST or sure.mean() < _SURE or not text:
        return None
    return text, float(sure.mean())


def _alike(chances: Floats) -> Floats:
    """Arabic and Persian forms of a digit taken together: which of them is not asked."""
    joined = chances.copy()
    for arabic, persian in zip(range(4, 7), range(10, 13), strict=True):
        joined[:, arabic] += joined[:, persian]
        joined[:, persian] = 0
    return joined


def _tidy(text: str) -> str:
    """A number or date without the dirt around and in it; empty where it is neither."""
    for tried in (text.strip(MARKS), re.sub("[.,]", "", text).strip(MARKS)):
        if re.fullmatch(r"\d+(?:[-/.,]\d+)*", tried):
            return tried
    return ""


def _letter(place: int, digits: str) -> str:
    if place not in _EASTERN:
        return CLASSES[place]
    return str(digits[place if place < 10 else place - 6])


def parts(crop: Picture) -> list[Floats]:
    """What the network sees of each part of a number, from left to right.

    Its shape (``SIZE``), then its height, its width and how high its middle stands over the line,
    each in heights of the tallest part.
    """
    if crop.size == 0 or min(crop.shape) < 4:
        return []
    if crop.shape[0] > _TALL:
        scale = _TALL / crop.shape[0]
        resized = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        crop = np.asarray(resized, np.uint8)
    large = cv2.resize(crop, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    _, ink = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    labels, stats = components(np.asarray(ink, np.uint8))
    tallest = int(stats[1:, 3].max(initial=1))
    foot = max((int(s[1] + s[3]) for s in stats[1:] if s[3] > 0.5 * tallest), default=0)
    kept = [n for n in range(1, len(stats)) if max(stats[n, 2], stats[n, 3]) >= _SPECK * tallest]
    kept.sort(key=lambda n: int(stats[n, 0]))
    return [_part(labels == n, stats[n], tallest, foot) for n in kept]


def _part(
    own: npt.NDArray[np.bool_], stat: npt.NDArray[np.int32], tallest: int, foot: int
) -> Floats:
    left, top, width, height = (int(value) for value in stat[:4])
    shape = own[top : top + height, left : left + width].astype(np.float32)
    scale = min(SIZE[0] / height, SIZE[1] / width)
    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(shape, (wide, high), interpolation=cv2.INTER_AREA)
    seen = np.zeros(SIZE, np.float32)
    y, x = (SIZE[0] - high) // 2, (SIZE[1] - wide) // 2
    seen[y : y + high, x : x + wide] = small
    place = [height / tallest, width / tallest, (foot - top - height / 2) / tallest]
    return np.concatenate([seen.ravel(), np.asarray(place, np.float32)])


@cache
def _weights() -> dict[str, Floats]:
    return {name: part.astype(np.float32) for name, part in trained("digits").items()}


def probabilities(seen: Floats) -> Floats:
    """The chance of each class (``CLASSES``) for each part."""
    weights = _weights()
    hidden = np.maximum(seen @ weights["a"] + weights["ab"], 0)
    hidden = np.maximum(hidden @ weights["b"] + weights["bb"], 0)
    scores = hidden @ weights["o"] + weights["ob"]
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), np.float32)
