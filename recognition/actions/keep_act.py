"""An act that the engine did not confirm in time: kept, sealed, and handed on by the sweep.

So 'received, not yet confirmed' is true: whatever happens to the engine or to the browser, the act
is carried out when the engine is back. Its id makes it happen once, however often it arrives.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from recognition.domain.verbs import Act
from recognition.domain.vocabulary import Role
from recognition.store.keys import case_scope
from recognition.store.outbox import OutboxKind
from recognition.store.store import Store
from recognition.store.tables import Outbox


def keep_act(store: Store, case_id: UUID, act: Act, at: datetime) -> None:
    """Keep it until it is carried out; the same act again changes nothing.

    What an applicant sends is received now, whenever the engine is back.
    """
    if act.role is Role.APPLICANT:
        act = act.model_copy(update={"sent_at": at})
    sealed = store.keys.seal(case_scope(case_id), act.model_dump_json().encode())
    row = Outbox(
        id=act.action_id,
        kind=OutboxKind.KEPT_ACT,
        subject_id=case_id,
        payload={"sealed": sealed.hex()},
        created_at=at,
    )
    try:
        with store.writing() as session:
            session.add(row)
    except IntegrityError:
        return  # it is kept already


def kept_act(store: Store, row: Outbox) -> tuple[UUID, Act]:
    """The case and the act that a row keeps."""
    assert row.subject_id is not None
    sealed = bytes.fromhex(row.payload["sealed"])
    plain = store.keys.unseal(case_scope(row.subject_id), sealed)
    return row.subject_id, Act.model_validate_json(plain)
