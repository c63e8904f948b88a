"""Stamps, guilloche and frames told from letters by their colour, and lightened.

Black ink swallows red, green and blue alike, a red stamp only green and blue: in the lightest of
the three channels a stamp is faint and the black letter under it is not.
"""

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.components import components
from recognition.documents.preparing.picture import small
from recognition.documents.tesseract import Picture

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint8]

_LOOK = 877  # longer side, in pixels, of the picture that colours are sought in
_PAPER_LOOK = 320  # the same, for the colour of the bare paper
_DARKEST = 80  # paper that is darker is taken for no darker: its colour is noise
_COLOURED = (14, 30)  # spread of the channels (of 255 on white) from which ink has a colour
_STAMP = (0.035, 0.4)  # of the longer side: a stamp's sides
_PATTERN = 0.45  # of a side of the page, from which a colour is a frame or a pattern
_HOLLOW = 0.45  # share of its hull that a stamp's ink covers at most
_SQUARE = 2.6
_FAINTEST = 0.45  # ink darker than this in its lightest channel is not lightened to white


def lightened(grey: Picture, colour: Picture) -> Picture:
    """The grey picture, its paper white already, without coloured stamps, patterns and frames.

    ``colour`` is the same picture in blue, green and red (uint8, any scale).
    """
    white = _on_white(colour)
    blue, green, red = cv2.split(small(white, _LOOK))
    lightest = cv2.max(cv2.max(blue, green), red)
    spread = cv2.subtract(lightest, cv2.min(cv2.min(blue, green), red))
    least = float(np.clip(np.percentile(spread[::4, ::4], 20) + 8, *_COLOURED))
    _, coloured = cv2.threshold(spread, least, 1, cv2.THRESH_BINARY)
    gain = _gain(np.asarray(coloured, np.uint8), np.asarray(lightest, np.uint8))
    return grey if gain is None else _lighten(grey, white, gain)


def _on_white(look: Picture) -> Picture:
    """As if on white paper: each channel divided by what the paper has of it."""
    tiny = small(look, _PAPER_LOOK)
    ground = cv2.medianBlur(cv2.dilate(tiny, np.ones((5, 5), np.uint8)), 11)
    ground = np.maximum(ground, _DARKEST)
    ground = cv2.resize(ground, (look.shape[1], look.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(look, ground, scale=255), np.uint8)


def _gain(coloured: Mask, lightest: Picture) -> Floats | None:
    """How much lighter each place is to become, 1 where there is no stamp; None without any."""
    near = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    labels, stats = components(np.asarray(near, np.uint8))
    gain = np.ones(coloured.shape, np.float32)
    for index in range(1, len(stats)):
        x, y, wide, high, _ = (int(value) for value in stats[index])
        if max(wide, high) < _STAMP[0] * max(coloured.shape):
            continue
        window = np.s_[y : y + high, x : x + wide]
        part = np.asarray(labels[window] == index, np.uint8)
        ink = _ink(part, coloured[window], (wide, high), coloured.shape)
        if ink is None:
            continue
        level = float(np.percentile(lightest[window][ink > 0], 30)) / 255
        lighter = np.where(
            cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0, 1 / max(level, _FAINTEST), 1
        )
        gain[window] = np.maximum(gain[window], lighter)
    return gain if float(gain.max()) > 1 else None


def _ink(part: Mask, coloured: Mask, sides: tuple[int, int], page: tuple[int, ...]) -> Mask | None:
    """Coloured pixels of a stamp, a frame or a pattern; None if it may be letters or a picture."""
    wide, high = sides
    if wide > _PATTERN * page[1] or high > _PATTERN * page[0]:
        return np.asarray(part & coloured, np.uint8)
    least, most = (share * max(page) for share in _STAMP)
    if min(wide, high) < least or max(wide, high) > most or max(wide, high) > _SQUARE * min(sides):
        return None
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hull = np.zeros_like(part)
    cv2.fillConvexPoly(hull, cv2.convexHull(np.vstack(outlines)), 1)
    ink = np.asarray(coloured & hull, np.uint8)
    return ink if int(ink.sum()) < _HOLLOW * int(hull.sum()) else None


def _lighten(grey: Picture, colour: Picture, gain: Floats) -> Picture:
    """``grey`` raised to its lightest channel, and by ``gain``, where that is above 1."""
    size = (grey.shape[1], grey.shape[0])
    blue, green, red = cv2.split(colour)
    above = cv2.subtract(
        cv2.max(cv2.max(blue, green), red), cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY)
    )
    there = cv2.resize(gain, (colour.shape[1], colour.shape[0]), interpolation=cv2.INTER_LINEAR)
    above[there <= 1] = 0
    raised = cv2.add(grey, cv2.resize(above, size, interpolation=cv2.INTER_LINEAR))
    # In 64ths, because bytes are multiplied far quicker than fractions.
    much = cv2.resize(cv2.convertScaleAbs(there, alpha=64), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(raised, much, scale=1 / 64), np.uint8)
