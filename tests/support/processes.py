"""Worker processes of their own, to be killed and started again; and a receiver of webhooks."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook

from recognition.embedded import ENGINE_KEEPS

ROOT = Path(__file__).resolve().parents[2]


_ENDS_WITH_US = ("setpriv", "--pdeathsig=TERM")
"""The tests stopped or killed, the kernel tells what they started to end."""

_HAS = 250
_PORTS = cycle(range(first := 20_000 + os.getpid() % 40 * _HAS, first + _HAS))
"""Ports of this process's own: another that runs tests beside it draws from others."""


def free_port() -> int:
    """A port that nobody has, below those that the kernel gives to others by itself."""
    for port in islice(_PORTS, _HAS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port")


def settings_env(folder: Path, master_key: str, temporal: str) -> dict[str, str]:
    """The settings of a process that works on the store in ``folder``."""
    return {
        "RECOGNITION_DATABASE_URL": f"sqlite:///{folder}/recognition.db",
        "RECOGNITION_BLOB_URL": (folder / "blobs").as_uri(),
        "RECOGNITION_MASTER_KEY": master_key,
        "RECOGNITION_SECRET_KEY": secrets.token_urlsafe(48),
        "RECOGNITION_RUN_FOLDER": str(folder),
        "RECOGNITION_TEMPORAL_ADDRESS": temporal,
    }


class Process:
    """A program as a process; started again as often as one likes."""

    def __init__(self, argv: list[str], *, env: dict[str, str], log: Path) -> None:
        self._argv = [*_ENDS_WITH_US, *argv]
        self._env = {**os.environ, "PYTHONPATH": str(ROOT), **env}
        self._log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._argv, env=self._env, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def kill(self) -> None:
        """SIGKILL: it can put nothing in order."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """SIGTERM, and SIGKILL if it does not listen."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def memory_mb(self) -> float:
        """Resident memory of it and its children, in megabytes of 1,000,000 bytes."""
        lines = (line for proc in self._family() for line in (proc / "status").open())
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) * 1024 / 1e6

    @property
    def processor_seconds(self) -> float:
        """Processor time of it and its children so far, those that ended among them."""
        stats = ((proc / "stat").read_text().rpartition(")")[2].split() for proc in self._family())
        ticks = sum(int(part) for stat in stats for part in stat[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _family(self) -> Iterator[Path]:
        """What the kernel says of it and its children."""
        assert self.process is not None
        waiting = [self.process.pid]
        while waiting:
            proc = Path(f"/proc/{waiting.pop()}")
            yield proc
            children = (proc / "task" / proc.name / "children").read_text().split()
            waiting += [int(child) for child in children]


class Program(Process):
    """``recognition …`` as a process."""

    def __init__(self, *arguments: str, env: dict[str, str], log: Path) -> None:
        super().__init__([sys.executable, "-m", "recognition", *arguments], env=env, log=log)


class Engine(Process):
    """Temporal's dev server with its state in a file, always on the same port."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.port = free_port()
        self.file = folder / "temporal.db"
        self.address = f"127.0.0.1:{self.port}"
        argv = [str(Path(sys.executable).with_name("temporal")), "server", "start-dev"]
        argv += ["--headless", "--ip=127.0.0.1", f"--port={self.port}", "--log-level=error"]
        argv += [f"--db-filename={self.file}", *ENGINE_KEEPS, *arguments]
        super().__init__(argv, env={}, log=folder / "temporal.log")

    def start(self) -> None:
        """Start it, and wait until it listens."""
        super().start()
        wait_for_port(self.port)


def wait_for_port(port: int, seconds: float = 60) -> None:
    """Wait until somebody listens on a port."""
    for _ in range(int(seconds / 0.05)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nobody listens")


class Receiver:
    """An authority's receiver: verifies and remembers what comes."""

    def __init__(self, secret: str) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        receiver = self
        verifier = Webhook(secret)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                verifier.verify(body, dict(self.headers.items()))
                receiver.got.append((self.headers["webhook-id"], json.loads(body)))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen in a thread."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
