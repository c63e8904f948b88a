"""The worker is killed at every step and started again: same end, one decision, one letter."""

import asyncio
import socket
import time
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from temporalio.testing import WorkflowEnvironment

from recognition.domain.events import EventKind
from recognition.domain.state import ActResult
from recognition.domain.verbs import (
    Act,
    AgreeToQuestion,
    AnyVerb,
    AskAuthority,
    Claim,
    ConfirmReading,
    GiveConsent,
    Propose,
    SendBack,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import DocumentState, FieldName, MediaType, Role, Stage
from recognition.samples import write_samples
from recognition.store.base import new_id
from recognition.store.store import Store
from recognition.store.tables import (
    Authority,
    Decision,
    Document,
    Event,
    FieldValue,
    Mail,
    Outbox,
    Proposal,
)
from tests.support.cases import do, request_of, submitted
from tests.support.engine import connected, real_time, until
from tests.support.loops import run
from tests.support.people import Town
from tests.support.processes import Engine, Program, Receiver, settings_env
from tests.support.towns import KEY, make_town
from workflows.gateway import AsyncGateway
from workflows.process import DRAIN_SECONDS

pytestmark = pytest.mark.slow


class _Story:
    def __init__(
        self, town: Town, environment: WorkflowEnvironment, worker: Program, paper: Path
    ) -> None:
        self.town = town
        self.gateway = AsyncGateway(environment.client)
        self.worker = worker
        self.paper = paper

    async def do(
        self, case: UUID, verb: AnyVerb, role: Role, person: UUID, delay: float
    ) -> ActResult:
        """Send an act, kill the worker soon after, start it again, and wait for the answer."""
        act = Act(action_id=new_id(), role=role, person_id=person, verb=verb)
        answer = asyncio.create_task(self.gateway.act(case, act))
        await asyncio.sleep(delay)
        self.worker.kill()
        self.worker.start()
        killed = time.monotonic()
        result = await asyncio.wait_for(answer, 40)
        print(f"{verb.verb}: answered {time.monotonic() - killed:.1f} s after the kill")  # noqa: T201
        assert result.refusal is None, result
        return result


def test_killed_at_each_step(tmp_path: Path) -> None:
    town = make_town(tmp_path)
    run(_killed(town, tmp_path))


async def _killed(town: Town, folder: Path) -> None:
    async with real_time(town.store) as environment:
        worker = Program(
            "worker",
            env=settings_env(folder, KEY, environment.client.service_client.config.target_host),
            log=folder / "worker.log",
        )
        receiver = Receiver(town.secret)
        _set_url(town, receiver.url)
        paper = write_samples(folder / "samples", only=["ethiopian-degree.png"])[0]
        worker.start()
        try:
            with receiver.listening():
                await _tell(_Story(town, environment, worker, paper), receiver)
        finally:
            worker.stop()


async def _tell(story: _Story, receiver: Receiver) -> None:
    town = story.town
    case = town.draft(data=story.paper.read_bytes(), media_type=MediaType.PNG)
    first, second, _ = town.assessors
    town.act(Submit(), town.applicant, Role.APPLICANT, case)
    await story.gateway.start_case(case)
    document = await _read_killed(story)
    confirm = ConfirmReading(document_id=document, values={"qualification_title": "Nurse"})
    await story.do(case, confirm, Role.APPLICANT, town.applicant, 0.05)
    consent = GiveConsent(authority_id=town.authority, purpose="Admission", until=date(2099, 1, 1))
    await story.do(case, consent, Role.APPLICANT, town.applicant, 0.0)
    await story.do(case, Claim(), Role.ASSESSOR, first, 0.02)
    await story.do(case, Propose(content=town.content()), Role.ASSESSOR, first, 0.05)
    back = SendBack(proposal_id=town.ids(Proposal)[-1], reason="Say more.")
    await story.do(case, back, Role.ASSESSOR, second, 0.1)
    await story.do(case, Propose(content=town.content()), Role.ASSESSOR, first, 0.2)
    sign = SignOff(proposal_id=town.ids(Proposal)[-1])
    result = await story.do(case, sign, Role.ASSESSOR, second, 0.3)
    assert result.state.stage is Stage.DECIDED
    story.worker.kill()  # while the letter is being made
    story.worker.start()
    await until(lambda: _letters(town.store) == 1 and receiver.got, 60)
    story.worker.kill()
    story.worker.start()
    await until(lambda: _events(town.store, EventKind.DELIVERED) == 1, 30)
    await asyncio.sleep(2)  # what would be doubled would be so by now
    assert _count(town.store, Decision) == 1
    assert _letters(town.store) == 1
    ids = [message_id for message_id, _ in receiver.got]
    assert len(set(ids)) == 1, "one webhook, whatever number of tries"
    assert _mails(town.store, "decision") == 1
    assert _mails(town.store, "received") == 1


async def _read_killed(story: _Story) -> UUID:
    """The paper is read, though the worker is killed while it splits and while it reads."""
    store, document = story.town.store, story.town.ids(Document)[-1]
    await story.gateway.start_reading(document)
    for _ in range(2):
        await asyncio.sleep(1.5)
        story.worker.kill()
        story.worker.start()
    await until(lambda: _events(store, EventKind.READING_ENDED) > 0, 90)
    with store.reading() as session:
        read = session.get_one(Document, document)
        names = session.scalars(
            select(FieldValue.value).where(FieldValue.field == FieldName.HOLDER_NAME)
        ).all()
    assert read.state == DocumentState.READ
    assert names == ["Hirut Mekonnen Alemu"], "read once, whatever number of tries"
    assert _events(store, EventKind.READING_ENDED) == 1
    return document


def _set_url(town: Town, url: str) -> None:
    with town.store.writing() as session:
        session.get_one(Authority, town.authority).webhook_url = url


def test_a_worker_that_is_told_to_stop_does_so_soon(tmp_path: Path) -> None:
    town = make_town(tmp_path)
    engine = Engine(tmp_path)
    env = settings_env(tmp_path, KEY, engine.address)
    worker = Program("worker", env=env, log=tmp_path / "worker.log")
    silent = socket.create_server(("127.0.0.1", 0))  # takes connections and never answers
    try:
        engine.start()
        worker.start()
        with silent:
            run(_deliver_to(town, engine.address, silent.getsockname()[1]))
            started = time.monotonic()
            worker.stop()
        assert time.monotonic() - started < DRAIN_SECONDS + 1.5
        assert worker.process is not None and worker.process.returncode == 0
    finally:
        worker.stop()
        engine.stop()


async def _deliver_to(town: Town, address: str, port: int) -> None:
    """A webhook is on its way to a receiver that keeps the worker waiting."""
    _set_url(town, f"http://127.0.0.1:{port}/")
    client = await connected(address, town.store)
    gateway = AsyncGateway(client)
    case = submitted(town)
    await gateway.start_case(case)
    first = town.assessors[0]
    await do(gateway, case, Claim(), Role.ASSESSOR, first)
    await do(gateway, case, AskAuthority(authority_id=town.authority), Role.ASSESSOR, first)
    agree = AgreeToQuestion(request_id=request_of(town, case).id)
    await do(gateway, case, agree, Role.APPLICANT, town.applicant)
    await until(lambda: _tried(town.store), 20)


def _tried(store: Store) -> bool:
    tries = select(Outbox.attempts).where(Outbox.kind == "webhook")
    with store.reading() as session:
        return bool(session.scalars(tries).first())


def _events(store: Store, kind: EventKind) -> int:
    with store.reading() as session:
        return len(session.scalars(select(Event.kind).where(Event.kind == kind)).all())


def _count(store: Store, table: type[Decision]) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _letters(store: Store) -> int:
    with store.reading() as session:
        done = Decision.letter_at.is_not(None)
        return session.scalar(select(func.count()).select_from(Decision).where(done)) or 0


def _mails(store: Store, kind: str) -> int:
    with store.reading() as session:
        rows = session.scalars(select(Outbox).join(Mail, Mail.id == Outbox.id)).all()
        return sum(row.payload["mail"] == kind for row in rows)
