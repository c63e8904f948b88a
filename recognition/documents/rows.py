"""Segments of text put into lines, and the lines into reading order."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from recognition.documents import rules
from recognition.documents.layout import Segment
from recognition.documents.lines import Rectangle

Row = list[list[Segment]]  # the lines that stand side by side

_FROM_THE_RIGHT = frozenset({"Arab", "Hebr"})
_GUTTER = 2.0  # of the height: between two pages or columns at least
_ROWS, _PAGE = 5, 12.0  # lines and width in heights of a page or column
_CLOSE = 0.9  # of the height: a gap between rows of one cell or paragraph
_CELL = 4  # lines at most of a cell
_JOINED = 1.6  # of the height: a gap up to which neighbours are one line in any case
_WORD = 6.0  # of the height: a gap that no justified line has
_CORRIDOR = 3  # rows one above the other that a gap between columns runs through at least
_THROUGH = 2  # lines at least that a fold runs through
_COLUMN = 9.0  # of the height: usual width of the text on both sides of a page in two columns


def lines(segments: Iterable[Segment], ruled: Sequence[Rectangle] = ()) -> list[list[Segment]]:
    """Lines from the top, each from the left; two columns of text one after the other.

    ``ruled``: rules on the page; an upright one parts what stands on both sides of it.
    """
    every = list(segments)
    ruled = [rule for rule in ruled if not _is_fold(rule, every)]
    halves = _halves(every)
    if _runs_left(every):
        halves.reverse()
    return [line for half in halves for line in _page(half, ruled)]


def _is_fold(rule: Rectangle, segments: Sequence[Segment]) -> bool:
    """Whether an upright rule runs through lines rather than between them: paper was folded."""
    if rule[3] - rule[1] <= rule[2] - rule[0]:
        return False
    middle = (rule[0] + rule[2]) / 2
    beside = [s for s in segments if rule[1] < (s.box[1] + s.box[3]) / 2 < rule[3]]
    through = [s for s in beside if s.box[0] + _height(s) < middle < s.box[2] - _height(s)]
    return len(through) >= _THROUGH and 4 * len(through) > len(beside)


def _runs_left(segments: Iterable[Segment]) -> bool:
    """Whether most of the text is of scripts that run from right to left."""
    widths = [
        (s.box[2] - s.box[0]) * (1 if s.script in _FROM_THE_RIGHT else -1)
        for s in segments
        if s.script
    ]
    return sum(widths) > 0


def _halves(segments: list[Segment]) -> list[list[Segment]]:
    """The two pages of an open booklet, or two columns that no line crosses; else all."""
    ordered = sorted(segments, key=lambda segment: segment.box[0])
    height = float(np.median([_height(segment) for segment in ordered] or [0]))
    reach, best = 0, (_GUTTER * height, 0)
    for number, segment in enumerate(ordered):
        if number and segment.box[0] - reach > best[0]:
            best = (segment.box[0] - reach, number)
        reach = max(reach, segment.box[2])
    halves = [ordered[: best[1]], ordered[best[1] :]]
    return halves if all(_full(half, height) for half in halves) else [ordered]


def _full(half: Sequence[Segment], height: float) -> bool:
    """Whether there is text enough for a page or a column of its own."""
    if not half:
        return False
    wide = max(segment.box[2] for segment in half) - min(segment.box[0] for segment in half)
    tops = {round(segment.box[3] / (1.5 * height)) for segment in half}
    return len(tops) >= _ROWS and wide > _PAGE * height


def _page(segments: Sequence[Segment], ruled: Sequence[Rectangle]) -> list[list[Segment]]:
    rows = _rows(segments)
    gaps = [_gaps(row) for row in rows]
    split = [
        [
            2 if rules.between(ruled, a.box, b.box) else int(_cut(gaps, number, index))
            for index, (a, b) in enumerate(pairwise(row))
        ]
        for number, row in enumerate(rows)
    ]
    parts = [_parts(row, cuts) for row, cuts in zip(rows, split, strict=True)]
    left = _runs_left(segments)
    return [line for block in _blocks(parts, ruled) for line in _ordered(block, left)]


def _rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.box[1] + s.box[3]):
        for row in reversed(rows[-4:]):
            if _beside(row, segment):
                row.append(segment)
                break
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.box[0]) for row in rows]


def _beside(row: Sequence[Segment], segment: Segment) -> bool:
    """Whether a segment stands in a row: beside its nearest member, over and under none."""
    left, top, right, bottom = segment.box
    near = min(row, key=lambda s: max(s.box[0] - right, left - s.box[2]))
    shared = min(bottom, near.box[3]) - max(top, near.box[1])
    over = any(min(right, s.box[2]) - max(left, s.box[0]) > 0.3 * _height(segment) for s in row)
    return not over and shared >= 0.5 * min(bottom - top, near.box[3] - near.box[1])


def _height(segment: Segment) -> int:
    return max(1, segment.box[3] - segment.box[1])


def _gaps(row: Sequence[Segment]) -> list[tuple[int, int]]:
    return [(a.box[2], b.box[0]) for a, b in pairwise(row)]


def _cut(gaps: Sequence[Sequence[tuple[int, int]]], number: int, index: int) -> bool:
    """Whether a gap runs on through the rows above or below, as between columns."""
    low, high = gaps[number][index]
    rows = 1
    for way in (-1, 1):
        at, span = number + way, (low, high)
        while 0 <= at < len(gaps) and rows < _CORRIDOR:
            shared = [
                (max(a, span[0]), min(b, span[1]))
                for a, b in gaps[at]
                if min(b, span[1]) - max(a, span[0]) > 0.5 * (high - low)
            ]
            if not shared:
                break
            span, rows, at = shared[0], rows + 1, at + way
    return rows >= _CORRIDOR


def _parts(row: Sequence[Segment], cuts: Sequence[int]) -> Row:
    """A row cut at rules (2), at corridors (1) that are wide enough, and at very wide gaps."""
    parts = [[row[0]]]
    for (before, segment), cut in zip(pairwise(row), cuts, strict=True):
        height = max(_height(before), _height(segment))
        gap = (segment.box[0] - before.box[2]) / height
        apart = cut == 2 or gap > _WORD or (cut == 1 and gap > _JOINED)
        if apart or (before.script != segment.script and segment.script and before.script):
            parts.append([segment])
        else:
            parts[-1].append(segment)
    return parts


def _blocks(rows: Sequence[Row], ruled: Sequence[Rectangle]) -> list[list[Row]]:
    """Rows that stand close together, as a cell of several lines; or a page in two columns."""
    blocks: list[list[Row]] = []
    for row in rows:
        close = blocks and _near(blocks[-1][-1], row, ruled)
        paired = blocks and len(row) == 2 == len(blocks[-1][-1])
        if close or (paired and _columns([*blocks[-1], row])):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _near(above: Row, below: Row, ruled: Sequence[Rectangle]) -> bool:
    """Whether two rows stand close together and no rule parts them."""
    boxes = [segment.box for part in (*above, *below) for segment in part]
    height = np.median([box[3] - box[1] for box in boxes])
    bottom = max(segment.box[3] for part in above for segment in part)
    top = min(segment.box[1] for part in below for segment in part)
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    parted = any(
        bottom - height / 3 < rule[1] and rule[3] < top + height / 3
        for rule in ruled
        if rule[0] < right and left < rule[2] and rule[2] - rule[0] > rule[3] - rule[1]
    )
    return bool(top - bottom < _CLOSE * height) and not parted


def _ordered(block: Sequence[Row], left: bool) -> list[list[Segment]]:
    """A block column by column where its cells have several lines each; else row by row.

    ``left``: what stands on the right is read first.
    """
    columns = _by_column([part for row in block for part in row])
    if left:
        columns.reverse()
    full = all(len(row) == len(columns) for row in block)
    wrapped = len(block) <= _CELL and not (full and len(block) > 1)
    if len(columns) > 1 and (wrapped or _columns([row for row in block if len(row) == 2])):
        return [part for column in columns for part in column]
    return [part for row in block for part in (reversed(row) if left else row)]


def _by_column(parts: Iterable[list[Segment]]) -> list[list[list[Segment]]]:
    """Lines put together that stand one above the other, from the left."""
    columns: list[tuple[int, int, list[list[Segment]]]] = []
    for part in parts:
        left, right, inside = part[0].box[0], part[-1].box[2], [part]
        for column in [c for c in columns if c[0] < right and left < c[1]]:
            columns.remove(column)
            left, right = min(left, column[0]), max(right, column[1])
            inside = [*column[2], *inside]
        columns.append((left, right, inside))
    return [inside for _, _, inside in sorted(columns, key=lambda column: column[0])]


def _columns(pairs: Sequence[Row]) -> bool:
    """Whether two texts stand side by side, rather than names and values of a form."""
    if len(pairs) < 2 or any(len(pair) != 2 for pair in pairs):
        return False
    if sum(left[0].script != right[0].script for left, right in pairs) > 0.6 * len(pairs):
        return True
    return all(np.median([_width(pair[side]) for pair in pairs]) > _COLUMN for side in (0, 1))


def _width(part: Sequence[Segment]) -> float:
    """Width of a line in its heights."""
    height = float(np.median([_height(segment) for segment in part]))
    return (part[-1].box[2] - part[0].box[0]) / height
