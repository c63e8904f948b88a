"""Fold lines and frames taken out: long straight lines, and ornaments that go around the page."""

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.preparing.picture import Prepared, small
from recognition.documents.tesseract import Picture

Mask = npt.NDArray[np.uint8]

_LOOK = 1170  # longer side, in pixels, of the picture that lines are sought in
_STRAIGHT = 0.1  # of a side: what is straight for as long as this is no stroke of a letter
_GAP = 0.05  # of a side, that a line may be interrupted
_WHOLE = 0.7  # of a side, that folds go through; the rules of a table help tesseract
_THICK = 9  # pixels of the small picture: a wider shade is no line
_FAINT = 12  # grey by which a line stands out at least
_FRAME_LOOK = 640
_FRAME_FAINT = 8  # grey by which it stands out: coloured ones have been lightened before
_AROUND = 0.6  # of a side of the page, that a frame spans at least
_HOLE = 0.4  # of the page, that stands inside a frame at least


def without_folds(prepared: Prepared) -> Prepared:
    """Straight lines from end to end lightened until only the letters across them remain."""
    picture = prepared.picture
    look = small(picture, _LOOK)
    depth = cv2.max(_lines(look, level=True), _lines(look, level=False))
    if not depth.any():
        return prepared
    depth = cv2.dilate(depth, np.ones((3, 3), np.uint8))
    depth = cv2.resize(depth, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    # Divided, not added: a letter is as dark against the line as it is against the paper.
    ground = np.maximum(cv2.bitwise_not(depth), 1)
    lightened = np.asarray(cv2.divide(picture, ground, scale=255), np.uint8)
    return Prepared(lightened, prepared.to_page, prepared.colour)


def _lines(look: Picture, *, level: bool) -> Mask:
    """How much darker than its two sides each place is on long lines of one direction."""
    side = look.shape[1] if level else look.shape[0]
    closed = cv2.morphologyEx(look, cv2.MORPH_CLOSE, _bar(int(_STRAIGHT * side), level))
    depth = cv2.morphologyEx(closed, cv2.MORPH_BLACKHAT, _bar(_THICK, not level))
    _, there = cv2.threshold(depth, _FAINT, 1, cv2.THRESH_BINARY)
    if int(there.any(axis=0 if level else 1).sum()) < (_WHOLE - _GAP) * side:
        return np.zeros_like(look)
    joined = cv2.morphologyEx(there, cv2.MORPH_CLOSE, _bar(int(_GAP * side), level))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    length = stats[:, cv2.CC_STAT_WIDTH if level else cv2.CC_STAT_HEIGHT]
    long = length > _WHOLE * side
    long[0] = False  # the paper
    return np.asarray(np.where(long[labels], depth, 0), np.uint8)


def _bar(length: int, level: bool) -> Mask:
    return np.ones((1, length) if level else (length, 1), np.uint8)


def without_frame(prepared: Prepared) -> Prepared:
    """Frames and black borders of copies made white; what they go around stays."""
    picture = prepared.picture
    look = small(picture, _FRAME_LOOK)
    frame = _frame(look)
    if frame is None:
        return prepared
    size = (picture.shape[1], picture.shape[0])
    there = cv2.resize(frame, size, interpolation=cv2.INTER_NEAREST)
    return Prepared(
        np.asarray(np.where(there > 0, 255, picture), np.uint8), prepared.to_page, prepared.colour
    )


def _frame(look: Picture) -> Mask | None:
    """1 where a frame stands in a small picture, or None."""
    dark = cv2.adaptiveThreshold(
        look, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, _FRAME_FAINT
    )
    near = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    height, width = look.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    frame = np.zeros((height, width), np.uint8)
    for index in np.nonzero((wide > _AROUND * width) & (high > _AROUND * height))[0]:
        if index == 0:
            continue
        part = np.asarray(labels == index, np.uint8)
        inside = _inside(part)
        if inside is not None:
            frame = np.asarray(cv2.bitwise_or(frame, cv2.bitwise_and(part, 1 - inside)), np.uint8)
    return np.asarray(cv2.dilate(frame, np.ones((3, 3), np.uint8))) if frame.any() else None


def _inside(part: Mask) -> Mask | None:
    """The convex hull of the largest hole, drawn a little smaller; None where it is no frame."""
    outlines, tree = cv2.findContours(part, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    holes = [line for line, node in zip(outlines, tree[0], strict=True) if node[3] >= 0]
    if not holes:
        return None
    largest = max(holes, key=cv2.contourArea)
    if cv2.contourArea(largest) < _HOLE * part.size:
        return None
    inside = np.zeros_like(part)
    cv2.fillConvexPoly(inside, cv2.convexHull(largest), 1)
    return np.asarray(cv2.erode(inside, np.ones((5, 5), np.uint8)), np.uint8)
