"""Segments of text on a picture, and what the script model sees in pieces of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from recognition.documents import lines, scripts
from recognition.documents.lines import Rectangle
from recognition.documents.scripts import Floats
from recognition.documents.tesseract import Picture


@dataclass(frozen=True, slots=True)
class Seen:
    """Places of the segments; for each piece of one its segment's index, and its chances."""

    boxes: Sequence[Rectangle]
    owners: Sequence[int]
    chances: Floats

    @property
    def each(self) -> Floats:
        """The chances of each segment."""
        return scripts.by_owner(self.chances, self.owners, len(self.boxes))


def look(picture: Picture, small: Picture | None = None) -> Seen:
    """All segments of a picture; ``small`` is the picture reduced, if that is at hand."""
    if small is None:
        small, _ = lines.reduced(picture)
    return look_at(picture, lines.segments(small, small.shape[1] / picture.shape[1]))


def look_at(picture: Picture, boxes: Sequence[Rectangle]) -> Seen:
    """The same for segments that were found before."""
    owners, patches = lines.patches(picture, boxes)
    return Seen(boxes, owners, scripts.probabilities(patches))
