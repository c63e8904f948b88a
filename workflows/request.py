"""AskSomebody: one question to one person or authority: ask, remind, expire.

It sleeps until the request's next moment and reads the request anew when it wakes: an answer, or a
longer term, needs no message to it.
"""

from datetime import timedelta

from temporalio import workflow

from recognition.domain.verbs import Act, AnyVerb
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode
from workflows import messages
from workflows.messages import RequestRef, RequestStep, Tell
from workflows.patience import SILENT, patient

PATIENT = patient(timedelta(minutes=1))

AGAIN = timedelta(minutes=1)
"""When to try again what the case took for premature: machines' clocks differ a little."""


@workflow.defn
class AskSomebody:
    """Drives one request; its id is ``request/<uuid>``."""

    @workflow.run
    async def run(self, ref: RequestRef) -> None:
        """Until the request is closed: sleep, wake, do what is due."""
        done: RequestStep | None = None
        while True:
            step = await self._step(ref)
            if step.wake_at is None or step.verb is None:
                return
            if step.wake_at > workflow.now():
                await workflow.sleep(step.wake_at - workflow.now())
                continue  # read it anew: it may have been answered or lengthened meanwhile
            if step == done:
                await workflow.sleep(AGAIN)
            if await self._tell(step, step.verb) is not None:
                return  # the case is over
            done = step

    async def _step(self, ref: RequestRef) -> RequestStep:
        return await workflow.execute_local_activity(
            messages.request_step,
            ref,
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=PATIENT,
        )

    async def _tell(self, step: RequestStep, verb: AnyVerb) -> ErrorCode | None:
        act = Act(action_id=workflow.uuid4(), role=Role.MACHINE, verb=verb)
        told = await workflow.execute_activity(
            messages.tell_case,
            Tell(case_id=step.case_id, act=act),
            start_to_close_timeout=timedelta(seconds=30),
            heartbeat_timeout=SILENT,
            retry_policy=PATIENT,
        )
        return told.refusal
