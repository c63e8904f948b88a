"""Activities of delivery: one try of a signed webhook."""

from collections.abc import Sequence
from datetime import UTC, datetime

from temporalio import activity
from temporalio.exceptions import ApplicationError

from recognition.authorities.delivery import DeliveryRefused, deliver
from recognition.errors import ErrorCode, NotFound
from recognition.store import tables
from workflows.activities.deps import Activity, Deps
from workflows.activities.heartbeats import heartbeats
from workflows.messages import DeliveryEnd, DeliveryRef


class DeliveryActivities:
    """Sends webhooks."""

    def __init__(self, deps: Deps) -> None:
        """Work on the store of ``deps``."""
        self._deps = deps

    def all(self) -> Sequence[Activity]:
        """Every activity of this class."""
        return (self.deliver_webhook, self.case_of_delivery)

    @activity.defn(name="deliver_webhook")
    def deliver_webhook(self, ref: DeliveryRef) -> DeliveryEnd:
        """Try once; an error means that it is tried again, until the receiver says 'gone'.

        The signature carries the moment of this very try, which is transport and no fact.
        """
        try:
            with heartbeats():
                zone = self._deps.rules.zone
                deliver(self._deps.store, ref.outbox_id, datetime.now(UTC), zone=zone)
        except DeliveryRefused as error:
            raise ApplicationError("gone", type="delivery_refused", non_retryable=True) from error
        return self.case_of_delivery(ref)

    @activity.defn(name="case_of_delivery")
    def case_of_delivery(self, ref: DeliveryRef) -> DeliveryEnd:
        """The case that a delivery belongs to."""
        with self._deps.store.reading() as session:
            row = session.get(tables.Outbox, ref.outbox_id)
        if row is None or row.case_id is None:
            raise NotFound(ErrorCode.UNKNOWN, "delivery")
        return DeliveryEnd(case_id=row.case_id)
