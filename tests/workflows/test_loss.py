"""The engine is away, or lost with its file: nothing is lost, and nothing is done twice."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from sqlalchemy import select
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from recognition.domain.events import EventKind
from recognition.domain.verbs import (
    AgreeToQuestion,
    AskApplicant,
    AskAuthority,
    AskedItem,
    Claim,
    Propose,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import RequestItemKind, Role, Stage
from recognition.errors import ErrorCode, NotAllowed, NotFound, NotYetConfirmed
from recognition.settings import make_settings
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import Event, Proposal, Request
from tests.support.cases import (
    do,
    events,
    made_by,
    mails,
    open_rows,
    request_of,
    set_url,
    submitted,
)
from tests.support.engine import connected, until, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.processes import Engine, Receiver
from tests.support.towns import make_town
from workflows.activities.deps import Deps
from workflows.activities.outbox import OutboxActivities
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway, Gateway
from workflows.messages import Sweep
from workflows.repair import Repaired, repair

pytestmark = pytest.mark.slow

T = TypeVar("T")

PATIENCE = 5.5
"""Seconds: the gateway's own five, and a little for a loaded machine to notice."""


@dataclass
class House:
    """A store, the engine that may be down, and the web's way to it."""

    town: Town
    engine: Engine
    gateway: Gateway

    async def client(self) -> Client:
        """A connection to the engine that runs now."""
        return await connected(self.engine.address, self.town.store)


def _run(folder: Path, story: Callable[[House], Awaitable[None]]) -> None:
    town = make_town(folder)
    engine = Engine(folder)
    gateway = Gateway(engine.address, "default", sealing_converter(town.store.keys))
    try:
        run(story(House(town, engine, gateway)))
    finally:
        gateway.close()
        engine.stop()


def test_submitted_while_the_engine_is_down(tmp_path: Path) -> None:
    _run(tmp_path, _down)


async def _down(house: House) -> None:
    town = house.town
    case = submitted(town)
    claim = made_by(Claim(), Role.ASSESSOR, town.assessors[0])
    assert await _within(lambda: house.gateway.start_case(case)) is False
    with pytest.raises(NotYetConfirmed) as answer:
        await _within(lambda: house.gateway.act(case, claim))
    assert (answer.value.code, answer.value.subject) == (
        ErrorCode.WAITING_FOR_ENGINE,
        str(claim.action_id),
    )
    assert mails(town, MailKind.RECEIVED) == 0 and open_rows(town) > 0, "kept, not done"

    house.engine.start()
    client = await house.client()
    async with workers(client, town.store, town.rules):
        await _sweep(client, town)
        await until(lambda: mails(town, MailKind.RECEIVED) == 1)
        states = [await asyncio.to_thread(house.gateway.act, case, claim) for _ in range(2)]
        assert states[0] == states[1]
        await until(lambda: open_rows(town) == 0)
    assert len(events(town, case, EventKind.CLAIMED)) == 1, "the same action id is one action"
    assert mails(town, MailKind.RECEIVED) == 1


def test_a_worker_that_is_down_holds_nobody_up(tmp_path: Path) -> None:
    _run(tmp_path, _no_worker)


async def _no_worker(house: House) -> None:
    town = house.town
    house.engine.start()
    case = submitted(town)
    assert await _within(lambda: house.gateway.start_case(case)) is True
    claim = made_by(Claim(), Role.ASSESSOR, town.assessors[0])
    with pytest.raises(NotYetConfirmed):
        await _within(lambda: house.gateway.act(case, claim))
    async with workers(await house.client(), town.store, town.rules):
        await until(lambda: len(events(town, case, EventKind.CLAIMED)) == 1)  # it came through
        state = await asyncio.to_thread(house.gateway.act, case, claim)
        assert state.stage is Stage.ASSESSMENT
        with pytest.raises(NotFound):
            await asyncio.to_thread(house.gateway.act, new_id(), claim)
        again = made_by(Submit(), Role.APPLICANT, town.applicant, revision=state.revision)
        with pytest.raises(NotAllowed) as refusal:
            await asyncio.to_thread(house.gateway.act, case, again)
        assert refusal.value.code is ErrorCode.STAGE_FORBIDS
    assert len(events(town, case, EventKind.CLAIMED)) == 1


def test_the_engines_file_is_deleted(tmp_path: Path) -> None:
    _run(tmp_path, _deleted)


