"""Numbers and words painted in the fonts of this machine and spoilt, with what each part is."""

import random
import subprocess
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from recognition.documents.digits import (
    ARABIC,
    CLASSES,
    MARKS,
    PERSIAN,
    WESTERN,
    Floats,
    parts,
)

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإئپچژگکیڕۆەێ"
_LANGUAGES = ("ar", "fa", "ur", "ps", "ku")  # fonts give some digits another form in some of them
_LATIN = "abdefghijkmnopqrstuvxyzABCDEFGHKLMNPRSTVXYZ"


@cache
def fonts() -> tuple[str, ...]:
    """Files of the fonts that have Arabic letters."""
    listed = subprocess.run(
        ["fc-list", ":lang=ar", "file"], capture_output=True, text=True, check=True
    )
    return tuple(sorted(line.rstrip(": ") for line in listed.stdout.splitlines() if line))


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)


@cache
def _letters_of(file: str) -> frozenset[int]:
    with TTFont(file, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


def sample(chance: random.Random) -> list[tuple[Floats, int]]:
    """The parts of one painted number or word, each with the place of its class."""
    file, size = chance.choice(fonts()), chance.randint(18, 56)
    text = _text(chance)
    if not set(map(ord, text)) <= _letters_of(file):
        return []
    language = chance.choice(_LANGUAGES)
    picture = _spoilt(_painted(text, _font(file, size), language), chance)
    found = parts(picture)
    if not any(letter in CLASSES[:-1] for letter in text):
        return [(part, len(CLASSES) - 1) for part in found if part[-3] > 0.5]
    if len(found) != len(text) or not all(map(_is_whole, found, text)):
        return []
    return [(part, _class(letter)) for part, letter in zip(found, text, strict=True)]


def _is_whole(part: Floats, letter: str) -> bool:
    """Whether a part can be that letter: none that is broken, no dirt in place of a mark."""
    high = float(part[-3])
    if letter in MARKS:
        return high < 0.65 or letter == "/"
    return high > 0.5 or letter in "٠۰"


def _class(letter: str) -> int:
    if letter in CLASSES:
        return CLASSES.index(letter)
    return PERSIAN.index(letter)  # those that look like Arabic ones


def _text(chance: random.Random) -> str:
    """A number, a date, or letters, as they run from left to right."""
    if chance.random() < 0.2:
        letters = _LETTERS if chance.random() < 0.8 else _LATIN
        return "".join(chance.choices(letters, k=chance.randint(1, 5)))
    digits = chance.choice((ARABIC, ARABIC, PERSIAN, WESTERN))
    groups = [
        "".join(chance.choices(digits, k=chance.randint(1, 4)))
        for _ in range(chance.choice((1, 1, 2, 3)))
    ]
    return chance.choice(MARKS).join(groups)


def _painted(text: str, font: ImageFont.FreeTypeFont, language: str) -> npt.NDArray[np.uint8]:
    # A number runs from left to right, as it stands; letters join as they do on paper.
    run = "ltr" if any(letter in CLASSES[:-1] for letter in text) else None
    left, top, right, bottom = font.getbbox(text, direction=run, language=language)
    edge = max(4, font.size // 5)
    picture = Image.new("L", (int(right - left) + 2 * edge, int(bottom - top) + 2 * edge), 255)
    ImageDraw.Draw(picture).text(
        (edge - left, edge - top), text, font=font, fill=0, direction=run, language=language
    )
    return np.asarray(picture, np.uint8)


def _spoilt(picture: npt.NDArray[np.uint8], chance: random.Random) -> npt.NDArray[np.uint8]:
    """As a scanner or a telephone has it: slanted, small, blurred, grey, noisy, thick or thin."""
    height, width = picture.shape
    shear, turn = chance.gauss(0, 0.06), chance.gauss(0, 0.02)
    move = np.float32([[1, shear, -shear * height / 2], [turn, 1, -turn * width / 2]])
    done = cv2.warpAffine(picture, move, (width, height), borderValue=255)
    if chance.random() < 0.3:
        kernel = np.ones((2, 2), np.uint8)
        done = (cv2.erode if chance.random() < 0.6 else cv2.dilate)(done, kernel)
    tall = chance.uniform(14, 44)
    scale = min(1.0, tall / height)
    done = cv2.resize(done, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if chance.random() < 0.6:
        done = cv2.GaussianBlur(done, (0, 0), chance.uniform(0.3, 1.3))
    ink, paper = chance.uniform(0, 110), chance.uniform(190, 255)
    grey = ink + done.astype(np.float32) / 255 * (paper - ink)
    random = np.random.default_rng(chance.getrandbits(32))
    grey += random.normal(0, chance.uniform(0, 14), grey.shape)
    return np.clip(grey, 0, 255).astype(np.uint8)
