"""Figures of the embedded stack: Temporal on a file, a worker process, a web process."""

import asyncio
import base64
import secrets
import statistics
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select
from temporalio import activity, workflow
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from recognition.domain.verbs import AddNote, Claim, Propose, SignOff
from recognition.domain.vocabulary import Role
from recognition.store.tables import Proposal
from tests.support.cases import do, made_by, open_rows, submitted
from tests.support.engine import until
from tests.support.people import Town
from tests.support.processes import Engine, Program, free_port, settings_env, wait_for_port
from tests.support.stores import make_rules, make_store
from workflows.codec import sealing_converter
from workflows.gateway import TASK_TIME, AsyncGateway, Gateway

Figure = tuple[str, float, str]

OPEN_CASES = 20
ACTS = 60
CASES = 12
AT_ONCE = 4
STEPS = 3
"""Updates of a case from claim to signature."""


def bench(folder: Path) -> list[Figure]:
    """Start the stack in ``folder``, measure, stop it."""
    master = base64.b64encode(secrets.token_bytes(32)).decode()
    town = Town(make_store(folder, master_key=master), make_rules(), datetime.now(UTC))
    engine, port = Engine(folder), free_port()
    env = settings_env(folder, master, engine.address) | {"RECOGNITION_PORT": str(port)}
    worker = Program("worker", env=env, log=folder / "worker.log")
    web = Program("web", env=env, log=folder / "web.log")
    started = time.perf_counter()
    try:
        for part in (engine, worker, web):
            part.start()
        wait_for_port(port, 60)
        gateway = Gateway(engine.address, "default", sealing_converter(town.store.keys))
        try:
            figures = _acts(town, gateway, started)
        finally:
            gateway.close()
        figures += asyncio.run(_cases(town, engine.address))
        named = {"engine": engine, "worker": worker, "web": web}
        return figures + [(f"memory of the {n}", part.memory_mb, "MB") for n, part in named.items()]
    finally:
        for part in (web, worker, engine):
            part.stop()


def _acts(town: Town, gateway: Gateway, started: float) -> list[Figure]:
    """One person's acts, one after another, while other cases are open."""
    cases = [submitted(town) for _ in range(OPEN_CASES)]
    for case in cases:
        gateway.start_case(case)
    person = town.assessors[0]
    claim = made_by(Claim(), Role.ASSESSOR, person)
    while time.perf_counter() - started < 60:
        try:
            gateway.act(cases[0], claim)
            break
        except Exception:  # the worker is on its way
            continue
    ready = time.perf_counter() - started
    asyncio.run(until(lambda: open_rows(town) == 0, 60))
    times = []
    for number in range(ACTS):
        act = made_by(AddNote(text="A note."), Role.ASSESSOR, person)
        before = time.perf_counter()
        gateway.act(cases[number % OPEN_CASES], act)
        times.append((time.perf_counter() - before) * 1000)
    others = f"{OPEN_CASES} cases open"
    return [
        ("engine, worker and web started, first act answered", ready, "s"),
        (f"act answered, median, {others}", statistics.median(times), "ms"),
        (f"act answered, 95th percentile, {others}", statistics.quantiles(times, n=20)[18], "ms"),
    ]


async def _cases(town: Town, address: str) -> list[Figure]:
    """Cases from claim to signature, and bare workflows with as many updates, in one run."""
    client = await Client.connect(address, data_converter=sealing_converter(town.store.keys))
    ours = await _rate(lambda case: _decide(town, AsyncGateway(client), case), town)
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
            bare = await _rate(lambda _: _bare(client), None)
    return [
        (f"cases a second, {STEPS} acts each, {AT_ONCE} at once", ours, "1/s"),
        ("bare workflows a second, as many updates", bare, "1/s"),
        ("cases for each bare workflow", ours / bare, ""),
    ]


async def _rate(one: Callable[[UUID], Awaitable[None]], town: Town | None) -> float:
    """How many are done in a second, ``AT_ONCE`` at once."""
    cases = [submitted(town) if town else uuid4() for _ in range(CASES)]
    places = asyncio.Semaphore(AT_ONCE)

    async def bounded(case: UUID) -> None:
        async with places:
            await one(case)

    started = time.perf_counter()
    await asyncio.gather(*map(bounded, cases))
    return CASES / (time.perf_counter() - started)


async def _decide(town: Town, gateway: AsyncGateway, case: UUID) -> None:
    first, second, _ = town.assessors
    await do(gateway, case, Claim(), Role.ASSESSOR, first)
    await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
    with town.store.reading() as session:
        proposal = session.scalars(select(Proposal.id).where(Proposal.case_id == case)).one()
    await do(gateway, case, SignOff(proposal_id=proposal), Role.ASSESSOR, second)


async def _bare(client: Client) -> None:
    workflow_id = f"bare/{uuid4()}"
    for _ in range(STEPS):
        start = WithStartWorkflowOperation(
            Bare.run,
            id=workflow_id,
            task_queue="bare",
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            task_timeout=TASK_TIME,
        )
        await client.execute_update_with_start_workflow(
            Bare.act, "a note", start_workflow_operation=start
        )


@activity.defn
def nothing(_text: str) -> str:
    """Do nothing."""
    return "done"


@workflow.defn(sandboxed=False)
class Bare:
    """As many updates and local activities as a case from claim to signature."""

    def __init__(self) -> None:
        self._acts = 0

    @workflow.run
    async def run(self) -> None:
        """Until every act was done."""
        await workflow.wait_condition(lambda: self._acts == STEPS)

    @workflow.update
    async def act(self, text: str) -> str:
        """Do nothing, durably."""
        done = await workflow.execute_local_activity(
            nothing, text, start_to_close_timeout=timedelta(seconds=10)
        )
        self._acts += 1
        return done
