"""Who writes to SQLite next: threads and processes one after another.

SQLite has one writer. Who finds it busy sleeps for milliseconds, each time longer, and looks again;
a process whose threads write all the time lets another one starve so, for seconds. Here threads of
one process go on at once, and a process that has just written stands behind one that waits.
"""

import fcntl
import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import Engine

BUSY_SECONDS = 15
"""How long a writer waits for its turn at most; then it asks SQLite, and waits there as long."""

_LOOK_SECONDS = 0.0005
"""How often a process that waits for another one looks; a turn takes some milliseconds."""


@dataclass
class _Turns:
    """The turns of one database: of this process's threads, and by two files of all processes."""

    threads: threading.Lock = field(default_factory=threading.Lock)
    files: list[int] = field(default_factory=list)


_known: weakref.WeakKeyDictionary[Engine, _Turns] = weakref.WeakKeyDictionary()
_opening = threading.Lock()


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Have writers of SQLite wait for each other; on other databases this does nothing.

    It only orders who asks: that no two write at once is still SQLite's to see to, and the kernel
    gives back what a process held that died.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    turns = _turns_of(engine)
    taken = turns.threads.acquire(timeout=BUSY_SECONDS)
    try:
        with _among_processes(turns.files if taken else []):
            yield
    finally:
        if taken:
            turns.threads.release()


@contextmanager
def _among_processes(files: list[int]) -> Iterator[None]:
    """Hold the writer's file; whoever waits for it holds the other one, so that it is the next."""
    until = time.monotonic() + BUSY_SECONDS
    for file in files:
        while not _took(file) and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)
    for file in files[:-1]:
        fcntl.flock(file, fcntl.LOCK_UN)
    try:
        yield
    finally:
        for file in files[-1:]:
            fcntl.flock(file, fcntl.LOCK_UN)


def _took(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _turns_of(engine: Engine) -> _Turns:
    """The files stand beside the database; in memory, or in a read-only folder, there are none."""
    with _opening:
        turns = _known.get(engine)
        if turns is None:
            turns = _known[engine] = _Turns()
            database = engine.url.database
            if database and database != ":memory:":
                with suppress(OSError):
                    for name in ("next", "turn"):
                        turns.files.append(_opened(engine, f"{database}-{name}"))
        return turns


def _opened(engine: Engine, name: str) -> int:
    file = os.open(name, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    weakref.finalize(engine, os.close, file)
    return file
