"""The way from the web, and from one workflow to another: updates, and nothing else.

A closed, lost or restored case goes on from its facts, since an update that finds no workflow
starts it.
"""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.converter import DataConverter
from temporalio.exceptions import ActivityError, ApplicationError, TemporalError
from temporalio.service import RPCError, RPCStatusCode

from recognition.domain.state import ActResult, CaseState
from recognition.domain.verbs import Act
from recognition.errors import (
    ErrorCode,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotYetConfirmed,
    RecognitionError,
    SetupError,
    Stale,
)
from workflows.case import RecognitionCase
from workflows.delivery import DeliverWebhook
from workflows.intake import ReadDocument
from workflows.messages import CaseRef, DeliveryRef, DocumentRef, Queue, RequestRef
from workflows.request import AskSomebody
from workflows.upkeep import SweepOutbox

T = TypeVar("T")

TASK_TIME = timedelta(seconds=3)
"""Workflow task time-out: a killed worker costs no more than this (docs/adr/0003)."""

_ERRORS: dict[int, type[RecognitionError]] = {
    cls.http_status: cls for cls in (NotAllowed, NotFound, Stale, InvalidInput)
}


class AsyncGateway:
    """The gateway for code that runs in an event loop: activities, and the sync one below."""

    def __init__(self, client: Client) -> None:
        """Speak through ``client``, whose converter seals what is sent."""
        self._client = client

    async def act(self, case_id: UUID, act: Act) -> ActResult:
        """Have an act performed by the case's workflow, started if there is none.

        Raises ``NotAllowed`` when it was refused before anything was tried, ``NotFound`` when
        there is no such case any more, else ``SetupError``.
        """
        case = self._client.get_workflow_handle_for(RecognitionCase.run, f"case/{case_id}")
        try:
            # Most cases run, and a tenth of the engine's work is saved where it need not look.
            return await case.execute_update(RecognitionCase.act, act, id=str(act.action_id))
        except WorkflowUpdateFailedError as error:
            raise _refusal(error) from error
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
        return await self._act_and_start(case_id, act)

    async def _act_and_start(self, case_id: UUID, act: Act) -> ActResult:
        start = WithStartWorkflowOperation(
            RecognitionCase.run,
            CaseRef(case_id=case_id),
            id=f"case/{case_id}",
            task_queue=Queue.PROCEDURE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            task_timeout=TASK_TIME,
        )
        try:
            return await self._client.execute_update_with_start_workflow(
                RecognitionCase.act, act, id=str(act.action_id), start_workflow_operation=start
            )
        except WorkflowUpdateFailedError as error:
            raise _refusal(error) from error

    async def start_case(self, case_id: UUID) -> None:
        """Start the case's workflow, unless it runs."""
        await self._start(
            RecognitionCase.run, CaseRef(case_id=case_id), f"case/{case_id}", Queue.PROCEDURE
        )

    async def look_at_case(self, case_id: UUID) -> None:
        """Have the case's workflow, started if there is none, look for rows that were left."""
        ref, workflow_id = CaseRef(case_id=case_id), f"case/{case_id}"
        await self._start(RecognitionCase.run, ref, workflow_id, Queue.PROCEDURE, "look")

    async def start_reading(self, document_id: UUID) -> None:
        """Start reading a document, unless it is being read."""
        ref = DocumentRef(document_id=document_id)
        await self._start(ReadDocument.run, ref, f"reading/{document_id}", Queue.READING)

    async def start_request(self, request_id: UUID, after: timedelta | None = None) -> None:
        """Start a request's workflow, unless it runs.

        Where nothing is due before ``after``, the engine keeps it and asks no worker until then.
        """
        ref, workflow_id = RequestRef(request_id=request_id), f"request/{request_id}"
        await self._start(AskSomebody.run, ref, workflow_id, Queue.PROCEDURE, after=after)

    async def start_delivery(self, outbox_id: UUID) -> None:
        """Start a delivery, once for each outbox row."""
        ref = DeliveryRef(outbox_id=outbox_id)
        await self._start(DeliverWebhook.run, ref, f"delivery/{outbox_id}", Queue.DELIVERY)

    async def let_out(self) -> None:
        """Let mails that belong to no case go out now."""
        await self._start(SweepOutbox.run, True, f"outbox/{uuid4()}", Queue.PROCEDURE)

    async def _start(
        self,
        run: Any,
        ref: Any,
        workflow_id: str,
        queue: Queue,
        signal: str | None = None,
        after: timedelta | None = None,
    ) -> None:
        await self._client.start_workflow(
            run,
            ref,
            id=workflow_id,
            task_queue=queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            task_timeout=TASK_TIME,
            start_signal=signal,
            start_delay=after,
        )


