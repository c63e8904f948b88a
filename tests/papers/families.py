"""Families of damage: how often each is, what it does, and the files it comes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tests.papers import ink, lens, light, scanner
from tests.papers.containers import Container
from tests.papers.picture import Picture, Rng

Effect = Callable[[Picture, Rng], scanner.Spoilt]

_SCANS = {Container.PDF_IMAGE: 4, Container.JPG: 2, Container.PNG: 1, Container.TIFF: 1}
_PHOTOS = {Container.JPG: 3, Container.PDF_IMAGE: 1}
_COPIES = {Container.PDF_IMAGE: 2, Container.TIFF: 2, Container.PNG: 1}


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of damage; ``dpi`` are the resolutions that it is printed at."""

    name: str
    weight: float
    containers: dict[Container, int]
    effects: tuple[Effect, ...] = ()
    dpi: tuple[int, ...] = (150, 200, 250, 300)
    greys: float = 0.35
    """How often colour is lost."""
    pairs: bool = False
    """Whether two pages become one picture."""

    def suits(self, pages: int) -> bool:
        """Whether a paper with so many pages can come like this."""
        return pages > 1 or Container.PDF_MIXED not in self.containers


FAMILIES = (
    Family("digital", 25, {Container.PDF_TEXT: 1}),
    Family("clean-scan", 15, _SCANS, (scanner.noise,)),
    Family("skew", 4, _SCANS, (scanner.skew, scanner.noise)),
    Family("rotation", 4, _SCANS, (scanner.noise, scanner.quarter_turn)),
    Family("phone-perspective", 5, _PHOTOS,
           (lens.perspective, light.shadow, lens.uneven_light, scanner.noise), (250,), 0.1),
    Family("phone-bad", 4, _PHOTOS,
           (light.fold, lens.perspective, lens.motion_blur, scanner.noise, scanner.jpeg),
           (250,), 0.1),
    Family("shadow", 3, _SCANS, (light.shadow, scanner.noise)),
    Family("grey-background", 4, _SCANS, (light.grey_paper, scanner.noise), greys=0.5),
    Family("stamp-over-text", 5, _SCANS, (ink.stamp_and_sign, scanner.noise), greys=0.25),
    Family("fold", 3, _SCANS, (light.fold, scanner.noise)),
    Family("blur", 3, _SCANS, (scanner.blur, scanner.noise)),
    Family("lowres", 3, _SCANS, (scanner.small, scanner.noise), (100, 110, 120, 130)),
    Family("jpeg-lowres", 3, {Container.JPG: 3, Container.PDF_IMAGE: 2},
           (scanner.small, scanner.noise, scanner.jpeg), (110, 120, 130, 140)),
    Family("photocopy", 4, _COPIES, (scanner.skew, scanner.photocopy), (200, 300), 0),
    Family("two-up", 3, _SCANS, (scanner.noise,), (150, 200), pairs=True),
    Family("guilloche", 3, _SCANS, (light.guilloche, scanner.noise), greys=0.2),
    Family("garbage-text", 3, {Container.PDF_GARBAGE_TEXT: 1}, (scanner.noise,)),
    Family("ocr-layer", 3, {Container.PDF_OCR_LAYER: 1}, (scanner.noise,)),
    Family("broken-tounicode", 3, {Container.PDF_BROKEN_TOUNICODE: 1}),
    Family("mixed", 3, {Container.PDF_MIXED: 1}, (scanner.noise,)),
)  # fmt: skip
DIGITAL = FAMILIES[0]


def choose(pages: int, rng: Rng) -> tuple[Family, Container]:
    """A family and a container for a paper with so many pages."""
    suitable = [family for family in FAMILIES if family.suits(pages)]
    family = suitable[_drawn([family.weight for family in suitable], rng)]
    pictures = (pages + 1) // 2 if family.pairs else pages
    fitting = [box for box in family.containers if box.holds_many or pictures == 1]
    return family, fitting[_drawn([family.containers[box] for box in fitting], rng)]


def _drawn(weights: Sequence[float], rng: Rng) -> int:
    shares = np.asarray(weights, float)
    return int(rng.choice(len(shares), p=shares / shares.sum()))


def spoil(family: Family, pictures: Sequence[Picture], rng: Rng) -> tuple[list[Picture], list[str]]:
    """All pages spoilt, each by its own chance, and the names of the steps."""
    effects = [*([scanner.grey] if rng.random() < family.greys else []), *family.effects]
    spoilt, steps = [], []
    for picture in pictures:
        for effect in effects:
            picture, step = effect(picture, rng)
            steps.append(step)
        spoilt.append(picture)
    return spoilt, list(dict.fromkeys(steps))
