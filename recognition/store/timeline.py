"""The timeline, which is the audit chain too: every line is keyed to the one before it."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from recognition.domain.events import EventKind
from recognition.domain.facts import Person
from recognition.store.keys import KeyRing
from recognition.store.prepared import rows
from recognition.store.tables import Event


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
) -> Event:
    """Append a line. ``data`` holds codes, dates and numbers: never words about a person."""
    number, before = _last(session, case_id)
    event = Event(
        case_id=case_id,
        number=number + 1,
        kind=kind,
        role=person.role,
        person_id=person.id,
        subject_id=subject_id,
        data=data,
        at=at,
        digest="",
    )
    event.digest = _digest(keys, event, before)
    session.add(event)
    session.info.setdefault(_ADDED, {})[case_id] = event
    return event


_ADDED = "last events"
"""Where a session keeps the line that it has added last to a case: the next is keyed to it."""

_NEWEST = (
    select(Event.number, Event.digest)
    .where(Event.case_id == bindparam("case_id"))
    .order_by(Event.number.desc())
    .limit(1)
)


def _last(session: Session, case_id: UUID) -> tuple[int, str]:
    """Number and digest of a case's last line."""
    added: Event | None = session.info.get(_ADDED, {}).get(case_id)
    if added is not None:
        return added.number, added.digest
    found = rows(session, _NEWEST, case_id=case_id).first()
    return (found.number, found.digest) if found else (0, "")


def first_broken_link(session: Session, keys: KeyRing, case_id: UUID) -> int | None:
    """The number of the first line that was changed, removed or put in; ``None`` if all hold."""
    before, expected = "", 1
    for event in session.scalars(
        select(Event).where(Event.case_id == case_id).order_by(Event.number)
    ):
        if event.number != expected or event.digest != _digest(keys, event, before):
            return expected
        before, expected = event.digest, expected + 1
    return None


def _digest(keys: KeyRing, event: Event, before: str) -> str:
    line: dict[str, Any] = {
        "case": str(event.case_id),
        "number": event.number,
        "kind": str(event.kind),
        "role": str(event.role),
        "person": str(event.person_id),
        "subject": str(event.subject_id),
        "data": event.data,
        "at": event.at.isoformat(),
    }
    return keys.digest(b"event", before.encode(), json.dumps(line, sort_keys=True).encode())
