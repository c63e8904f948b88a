"""Everything on one machine: Temporal's server, two workers and the web server.

Started, watched and stopped together; for trying the program out, and it says so. Whatever dies is
started again; when the supervisor goes, its children go too.
"""

import base64
import ctypes
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from recognition.demo import SignIns, load_demo
from recognition.doctor import check_machine
from recognition.errors import ErrorCode, SetupError
from recognition.settings import KEYS_FILE, PREFIX, Settings, make_settings, with_kept_keys
from recognition.store import migrate
from recognition.store.engine import make_engine

PATIENCE_SECONDS = 20.0
STOP_SECONDS = 6.0
CASES = ("--queue", "procedure")
"""What the second worker serves."""

ENGINE_KEEPS = ("--sqlite-pragma=journal_mode=wal", "--sqlite-pragma=synchronous=1")
"""The engine's file is written as our own database is: ahead, and not to the disk at every step.

A killed process loses nothing by it. A power cut may lose the engine's last steps, never the file;
the facts are in our database, and what was left behind is found (docs/adr/0002).
"""

TEMPORAL = Path(sys.executable).with_name("temporal")


@dataclass
class Part:
    """One child process."""

    name: str
    argv: list[str]
    env: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    started: float = field(default=0.0)

    def start(self) -> None:
        """Start it; it is told to stop when the supervisor goes."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.argv,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,
                start_new_session=True,
            )
        self.starts += 1
        self.started = time.monotonic()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None


def run_embedded(settings: Settings) -> None:
    """Start everything, print where it is, and watch until Ctrl-C.

    Raises ``SetupError`` with a sentence that says what to do: something is missing, a port is
    taken, the disk is full, or it runs already.
    """
    settings.run_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _only_one(settings.run_folder):
        check_machine(settings)
        settings = _with_keys(settings)
        for port, name in ((settings.port, "PORT"), (_temporal_port(settings), "TEMPORAL_ADDRESS")):
            _check_port(port, name)
        migrate.upgrade(make_engine(settings.database_url))
        sign_ins = load_demo(settings)
        parts = _parts(settings)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)  # also where a shell had SIGINT ignored
        try:
            _start(parts, settings)
            _greet(settings, sign_ins)
            _watch(parts)
        except KeyboardInterrupt:
            click.echo("\nStopping. The next start carries every case on.")
        finally:
            _stop(parts)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock as long as this process lives."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SetupError(
                ErrorCode.ALREADY_RUNNING,
                "up",
                advice=f"It is running already with {folder.resolve()}. Stop that one first.",
            ) from error
        yield


def _with_keys(settings: Settings) -> Settings:
    """The settings with keys of this installation's own, made at the first start."""
    file = settings.run_folder / KEYS_FILE
    if not file.exists():
        made = {
            "master_key": base64.b64encode(secrets.token_bytes(32)).decode(),
            "secret_key": secrets.token_urlsafe(48),
        }
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump(made, out)
    given = with_kept_keys(settings)
    if "public_url" in given.model_fields_set:
        return given
    values = {name: getattr(given, name) for name in given.model_fields_set}
    return make_settings(**values, public_url=f"http://{given.host}:{given.port}")


def _temporal_port(settings: Settings) -> int:
    return int(settings.temporal_address.rpartition(":")[2])


def _check_port(port: int, name: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SetupError(
                ErrorCode.PORT_TAKEN,
                str(port),
                advice=f"Port {port} is taken by another program. Stop that one, or choose "
                f"another port with {PREFIX}{name}.",
            ) from error


def _parts(settings: Settings) -> list[Part]:
    folder = settings.run_folder.resolve()
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    env = {**os.environ, **_environment(settings)}
    program = [sys.executable, "-m", "recognition"]
    temporal = [
        str(TEMPORAL),
        "server",
        "start-dev",
        "--headless",
        "--ip=127.0.0.1",
        f"--port={_temporal_port(settings)}",
        f"--db-filename={folder / 'temporal.db'}",
        *ENGINE_KEEPS,
        "--log-level=error",
    ]
    return [
        Part("engine", temporal, dict(os.environ), logs / "temporal.log"),
        Part("worker", [*program, "worker"], env, logs / "worker.log"),
        # A Python process computes one thing at a time: cases have a second one.
        Part("worker-cases", [*program, "worker", *CASES], env, logs / "worker-cases.log"),
        Part("web", [*program, "web"], env, logs / "web.log"),
    ]


def _environment(settings: Settings) -> dict[str, str]:
    """The settings that the children must share with us."""
    assert settings.master_key is not None
    return {
        PREFIX + "MASTER_KEY": settings.master_key.get_secret_value(),
        PREFIX + "SECRET_KEY": settings.secret_key_text(),
        PREFIX + "PUBLIC_URL": settings.public_url,
    }


def _start(parts: list[Part], settings: Settings) -> None:
    engine, worker, *others = parts
    for part in (worker, *others):
        part.start()
    _start_engine(engine, settings)
    _wait_for_port(worker, settings.port)
    _repair(settings)


def _start_engine(engine: Part, settings: Settings) -> None:
    """Start Temporal; a file that this release cannot open is set aside, and cases are rebuilt."""
    port = _temporal_port(settings)
    engine.start()
    try:
        _wait_for_port(engine, port)
    except SetupError:
        file = settings.run_folder / "temporal.db"
        if engine.alive or not file.exists():
            raise
        aside = _set_aside(file)
        click.echo(f"Temporal cannot open its file; it is kept as {aside}. Cases are rebuilt.")
        engine.start()
        _wait_for_port(engine, port)


def _set_aside(file: Path) -> Path:
    """Rename a database with what SQLite keeps beside it, which belongs to no other file."""
    aside = file.with_suffix(f".set-aside-{int(time.time())}")
    for end in ("", "-wal", "-shm"):
        part = file.with_name(file.name + end)
        if part.exists():
            part.rename(aside.with_name(aside.name + end))
    return aside


def _wait_for_port(part: Part, port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if not part.alive:
            break
        time.sleep(0.05)
    raise SetupError(
        ErrorCode.ENGINE_UNREACHABLE,
        part.name,
        advice=f"The {part.name} did not start; {part.log} says why.",
    )


def _repair(settings: Settings) -> None:
    from workflows.process import run_repair

    run_repair(settings)


def _greet(settings: Settings, sign_ins: SignIns) -> None:
    click.echo(f"Recognition runs at {settings.public_url} - for trying out, on this machine.")
    for line in sign_ins.lines(settings.public_url):
        click.echo(line)
    click.echo("Ctrl-C stops it; the next start carries every case on.")


def _watch(parts: list[Part]) -> None:
    """Start again what dies; quick deaths wait a little longer each time."""
    while True:
        time.sleep(0.3)
        for part in parts:
            rested = time.monotonic() - part.started > min(part.starts - 1, 10)
            if not part.alive and rested:
                click.echo(f"The {part.name} stopped and is started again; see {part.log}.")
                part.start()


def _stop(parts: list[Part]) -> None:
    """Web and workers first, the engine last, so that what runs can end."""
    for group in (parts[1:], parts[:1]):
        for part in group:
            _signal(part, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        for part in group:
            if part.process is None:
                continue
            try:
                part.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(part, signal.SIGKILL)
                part.process.wait()


def _signal(part: Part, number: int) -> None:
    if part.alive and part.process is not None:
        os.killpg(part.process.pid, number)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _die_with_parent() -> None:
    """Linux tells a child with SIGTERM when its parent goes (``PR_SET_PDEATHSIG``)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
