"""A page image made ready for recognition: each step only where it helps.

Every step returns the picture and the matrix that leads from it back to the page image as it
was split off, so that boxes can always be shown on what the person uploaded.
"""

import cv2
import numpy as np

from recognition.documents.image import is_grey
from recognition.documents.preparing.background import even_background, is_negative
from recognition.documents.preparing.copies import halves
from recognition.documents.preparing.frame import without_frame
from recognition.documents.preparing.picture import Prepared, page_box, resize, shrink, turn
from recognition.documents.preparing.sheet import flatten_page
from recognition.documents.preparing.skew import ink_share, skew, straighten

__all__ = [
    "Prepared",
    "decode",
    "even_background",
    "flatten_page",
    "halves",
    "ink_share",
    "page_box",
    "shrink",
    "skew",
    "straighten",
    "turn",
    "without_frame",
]

_SMALL_SIDE = 1900  # below this an A4 page has less than about 160 dpi


def decode(image: bytes) -> Prepared:
    """The page image in grey, enlarged where it is too small, with its colours at half the size.

    A page in shades of grey has no colours to take out.
    """
    data = np.frombuffer(image, np.uint8)
    grey = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise ValueError("not a page image")
    colour = None if is_grey(image) else cv2.imdecode(data, cv2.IMREAD_REDUCED_COLOR_2)
    if is_negative(np.asarray(grey, np.uint8)):
        grey = cv2.bitwise_not(grey)
        colour = None if colour is None else cv2.bitwise_not(colour)
    bright = None if colour is None else np.asarray(colour, np.uint8)
    start = Prepared(np.asarray(grey, np.uint8), np.eye(3), bright)
    return resize(start, 2.0) if max(start.size) < _SMALL_SIDE else start
