"""Which line of a page goes on in which: a choice model over the lines below each line.

A line that merely wraps is followed by its continuation; a line of a form, a list or a heading is
not. What tells them apart is the room that the first word had, the leading, the letters and how
both begin and end. The weights stand in ``data/wrapping.json``; ``python -m tests.wrapping`` makes
them anew from printed papers, of which it is known.
"""

import json
import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib import resources

from recognition.documents.extraction.page.piece import Piece
from recognition.documents.extraction.page.quotes import opened
from recognition.documents.extraction.page.wording import said
from recognition.documents.extraction.weights import Features, shares, weigh

_LEAST = 0.006  # of the page's width: the height of a line at least
_NEAR, _FAR = 0.4, 3.2  # heights of a line, from foot to foot
_MOST = 4  # lines below that one may go on in
_COLUMN = 9.0  # heights of a line within which others tell how wide its column is
_ASIDE = 0.01  # of the page: a line that far aside of another is still below it
_HIDES = 0.3  # of the width: a line over another hides it
_EDGE, _MIDDLE = 0.7, 0.9  # of a height: lines so near are in line with one another
_LONG = 8  # letters from which the width of a letter tells its size
PROBABLE = 0.5
"""From which probability on a line is taken to go on."""


def continuations(
    pieces: Sequence[Piece], aspect: float, languages: tuple[str, ...]
) -> dict[int, int]:
    """The index of each line that goes on, and of the line that it goes on in.

    ``aspect``: height of the page by its width; ``languages``: those whose phrases are known.
    """
    page = Around(pieces, aspect, languages)
    found: list[tuple[float, int, int]] = []
    for index in range(len(pieces)):
        later = page.below(index)
        scores = [weigh(_weights(), page.features(index, at)) for at in later]
        found += [
            (share, index, at)
            for share, at in zip(shares(scores), later, strict=True)
            if share > PROBABLE
        ]
    taken: set[int] = set()
    out: dict[int, int] = {}
    for _, index, at in sorted(found, reverse=True):
        if at not in taken:
            taken.add(at)
            out[index] = at
    return out


@cache
def _weights() -> dict[str, float]:
    data = resources.files("recognition.documents").joinpath("data/wrapping.json")
    return {str(name): float(value) for name, value in json.loads(data.read_text("utf-8")).items()}


class Around:
    """The lines of a page by place, so that those around one are found quickly."""

    def __init__(self, pieces: Sequence[Piece], aspect: float, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._pieces = pieces = [piece.stretched(aspect) for piece in pieces]
        self._order = sorted(range(len(pieces)), key=lambda at: pieces[at].foot)
        self._feet = [pieces[at].foot for at in self._order]
        self._below: dict[int, list[int]] = {}
        self._widest = max((piece.width for piece in pieces), default=0.0)

    def below(self, index: int) -> list[int]:
        """Lines right below one, of which no nearer line hides another; the nearest first."""
        if index not in self._below:
            self._below[index] = self._found_below(index)
        return self._below[index]

    def _found_below(self, index: int) -> list[int]:
        piece = self._pieces[index]
        out: list[int] = []
        for at in self._within(piece.foot, piece.foot + _FAR * 3 * _tall(piece)):
            other = self._pieces[at]
            leading = (other.foot - piece.foot) / max(_tall(piece), _tall(other))
            if at == index or not _NEAR < leading < _FAR or _shared(piece, other) <= -_ASIDE:
                continue
            if not any(_hides(self._pieces[nearer], other) for nearer in out):
                out.append(at)
        return out[:_MOST]

    def features(self, index: int, at: int) -> Features:
        """What speaks for and against one line going on in another."""
        before, after = self._pieces[index], self._pieces[at]
        height = max(_tall(before), _tall(after))
        leading = (after.foot - before.foot) / height
        out: Features = {"bias": 1.0, "leading": leading, "leading_squared": leading**2 / 3}
        out |= _letters(before, after, leading)
        out |= _edges(before, after, height)
        out |= self._room(before, after, height, leading)
        out |= _ends(before) | _begins(before, after)
        out |= self._rows(before, after) | self._pitch(before, after)
        out |= self._said(before, after)
        out["next"] = float(at == index + 1)
        out["only_one"] = float(len(self.below(index)) == 1)
        out["full_small"] = out["full"] * out["begins_small"]
        out["full_colon"] = out["full"] * out["colon"]
        out["full_same_beside"] = out["full"] * out["same_beside"]
        out["full_middle"] = out["full"] * out["only_middle"]
        out["small_both"] = out["begins_small"] * out["last_small"]
        return {name: value for name, value in out.items() if value}

    def _said(self, before: Piece, after: Piece) -> Features:
        """Which of both is a label or the name of a state, which no line goes on in."""
        one, other = said(before.text, self._languages), said(after.text, self._languages)
        return {
            "label_before": float(one.label), "label_before_alone": float(one.alone),
            "label_before_colon": float(one.colon), "label_before_leads": float(one.leads),
            "label_after": float(other.label), "label_after_alone": float(other.alone),
            "label_after_colon": float(other.colon),
            "label_both": float(one.label and other.label),
            "leads_on": float(one.leads_on),
            "state_before": float(one.state), "state_after": float(other.state),
        }  # fmt: skip

    def _within(self, low: float, high: float) -> list[int]:
        return self._order[bisect_left(self._feet, low) : bisect_left(self._feet, high)]

    def _room(self, before: Piece, after: Piece, height: float, leading: float) -> Features:
        """Whether the first word of a line had room in the line before."""
        reach = _COLUMN * height
        column = [
            self._pieces[at].width
            for at in self._within(before.foot - reach, before.foot + reach)
            if any(_in_line(before, self._pieces[at], height))
        ]
        need = before.width + (len(after.first) + 1) * after.per_letter
        room, page = need / max(column, default=before.width), need / self._widest
        full = float(room > 0.97)
        return {
            "room": min(room, 1.5), "full": full, "not_full": float(room < 0.85),
            "page_room": min(page, 1.5), "page_full": float(page > 0.95),
            "full_leading": full * leading, "widest": float(before.width >= max(column) * 0.995),
        }  # fmt: skip

    def _rows(self, before: Piece, after: Piece) -> Features:
        """Whether something stands beside the one or the other."""
        one, other = self._beside(before), self._beside(after)
        return {
            "alone": float(not one and not other), "beside_after": float(other > 0),
            "beside_after_only": float(other > 0 and not one), "many_beside": min(one, 4) / 2,
            "same_beside": float(one == other > 0), "fewer_beside": float(other < one),
        }  # fmt: skip

    def _beside(self, piece: Piece) -> int:
        reach = 2 * _tall(piece)
        near = self._within(piece.foot - reach, piece.foot + reach)
        return sum(piece.same_row(self._pieces[at]) for at in near) - 1

    def _pitch(self, before: Piece, after: Piece) -> Features:
        """The leading above and below, beside that between the two."""
        height, between = max(_tall(before), _tall(after)), after.foot - before.foot
        out: Features = {}
        near = (_NEAR * height, _FAR * height)
        over = self._nearest(before, -near[1], -near[0], last=True)
        under = self._nearest(after, near[0], near[1], last=False)
        for name, distance in (("above", over), ("below", under)):
            if distance is None:
                out[f"none_{name}"] = 1.0
                continue
            ratio = abs(distance) / between
            out[f"{name}_same"] = float(abs(math.log(ratio)) < 0.12)
            out[f"{name}_tight"] = float(ratio < 0.85)
            out[f"{name}_loose"] = float(ratio > 1.18)
        if over is not None:
            out["above_ratio"] = max(-1.0, min(1.0, math.log(abs(over) / between)))
        return out

    def _nearest(self, piece: Piece, low: float, high: float, *, last: bool) -> float | None:
        """The distance to the nearest line in a piece's column, above or below it."""
        feet = [
            self._pieces[at].foot - piece.foot
            for at in self._within(piece.foot + low, piece.foot + high)
            if _shared(piece, self._pieces[at]) > 0
        ]
        return (max if last else min)(feet, default=None)


def _tall(piece: Piece) -> float:
    return max(piece.height, _LEAST)


def _shared(one: Piece, other: Piece) -> float:
    return min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])


