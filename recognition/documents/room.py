"""Room above and below lines whose letters rise and fall far, as those of Nastaliq do.

Where lines are sought, strokes that stand out from the row of letters are left out: in most hands
of letters they tell little, in Nastaliq a slanted stroke is what tells kaf and gaf from lam.
"""

from collections.abc import Sequence

from recognition.documents.lines import Rectangle

HEIGHT = 60  # of a line with room that tesseract reads, in pixels
_ABOVE, _BELOW = 0.5, 0.2  # of a line's height: room that its letters may need

Lines = Sequence[tuple[int, Rectangle]]


def roomy(lines: Lines, every: Sequence[Rectangle]) -> list[tuple[int, Rectangle]]:
    """The lines with room above and below them, up to the middle of the gap to their neighbours.

    ``every``: the lines of the page, in whatever script.
    """
    return [(number, _grown(box, every)) for number, box in lines]


def _grown(box: Rectangle, every: Sequence[Rectangle]) -> Rectangle:
    left, top, right, bottom = box
    middle, height = top + bottom, bottom - top
    near = [other for other in every if other[0] < right and left < other[2]]
    above = [other[3] for other in near if other[1] + other[3] < middle - height]
    below = [other[1] for other in near if other[1] + other[3] > middle + height]
    roof = (top + max(above)) // 2 if above else 0
    floor = (bottom + min(below)) // 2 if below else bottom + height
    return (
        left,
        min(top, max(roof, round(top - _ABOVE * height))),
        right,
        max(bottom, min(floor, round(bottom + _BELOW * height))),
    )
