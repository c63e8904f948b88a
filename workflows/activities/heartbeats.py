"""Heartbeats beside the work of an activity, so that a killed worker is noticed soon."""

import asyncio
import contextvars
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from temporalio import activity

EVERY_SECONDS = 1.0


@contextmanager
def heartbeats() -> Iterator[None]:
    """Beat once a second from a thread, until the block of a synchronous activity ends."""
    stop = threading.Event()
    context = contextvars.copy_context()

    def beat() -> None:
        while not stop.wait(EVERY_SECONDS):
            context.run(activity.heartbeat)

    thread = threading.Thread(target=beat, name="heartbeats", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@asynccontextmanager
async def heartbeats_beside() -> AsyncIterator[None]:
    """Beat once a second from a task, until the block of an asynchronous activity ends."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            activity.heartbeat()

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
