"""The timeline, which is the audit chain too: every line is keyed to the one before it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from recognition.domain.events import EventKind
from recognition.domain.facts import Person
from recognition.store.keys import KeyRing
from recognition.store.prepared import rows
from recognition.store.tables import Event
from recognition.store.touched import note


def add_event(
    session: Session,
    keys: KeyRing,
    case_id: UUID,
    kind: EventKind,
    person: Person,
    at: datetime,
    *,
    subject_id: UUID | None = None,
    **data: str | int | bool | None,
) -> None:
    """Append a line. ``data`` holds codes, dates and numbers: never words about a person."""
    number, before = _last(session, case_id)
    line: Line = {
        "case_id": case_id,
        "number": number + 1,
        "kind": kind,
        "role": person.role,
        "person_id": person.id,
        "subject_id": subject_id,
        "data": data,
        "at": at,
    }
    digest = _digest(keys, line, before)
    rows(session, _ADD, **line, digest=digest)
    note(session, Event)
    session.info.setdefault(_ADDED, {})[case_id] = number + 1, digest


Line = dict[str, Any]
"""A line's columns but the digest, by name."""

_ADD = insert(Event)

_ADDED = "last events"
"""Where a session keeps number and digest of the line that it has added last to a case."""

_NEWEST = (
    select(Event.number, Event.digest)
    .where(Event.case_id == bindparam("case_id"))
    .order_by(Event.number.desc())
    .limit(1)
)


def _last(session: Session, case_id: UUID) -> tuple[int, str]:
    """Number and digest of a case's last line."""
    added: tuple[int, str] | None = session.info.get(_ADDED, {}).get(case_id)
    if added is not None:
        return added
    found = rows(session, _NEWEST, case_id=case_id).first()
    return (found.number, found.digest) if found else (0, "")


_LINES = select(Event.__table__).where(Event.case_id == bindparam("case_id")).order_by(Event.number)


def first_broken_link(session: Session, keys: KeyRing, case_id: UUID) -> int | None:
    """The number of the first line that was changed, removed or put in; ``None`` if all hold."""
    before, expected = "", 1
    for row in rows(session, _LINES, case_id=case_id).mappings():
        if row["number"] != expected or row["digest"] != _digest(keys, row, before):
            return expected
        before, expected = row["digest"], expected + 1
    return None


def _digest(keys: KeyRing, line: Mapping[Any, Any], before: str) -> str:
    signed: Line = {
        "case": str(line["case_id"]),
        "number": line["number"],
        "kind": str(line["kind"]),
        "role": str(line["role"]),
        "person": str(line["person_id"]),
        "subject": str(line["subject_id"]),
        "data": line["data"],
        "at": line["at"].isoformat(),
    }
    return keys.digest(b"event", before.encode(), json.dumps(signed, sort_keys=True).encode())
