"""Which way up a page is, and in which script each of its segments of text is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from recognition.documents import lines
from recognition.documents.lines import Rectangle
from recognition.documents.scripts import NONE, NUMBERS, SCRIPTS, Floats
from recognition.documents.seen import Seen, look, look_at
from recognition.documents.tesseract import Picture

_SAMPLE = 20  # lines that tell which way up a page is
_ENOUGH = 60.0  # letters upright or upside down that settle the direction
_CLEAR = 0.6  # share of the likelier one from which the page surely does not lie on its side
_PRESENT = 0.55  # chance from which a segment proves its script
_TEXT = 0.45  # chance of a number, or of scripts not seen elsewhere, from which it is kept
_NEAR = 5.0  # of the height: a gap to a neighbour whose line it may belong to
_NOTHING = 0.6  # chance of being no text from which a segment is left out
_CLEARLY_TEXT = 0.2  # and under which a long one is text, whatever its script
_LINE = 5.0  # times its height: what is longer is a line
_SURELY_NOTHING = 0.85  # and from which even one that shows a script is
_SURE = 0.5  # chance from which a segment shows where the text stands
_LENGTH = 1.6  # times its height: shorter segments prove nothing
_ALIKE = frozenset({"Latn", "Cyrl", "Grek"})
_SECOND = 0.8  # chance from which a segment proves a second script on the page
_WORD = 4.0  # times its height: length of a segment that proves a second script
_SHARE = 0.03  # of a page's text in a script that counts as present


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of letters, its place, its script ("" where it shows none) and how sure that is."""

    box: Rectangle
    script: str
    chance: float


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Text seen upright and upside down, in letters or so, and the share of the likelier one."""

    upright: float
    turned: float
    share: float


def turn(page: Picture, seen: Seen | None = None) -> int:
    """Quarter turn clockwise that makes the page upright; 0 where nothing says otherwise.

    ``seen``: what stands on the page as it is, if that is known.
    """
    level = _evidence(seen or look(page))
    if level.share > _CLEAR and max(level.upright, level.turned) > _ENOUGH:
        return 0 if level.upright >= level.turned else 180
    picture, _ = lines.reduced(page)
    on_side = np.ascontiguousarray(np.rot90(picture, -1))  # as if turned clockwise
    side = _evidence(look_at(on_side, _longest(lines.segments(on_side))))
    found = {0: level.upright, 180: level.turned, 90: side.upright, 270: side.turned}
    best = max(found, key=lambda degrees: found[degrees])
    return best if found[best] > 1.1 * level.upright + 0.5 else 0


def _longest(boxes: Iterable[Rectangle]) -> list[Rectangle]:
    """The longest lines in their heights: as many as tell which way up a page is."""
    lying = [box for box in boxes if _width(box) > _LENGTH * _height(box)]
    return sorted(lying, key=lambda box: -_width(box) / _height(box))[:_SAMPLE]


def _evidence(seen: Seen) -> _Evidence:
    sample = set(_longest(seen.boxes))
    pieces = [at for at, owner in enumerate(seen.owners) if seen.boxes[owner] in sample]
    if not pieces:
        return _Evidence(0.0, 0.0, 0.0)
    boxes = [seen.boxes[seen.owners[at]] for at in pieces]
    long = np.array([min(6.0, _width(box) / _height(box)) for box in boxes])
    chances, count = seen.chances[pieces], len(SCRIPTS)
    upright = float(long @ chances[:, :count].sum(axis=1))
    turned = float(long @ chances[:, count:NONE].sum(axis=1))
    return _Evidence(upright, turned, max(upright, turned) / float(long.sum()))


def _width(box: Rectangle) -> int:
    return box[2] - box[0]


def _height(box: Rectangle) -> int:
    return max(1, box[3] - box[1])


def segments(picture: Picture, seen: Seen | None = None) -> list[Segment]:
    """The segments of an upright page with their scripts; signatures, ornaments left out.

    Only scripts with clear proof on the page count. ``seen``: what stands on it, if known.
    """
    seen = seen or look(picture)
    boxes, each = seen.boxes, seen.each
    present = _present(boxes, each[:, : len(SCRIPTS)])
    found = [
        (_segment(box, chance, present), float(chance[NONE]))
        for box, chance in zip(boxes, each, strict=True)
    ]
    text = [segment for segment, _ in found if segment.script and segment.chance > _SURE]
    frame = _frame(
        [segment.box for segment in text if _width(segment.box) > 2 * _height(segment.box)]
    )
    return [segment for segment, nothing in found if _kept(segment, nothing, frame, text)]


def _kept(segment: Segment, nothing: float, frame: Rectangle, text: Sequence[Segment]) -> bool:
    """Whether a segment is read: what lies outside of the text has to prove to be text."""
    long = _width(segment.box) > _LENGTH * _height(segment.box)
    x, y = (segment.box[0] + segment.box[2]) / 2, (segment.box[1] + segment.box[3]) / 2
    if not (frame[0] < x < frame[2] and frame[1] < y < frame[3]):
        if _width(segment.box) > _LINE * _height(segment.box) and nothing < _CLEARLY_TEXT:
            return True
        return bool(segment.script) and long and nothing < _NOTHING and segment.chance > _SURE
    if segment.script:
        return nothing < _SURELY_NOTHING
    if long and nothing < 2 * _CLEARLY_TEXT:
        return True
    return nothing < _NOTHING and (segment.chance > _TEXT or _beside_text(segment, text))


def _frame(boxes: Sequence[Rectangle]) -> Rectangle:
    """What is around the lines that are surely text, with two lines' room."""
    if not boxes:
        return (0, 0, 0, 0)
    room = 2 * int(np.median([_height(box) for box in boxes]))
    return (
        min(box[0] for box in boxes) - room,
        min(box[1] for box in boxes) - room,
        max(box[2] for box in boxes) + room,
        max(box[3] for box in boxes) + room,
    )