def _hides(nearer: Piece, piece: Piece) -> bool:
    over = nearer.foot < piece.foot - 0.4 * piece.height
    return over and _shared(nearer, piece) > _HIDES * min(nearer.width, piece.width)


def _in_line(one: Piece, other: Piece, height: float) -> tuple[bool, bool, bool]:
    """Whether two lines share their left edge, their right edge, their middle."""
    left, right = (abs(one.box[at] - other.box[at]) / height for at in (0, 2))
    middle = abs(one.middle - other.middle) / height
    return left < _EDGE, right < _EDGE, middle < _MIDDLE


def _edges(before: Piece, after: Piece, height: float) -> Features:
    left, right, middle = _in_line(before, after, height)
    return {
        "no_edge": float(not (left or right or middle)),
        "only_middle": float(middle and not left and not right),
        "start": float(right if before.from_right else left),
        "width_ratio": min(after.width / max(0.01, before.width), 3.0) / 2,
    }


def _letters(before: Piece, after: Piece, leading: float) -> Features:
    """Whether both are of one size and one kind of letters."""
    alike = before.capitals == after.capitals and before.script == after.script
    long = min(len(before.text), len(after.text)) > _LONG
    ratio = abs(math.log(before.per_letter / after.per_letter)) if long and alike else 0.0
    return {
        "height_ratio": abs(math.log(max(before.height, 0.003) / max(after.height, 0.003))),
        "letter_ratio": ratio, "letters_unlike": float(not (long and alike)),
        "other_script": float(before.script != after.script),
        "other_case": float(before.cased and after.cased and before.capitals != after.capitals),
        "no_case": float(not before.cased),
        "no_case_leading": 0.0 if before.cased else leading,
        "after_long": min(len(after.text), 90) / 45,
        "before_short": float(len(before.text) < 18),
    }  # fmt: skip


_CLOSED = frozenset(')"»”_')


def _ends(before: Piece) -> Features:
    text, last = before.text, before.text[-1]
    word = text.split()[-1]
    return {
        "comma": float(last in ",،、，;"), "full_stop": float(last in ".।。։!?"),
        "colon": float(last in ":：፡"), "hyphen": float(last in "-‐" and text[-2:-1].isalpha()),
        "opened": float(opened(text)), "closed": float(last in _CLOSED),
        "ends_digit": float(last.isdigit()), "slash": float(last == "/"),
        "ends_particle": float(word.isalpha() and len(word) <= 3 and word.islower()),
        "last_small": float(word[:1].islower()), "first_small": float(text[:1].islower()),
    }  # fmt: skip


def _begins(before: Piece, after: Piece) -> Features:
    first = after.text[:1]
    return {
        "begins_small": float(first.islower()), "begins_digit": float(first.isdigit()),
        "begins_slash": float(first == "/"),
        "begins_capital": float(first.isupper() and not after.capitals),
    }  # fmt: skip
