"""Where a field stands on its page, so that the place can be cut out and shown."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recognition.domain.vocabulary import FieldName
from recognition.errors import ErrorCode, NotFound
from recognition.store.keys import document_scope
from recognition.store.store import Store
from recognition.store.tables import FieldValue, Page
from recognition.store.values import Values, document_values

Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page: a value's box and its line, in fractions; the page's size is in pixels.

    ``rotation`` is the quarter turn clockwise, in degrees, that makes the page upright.
    """

    page: int
    width: int
    height: int
    rotation: int
    box: Edges
    line: Edges


def place_of(session: Session, value: FieldValue | None) -> Place | None:
    """Where a read or doubtful value stands; ``None`` where that is not known."""
    if value is None or value.page is None or not value.box or value.document_id is None:
        return None
    page = session.get(Page, (value.document_id, value.page))
    if page is None:
        return None
    box, line = _edges(value.box), _edges(value.line or value.box)
    return Place(page.number, page.width, page.height, page.rotation or 0, box, line)


def _edges(stored: list[Any]) -> Edges:
    left, top, right, bottom = (float(edge) for edge in stored)
    return left, top, right, bottom


def places(session: Session, values: dict[FieldName, Values]) -> dict[FieldName, Place]:
    """The places of a document's fields: those that were read, and those to look at."""
    found = {name: place_of(session, one.read or one.doubtful) for name, one in values.items()}
    return {name: place for name, place in found.items() if place is not None}


def load_cut_out(store: Store, document_id: UUID, field: str) -> tuple[bytes, Place]:
    """A page's image, unsealed, and the place of a field on it; ``NotFound`` without one."""
    with store.reading() as session:
        name = FieldName(field) if field in set(FieldName) else None
        value = document_values(session, document_id).get(name, Values()) if name else Values()
        place = place_of(session, value.read or value.doubtful)
        page = session.get(Page, (document_id, place.page)) if place else None
        blob = page.image_blob if page else None
    if place is None or blob is None:
        raise NotFound(ErrorCode.UNKNOWN, "field")
    return store.blobs.get(document_scope(document_id), blob), place
