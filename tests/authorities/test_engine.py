"""The question and its answer on the real engine: server, worker, web and receiver at work."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from recognition.authorities.client import send_answer
from recognition.domain.verbs import Act, Refresh, ReviewRequest
from recognition.domain.vocabulary import AuthenticityAnswer, Role
from recognition.settings import PREFIX
from recognition.store import tables
from recognition.web.app import create_app
from recognition.web.services import Services
from tests.authorities.office import (
    ask,
    decide,
    listening,
    now,
    reference,
    running,
    services,
    submitted,
    until,
    webhooks,
)
from tests.support.loops import run
from tests.support.people import Town
from tests.support.processes import free_port
from tests.support.towns import KEY
from tests.web.shell import serving, shell_settings
from workflows.activities.deps import Deps
from workflows.activities.outbox import OutboxActivities
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway
from workflows.messages import Sweep

TEMPORAL = Path(sys.executable).with_name("temporal")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[str]:
    """Temporal's server and a worker, as processes; yields the server's address."""
    address = f"127.0.0.1:{free_port()}"
    server = [str(TEMPORAL), "server", "start-dev", "--headless", "--ip=127.0.0.1"]
    settings = {
        "RUN_FOLDER": str(tmp_path),
        "BLOB_URL": (tmp_path / "blobs").as_uri(),
        "MASTER_KEY": KEY,
        "TEMPORAL_ADDRESS": address,
    }
    env = {**os.environ, **{PREFIX + name: value for name, value in settings.items()}}
    worker = [sys.executable, "-m", "recognition", "worker"]
    worker += ["--queue", "procedure", "--queue", "delivery"]
    with ExitStack() as stack:
        stack.enter_context(
            running([*server, f"--port={address.rpartition(':')[2]}", "--log-level=error"])
        )
        stack.enter_context(running(worker, env))
        yield address


@pytest.mark.slow
def test_a_question_goes_out_and_its_answer_comes_back_once(
    town: Town, engine: str, tmp_path: Path
) -> None:
    case = submitted(town)
    request = ask(town, case)
    (question,) = webhooks(town)
    served = services(town, engine, wait=15)
    with ExitStack() as stack:
        stack.callback(served.gateway.close)
        url = stack.enter_context(serving(create_app(served)))
        receiver = stack.enter_context(
            listening(town, tmp_path, url, "--fail", "1", "--answer", "not_confirmed")
        )
        until(lambda: served.gateway.start_case(case))
        until(lambda: any("answer_id" in line for line in receiver.lines), 45)
        first, second, answered = receiver.lines[:3]
        assert first["id"] == second["id"] == str(question.id)
        assert (first["status"], second["status"], answered["status"]) == (503, 204, 200)
        assert second["reference"] == reference(town, case)
        copy = send_answer(
            url,
            town.authority,
            town.secret,
            answered["answer_id"],
            str(request),
            AuthenticityAnswer.NOT_CONFIRMED,
            now(),
        )
        assert (copy.status_code, copy.json()) == (200, {"status": "recorded"})
        until(lambda: webhooks(town)[0].delivered_at is not None)
        too_late(town, engine, case, served)
    with town.store.reading() as session:
        assert session.get_one(tables.Request, request).answer == "not_confirmed"
        assert session.query(tables.Event).filter_by(kind="question_answered").count() == 1
        assert all(message.handled_at for message in session.query(tables.InboundMessage))
        assert session.query(tables.Outbox).filter_by(kind="tell_case", done_at=None).count() == 0


def too_late(town: Town, engine: str, case: UUID, served: Services) -> None:
    """An answer that was kept while the engine was away, and is swept after the decision."""
    town.act(ReviewRequest(request_id=town_request(town)), town.assessors[0], Role.ASSESSOR, case)
    request = ask(town, case)
    cut_off = services(town)
    with serving(create_app(cut_off)) as url:
        reply = (url, town.authority, town.secret, "answer_late", str(request))
        kept = send_answer(*reply, AuthenticityAnswer.CONFIRMED, now())
        assert kept.status_code == 202
        decide(town, case)
        refresh = Act(action_id=uuid4(), role=Role.MACHINE, verb=Refresh())
        served.gateway.act(case, refresh)
        run(sweep(town, engine))
        told = send_answer(*reply, AuthenticityAnswer.CONFIRMED, now())
        assert (told.status_code, told.json()["code"]) == (409, "nothing_to_answer")
    cut_off.gateway.close()


def town_request(town: Town) -> UUID:
    """The town's one request."""
    with town.store.reading() as session:
        return session.query(tables.Request).one().id


async def sweep(town: Town, engine: str) -> None:
    """One round of the sweep, as its activity does it."""
    client = await Client.connect(engine, data_converter=sealing_converter(town.store.keys))
    deps = Deps(town.store, town.rules, shell_settings(), AsyncGateway(client))
    activities = OutboxActivities(deps)
    moment = Sweep(at=now() + timedelta(minutes=2))
    await ActivityEnvironment().run(activities.sweep_outbox, moment)