class Gateway:
    """The gateway for the web: one event-loop thread a process, connected on first use."""

    def __init__(
        self,
        address: str,
        namespace: str,
        converter: DataConverter,
        wait: timedelta = timedelta(seconds=5),
    ) -> None:
        """Connect lazily to ``address``; wait at most ``wait`` for an answer."""
        self._address = address
        self._namespace = namespace
        self._converter = converter
        self._wait = wait.total_seconds()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._client: Client | None = None

    def act(self, case_id: UUID, act: Act) -> CaseState:
        """Have an act performed; the case's new state.

        Raises what the action raised, or ``NotYetConfirmed`` when no answer came in time: it may
        still happen, and the same action id may be sent again.
        """
        try:
            result = self._run(self._act(case_id, act))
        except SetupError as error:
            raise NotYetConfirmed(ErrorCode.WAITING_FOR_ENGINE, str(act.action_id)) from error
        if result.refusal is not None:
            raise _ERRORS.get(result.status, RecognitionError)(result.refusal, result.subject)
        return result.state

    def start_case(self, case_id: UUID) -> bool:
        """Start the workflow of a submitted case; ``False`` if the engine cannot be reached now.

        Nothing is lost then: the outbox row stays, and the sweep starts it later.
        """
        return self._try(lambda gateway: gateway.start_case(case_id))

    def start_reading(self, document_id: UUID) -> bool:
        """Start reading; ``False`` if the engine cannot be reached now (the sweep will)."""
        return self._try(lambda gateway: gateway.start_reading(document_id))

    def let_out(self) -> None:
        """Let mails that belong to no case go out now; nobody waits, since the sweep does it too.

        So the page takes no longer for an address that is known than for one that is not.
        """

        async def quietly() -> None:
            with suppress(TimeoutError, TemporalError, RuntimeError):
                async with asyncio.timeout(self._wait):
                    await AsyncGateway(await self._connected()).let_out()

        asyncio.run_coroutine_threadsafe(quietly(), self._running_loop())

    def close(self) -> None:
        """Stop the thread; what it still waited for is given up."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = self._client = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_give_up(), loop)
        thread.join()
        loop.close()

    async def _act(self, case_id: UUID, act: Act) -> ActResult:
        return await AsyncGateway(await self._connected()).act(case_id, act)

    def _try(self, call: Any) -> bool:
        async def do() -> None:
            await call(AsyncGateway(await self._connected()))

        try:
            self._run(do())
        except SetupError:
            return False
        return True

    async def _connected(self) -> Client:
        if self._client is None:
            self._client = await Client.connect(
                self._address, namespace=self._namespace, data_converter=self._converter
            )
        return self._client

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run in the loop's thread and wait; our own timer, since the RPC's is not enough."""

        async def bounded() -> T:
            async with asyncio.timeout(self._wait):
                return await work

        future = asyncio.run_coroutine_threadsafe(bounded(), self._running_loop())
        try:
            return future.result()
        except (TimeoutError, CancelledError, TemporalError, RuntimeError) as error:
            raise SetupError(ErrorCode.ENGINE_UNREACHABLE, "temporal") from error

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="gateway", daemon=True
                )
                self._thread.start()
            return self._loop


async def _give_up() -> None:
    """Cancel what else runs in this loop, and stop the loop."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    asyncio.get_running_loop().call_soon(asyncio.get_running_loop().stop)


def _refusal(error: WorkflowUpdateFailedError) -> RecognitionError:
    """What the validator refused, or why the case cannot be, as the typed error it stands for."""
    cause = error.cause.cause if isinstance(error.cause, ActivityError) else error.cause
    if isinstance(cause, ApplicationError) and cause.type in set(ErrorCode):
        return NotAllowed(ErrorCode(cause.type), "verb")
    if isinstance(cause, ApplicationError) and cause.type == NotFound.__name__:
        return NotFound(ErrorCode.UNKNOWN, "case")
    return SetupError(ErrorCode.ENGINE_UNREACHABLE, "temporal")
