"""Somebody looked at the holder's data: she sees every line of this on her status page."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from recognition.domain.facts import Person
from recognition.store.store import Store
from recognition.store.tables import LookUp

SAME_LOOK = timedelta(minutes=30)
"""A page opened again within this time is the same look."""


class LookedAt(StrEnum):
    """What was looked at."""

    CASE = "case"
    DOCUMENT = "document"
    LETTER = "letter"
    DRAFT = "draft"
    STATUS = "status"
    DECISION = "decision"


def record_look_up(
    store: Store, case_id: UUID, person: Person, what: LookedAt, at: datetime, ground: str = ""
) -> None:
    """Write the look down, once per person, thing and half-hour."""
    with store.reading() as session:
        newest = session.scalars(
            select(LookUp.at)
            .where(
                LookUp.case_id == case_id,
                LookUp.person_id == person.id,
                LookUp.what == what,
                LookUp.ground == ground,
            )
            .order_by(LookUp.at.desc())
            .limit(1)
        ).first()
    if newest is not None and at - newest < SAME_LOOK:
        return
    with store.writing() as session:
        session.add(
            LookUp(
                case_id=case_id,
                role=person.role,
                person_id=person.id,
                what=what,
                ground=ground,
                at=at,
            )
        )
