"""Pages of lines under one another, painted and spoilt as scanners, copiers and telephones do."""

import random
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, ImageDraw

from recognition.documents.lines import Rectangle
from tests.packs_model.alphabet import Alphabet
from tests.packs_model.fonts import Fonts
from tests.packs_model.pens import Pen
from tests.packs_model.seen import Text
from tests.packs_model.texts import Texts
from tests.papers import families
from tests.papers.picture import Picture

SIZE = (1654, 2339)  # A4 at 200 dots per inch
_EDGE = 100
_TRIES = 400  # texts that are tried for a page: some have letters that a font does not have
_FAMILIES = [family for family in families.FAMILIES if family.effects and not family.pairs]

cv2.setNumThreads(1)  # pages are painted side by side, a process each


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be read of a painted line (in logical order), and where it stands, in pixels."""

    taught: str
    box: Rectangle


@dataclass(slots=True)
class Page:
    """A painted page and its lines from the top."""

    picture: Picture
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is printed: in one font or in many, in which size, how far apart."""

    file: str
    size: int
    single: bool
    spread: float

    @classmethod
    def drawn(cls, faces: Fonts, chance: random.Random) -> "Style":
        """Some style."""
        file, size = faces.choose(chance), chance.randint(20, 42)
        return cls(file, faces.scaled(size), chance.random() < 0.5, chance.uniform(1.15, 1.8))


class Painter:
    """Paints pages of texts that can be taught.

    ``others`` set what ``faces`` have no letters for.
    """

    def __init__(
        self, texts: Texts, faces: Fonts, alphabet: Alphabet, others: Fonts | None = None
    ) -> None:
        self.texts = texts
        self.faces = faces
        self.alphabet = alphabet
        self.others = others
        self._direction = "rtl" if alphabet.from_the_right else None

    def page(self, chance: random.Random) -> Page:
        """A page full of lines."""
        paper = Image.new("RGB", SIZE, "white")
        draw, style = ImageDraw.Draw(paper), Style.drawn(self.faces, chance)
        lines: list[Line] = []
        top = chance.randint(90, 160)
        for _ in range(_TRIES):
            if top > SIZE[1] - 150:
                break
            line = self._line(draw, style, top, chance)
            if line is not None:
                lines.append(line)
                height = max(line.box[3] - line.box[1], style.size)
                top += int(height * style.spread) + chance.randint(5, 22)
        return Page(np.array(paper, np.uint8), lines)

    def _line(
        self, draw: ImageDraw.ImageDraw, style: Style, top: int, chance: random.Random
    ) -> Line | None:
        """One line painted below ``top``; None where the font or the pack cannot write it."""
        text = self.texts.line(chance)
        pen = self._pen(style, chance)
        if not pen.writes(text.words):
            return None
        text = self._fitting(text, pen)
        taught = self.alphabet.taught(text.words)
        left, upper, right, lower = pen.box(*text)
        width = round(right - left)
        if not taught or not 0 < width <= SIZE[0] - 2 * _EDGE:
            return None
        x = self._place(width, chance)
        ink = tuple(chance.randint(0, 70) for _ in range(3)) if chance.random() < 0.3 else (0, 0, 0)
        pen.paint(draw, (x - left, top - upper), *text, ink)
        return Line(taught, (x, top, x + width, top + round(lower - upper)))

    def _pen(self, style: Style, chance: random.Random) -> Pen:
        file = style.file if style.single else self.faces.choose(chance)
        same = style.single and chance.random() < 0.8
        size = style.size if same else self.faces.scaled(chance.randint(18, 50))
        other = self.others.choose(chance) if self.others else None
        return Pen(file, size, other, self._direction)

    def _place(self, width: int, chance: random.Random) -> int:
        """Where a line begins: at the edge at which one begins to write, or centred."""
        if chance.random() < 0.4:
            return (SIZE[0] - width) // 2
        return SIZE[0] - _EDGE - width if self.alphabet.from_the_right else _EDGE

    def _fitting(self, text: Text, pen: Pen) -> Text:
        """As many words as there is room for."""
        left, _, right, _ = pen.box(*text)
        room, words = SIZE[0] - 2.2 * _EDGE, text.words.split(" ")
        if right - left <= room:
            return text
        count = max(1, int(len(words) * room / (right - left)))
        return Text(" ".join(words[:count]), text.language)


def spoilt(picture: Picture, chance: random.Random) -> bytes:
    """The page as an applicant uploads it: a file, by some family of damage of ``tests/papers``."""
    (family,) = chance.choices(_FAMILIES, [family.weight for family in _FAMILIES])
    damage = np.random.default_rng(chance.getrandbits(32))
    (spoiled,), _ = families.spoil(family, [picture], damage)
    if chance.random() < 0.33:
        scale = chance.uniform(0.5, 0.9)
        spoiled = np.asarray(
            cv2.resize(spoiled, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
    return uploaded(spoiled, quality=chance.randint(30, 80) if chance.random() < 0.5 else 95)


def uploaded(picture: Picture, quality: int = 95) -> bytes:
    """A picture as a JPEG."""
    blue_first = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, written = cv2.imencode(".jpg", blue_first, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return written.tobytes()
