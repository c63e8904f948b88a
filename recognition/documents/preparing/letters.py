"""How large the letters are, and the scale at which tesseract reads them best and fastest."""

import cv2
import numpy as np

from recognition.documents.preparing.picture import Prepared, resize
from recognition.documents.tesseract import Picture

_BEST = 34  # pixels of a line's capital letters
_SCALES = (0.4, 2.5)


def letter_height(picture: Picture) -> float:
    """Height, in pixels, of the letters that most of the text is set in; 0 where there is none."""
    _, dark = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    stats = cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:]
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    area = stats[:, cv2.CC_STAT_AREA]
    letters = (
        (high >= 8) & (high < 0.05 * picture.shape[0]) & (wide < 8 * high) & (wide > 0.2 * high)
    )
    letters &= area > 0.12 * wide * high
    if int(letters.sum()) < 20:
        return 0.0
    return float(np.percentile(high[letters], 60))


def fit_letters(prepared: Prepared) -> Prepared:
    """Scaled so that the letters are as high as tesseract reads best."""
    height = letter_height(prepared.picture)
    if height == 0:
        return prepared
    factor = float(np.clip(_BEST / height, *_SCALES))
    return prepared if 0.85 < factor < 1.2 else resize(prepared, factor)
