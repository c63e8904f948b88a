"""What stands in a paper beside its fields: the courses of a transcript, sections of a supplement.

They are kept sealed with the document, as the reading left them; what a newer release adds is
passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recognition.store.keys import document_scope
from recognition.store.store import Store
from recognition.store.tables import Document


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One row of a transcript, as printed; what the table does not have is empty."""

    page: int
    title: str
    code: str
    credits: str
    grade: str
    hours: str


@dataclass(frozen=True, slots=True)
class SectionItem:
    """One numbered item of a Diploma Supplement, as printed."""

    page: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The courses and the sections of one document; mostly it has neither."""

    courses: tuple[CourseRow, ...] = ()
    sections: tuple[SectionItem, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Which of ``code``, ``credits``, ``grade`` and ``hours`` any of the courses has."""
        names = ("code", "credits", "grade", "hours")
        return tuple(name for name in names if any(getattr(row, name) for row in self.courses))


def load_contents(store: Store, document: Document) -> Contents:
    """Unseal what was kept; nothing for a document that is not read yet."""
    if document.reading_blob is None:
        return Contents()
    reading = json.loads(store.blobs.get(document_scope(document.id), document.reading_blob))
    return Contents(
        tuple(_course(row) for row in reading.get("courses", ())),
        tuple(_section(item) for item in reading.get("sections", ())),
    )


def _course(row: Mapping[str, Any]) -> CourseRow:
    said = {name: str(row.get(name, "")) for name in ("title", "code", "credits", "grade", "hours")}
    return CourseRow(page=int(row["page"]), **said)


def _section(item: Mapping[str, Any]) -> SectionItem:
    return SectionItem(int(item["page"]), str(item["number"]), str(item["text"]))
