"""Frames taken out: ornaments that go around the page."""

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.components import components
from recognition.documents.preparing.picture import Prepared, small
from recognition.documents.tesseract import Picture

Mask = npt.NDArray[np.uint8]

_FRAME_LOOK = 640
_FRAME_FAINT = 8  # grey by which it stands out: coloured ones have been lightened before
_AROUND = 0.6  # of a side of the page, that a frame spans at least
_HOLE = 0.4  # of the page, that stands inside a frame at least


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
    labels, stats = components(np.asarray(near, np.uint8))
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
