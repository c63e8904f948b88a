"""Read, doubtful, stated, found: each field of the case in one row, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from recognition.domain.vocabulary import DocumentKind, FieldName, ReadingSource
from recognition.store.queries.casefile import CaseFile, FileDocument
from recognition.store.queries.cutouts import Place
from recognition.web.cutouts import Frame, frame

SHOWN = tuple(name for name in FieldName if name not in (FieldName.ISCED_LEVEL, FieldName.ISCED_F))
"""Fields in the order of the page; codes have a section of their own."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another paper of the case says for the same field."""

    kind: DocumentKind
    value: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: its values (rows of ``field_value`` or ``None``) and what differs.

    ``doubtful`` is what the machine would read, and never counts. ``cut_out`` is the place that
    can be cut out of the page, in the document ``cut_out_of``.
    """

    number: int
    name: FieldName
    read: Any
    doubtful: Any
    stated: Any
    found: Any
    differ: bool
    stated_differs: bool
    found_differs: bool
    source: ReadingSource | None
    elsewhere: tuple[Elsewhere, ...]
    cut_out: Frame | None
    cut_out_of: UUID | None

    @property
    def box(self) -> str:
        """The id of the read value's box on the page, without ``box-``; or empty."""
        return _box_id(self.read, self.name)

    @property
    def doubtful_box(self) -> str:
        """The same of the doubtful value."""
        return _box_id(self.doubtful, self.name)


def _box_id(value: Any, name: FieldName) -> str:
    if value is None or value.box is None or value.document_id is None:
        return ""
    return f"{value.document_id}-{name}"


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
    doubtful: bool = False


def field_rows(file: CaseFile) -> tuple[FieldRow, ...]:
    """A row for every field, given or not."""
    return tuple(_row(file, name, number) for number, name in enumerate(SHOWN, start=1))


def _row(file: CaseFile, name: FieldName, number: int) -> FieldRow:
    values = file.values.get(name)
    read, doubtful, stated, found = (
        (values.read, values.doubtful, values.stated, values.found) if values else (None,) * 4
    )
    source = ReadingSource(read.source) if read is not None and read.source else None
    seen = doubtful or read  # what is in doubt is what must be looked at
    place = _place(file, name, seen)
    return FieldRow(
        number=number,
        name=name,
        read=read,
        doubtful=doubtful,
        stated=stated,
        found=found,
        differ=values.differ if values else False,
        stated_differs=_differs(stated, read),
        found_differs=_differs(found, stated or read),
        source=source,
        elsewhere=tuple(_elsewhere(file, name, read or stated)),
        cut_out=frame(place) if place else None,
        cut_out_of=seen.document_id if seen else None,
    )


def _place(file: CaseFile, name: FieldName, seen: Any) -> Place | None:
    of = [d.places.get(name) for d in file.documents if seen and d.row.id == seen.document_id]
    return of[0] if of else None


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
        seen = read or (values.doubtful if values else None)
        if seen is None or seen.page != page.number or not seen.box:
            continue
        x0, y0, x1, y1 = seen.box
        yield Box(
            id=f"{document_id}-{name}",
            number=number,
            x=round(x0 * page.width, 1),
            y=round(y0 * page.height, 1),
            width=round((x1 - x0) * page.width, 1),
            height=round((y1 - y0) * page.height, 1),
            chosen=name == chosen,
            doubtful=read is None,
        )
