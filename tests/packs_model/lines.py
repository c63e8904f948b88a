"""Pages prepared and cut as the reader does, and each line put beside its text."""

from collections.abc import Sequence

import numpy as np

from recognition.documents import layout, prepare, recognise, room, rows, strips
from recognition.documents.lines import Rectangle
from recognition.documents.tesseract import Picture
from recognition.documents.upright import upright
from tests.packs_model.pages import Line

_WIDE = 1.2  # a line may be so much wider or narrower than others of its page
_AGREE = 0.9  # of the lines of a page must agree, or one was lost and another came in two

Found = list[tuple[Rectangle, Picture]]


def cut(image: bytes, *, tall: bool = False) -> Found:
    """Place (on the prepared page) and picture of each line of a page image, from the top.

    ``tall``: with room above and below. Nothing where the page was taken for two.
    """
    page = prepare.even_background(prepare.flatten_page(prepare.decode(image)))
    _, laid = upright(page)
    if len(laid) > 1:
        return []
    (part,) = laid
    found = rows.lines(layout.segments(part.clean, part.seen), part.ruled)
    boxes = sorted((recognise._around(line) for line in found), key=lambda box: box[1])
    if not tall:
        height = recognise._HEIGHT
        return [(b, strips.sheet(part.clean, [(0, b)], height).picture) for b in boxes]
    numbered = list(enumerate(boxes))
    cuts = room.roomy(part.clean, numbered, numbered)
    return [(cut.box, room.sheet(part.clean, [(0, cut.box)]).picture) for cut in cuts]


def matched(painted: Sequence[Line], found: Found) -> list[tuple[Picture, str]]:
    """The picture of each line with its text; nothing where lines were lost, split or joined.

    Of as many lines as were painted, each is as wide as it was painted, on the scale of the page.
    """
    if not painted or len(found) != len(painted):
        return []
    scales = np.array(
        [_width(box) / _width(line.box) for (box, _), line in zip(found, painted, strict=True)]
    )
    off = np.abs(np.log(scales / np.median(scales)))
    agree = off < np.log(_WIDE)
    if agree.mean() < _AGREE:
        return []
    both = zip(found, painted, agree, strict=True)
    return [(strip, line.taught) for (_, strip), line, fits in both if fits]


def _width(box: Rectangle) -> int:
    return box[2] - box[0]
