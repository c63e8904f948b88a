"""Light and paper: shadows, folds, grey and coloured sheets, fine lines under the text."""

import cv2
import numpy as np

from tests.papers.picture import Picture, Rng, grid, inch_share, lit, picture, size_of
from tests.papers.scanner import Spoilt

_PAPERS = ((196, 196, 196), (214, 212, 206), (226, 214, 180), (210, 200, 170), (205, 215, 222))
_GUILLOCHE = ((150, 190, 165), (170, 185, 220), (225, 170, 170), (205, 190, 140), (180, 165, 205))


def shadow(image: Picture, rng: Rng) -> Spoilt:
    """A hand or a telephone between the lamp and the sheet."""
    across, down = grid()
    angle = float(rng.uniform(0, 2 * np.pi))
    way = (across - 0.5) * np.cos(angle) + (down - 0.5) * np.sin(angle)
    edge, soft = float(rng.uniform(-0.15, 0.25)), float(rng.uniform(0.03, 0.15))
    depth = float(rng.uniform(0.3, 0.55))
    light = 1 - depth / (1 + np.exp(-(way - edge) / soft))
    return lit(image, light.astype(np.float32)), "shadow"


def grey_paper(image: Picture, rng: Rng) -> Spoilt:
    """Recycled, yellowed or tinted paper, darker here than there, with fibres."""
    tint = np.asarray(_PAPERS[int(rng.integers(len(_PAPERS)))], np.float32) / 255
    clouds = cv2.resize(
        rng.uniform(0.86, 1.04, (7, 5)).astype(np.float32), (420, 594),
        interpolation=cv2.INTER_CUBIC,
    )  # fmt: skip
    fibres = rng.standard_normal((594, 420), np.float32) * 0.02
    light = (np.asarray(clouds) + fibres)[..., None] * tint
    return lit(image, light.astype(np.float32)), "grey-background"


def fold(image: Picture, rng: Rng) -> Spoilt:
    """A sheet that was folded once or twice: creases, and halves that lie a little apart."""
    folded = _creased(image, rng, float(rng.uniform(0.4, 0.6)))
    if rng.random() < 0.5:
        turned = np.ascontiguousarray(folded.transpose(1, 0, 2))
        folded = _creased(turned, rng, float(rng.uniform(0.4, 0.6))).transpose(1, 0, 2)
    return picture(np.ascontiguousarray(folded)), "fold-lines"


def _creased(image: Picture, rng: Rng, place: float) -> Picture:
    width, height = size_of(image)
    crease = int(place * height)
    lean = float(rng.uniform(-0.008, 0.008))
    shear = np.asarray([[1, lean, 0], [0, 1, 0]], np.float32)
    below = cv2.warpAffine(
        image[crease:], shear, (width, height - crease), borderMode=cv2.BORDER_REPLICATE
    )
    away = np.arange(height, dtype=np.float32) - crease
    reach = inch_share(image, float(rng.uniform(0.25, 0.6)))
    valley = float(rng.uniform(0.15, 0.3)) * np.exp(-np.abs(away) / reach)
    line = float(rng.uniform(0.2, 0.45)) * np.exp(-((away / inch_share(image, 0.012)) ** 2))
    light = 1 - np.where(away > 0, valley, valley * 0.3) - line
    return lit(picture(np.vstack([image[:crease], below])), light[:, None].astype(np.float32))


def guilloche(image: Picture, rng: Rng) -> Spoilt:
    """Fine coloured waves that are printed under the text against forgery."""
    width, height = size_of(image)
    sheet = np.full_like(image, 255)
    across = np.arange(0, width + 8, 8, dtype=np.float32)
    for _ in range(2):
        colour = _GUILLOCHE[int(rng.integers(len(_GUILLOCHE)))]
        step = inch_share(image, float(rng.uniform(0.05, 0.1)))
        swing = inch_share(image, float(rng.uniform(0.15, 0.6)))
        waves = across / width * 2 * np.pi * float(rng.uniform(2, 9))
        for number in range(int((height + 2 * swing) / step)):
            bend = np.sin(waves + number * 0.05) + 0.4 * np.sin(2.7 * waves - number * 0.03)
            down = number * step - swing + swing * bend
            curve = np.stack([across, down], axis=1).astype(np.int32)
            cv2.polylines(sheet, [curve], False, colour, _thin(image), cv2.LINE_AA)
    return picture(cv2.multiply(image, sheet, scale=1 / 255)), "guilloche"


def _thin(image: Picture) -> int:
    return max(1, round(inch_share(image, 0.005)))