async def _deleted(house: House) -> None:
    town = house.town
    receiver = Receiver(town.secret)
    house.engine.start()
    client = await house.client()
    async with workers(client, town.store, town.rules) as gateway:
        waiting, deciding, fresh, asking, decided = await _stages(town, gateway)
    house.engine.stop()
    for file in house.engine.file.parent.glob("temporal.db*"):
        file.unlink()
    counts = _counts(town)
    _make_due(town, asking)
    set_url(town, receiver.url)  # until now nobody took the question

    house.engine.start()
    client = await house.client()
    async with workers(client, town.store, town.rules) as gateway:
        assert await repair(town.store, gateway) == Repaired(
            cases=5, requests=2, readings=1, deliveries=1
        )
        assert await repair(town.store, gateway)  # again: what runs is left alone
        with receiver.listening():
            await until(lambda: receiver.got, 20)
            await until(lambda: len(events(town, waiting, EventKind.DELIVERED)) == 1)
        await until(lambda: len(events(town, asking, EventKind.REQUEST_REMINDED)) == 1)
        await until(lambda: mails(town, MailKind.REMINDER, asking) == 1)
        sign = SignOff(proposal_id=town.ids(Proposal)[-1])
        signed = await do(gateway, deciding, sign, Role.ASSESSOR, town.assessors[1])
        assert signed.state.stage is Stage.DECIDED
        claimed = await do(gateway, fresh, Claim(), Role.ASSESSOR, town.assessors[2])
        assert claimed.state.stage is Stage.ASSESSMENT
        await until(lambda: open_rows(town) == 0, 40)
        await _sweep(client, town)
    after = _counts(town)
    new = {
        EventKind.DELIVERED: 1,
        EventKind.REQUEST_REMINDED: 1,
        EventKind.SIGNED: 1,
        EventKind.LETTER_READY: 1,
        EventKind.CLAIMED: 1,
        EventKind.STAGE_CHANGED: 1,
        EventKind.READING_ENDED: 5,  # the one paper of all five, whose reading had never begun
    }
    assert after == {kind: counts.get(kind, 0) + new.get(kind, 0) for kind in after}
    assert len({message_id for message_id, _ in receiver.got}) == 1
    assert mails(town, MailKind.DECISION, decided) == 1
    assert mails(town, MailKind.DECISION, deciding) == 1


async def _stages(town: Town, gateway: AsyncGateway) -> tuple[UUID, UUID, UUID, UUID, UUID]:
    """Cases in five stages; a webhook of the first has no receiver."""
    first, second, _ = town.assessors
    cases = [submitted(town) for _ in range(5)]
    waiting, deciding, fresh, asking, decided = cases
    for case in cases:
        await gateway.start_case(case)
        if case != fresh:
            await do(gateway, case, Claim(), Role.ASSESSOR, first)
    ask = AskAuthority(authority_id=town.authority)
    await do(gateway, waiting, ask, Role.ASSESSOR, first)
    agree = AgreeToQuestion(request_id=request_of(town, waiting).id)
    await do(gateway, waiting, agree, Role.APPLICANT, town.applicant)
    items = (AskedItem(kind=RequestItemKind.TEXT, subject="hours", text="How many?"),)
    await do(gateway, asking, AskApplicant(items=items), Role.ASSESSOR, first)
    for case in (decided, deciding):
        await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
        if case == decided:
            sign = SignOff(proposal_id=town.ids(Proposal)[-1])
            await do(gateway, case, sign, Role.ASSESSOR, second)
    await until(lambda: open_rows(town) == 0, 40)
    return waiting, deciding, fresh, asking, decided


async def _within(call: Callable[[], T]) -> T:
    """Call in a thread; it must come back within the gateway's patience."""
    started = time.monotonic()
    try:
        return await asyncio.to_thread(call)
    finally:
        assert time.monotonic() - started < PATIENCE


async def _sweep(client: Client, town: Town) -> None:
    """Let the sweep believe that it is ten minutes later, when everything open was left."""
    gateway = AsyncGateway(client)
    deps = Deps(town.store, town.rules, make_settings(), gateway)
    later = Sweep(at=datetime.now(UTC) + timedelta(minutes=10))
    await ActivityEnvironment().run(OutboxActivities(deps).sweep_outbox, later)


def _make_due(town: Town, case: UUID) -> None:
    """Eleven days go by for the question to the applicant, one more than the first reminder's."""
    request = request_of(town, case)
    assert request.asked_at is not None and request.reminders_at
    ago = timedelta(days=11)
    with town.store.writing() as session:
        row = session.get_one(Request, request.id)
        row.asked_at = request.asked_at - ago
        row.reminders_at = [
            (datetime.fromisoformat(moment) - ago).isoformat() for moment in request.reminders_at
        ]


def _counts(town: Town) -> dict[str, int]:
    """How many events of each kind there are, of all cases."""
    with town.store.reading() as session:
        return Counter(session.scalars(select(Event.kind)))
