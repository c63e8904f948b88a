"""Shadow, grey and yellow paper taken out, and the colours of stamps and patterns with them."""

import cv2
import numpy as np
import numpy.typing as npt

from recognition.documents.preparing.colour import lightened
from recognition.documents.preparing.picture import Prepared, small
from recognition.documents.tesseract import Picture

_LOOK = 620  # longer side, in pixels, of the picture that the paper is estimated in
_UNEVEN = 6.0  # spread of the paper's grey (of 255) from which dividing pays
_LIGHT = 225  # an even paper lighter than this is left as it is
_INVERTED = 110  # grey of the middle pixel up to which the paper may be black


def paper(picture: Picture) -> Picture:
    """Grey of the bare paper at each place of a small picture: letters closed, then smoothed."""
    wide = max(5, max(picture.shape[:2]) // 66 | 1)
    closed = cv2.dilate(picture, np.ones((wide, wide), np.uint8))
    return np.asarray(cv2.medianBlur(closed, 3 * wide + 4 | 1), np.uint8)


def upright_grey(picture: Picture) -> Picture:
    """Black on white, also where the page is printed or copied white on black."""
    look = small(picture, 500)
    if float(np.median(look)) > _INVERTED:
        return picture
    core = np.ones((7, 7), np.uint8)
    bright = float(cv2.morphologyEx(look, cv2.MORPH_TOPHAT, core).astype(float).mean())
    dark = float(cv2.morphologyEx(look, cv2.MORPH_BLACKHAT, core).astype(float).mean())
    return np.asarray(255 - picture, np.uint8) if bright > 1.15 * dark else picture


def even_background(prepared: Prepared) -> Prepared:
    """Even white paper under black letters; unchanged where it is so already.

    Colours that lie on the page as stamps, patterns or frames are lightened until only what is
    printed in black remains; coloured letters stay.
    """
    picture = prepared.picture
    if prepared.colour is not None:
        picture = lightened(picture, prepared.colour)
    ground = paper(small(picture, _LOOK))
    if float(ground.std()) >= _UNEVEN or float(np.median(ground)) <= _LIGHT:
        size = (picture.shape[1], picture.shape[0])
        background = cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR)
        picture = np.asarray(cv2.divide(picture, background, scale=255), np.uint8)
    return Prepared(picture, prepared.to_page)
