"""The question and its answer on the real engine: server, worker, web and receiver at work."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from recognition.authorities.client import send_answer
from recognition.domain.vocabulary import AuthenticityAnswer
from recognition.settings import PREFIX
from recognition.store import tables
from recognition.web.app import create_app
from tests.authorities.office import (
    ask,
    listening,
    now,
    reference,
    running,
    services,
    submitted,
    until,
    webhooks,
)
from tests.support.people import Town
from tests.web.shell import serving

TEMPORAL = Path(sys.executable).with_name("temporal")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def engine(tmp_path: Path, master_key: str) -> Iterator[str]:
    """Temporal's server and a worker, as processes; yields the server's address."""
    address = f"127.0.0.1:{free_port()}"
    server = [str(TEMPORAL), "server", "start-dev", "--headless", "--ip=127.0.0.1"]
    settings = {
        "RUN_FOLDER": str(tmp_path),
        "BLOB_URL": (tmp_path / "blobs").as_uri(),
        "MASTER_KEY": master_key,
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
    with town.store.reading() as session:
        assert session.get_one(tables.Request, request).answer == "not_confirmed"
        assert session.query(tables.Event).filter_by(kind="question_answered").count() == 1
        message = session.query(tables.InboundMessage).one()
        assert message.handled_at is not None
        assert session.query(tables.Outbox).filter_by(kind="tell_case", done_at=None).count() == 0
