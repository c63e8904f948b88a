"""A worker process: workflows and activities of the queues that it serves."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.activities.delivery import DeliveryActivities
from workflows.activities.deps import Activity, Deps
from workflows.activities.outbox import OutboxActivities
from workflows.activities.procedure import ProcedureActivities
from workflows.activities.reading import ReadingActivities
from workflows.activities.sweeps import SweepActivities
from workflows.case import RecognitionCase
from workflows.delivery import DeliverWebhook
from workflows.intake import ReadDocument
from workflows.messages import Queue
from workflows.request import AskSomebody
from workflows.upkeep import SweepDocuments, SweepOutbox

STICKY_TIME = timedelta(seconds=1)
"""How long a task waits for the worker that has the workflow in memory (docs/adr/0003)."""

CACHED = 200
"""Workflows of a queue that a worker keeps in memory, those that were busy last.

Each takes about half a megabyte, and most cases sleep for weeks; one that is woken is replayed in
a few milliseconds.
"""

BUILD_ID = "recognition"
"""Said, since the default is a digest of every loaded module: two seconds of each start."""

WORKFLOWS: dict[Queue, tuple[type, ...]] = {
    Queue.PROCEDURE: (RecognitionCase, AskSomebody, SweepOutbox, SweepDocuments),
    Queue.READING: (ReadDocument,),
    Queue.DELIVERY: (DeliverWebhook,),
}

_SCHEDULES: dict[str, tuple[Any, timedelta]] = {
    "sweep-outbox": (SweepOutbox.run, timedelta(minutes=1)),
    "sweep-documents": (SweepDocuments.run, timedelta(days=1)),
}


def sandbox() -> SandboxedWorkflowRunner:
    """The workflow sandbox; pure modules pass through it.

    ``recognition.domain`` and pydantic are pure and large: imported anew for each workflow they
    would cost 135 ms and up to 2.7 MB a case, and zone data would fail.
    """
    restrictions = SandboxRestrictions.default.with_passthrough_modules(
        "recognition", "pydantic", "dateutil", "holidays", "tzdata", "workflows.messages"
    )
    return SandboxedWorkflowRunner(restrictions=restrictions)


def _activities(queue: Queue, deps: Deps) -> Sequence[Activity]:
    procedure = ProcedureActivities(deps).all()
    return {
        Queue.PROCEDURE: (*procedure, *OutboxActivities(deps).all(), *SweepActivities(deps).all()),
        Queue.READING: (*procedure, *ReadingActivities(deps).all()),
        Queue.DELIVERY: (*procedure, *DeliveryActivities(deps).all()),
    }[queue]


def make_worker(
    client: Client,
    queue: Queue,
    deps: Deps,
    *,
    threads: int,
    grace: timedelta,
    runner: WorkflowRunner | None = None,
) -> Worker:
    """A worker of one queue with so many threads for activities; build it in a running loop.

    Workflows run outside of the sandbox unless ``runner`` is one; tests give it (docs/adr/0009).
    """
    return Worker(
        client,
        task_queue=queue,
        workflows=list(WORKFLOWS[queue]),
        activities=list(_activities(queue, deps)),
        activity_executor=ThreadPoolExecutor(threads, thread_name_prefix=queue.value),
        max_concurrent_activities=threads,
        max_concurrent_local_activities=threads,
        workflow_runner=runner or UnsandboxedWorkflowRunner(),
        build_id=BUILD_ID,
        max_cached_workflows=CACHED,
        sticky_queue_schedule_to_start_timeout=STICKY_TIME,
        graceful_shutdown_timeout=grace,
    )


async def ensure_schedules(client: Client) -> None:
    """Make the schedules of upkeep, or make those that are there what they are now."""
    for name, (run, every) in _SCHEDULES.items():
        action = ScheduleActionStartWorkflow(
            run, id=name, task_queue=Queue.PROCEDURE, execution_timeout=timedelta(minutes=30)
        )
        schedule = Schedule(
            action=action,
            spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every)]),
            policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP),
        )
        try:
            await client.create_schedule(name, schedule)
        except ScheduleAlreadyRunningError:
            await _bring_up_to_date(client, name, schedule)


async def _bring_up_to_date(client: Client, name: str, schedule: Schedule) -> None:
    """An interval that a new release changed holds; whether it is paused is the operator's."""

    def update(found: ScheduleUpdateInput) -> ScheduleUpdate | None:
        old = found.description.schedule
        if old.spec.intervals == schedule.spec.intervals:
            return None
        return ScheduleUpdate(replace(schedule, state=old.state))

    await client.get_schedule_handle(name).update(update)


async def serve(
    client: Client, queues: Sequence[Queue], deps: Deps, *, ocr_processes: int, stop: asyncio.Event
) -> None:
    """Serve the queues until ``stop`` is set, then let running activities end."""
    threads = {Queue.PROCEDURE: 8, Queue.READING: ocr_processes, Queue.DELIVERY: 8}
    grace = timedelta(seconds=3)
    workers = [
        make_worker(client, queue, deps, threads=threads[queue], grace=grace) for queue in queues
    ]
    if Queue.PROCEDURE in queues:
        await ensure_schedules(client)
    running = [asyncio.create_task(worker.run()) for worker in workers]
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*running, stopped], return_when=asyncio.FIRST_COMPLETED)
    await asyncio.gather(*(worker.shutdown() for worker in workers))
    for task in done - {stopped}:
        task.result()
    stopped.cancel()
