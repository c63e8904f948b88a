"""``recognition up``: started, stopped and started again; what keeps it from starting is said."""

import signal
import socket
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from recognition import embedded
from tests.story.conftest import START_SECONDS
from tests.support.processes import Program, free_port

pytestmark = pytest.mark.slow

WORKERS = ("worker", "worker-cases")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An installation of its own."""
    return {
        "RECOGNITION_RUN_FOLDER": str(tmp_path_factory.mktemp("embedded")),
        "RECOGNITION_PORT": str(free_port()),
        "RECOGNITION_TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="module")
def started(env: dict[str, str]) -> Iterator[Program]:
    """It runs."""
    program = Program("up", env=env, log=_log(env))
    program.start()
    try:
        _said(program, env, 1)
        yield program
    finally:
        program.stop()


def test_stopped_and_started_again_it_goes_on(started: Program, env: dict[str, str]) -> None:
    _second_start_says_so(env)
    _cases_have_a_worker_of_their_own(env)
    _workers_load_the_mapper_by_themselves(env)
    cases = _cases(env)
    assert {stage for stage, _ in cases} >= {"sign_off", "decided", "assessment", "incomplete"}
    assert started.process is not None
    started.process.send_signal(signal.SIGINT)
    assert started.process.wait(20) == 0
    for port in (_port(env), _engine_port(env)):
        assert not _answers(port), "its children went with it"
    started.start()
    _said(started, env, 2)
    with urllib.request.urlopen(f"http://127.0.0.1:{_port(env)}/health/ready", timeout=5) as answer:
        assert answer.status == 200
    assert len(_cases(env)) == len(cases), "the invented cases are loaded once"


def _cases_have_a_worker_of_their_own(env: dict[str, str]) -> None:
    said = Path(env["RECOGNITION_RUN_FOLDER"], "logs", "worker-cases.log").read_text()
    assert "worker_started" in said and "procedure" in said and "reading" not in said, said


def _workers_load_the_mapper_by_themselves(env: dict[str, str]) -> None:
    logs = [Path(env["RECOGNITION_RUN_FOLDER"], "logs", f"{name}.log") for name in WORKERS]
    until = time.monotonic() + 60
    while not all("mapper_loaded" in log.read_text() for log in logs):
        assert time.monotonic() < until, [log.read_text() for log in logs]
        time.sleep(0.1)


def _second_start_says_so(env: dict[str, str]) -> None:
    log = Path(env["RECOGNITION_RUN_FOLDER"]) / "second.log"
    second = Program("up", env=env, log=log)
    second.start()
    assert second.process is not None
    assert second.process.wait(START_SECONDS) == 1
    assert "It is running already" in log.read_text()


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        log = tmp_path / "up.log"
        program = Program(
            "up",
            env={
                "RECOGNITION_RUN_FOLDER": str(tmp_path / "run"),
                "RECOGNITION_PORT": str(port),
                "RECOGNITION_TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}",
            },
            log=log,
        )
        program.start()
        assert program.process is not None
        assert program.process.wait(START_SECONDS) == 1
    assert f"Port {port} is taken by another program" in log.read_text()


def _log(env: dict[str, str]) -> Path:
    return Path(env["RECOGNITION_RUN_FOLDER"]) / "up.log"


def _said(program: Program, env: dict[str, str], times: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if _log(env).exists() and _log(env).read_text().count("Ctrl-C stops it") >= times:
            return
        assert program.process is not None and program.process.poll() is None, _log(env).read_text()
        time.sleep(0.1)
    raise AssertionError(_log(env).read_text())


def _port(env: dict[str, str]) -> int:
    return int(env["RECOGNITION_PORT"])


def _engine_port(env: dict[str, str]) -> int:
    return int(env["RECOGNITION_TEMPORAL_ADDRESS"].rpartition(":")[2])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _cases(env: dict[str, str]) -> list[tuple[str, str]]:
    file = Path(env["RECOGNITION_RUN_FOLDER"]) / "recognition.db"
    connection = sqlite3.connect(file)
    try:
        return connection.execute("select stage, next_actor from case_view").fetchall()
    finally:
        connection.close()


def test_a_file_that_is_set_aside_takes_along_what_belongs_to_it(tmp_path: Path) -> None:
    for name in ("temporal.db", "temporal.db-wal", "temporal.db-shm", "other.db"):
        (tmp_path / name).write_text(name)
    aside = embedded._set_aside(tmp_path / "temporal.db")
    kept = {path.name.removeprefix(aside.name): path.read_text() for path in tmp_path.iterdir()}
    assert kept == {
        "": "temporal.db",
        "-wal": "temporal.db-wal",
        "-shm": "temporal.db-shm",
        "other.db": "other.db",
    }
