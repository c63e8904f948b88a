"""Words side by side, before they have a place in the text of a page."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recognition.documents.language import letter_script
from recognition.documents.model import Box, Word

_FROM_RIGHT = frozenset({"Arab", "Hebr"})
_MOSTLY = 0.8


@dataclass(frozen=True)
class Piece:
    """Words of one line that no wide gap parts; ``box`` is upright and level (``levelled``)."""

    words: tuple[Word, ...]
    box: Box

    @property
    def height(self) -> float:
        """Height as a fraction of the page."""
        return self.box[3] - self.box[1]

    @property
    def width(self) -> float:
        """Width as a fraction of the page."""
        return self.box[2] - self.box[0]

    @property
    def middle(self) -> float:
        """The place of its middle across the page."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def foot(self) -> float:
        """The place of its lower edge on the page."""
        return self.box[3]

    @cached_property
    def text(self) -> str:
        """The words, a space between each two."""
        return " ".join(word.text for word in self.words)

    @property
    def first(self) -> str:
        """The first word."""
        return self.words[0].text

    @property
    def per_letter(self) -> float:
        """Width of a letter, as a fraction of the page: tells the size of the letters."""
        return max(self.width, 1e-4) / len(self.text)

    @cached_property
    def script(self) -> str:
        """The script of its first letter (ISO 15924); empty where it has none."""
        return next((s for letter in self.text if (s := letter_script(letter))), "")

    @property
    def from_right(self) -> bool:
        """Whether it is read from the right."""
        return self.script in _FROM_RIGHT

    @cached_property
    def cased(self) -> bool:
        """Whether it has letters that may be capital or small."""
        return any(c.upper() != c.lower() for c in self.text)

    @cached_property
    def capitals(self) -> bool:
        """Whether nearly all such letters are capitals."""
        cased = [c for c in self.text if c.upper() != c.lower()]
        return bool(cased) and sum(c.isupper() for c in cased) > _MOSTLY * len(cased)

    def stretched(self, aspect: float) -> "Piece":
        """The same with its height in widths of the page: lengths across and down compare."""
        x0, y0, x1, y1 = self.box
        return Piece(self.words, (x0, y0 * aspect, x1, y1 * aspect))

    def same_row(self, other: "Piece") -> bool:
        """Whether another stands beside it (it stands beside itself)."""
        overlap = min(self.box[3], other.box[3]) - max(self.box[1], other.box[1])
        return overlap > 0.5 * min(self.height, other.height)


def piece_of(words: Sequence[Word], boxes: Sequence[Box]) -> Piece:
    """A piece of words and their level boxes; one letter misread too tall changes nothing."""
    box = (
        min(box[0] for box in boxes),
        statistics.median(box[1] for box in boxes),
        max(box[2] for box in boxes),
        statistics.median(box[3] for box in boxes),
    )
    return Piece(tuple(words), box)
