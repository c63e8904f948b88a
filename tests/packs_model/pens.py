"""A line set in a font, and in another where that one has no letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from PIL import ImageDraw

from tests.packs_model import fonts


@dataclass(frozen=True, slots=True)
class Pen:
    """Sets a text in ``file``, and in ``other`` what that font has no letters for, on one line.

    ``direction`` and ``language`` are those of Pillow, ``size`` is in pixels.
    """

    file: str
    size: int
    other: str | None = None
    direction: str | None = None

    def writes(self, text: str) -> bool:
        """Whether all letters of a text are there."""
        return all(fonts.writes(file, part) for file, part in self._parts(text))

    def box(self, text: str, language: str) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what is painted, with the line at nought."""
        boxes = [
            (x + left, top, x + right, bottom)
            for x, file, part in self._placed(text, language)
            for left, top, right, bottom in [self._box(file, part, language)]
        ]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def paint(
        self,
        draw: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        language: str,
        ink: tuple[int, ...],
    ) -> None:
        """Paint a text; ``at``: its beginning on the line."""
        for x, file, part in self._placed(text, language):
            draw.text(
                (at[0] + x, at[1]), part, font=fonts.face(file, self.size), fill=ink,
                anchor="ls", direction=self.direction, language=language,
            )  # fmt: skip

    def _box(self, file: str, part: str, language: str) -> tuple[float, float, float, float]:
        font = fonts.face(file, self.size)
        return font.getbbox(part, anchor="ls", direction=self.direction, language=language)

    def _placed(self, text: str, language: str) -> Iterator[tuple[float, str, str]]:
        """Each part of a text with its font and how far from the beginning it stands."""
        x = 0.0
        for file, part in self._parts(text):
            yield x, file, part
            font = fonts.face(file, self.size)
            x += font.getlength(part, direction=self.direction, language=language)

    def _parts(self, text: str) -> Iterator[tuple[str, str]]:
        if self.other is None:
            yield self.file, text
            return
        for file, letters in groupby(text, self._file_of):
            yield file, "".join(letters)

    def _file_of(self, letter: str) -> str:
        return self.file if self.other is None or fonts.writes(self.file, letter) else self.other
