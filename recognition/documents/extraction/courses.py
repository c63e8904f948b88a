"""The courses of a transcript, as rows: found by the headers of their columns."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recognition.documents.extraction.page.layout import PageText, Segment
from recognition.documents.extraction.page.level import union, upright
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.model import Box, Course

_ROLES = ("subject", "code", "credits", "grade", "hours", "semester", "year", "number")
_MOST = 400
_ENDS = 2  # rows that are no course, after which a table has ended


@dataclass(frozen=True, slots=True)
class _Column:
    """A column by its header: what it holds and where it stands (upright page)."""

    role: str
    box: Box


def courses(paper: Paper) -> tuple[Course, ...]:
    """Every row under the headers of a table of courses, in order, at most 400."""
    found = [course for page in paper.pages for course in _of_page(page)]
    return tuple(found[:_MOST])


def _of_page(page: PageText) -> Iterator[Course]:
    columns: list[_Column] = []
    others = 0
    for row in rows(page):
        header = _header(page, row)
        if header:
            columns, others = header, 0
        elif columns and not _is_total(page, row):
            course = _course(page, row, columns)
            others = 0 if course is not None else others + 1
            if course is not None:
                yield course
            elif others == _ENDS:
                columns = []


def rows(page: PageText) -> list[list[Segment]]:
    """Segments that share a line of the page, each row from left to right."""
    out: list[list[Segment]] = []
    for segment in sorted(page.segments, key=lambda s: s.box[1] + s.box[3]):
        middle = (segment.box[1] + segment.box[3]) / 2
        if out:
            last = statistics.fmean((s.box[1] + s.box[3]) / 2 for s in out[-1])
            height = max(s.height for s in out[-1])
            if abs(middle - last) < 0.55 * max(height, segment.height):
                out[-1].append(segment)
                continue
        out.append([segment])
    return [sorted(row, key=lambda s: s.box[0]) for row in out]


def _header(page: PageText, row: Sequence[Segment]) -> list[_Column]:
    """Columns, where a row names a subject (or a code) and something that belongs to it."""
    columns = []
    for role in _ROLES:
        for match in page.found("courses", role):
            if any(s.start <= match.start < s.end for s in row):
                columns.append(_Column(role, _box(page, match.start, match.end)))
    roles = {column.role for column in columns}
    if not roles & {"subject", "code"} or not roles & {"credits", "grade", "hours"}:
        return []
    letters = sum(s.end - s.start for s in row)
    named = sum(m.size for role in _ROLES for m in page.found("courses", role)
                if any(s.start <= m.start < s.end for s in row))  # fmt: skip
    return sorted(columns, key=lambda c: c.box[0]) if named > 0.4 * letters else []


def _box(page: PageText, start: int, end: int) -> Box:
    low, high = page.place(start), page.place(end - 1) + 1
    boxes = [w.box for w, first, last in page.places if first < high and last > low]
    return upright(union(boxes), page.rotation)


def _is_total(page: PageText, row: Sequence[Segment]) -> bool:
    return any(page.has("courses", "total", s.start, s.start + 3) for s in row)


def _course(page: PageText, row: Sequence[Segment], columns: Sequence[_Column]) -> Course | None:
    cells: dict[str, str] = {}
    for segment in row:
        column = min(columns, key=lambda c: _apart(segment.box, c.box))
        text = page.printed(segment.start, segment.end)
        cells[column.role] = f"{cells[column.role]} {text}" if column.role in cells else text
    title = cells.get("subject", "")
    if sum(c.isalpha() for c in title) < 2 or not cells.keys() & {"credits", "grade", "hours"}:
        return None
    return Course(
        title=title,
        code=cells.get("code", ""),
        credits=cells.get("credits", ""),
        grade=cells.get("grade", ""),
        hours=cells.get("hours", ""),
        page=page.number,
        box=union([word.box for segment in row for word in segment.words]),
    )


def _apart(one: Box, other: Box) -> float:
    """How far two cells stand from being aligned at the left, in the middle or at the right."""
    return min(
        abs(one[0] - other[0]),
        abs(one[2] - other[2]),
        abs(one[0] + one[2] - other[0] - other[2]) / 2,
    )
