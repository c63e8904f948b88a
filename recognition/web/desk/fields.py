"""Read, stated, found: each field of the case in one row, with where it stands on the paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from recognition.domain.vocabulary import DocumentKind, FieldName, ReadingSource
from recognition.store.queries.casefile import CaseFile, FileDocument

SHOWN = tuple(name for name in FieldName if name not in (FieldName.ISCED_LEVEL, FieldName.ISCED_F))
"""Fields in the order of the page; codes have a section of their own."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another paper of the case says for the same field."""

    kind: DocumentKind
    value: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: its three values (rows of ``field_value`` or ``None``) and what differs."""

    number: int
    name: FieldName
    read: Any
    stated: Any
    found: Any
    differ: bool
    stated_differs: bool
    found_differs: bool
    source: ReadingSource | None
    elsewhere: tuple[Elsewhere, ...]

    @property
    def box(self) -> str:
        """The id of the box on the page, without ``box-``; empty where nothing was read."""
        if self.read is None or self.read.box is None or self.read.document_id is None:
            return ""
        return f"{self.read.document_id}-{self.name}"


@dataclass(frozen=True, slots=True)
class Box:
    """A box over a page's picture, in its pixels."""

    id: str
    number: int
    x: float
    y: float
    width: float
    height: float
    chosen: bool = False


def field_rows(file: CaseFile) -> tuple[FieldRow, ...]:
    """A row for every field, given or not."""
    return tuple(_row(file, name, number) for number, name in enumerate(SHOWN, start=1))


def _row(file: CaseFile, name: FieldName, number: int) -> FieldRow:
    values = file.values.get(name)
    read, stated, found = (values.read, values.stated, values.found) if values else (None,) * 3
    source = ReadingSource(read.source) if read is not None and read.source else None
    return FieldRow(
        number=number,
        name=name,
        read=read,
        stated=stated,
        found=found,
        differ=values.differ if values else False,
        stated_differs=_differs(stated, read),
        found_differs=_differs(found, stated or read),
        source=source,
        elsewhere=tuple(_elsewhere(file, name, read or stated)),
    )


def _differs(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return False
    return bool(one.normalised.casefold() != other.normalised.casefold())


def _elsewhere(file: CaseFile, name: FieldName, main: Any) -> Iterator[Elsewhere]:
    """Other papers' values that are not those of the row."""
    if name is FieldName.DOCUMENT_TYPE:
        return
    said = main.normalised.casefold() if main is not None else None
    for document in file.documents:
        values = document.values.get(name)
        best = values.best if values else None
        if (
            best is None
            or not best.value
            or (main is not None and document.row.id == main.document_id)
        ):
            continue
        if best.normalised.casefold() != said:
            yield Elsewhere(document.kind, best.value)


def page_boxes(
    file: CaseFile, document: FileDocument, page: Any, chosen: str = ""
) -> tuple[Box, ...]:
    """The boxes of what was read on one page, numbered like the rows of the table."""
    return tuple(_boxes(document.row.id, document, page, chosen))


def _boxes(document_id: UUID, document: FileDocument, page: Any, chosen: str) -> Iterator[Box]:
    for number, name in enumerate(SHOWN, start=1):
        values = document.values.get(name)
        read = values.read if values else None
        if read is None or read.page != page.number or not read.box:
            continue
        x0, y0, x1, y1 = read.box
        yield Box(
            id=f"{document_id}-{name}",
            number=number,
            x=round(x0 * page.width, 1),
            y=round(y0 * page.height, 1),
            width=round((x1 - x0) * page.width, 1),
            height=round((y1 - y0) * page.height, 1),
            chosen=name == chosen,
        )
