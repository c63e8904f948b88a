"""Labelled titles: tab-separated files that say which code is right for which title.

One header line, UTF-8, no quoting. Columns: ``title`` (or ``qualification_title``), and beside it
any of ``field``, ``institution``, ``country``, ``language``, ``year`` and ``source``; the labels
are ``isced_level`` (0 to 8) and ``isced_f`` (two to four digits), one or both in a row.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Never

from recognition.errors import ErrorCode, InvalidInput
from recognition.isced import codes
from recognition.isced.model import Query

_LABELS = ("isced_level", "isced_f")
_TITLES = ("title", "qualification_title")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A title with its right codes; a code of fewer digits is compared on those only."""

    query: Query
    level: str
    field: str
    source: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the row has, the level first."""
        return tuple(label for label in (self.level, self.field) if label)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a file, which says where it is when it refuses."""

    file: str
    number: int
    cells: dict[str, str]

    def refuse(self, sentence: str) -> Never:
        where = f"{self.file}, line {self.number}"
        raise InvalidInput(ErrorCode.BAD_VALUE, where, advice=f"{where}: {sentence}")

    def text(self, *names: str) -> str:
        return next((self.cells[name] for name in names if self.cells.get(name)), "")

    def year(self) -> int | None:
        year = self.text("year")
        if year and not year.isdecimal():
            self.refuse(f"the year {year!r} is not a number; leave it empty where it is unknown.")
        return int(year) if year else None

    def label(self, name: str) -> str:
        label = self.text(name)
        known = codes.is_level if name == "isced_level" else codes.is_field
        if label and not known(label):
            self.refuse(f"{label!r} is no code of the list for {name}.")
        return label


def read_labelled(path: Path) -> list[Labelled]:
    """Read a labelled file.

    Raises:
        InvalidInput: it cannot be used; the advice names file and line and says what to change.
    """
    rows = list(_rows(path))
    if not rows:
        _refuse(path, "has no labelled line below its header.")
    return [_labelled(row) for row in rows]


def _labelled(row: _Row) -> Labelled:
    title = row.text(*_TITLES)
    if not title and not row.text("field"):
        row.refuse("the title is missing.")
    level, field = row.label("isced_level"), row.label("isced_f")
    if not level and not field:
        row.refuse("the label is missing: fill in isced_level or isced_f, or drop the line.")
    query = Query(
        title=title,
        field=row.text("field") or None,
        institution=row.text("institution") or None,
        country=row.text("country").upper() or None,
        language=row.text("language").lower() or None,
        year=row.year(),
    )
    return Labelled(query, level, field, row.text("source"))


def _rows(path: Path) -> Iterator[_Row]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        _refuse(path, "is not a text in UTF-8; save it as UTF-8.")
    except OSError as error:
        _refuse(path, f"cannot be read: {error.strerror}.")
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = [name.strip() for name in next(reader, [])]
    _check_header(path, header)
    for number, cells in enumerate(reader, start=2):
        if any(cell.strip() for cell in cells):
            row = _Row(path.name, number, {})
            if len(cells) > len(header):
                row.refuse(f"has {len(cells)} cells, but the header names {len(header)} columns.")
            row.cells.update(zip(header, (cell.strip() for cell in cells), strict=False))
            yield row


def _check_header(path: Path, header: list[str]) -> None:
    if not set(header) & {*_TITLES, "field"}:
        _refuse(path, "needs a header line, separated by tabs, with a column title.")
    if not set(header) & set(_LABELS):
        _refuse(path, f"needs a column {' or '.join(_LABELS)} with the right codes.")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        _refuse(path, f"has two columns of one name: {', '.join(twice)}.")


def _refuse(path: Path, sentence: str) -> Never:
    raise InvalidInput(ErrorCode.BAD_VALUE, path.name, advice=f"{path.name} {sentence}")
