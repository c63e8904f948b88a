"""An applicant starts an application: a draft, written by the web alone."""

import os
from datetime import datetime
from uuid import UUID

from recognition.actions.deriving import rederive
from recognition.domain.events import EventKind
from recognition.domain.facts import Person
from recognition.domain.reference import make_reference
from recognition.domain.vocabulary import Role
from recognition.rules import Rules
from recognition.store import timeline
from recognition.store.base import new_id
from recognition.store.store import Store
from recognition.store.tables import Case


def start_application(store: Store, rules: Rules, applicant_id: UUID, at: datetime) -> UUID:
    """Make a draft and return its id; the holder is the applicant."""
    with store.writing() as session:
        case = Case(
            id=new_id(),
            reference=make_reference(at.year, os.urandom(5)),
            applicant_id=applicant_id,
            regime_id=rules.regime_for(None),
            created_at=at,
            changed_at=at,
            details={},
            revision=0,
        )
        session.add(case)
        session.flush()
        person = Person(Role.APPLICANT, applicant_id)
        timeline.add_event(session, store.keys, case.id, EventKind.STARTED, person, at)
        rederive(session, store.keys, rules, case, at)
        return case.id
