"""A process of its own for what takes much computing, so that it never holds up people's acts.

A decision's letter takes 12 to 40 ms of computing, and its printer lets no other thread of its
process compute meanwhile; in this one it gives way to whatever has to answer somebody.
"""

import asyncio
import ctypes
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")

_BEHIND = 10
"""Added to the niceness: it gets a tenth of a busy processor, and all of an idle one."""

_WORKS = 1000
"""After so many the process is replaced, whatever a library keeps: a new one costs twenty letters.

From the hundredth letter to the six hundredth, in five languages, its memory did not grow.
"""

_pool: ProcessPoolExecutor | None = None
_works = 0


async def in_background(work: Callable[..., T], *args: Any, **named: Any) -> T:
    """Have ``work`` done there, by one process, one after another; started with the first.

    What it takes and returns is pickled. If the process was killed, a new one tries once more.
    """
    call = partial(work, *args, **named)
    try:
        return await asyncio.wrap_future(_running().submit(call))
    except BrokenProcessPool:
        _forget()
        return await asyncio.wrap_future(_running().submit(call))


def _running() -> ProcessPoolExecutor:
    global _pool, _works
    _works += 1
    if _works > _WORKS:
        _forget()  # it ends what it was given, and then itself
    if _pool is None:
        _works = 1
        _pool = ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_begin, initargs=(os.getpid(),)
        )
    return _pool


def _forget() -> None:
    global _pool
    if _pool is not None:
        _pool.shutdown(wait=False)
    _pool = None


def _begin(parent: int) -> None:
    """Stand behind others, and end with the worker (Linux: ``PR_SET_PDEATHSIG``)."""
    os.nice(_BEHIND)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the worker's to handle
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(0)