def _beside_text(segment: Segment, text: Sequence[Segment]) -> bool:
    """Whether a segment stands by text of its size."""
    height = _height(segment.box)
    for other in text:
        shared = min(segment.box[3], other.box[3]) - max(segment.box[1], other.box[1])
        gap = max(segment.box[0], other.box[0]) - min(segment.box[2], other.box[2])
        alike = 0.5 < _height(other.box) / height < 2
        if alike and shared > 0.5 * height and gap < _NEAR * height:
            return True
    return False


def _segment(box: Rectangle, chance: Floats, present: Sequence[int]) -> Segment:
    best = max(present, key=lambda script: chance[script], default=-1)
    if best < 0 or _share(chance, best) < 0.25:
        return Segment(box, "", float(chance[: len(SCRIPTS)].sum() + chance[NUMBERS]))
    return Segment(box, SCRIPTS[best], _share(chance, best))


def _share(chance: Floats, script: int) -> float:
    """The chance of a script; Han letters stand in Japanese lines as well."""
    if SCRIPTS[script] in {"Hani", "Jpan"}:
        return float(sum(chance[SCRIPTS.index(name)] for name in ("Hani", "Jpan")))
    return float(chance[script])


def _present(boxes: Sequence[Rectangle], upright: Floats) -> list[int]:
    """Numbers of the scripts that the page is taken to hold, most text first."""
    long = np.array([min(40.0, _width(box) / _height(box)) for box in boxes])
    proof = np.zeros(len(SCRIPTS))
    surest = np.zeros(len(SCRIPTS))
    for size, chance in zip(long, upright, strict=True):
        best = int(chance.argmax())
        if _share(chance, best) > _PRESENT and size > _LENGTH:
            proof[best] += size
            alone = SCRIPTS[best] not in _ALIKE or size > _WORD
            surest[best] = max(surest[best], float(chance[best]) * alone)
    if not proof.any():
        proof = (long[:, None] * upright).sum(axis=0).astype(np.float64)
        proof *= proof == proof.max(initial=1e-6)
    _one_east_asian(proof)
    first = int(proof.argmax())
    found = [
        int(script)
        for script in np.argsort(-proof)
        if proof[script] > max(_SHARE * proof.sum(), _LENGTH)
    ]
    return [
        script for script in found if script == first or surest[script] > _second(first, script)
    ]


def _second(first: int, script: int) -> float:
    """Chance from which a segment proves a second script: A, B, C are letters of several.

    And single lines of Nastaliq look like all kinds of scripts.
    """
    alike = {SCRIPTS[first], SCRIPTS[script]} <= _ALIKE
    slanting = SCRIPTS[first] == "Arab" and SCRIPTS[script] != "Latn"
    return _SECOND if alike or slanting else _PRESENT


def _one_east_asian(proof: Floats | np.ndarray) -> None:
    """Han letters beside kana are Japanese, and a little kana beside much Han is a mistake."""
    han, kana = SCRIPTS.index("Hani"), SCRIPTS.index("Jpan")
    winner = kana if proof[kana] > 0.25 * proof[han] else han
    both = proof[han] + proof[kana]
    proof[han] = proof[kana] = 0
    proof[winner] = both
