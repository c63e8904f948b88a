"""A webhook was acknowledged, or given up after every try."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import RecordDelivery
from recognition.errors import ErrorCode, NotFound
from recognition.store.tables import Outbox


def record_delivery(doing: Doing, verb: RecordDelivery) -> None:
    """Write down how a delivery ended, once."""
    row = doing.session.get(Outbox, verb.outbox_id)
    if row is None or row.case_id != doing.case.id:
        raise NotFound(ErrorCode.UNKNOWN, "delivery")
    if row.delivered_at is not None or row.gave_up_at is not None:
        return
    row.payload = {"authority_id": row.payload["authority_id"]}  # what was said is no longer needed
    if verb.delivered:
        row.delivered_at = doing.at
        doing.event(EventKind.DELIVERED, row.subject_id)
    else:
        row.gave_up_at = doing.at
        doing.event(EventKind.DELIVERY_GIVEN_UP, row.subject_id)
