"""What scanners, copiers and compression do. An effect returns the picture and its step's name."""

import cv2
import numpy as np

from tests.papers.picture import Picture, Rng, inch_share, picture, size_of

Spoilt = tuple[Picture, str]


def noise(image: Picture, rng: Rng) -> Spoilt:
    """Grain, and the softness of a lens."""
    soft = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.3, 0.6)))
    return _grain(picture(soft), rng, float(rng.uniform(2, 6))), "noise"


def grey(image: Picture, rng: Rng) -> Spoilt:
    """Colour is lost."""
    return picture(cv2.merge([cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)] * 3)), "gray"


def skew(image: Picture, rng: Rng) -> Spoilt:
    """A sheet laid on the glass askew."""
    angle = round(float(rng.uniform(1, 3) * rng.choice([-1, 1])), 1)
    return tilted(image, angle), f"skew:{angle:+}"


def tilted(image: Picture, angle: float) -> Picture:
    """The sheet turned by some degrees; its own paper fills the corners."""
    width, height = size_of(image)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return picture(cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))


def quarter_turn(image: Picture, rng: Rng) -> Spoilt:
    """A sheet that lies on its side or upside down."""
    turns = int(rng.integers(1, 4))
    return picture(np.ascontiguousarray(np.rot90(image, -turns))), f"rotated:{90 * turns}"


def photocopy(image: Picture, rng: Rng) -> Spoilt:
    """Black and white, letters eaten away or grown thick, specks, a black edge."""
    plain = picture(cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), (0, 0), 0.8))
    toner = rng.standard_normal(plain.shape, np.float32) * 14
    black = np.asarray(plain + toner < float(rng.uniform(125, 185)), bool)
    specks = rng.random(plain.shape, np.float32) < float(rng.uniform(2e-5, 1.5e-4))
    black |= cv2.dilate(np.asarray(specks, np.uint8), np.ones((2, 2), np.uint8)) > 0
    if rng.random() < 0.5:
        black[:, -int(inch_share(image, float(rng.uniform(0.03, 0.12)))) :] = True
    return picture(cv2.merge([np.where(black, 0, 255).astype(np.uint8)] * 3)), "photocopy-bw"


def small(image: Picture, rng: Rng) -> Spoilt:
    """Nothing more to do: the family is printed at a low resolution."""
    return image, "lowres"


def jpeg(image: Picture, rng: Rng) -> Spoilt:
    """Blocks of a strong JPEG."""
    quality = int(rng.integers(22, 41))
    _, written = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return picture(cv2.imdecode(written, cv2.IMREAD_COLOR)), f"jpeg-artefacts:{quality}"


def blur(image: Picture, rng: Rng) -> Spoilt:
    """Out of focus."""
    strength = round(float(rng.uniform(1.0, 1.7)), 1)
    return picture(cv2.GaussianBlur(image, (0, 0), inch_share(image, strength / 200))), (
        f"blur:{strength}"
    )


def _grain(image: Picture, rng: Rng, strength: float) -> Picture:
    wide, high = size_of(image)
    grain = (rng.standard_normal((high, wide), np.float32) * strength).astype(np.int16)
    return picture(cv2.add(image, cv2.merge([grain] * 3), dtype=cv2.CV_8U))
