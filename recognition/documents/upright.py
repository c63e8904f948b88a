"""A page laid straight and the right way up, its frame and rules taken out, its text found.

Nearly all pages come upright: what is found while that is asked is kept for reading them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from recognition.documents import layout, lines, prepare, rules
from recognition.documents.lines import Rectangle
from recognition.documents.prepare import Prepared
from recognition.documents.seen import Seen, look
from recognition.documents.tesseract import Picture


@dataclass(frozen=True, slots=True)
class Laid:
    """A page, or one of two that were copied side by side: ready to be read.

    ``clean`` is its picture without ``ruled``, the rules on it.
    """

    page: Prepared
    clean: Picture
    ruled: Sequence[Rectangle]
    seen: Seen


def upright(page: Prepared) -> tuple[int, list[Laid]]:
    """The quarter turn clockwise that makes a page upright, and its parts in that position."""
    laid = _laid(_straight(page))
    degrees = layout.turn(laid.clean, laid.seen)
    if degrees == 180:
        laid = _laid(prepare.turn(laid.page, degrees))
    elif degrees:  # the skew of lines that stand on end is no skew
        laid = _laid(_straight(prepare.turn(page, degrees)))
    parts = prepare.halves(laid.page)
    return degrees, [laid] if len(parts) < 2 else [_laid(part) for part in parts]


def _straight(page: Prepared) -> Prepared:
    return prepare.without_frame(prepare.straighten(page))


def _laid(page: Prepared) -> Laid:
    small, factor = lines.reduced(page.picture)
    found = rules.find(small)
    ruled = rules.enlarged(found, factor)
    clean = rules.erase(page.picture, ruled)
    return Laid(page, clean, ruled, look(clean, rules.erase(small, found)))
