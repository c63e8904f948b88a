"""Numbers within lines of Arabic script, read digit by digit.

Tesseract's packs for Arabic script read half of such numbers wrongly, as they take Eastern digits
(٠١٢٣, ۰۱۲۳) for Western ones and for letters. Digits never join, so each part of a number that
hangs together is one of them or a mark between them; a small network tells which.
``tests/digits_model`` trains it on painted numbers; its numbers stand in ``data/digits.npz``.
"""

import re
from collections.abc import Sequence
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
_LONG = 3  # digits of a number that tells of which kind a page has them
_SIGNED = re.compile(r"[\d/.-]+\d(هـ?|م|ف|ش|ء)\.?")
_TALL = 64  # pixels to which higher pictures are brought


def mend(picture: Picture, tokens: Sequence[Token], *, persian: bool) -> list[Token]:
    """The tokens, with the numbers among them as they were read digit by digit, if surely.

    A digit alone may be of either kind (0 looks like ٥): it is taken to be of that of the others.
    """
    eastern = PERSIAN if persian else ARABIC
    found = [_number_of(picture, token, (eastern, WESTERN)) for token in tokens]
    long = [number[0] for number in found if number is not None and len(number[0]) >= _LONG]
    if sum(text.isascii() for text in long) < len(long) / 2:
        single = [number is not None and len(number[0]) == 1 for number in found]
        found = [
            _number_of(picture, token, (eastern,)) if alone else number
            for token, number, alone in zip(tokens, found, single, strict=True)
        ]
    return [_mended(token, number) for token, number in zip(tokens, found, strict=True)]


def _number_of(picture: Picture, token: Token, kinds: Sequence[str]) -> tuple[str, float] | None:
    if not _may_be_number(token):
        return None
    return read(_crop(picture, token), kinds, signed=bool(_sign(token)))


def _mended(token: Token, number: tuple[str, float] | None) -> Token:
    if number is None:
        return token
    text, chance = number
    return replace(token, text=text + _sign(token), confidence=max(chance, token.confidence))


def _crop(picture: Picture, token: Token) -> Picture:
    slack = max(2, (token.bottom - token.top) // 8)
    top, left = max(0, token.top - slack), max(0, token.left - slack)
    return picture[top : token.bottom + slack, left : token.right + slack]


def _sign(token: Token) -> str:
    """The letters right behind a number that say of which calendar it is (١٤٣٧هـ)."""
    hit = _SIGNED.fullmatch(token.text)
    return hit[1] if hit else ""


def _may_be_number(token: Token) -> bool:
    """A number with few letters; or what was read badly, or as a mark, and is short."""
    digits = sum(letter.isdigit() for letter in token.text)
    letters = sum(letter.isalpha() for letter in token.text)
    if digits:
        return letters <= _LETTERS
    return len(token.text) <= (_SHORT if token.confidence < _DOUBT else 0 if letters else 1)


def read(
    crop: Picture, kinds: Sequence[str] = (ARABIC, WESTERN), *, signed: bool = False
) -> tuple[str, float] | None:
    """A number as it is printed, and the mean chance of its parts; None where it is none.

    All its digits are of one of ``kinds`` (ten digits each): a Western nought looks like an Eastern
    five. ``signed``: its leftmost part is the sign of a calendar, and left out.
    """
    found = parts(crop)[int(signed) :]
    if not found:
        return None
    chances = probabilities(np.stack(found))
    chances = chances[_brackets(found, chances)]
    numbers = [number for digits in kinds if (number := _number(chances, digits)) is not None]
    return max(numbers, key=lambda number: number[1], default=None)


def _brackets(found: Sequence[Floats], chances: Floats) -> slice:
    """The parts between a bracket, or the like, before the number and one behind it."""
    strange = [
        len(found) > 2 and chances[place, _NONE] > _BRACKET and found[place][-2] < _NARROW
        for place in (0, -1)
    ]
    return slice(int(strange[0]), len(found) - int(strange[1]))


def _number(chances: Floats, digits: str) -> tuple[str, float] | None:
    """What the parts are if all are those digits or marks; None where too few are so."""
    if float(chances[:, _NONE].mean()) > _MOSTLY:
        return None
    chances = _alike(chances)
    allowed = [*(_WESTERN if digits == WESTERN else _EASTERN), *_MARKS]
    likely = chances[:, allowed] / chances[:, :_NONE].sum(axis=1, keepdims=True)
    best, sure = likely.argmax(axis=1), likely.max(axis=1)
    text = "".join(_letter(allowed[int(place)], digits) for place in best).strip(MARKS)
    if digits != WESTERN and text.count("/") == 2:
        text = text.replace(".", digits[0])  # a date has no point, and a nought looks like one
    text = _tidy(text)
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
