"""A real engine for tests: Temporal's dev server or its time-skipping one, and real workers."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from recognition.rules import Rules
from recognition.settings import Settings, make_settings
from recognition.store.store import Store
from workflows.activities.deps import Deps
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway
from workflows.messages import Queue
from workflows.worker import make_worker, sandbox

_BIN = Path(sys.executable).parent

_STUCK_SECONDS = 30
"""When a step of a workflow counts as stuck: the two that the library fixes are too few for one
that the sandbox loads while others have the processors, and the story is refused its act then."""


@asynccontextmanager
async def skipping(store: Store) -> AsyncIterator[WorkflowEnvironment]:
    """A server in which waiting costs no time."""
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(_BIN / "temporal-test-server"),
        data_converter=sealing_converter(store.keys),
    ) as environment:
        yield environment


@asynccontextmanager
async def real_time(
    store: Store, file: Path | None = None, *, arguments: Sequence[str] = ()
) -> AsyncIterator[WorkflowEnvironment]:
    """Temporal's dev server, with its state in ``file`` or in memory."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(_BIN / "temporal"),
        dev_server_database_filename=str(file) if file else None,
        dev_server_log_level="error",
        dev_server_extra_args=list(arguments),
        data_converter=sealing_converter(store.keys),
    ) as environment:
        yield environment


async def connected(address: str, store: Store) -> Client:
    """A client of an engine that was just started: for a moment it listens and is not healthy."""
    for _ in range(100):
        try:
            return await Client.connect(address, data_converter=sealing_converter(store.keys))
        except RuntimeError:
            await asyncio.sleep(0.1)
    raise AssertionError(f"no engine at {address}")


@asynccontextmanager
async def workers(
    client: Client, store: Store, rules: Rules, settings: Settings | None = None
) -> AsyncIterator[AsyncGateway]:
    """Real workers of every queue, in this process and in the sandbox; the gateway to them."""
    gateway = AsyncGateway(client)
    deps = Deps(store, rules, settings or make_settings(), gateway)
    async with AsyncExitStack() as stack:
        for queue in Queue:
            worker = make_worker(
                client, queue, deps, threads=4, grace=timedelta(seconds=1), runner=sandbox()
            )
            if worker._workflow_worker is not None:
                worker._workflow_worker._deadlock_timeout_seconds = _STUCK_SECONDS
            await stack.enter_async_context(worker)
        yield gateway


async def until(condition: object, seconds: float = 60) -> None:
    """Wait, in real time, until ``condition()`` is true."""
    assert callable(condition)
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came true")
