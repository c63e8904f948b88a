"""Many cases in flight for a long time: is any lost or stuck, and do the workers grow?

python -m tests.bench long 10
"""

import asyncio
import os
import random
import statistics
import time
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from temporalio.client import Client

from recognition.domain.vocabulary import Stage
from recognition.store.tables import CaseView, Decision
from tests.bench.stack import Figure, Stack, running
from tests.bench.whole import UPDATES, decide, draft
from tests.support.cases import open_rows
from tests.support.engine import until
from tests.support.people import Town
from tests.support.processes import Program
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway

Memory = tuple[float, float]

IN_FLIGHT = 100
PAUSE_SECONDS = 10.0
"""Before each act on a case, on average: ten acts a second, and almost a letter a second."""

LOOK_SECONDS = 5.0
LETTERS_SECONDS = 300.0
"""How long the last letters may take."""


def bench(folder: Path, minutes: float) -> list[Figure]:
    """Keep so many cases in flight for ``minutes``, then let them end."""
    with running(folder) as stack:
        return asyncio.run(_long(stack, minutes))


async def _long(stack: Stack, minutes: float) -> list[Figure]:
    town = stack.town
    converter = sealing_converter(town.store.keys)
    client = await Client.connect(stack.engine.address, data_converter=converter)
    memory: list[Memory] = []
    looking = asyncio.create_task(_watch(stack, memory))
    started = time.monotonic()
    cases, stopped = await _keep_in_flight(town, AsyncGateway(client), started + 60 * minutes)
    seconds = time.monotonic() - started
    await until(lambda: open_rows(town) == 0, LETTERS_SECONDS)
    looking.cancel()
    decided, waits = _decided(town), _waits(town)
    limit = f"events of the longest case, {UPDATES} acts (400 is the limit)"
    return [
        (f"cases, {IN_FLIGHT} in flight for {seconds:.0f} s", float(len(cases)), ""),
        ("decided a second", decided / seconds, "1/s"),
        ("lost or stuck (0 is wanted)", float(len(cases) - decided), ""),
        ("desks that an error stopped (0 is wanted)", float(stopped), ""),
        ("decided without a letter (0 is wanted)", float(decided - len(waits)), ""),
        ("letter after the signature, median", statistics.median(waits), "s"),
        ("letter after the signature, longest", max(waits), "s"),
        (limit, float(await _longest(client, cases)), ""),
        *_growth(memory),
    ]


async def _keep_in_flight(town: Town, gateway: AsyncGateway, end: float) -> tuple[list[UUID], int]:
    """The cases of all desks, and how many of these an error stopped."""
    cases: list[UUID] = []

    async def desk(number: int) -> None:
        """One case after another, each desk at a pace of its own: people do not act in step."""
        pace = random.Random(number)
        while time.monotonic() < end:
            case = await asyncio.to_thread(draft, town)
            cases.append(case)
            await decide(town, gateway, case, lambda: pace.uniform(0, 2 * PAUSE_SECONDS))

    ends = await asyncio.gather(*map(desk, range(IN_FLIGHT)), return_exceptions=True)
    errors = [error for error in ends if error is not None]
    for text in sorted({repr(error) for error in errors}):
        print(f"a desk stopped: {text}")
    return cases, len(errors)


async def _watch(stack: Stack, memory: list[Memory]) -> None:
    """Note the workers' memory, and that of the processes that print for them, while they run."""
    while True:
        themselves = sum(map(_resident_mb, stack.workers))
        everything = sum(worker.memory_mb for worker in stack.workers)
        memory.append((themselves, everything - themselves))
        await asyncio.sleep(LOOK_SECONDS)


def _resident_mb(worker: Program) -> float:
    """Memory of a worker without its children."""
    assert worker.process is not None
    pages = Path(f"/proc/{worker.process.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _growth(memory: list[Memory]) -> list[Figure]:
    """Quarter by quarter: the first one fills what is filled once."""
    size = max(1, len(memory) // 4)
    quarters = [memory[at : at + size] for at in range(0, 4 * size, size)]
    return [
        (f"memory of the {name}, quarter {number}", statistics.median(part), "MB")
        for which, name in enumerate(("workers", "processes that print"))
        for number, quarter in enumerate(quarters, start=1)
        if (part := [one[which] for one in quarter])
    ]


def _decided(town: Town) -> int:
    query = select(CaseView.case_id).where(CaseView.stage == Stage.DECIDED)
    with town.store.reading() as session:
        return len(session.scalars(query).all())


def _waits(town: Town) -> list[float]:
    """Seconds from each signature to its letter."""
    query = select(Decision.signed_at, Decision.letter_at).where(Decision.letter_at.is_not(None))
    with town.store.reading() as session:
        return [(ready - signed).total_seconds() for signed, ready in session.execute(query)]


async def _longest(client: Client, cases: list[UUID]) -> int:
    """Length of the longest history of a case."""
    handles = (client.get_workflow_handle(f"case/{case}") for case in cases)
    return max([(await handle.describe()).history_length for handle in handles])
