"""DeliverWebhook: one webhook to one receiver, until it is acknowledged or given up.

A receiver that is down for a weekend still gets it; when every try has failed, the case's timeline
says so, so that nothing is lost in silence.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

from recognition.domain.verbs import Act, RecordDelivery
from recognition.domain.vocabulary import Role
from workflows import messages
from workflows.messages import DeliveryRef, Tell
from workflows.patience import HOPELESS, SILENT, patient

TRY_FOR = timedelta(days=4)
TRIES = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=3,
    maximum_interval=timedelta(hours=6),
    non_retryable_error_types=HOPELESS,
)
PATIENT = patient(timedelta(minutes=1))


@workflow.defn
class DeliverWebhook:
    """Drives one delivery; its id is ``delivery/<outbox id>``."""

    @workflow.run
    async def run(self, ref: DeliveryRef) -> bool:
        """Deliver, tell the case how it ended, and return whether it was acknowledged."""
        try:
            await workflow.execute_activity(
                messages.deliver_webhook,
                ref,
                start_to_close_timeout=timedelta(seconds=35),
                heartbeat_timeout=SILENT,
                schedule_to_close_timeout=TRY_FOR,
                retry_policy=TRIES,
            )
            delivered = True
        except ActivityError:
            delivered = False
        end = await workflow.execute_activity(
            messages.case_of_delivery,
            ref,
            start_to_close_timeout=SILENT,
            retry_policy=PATIENT,
        )
        act = Act(
            action_id=workflow.uuid4(),
            role=Role.MACHINE,
            verb=RecordDelivery(outbox_id=ref.outbox_id, delivered=delivered),
        )
        await workflow.execute_activity(
            messages.tell_case,
            Tell(case_id=end.case_id, act=act),
            start_to_close_timeout=timedelta(seconds=30),
            heartbeat_timeout=SILENT,
            retry_policy=PATIENT,
        )
        return delivered
