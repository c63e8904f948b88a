"""Lines cut out of a page and laid under one another, for tesseract to read in one run.

Tesseract spends half of its time on finding the layout of a page of eight million pixels, and
takes stamps, frames and tables for text; of strips of one height it has only the letters to read.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from recognition.documents.components import levels
from recognition.documents.lines import Rectangle
from recognition.documents.tesseract import Picture, Token

Lines = Sequence[tuple[int, Rectangle]]

MOST = 250
"""Lines on one sheet: tesseract takes no picture that is higher than 32,767 pixels."""
_MARGIN = 14  # pixels of paper around each strip
_GROW = 2.0  # at most, of small letters


@dataclass(frozen=True, slots=True)
class Strip:
    """One line: its place on the page and on the sheet, and the scale between them."""

    line: int
    page: Rectangle
    sheet: Rectangle
    scale: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture that tesseract reads, and where on it each line stands."""

    picture: Picture
    strips: tuple[Strip, ...]


def read(
    lines: Lines, laid: Callable[[Lines], Sheet], words: Callable[[Picture], list[Token]]
) -> list[Token]:
    """Read lines, as many at once as a sheet takes: a table of marks may have more.

    ``laid`` puts lines on a sheet, ``words`` reads its picture.
    """
    found: list[Token] = []
    for start in range(0, len(lines), MOST):
        made = laid(lines[start : start + MOST])
        found += back(made, words(made.picture))
    return found


def sheet(
    picture: Picture,
    boxes: Lines,
    height: int,
    tidy: Callable[[Picture], Picture] = np.asarray,
) -> Sheet:
    """Lines (number, box) of a page cut out, brought to one height, under one another.

    ``tidy`` takes out of each what does not belong to it.
    """
    placed: list[Strip] = []
    crops: list[Picture] = []
    top, width = _MARGIN, 0
    for line, box in boxes:
        page, scale = _with_margin(picture, box), _scale(box, height)
        part = picture[page[1] : page[3], page[0] : page[2]]
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        crop = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=how), np.uint8)
        place = (_MARGIN, top, _MARGIN + crop.shape[1], top + crop.shape[0])
        placed.append(Strip(line, page, place, scale))
        crops.append(crop)
        top, width = place[3] + _MARGIN, max(width, place[2] + _MARGIN)
    out = np.full((max(top, 40), max(width, 40)), 255, np.uint8)
    for strip, crop in zip(placed, crops, strict=True):
        left, upper, right, lower = strip.sheet
        out[upper:lower, left:right] = tidy(_white_paper(crop))
    return Sheet(out, tuple(placed))


def _white_paper(crop: Picture) -> Picture:
    """The strip with its paper made as white as the sheet, so that no edge shows."""
    (paper,) = levels(crop, 0.75)
    return np.asarray(cv2.convertScaleAbs(crop, alpha=255.0 / max(paper - 4, 40.0)), np.uint8)


def _scale(box: Rectangle, height: int) -> float:
    return min(_GROW, height / max(1, box[3] - box[1]))


def _with_margin(picture: Picture, box: Rectangle) -> Rectangle:
    left, top, right, bottom = box
    slack = max(3, (bottom - top) // 7)
    tall, wide = picture.shape
    return (
        max(0, left - slack),
        max(0, top - slack),
        min(wide, right + slack),
        min(tall, bottom + slack),
    )


def back(made: Sheet, tokens: Iterable[Token]) -> list[Token]:
    """Tokens with their places on the page, and the number of their line as ``line[0]``."""
    tops = [strip.sheet[1] - _MARGIN // 2 for strip in made.strips]
    found = []
    for token in tokens if tops else ():
        strip = made.strips[max(0, bisect(tops, (token.top + token.bottom) / 2) - 1)]
        (x, y), scale = strip.sheet[:2], strip.scale
        found.append(
            replace(
                token,
                left=round(strip.page[0] + (token.left - x) / scale),
                right=round(strip.page[0] + (token.right - x) / scale),
                top=round(strip.page[1] + (token.top - y) / scale),
                bottom=round(strip.page[1] + (token.bottom - y) / scale),
                line=(strip.line, *token.line[1:]),
            )
        )
    return found
