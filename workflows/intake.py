"""ReadDocument: reads one document, fanned out by page, and tells the cases that have it."""

import asyncio
from datetime import timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, TimeoutError

from recognition.domain.verbs import Act, Refresh
from recognition.domain.vocabulary import Role
from workflows import messages
from workflows.messages import DocumentRef, PageFailure, PageTask, ReadingTask, Tell
from workflows.patience import HOPELESS, SILENT, patient

PAGES_AT_ONCE = 4
"""Pages of one document in flight, so that one thick file does not hold up everybody's."""

PAGE_TIME = timedelta(minutes=3)
A_FEW_TIMES = RetryPolicy(maximum_attempts=3, non_retryable_error_types=HOPELESS)
"""For what one file may make impossible; a killed worker costs one of the tries."""

PATIENT = patient(timedelta(seconds=30))


@workflow.defn
class ReadDocument:
    """Reads one document; its id is ``reading/<document id>``."""

    @workflow.run
    async def run(self, ref: DocumentRef) -> None:
        """Split, read each page, build the fields, tell the cases."""
        places = asyncio.Semaphore(PAGES_AT_ONCE)
        pages = await self._split(ref)
        await asyncio.gather(*(self._read(ref, number, places) for number in range(1, pages + 1)))
        cases = await workflow.execute_activity(
            messages.build_fields,
            self._task(ref),
            start_to_close_timeout=PAGE_TIME,
            heartbeat_timeout=SILENT,
            retry_policy=PATIENT,
        )
        for case_id in cases.case_ids:
            await self._tell(case_id)

    def _task(self, ref: DocumentRef) -> ReadingTask:
        return ReadingTask(document_id=ref.document_id, at=workflow.now())

    async def _split(self, ref: DocumentRef) -> int:
        """How many pages there are; none for a file that breaks whoever opens it."""
        try:
            split = await workflow.execute_activity(
                messages.split_document,
                self._task(ref),
                start_to_close_timeout=PAGE_TIME,
                heartbeat_timeout=SILENT,
                retry_policy=A_FEW_TIMES,
            )
        except ActivityError:
            return 0
        return split.pages

    async def _read(self, ref: DocumentRef, number: int, places: asyncio.Semaphore) -> None:
        async with places:
            try:
                await workflow.execute_activity(
                    messages.read_page,
                    PageTask(document_id=ref.document_id, number=number),
                    start_to_close_timeout=PAGE_TIME,
                    heartbeat_timeout=SILENT,
                    retry_policy=A_FEW_TIMES,
                )
            except ActivityError as error:
                timed_out = isinstance(error.cause, TimeoutError)
                await workflow.execute_activity(
                    messages.fail_page,
                    PageFailure(document_id=ref.document_id, number=number, timed_out=timed_out),
                    start_to_close_timeout=timedelta(seconds=10),
                    retry_policy=PATIENT,
                )

    async def _tell(self, case_id: UUID) -> None:
        act = Act(action_id=workflow.uuid4(), role=Role.MACHINE, verb=Refresh())
        await workflow.execute_activity(
            messages.tell_case,
            Tell(case_id=case_id, act=act),
            start_to_close_timeout=timedelta(seconds=30),
            heartbeat_timeout=SILENT,
            retry_policy=PATIENT,
        )
