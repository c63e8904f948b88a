"""Heartbeats from a thread of their own, so that a killed worker is noticed soon."""

import contextvars
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from temporalio import activity

EVERY_SECONDS = 1.0


@contextmanager
def heartbeats() -> Iterator[None]:
    """Beat once a second until the block ends."""
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
