"""Shadow, grey and yellow paper taken out, and the colours of stamps and patterns with them."""

import cv2
import numpy as np

from recognition.documents.preparing.colour import lightened
from recognition.documents.preparing.picture import Prepared, small
from recognition.documents.tesseract import Picture

_LOOK = 600  # longer side, in pixels, of the picture that the paper is estimated in
_UNEVEN = 6.0  # spread of the paper's grey (of 255) from which dividing pays
_LIGHT = 225  # an even paper lighter than this is left as it is
# Noise, bleed-through and pale patterns are lighter than this; letters get more contrast from it.
_WHITE = 228
_SHARPENED, _SOFT = 0.8, 7  # share added of the difference to a mean over as many pixels
_INVERTED = 110  # grey of the middle pixel up to which the paper may be black
_BROAD = 15  # pixels of a small picture: letters are narrower, a sheet on a dark table is not
_SHEET = 0.03  # of the picture that such a sheet covers at least


def paper(picture: Picture) -> Picture:
    """Grey of the bare paper at each place of a small picture: letters closed, then smoothed."""
    closed = cv2.dilate(picture, np.ones((9, 9), np.uint8))
    return np.asarray(cv2.medianBlur(closed, 31), np.uint8)


def is_negative(picture: Picture) -> bool:
    """Whether the page is printed or copied white on black."""
    look = small(picture, 500)
    if float(np.median(look)) > _INVERTED:
        return False
    _, bright = cv2.threshold(look, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    broad = cv2.erode(bright, np.ones((_BROAD, _BROAD), np.uint8))
    return float(broad.mean()) < _SHEET


def even_background(prepared: Prepared) -> Prepared:
    """Even white paper under black letters.

    Colours that lie on the page as stamps, patterns or frames are lightened until only what is
    printed in black remains; coloured letters stay.
    """
    picture = prepared.picture
    ground = paper(small(picture, _LOOK))
    if float(ground.std()) >= _UNEVEN or float(np.median(ground)) <= _LIGHT:
        size = (picture.shape[1], picture.shape[0])
        background = cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR)
        picture = np.asarray(cv2.divide(picture, background, scale=255), np.uint8)
    if prepared.colour is not None:
        picture = lightened(picture, prepared.colour)
    return Prepared(_crisp(picture), prepared.to_page)


def _crisp(picture: Picture) -> Picture:
    """Letters with sharper edges, and what is fainter than any letter made white."""
    soft = cv2.blur(picture, (_SOFT, _SOFT))
    sharp = cv2.addWeighted(picture, 1 + _SHARPENED, soft, -_SHARPENED, 0)
    return np.asarray(cv2.convertScaleAbs(sharp, alpha=255 / _WHITE), np.uint8)
