"""The worker as a process: connects, serves its queues, and drains on SIGTERM."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Sequence

import structlog
from temporalio.client import Client

from recognition.errors import ErrorCode, SetupError
from recognition.rules import load_rules
from recognition.settings import Settings
from recognition.store.opening import open_store
from recognition.store.store import Store
from workflows.activities.deps import Deps
from workflows.activities.loading import load_mapper
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway
from workflows.messages import Queue
from workflows.repair import Repaired, repair
from workflows.worker import serve

TRIES = 100
PAUSE_SECONDS = 0.3

REST_SECONDS = 5.0
"""So long after its start a worker loads the mapper: what a killed one left undone comes first."""

DRAIN_SECONDS = 4.5
"""From SIGTERM to the end, at most; embedded mode and containers kill after that."""


def make_deps(settings: Settings, store: Store, client: Client) -> Deps:
    """What activities work with, from the settings and a connected client."""
    return Deps(store, load_rules(settings.office_file), settings, AsyncGateway(client))


async def connect(settings: Settings, store: Store) -> Client:
    """A client whose payloads are sealed; waits for the engine for half a minute.

    Raises ``SetupError`` (``ENGINE_UNREACHABLE``) after that.
    """
    for _ in range(TRIES):
        try:
            return await Client.connect(
                settings.temporal_address,
                namespace=settings.temporal_namespace,
                data_converter=sealing_converter(store.keys),
            )
        except RuntimeError:  # what the client raises as long as nobody listens
            await asyncio.sleep(PAUSE_SECONDS)
    raise SetupError(
        ErrorCode.ENGINE_UNREACHABLE,
        settings.temporal_address,
        advice=f"Temporal does not answer at {settings.temporal_address}. Is it running?",
    )


def run_worker(settings: Settings, queues: Sequence[Queue]) -> None:
    """Serve ``queues`` until SIGTERM or SIGINT, then let running activities end."""
    asyncio.run(_run(settings, queues))


async def _run(settings: Settings, queues: Sequence[Queue]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _told_to_stop, stop)
    store = open_store(settings)
    client = await connect(settings, store)
    deps = make_deps(settings, store, client)
    structlog.get_logger().info("worker_started", queues=[queue.value for queue in queues])
    if not {Queue.PROCEDURE, Queue.READING}.isdisjoint(queues):
        _in(REST_SECONDS, load_mapper)
    await serve(client, queues, deps, ocr_processes=settings.ocr_processes, stop=stop)


def _told_to_stop(stop: asyncio.Event) -> None:
    """Begin to drain, and end the process soon, whatever still runs: it will be done again.

    A thread that waits for a slow page or receiver cannot be cancelled and would hold it up.
    """
    stop.set()
    _in(DRAIN_SECONDS, lambda: os._exit(0))


def _in(seconds: float, work: Callable[[], object]) -> None:
    """Do ``work`` in a thread of its own after so long, unless the process ends before."""
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()


def run_repair(settings: Settings) -> Repaired:
    """Start every workflow that the facts call for."""

    async def work() -> Repaired:
        store = open_store(settings)
        return await repair(store, AsyncGateway(await connect(settings, store)))

    return asyncio.run(work())
