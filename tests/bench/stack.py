"""The embedded stack as the bench starts it: Temporal on a file, two workers, a web process."""

import base64
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from recognition.domain.verbs import Refresh
from recognition.domain.vocabulary import Role
from recognition.embedded import CASES
from recognition.errors import NotYetConfirmed
from tests.support.cases import made_by, submitted
from tests.support.people import Town
from tests.support.processes import Engine, Program, free_port, settings_env, wait_for_port
from tests.support.stores import make_rules, make_store
from workflows.codec import sealing_converter
from workflows.gateway import Gateway

Figure = tuple[str, float, str]

PATIENCE_SECONDS = 60


@dataclass
class Stack:
    """What runs, and the town whose cases it drives; ``ready`` is seconds from start to answer."""

    town: Town
    engine: Engine
    workers: tuple[Program, ...]
    web: Program
    logs: tuple[Path, ...]
    started: float
    ready: float = 0.0

    def gateway(self) -> Gateway:
        """A way into it, like the web's; close it."""
        return Gateway(self.engine.address, "default", sealing_converter(self.town.store.keys))

    def processor_seconds(self) -> float:
        """Processor time so far of everything that runs, and of who asks."""
        parts = (self.engine, *self.workers, self.web)
        return time.process_time() + sum(part.processor_seconds for part in parts)

    def memory(self) -> list[Figure]:
        """Resident memory of each process."""
        parts = {"engine": self.engine, "web": self.web}
        parts |= {f"worker {number}": part for number, part in enumerate(self.workers, start=1)}
        return [(f"memory of the {name}", part.memory_mb, "MB") for name, part in parts.items()]


@contextmanager
def running(folder: Path) -> Iterator[Stack]:
    """Start the stack in ``folder``, wait for its first answer, stop it at the end."""
    master = base64.b64encode(secrets.token_bytes(32)).decode()
    town = Town(make_store(folder, master_key=master), make_rules(), datetime.now(UTC))
    engine, port = Engine(folder), free_port()
    env = settings_env(folder, master, engine.address) | {"RECOGNITION_PORT": str(port)}
    logs = (folder / "worker.log", folder / "worker-cases.log")
    workers = tuple(
        Program("worker", *queues, env=env, log=log)
        for queues, log in zip(((), CASES), logs, strict=True)
    )
    web = Program("web", env=env, log=folder / "web.log")
    stack = Stack(town, engine, workers, web, logs, time.perf_counter())
    try:
        for part in (engine, *workers, web):
            part.start()
        wait_for_port(port, PATIENCE_SECONDS)
        _wait_for_an_answer(stack)
        _wait_for_the_mappers(stack)
        yield stack
    finally:
        for part in (web, *workers, engine):
            part.stop()


def _wait_for_an_answer(stack: Stack) -> None:
    case, act = submitted(stack.town), made_by(Refresh(), Role.MACHINE)
    gateway = stack.gateway()
    try:
        while time.perf_counter() - stack.started < PATIENCE_SECONDS:
            try:
                gateway.act(case, act)
                break
            except NotYetConfirmed:
                continue  # the worker is on its way
    finally:
        gateway.close()
    stack.ready = time.perf_counter() - stack.started


def _wait_for_the_mappers(stack: Stack) -> None:
    """What workers load after their start, a second each, is no case's."""
    until = time.perf_counter() + PATIENCE_SECONDS
    while not all("mapper_loaded" in log.read_text() for log in stack.logs):
        assert time.perf_counter() < until, "a worker has not loaded its mapper"
        time.sleep(0.1)
