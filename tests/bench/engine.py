"""Figures of the embedded stack: one person's acts, and whole cases beside bare workflows."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from recognition.domain.verbs import AddNote, Claim
from recognition.domain.vocabulary import Role
from tests.bench.stack import Figure, Stack, running
from tests.bench.whole import UPDATES, Bare, bare, decide, draft, nothing
from tests.support.cases import made_by, open_rows, submitted
from tests.support.engine import until
from tests.support.people import Town
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway, Gateway

OPEN_CASES = 100
ACTS = 100
CASES = 12
ROUNDS = 3
AT_ONCE = 8


def bench(folder: Path) -> list[Figure]:
    """Start the stack in ``folder``, measure, stop it."""
    with running(folder) as stack:
        gateway = stack.gateway()
        try:
            figures = _acts(stack.town, gateway)
        finally:
            gateway.close()
        figures += asyncio.run(_cases(stack))
        ready = ("engine, worker and web started, first act answered", stack.ready, "s")
        return [ready, *figures, *stack.memory()]


def _acts(town: Town, gateway: Gateway) -> list[Figure]:
    """One person's acts, one after another, while other cases are open."""
    cases = [submitted(town) for _ in range(OPEN_CASES)]
    person = town.assessors[0]
    for case in cases:
        gateway.act(case, made_by(Claim(), Role.ASSESSOR, person))
    asyncio.run(until(lambda: open_rows(town) == 0, 60))
    times = []
    for number in range(ACTS):
        act = made_by(AddNote(text="A note."), Role.ASSESSOR, person)
        before = time.perf_counter()
        gateway.act(cases[number % OPEN_CASES], act)
        times.append((time.perf_counter() - before) * 1000)
    others = f"{OPEN_CASES} cases open"
    return [
        (f"act answered, median, {others} (40 is wanted)", statistics.median(times), "ms"),
        (
            f"act answered, 95th percentile, {others} (150 is wanted)",
            statistics.quantiles(times, n=20)[18],
            "ms",
        ),
    ]


async def _cases(stack: Stack) -> list[Figure]:
    """Whole cases, and bare workflows with as many updates, by turns in one run."""
    town = stack.town
    converter = sealing_converter(town.store.keys)
    client = await Client.connect(stack.engine.address, data_converter=converter)
    gateway = AsyncGateway(client)
    ours, theirs = Cost(), Cost()
    with ThreadPoolExecutor(8) as threads:
        async with Worker(
            client,
            task_queue="bare",
            workflows=[Bare],
            activities=[nothing],
            activity_executor=threads,
            workflow_runner=UnsandboxedWorkflowRunner(),
            build_id="bench",
        ):
            alone = await _seconds(lambda _: bare(client), [uuid4() for _ in range(5)], 1)
            # What mapper and printer take to be loaded is no case's, as the bare ones are warm too.
            await _seconds(lambda case: decide(town, gateway, case), _drafts(town, AT_ONCE))
            await until(lambda: open_rows(town) == 0, 120)
            for _ in range(ROUNDS):
                with theirs.counted(stack):
                    cases = [uuid4() for _ in range(CASES)]
                    theirs.seconds += await _seconds(lambda _: bare(client), cases)
                drafts = _drafts(town, CASES)
                with ours.counted(stack):
                    ours.seconds += await _seconds(lambda case: decide(town, gateway, case), drafts)
                    letters = time.perf_counter()
                    await until(lambda: open_rows(town) == 0, 120)
                    letters = time.perf_counter() - letters
    many = ROUNDS * CASES
    return [
        ("a bare update answered, mean", alone / (5 * UPDATES) * 1000, "ms"),
        (
            f"whole cases a second, {UPDATES} acts each, {AT_ONCE} at once",
            many / ours.seconds,
            "1/s",
        ),
        ("bare workflows a second, as many updates", many / theirs.seconds, "1/s"),
        ("cases for each bare workflow (0.7 is wanted)", theirs.seconds / ours.seconds, ""),
        ("processor time of a case, its letter too", ours.processor / many * 1000, "ms"),
        ("the same of a bare workflow", theirs.processor / many * 1000, "ms"),
        (f"until the last of {CASES} letters was out, after that", letters, "s"),
    ]


@dataclass
class Cost:
    """What cases took: seconds by the clock, and of all processors."""

    seconds: float = 0.0
    processor: float = 0.0

    @contextmanager
    def counted(self, stack: Stack) -> Iterator[None]:
        """Add what the processors do meanwhile."""
        before = stack.processor_seconds()
        yield
        self.processor += stack.processor_seconds() - before


def _drafts(town: Town, many: int) -> list[UUID]:
    return [draft(town) for _ in range(many)]


async def _seconds(
    one: Callable[[UUID], Awaitable[None]], cases: list[UUID], at_once: int = AT_ONCE
) -> float:
    """How long all of them take, so many at once."""
    places = asyncio.Semaphore(at_once)

    async def bounded(case: UUID) -> None:
        async with places:
            await one(case)

    started = time.perf_counter()
    await asyncio.gather(*map(bounded, cases))
    return time.perf_counter() - started
