"""A real store in a temporary folder."""

import base64
import secrets
import shutil
import tempfile
from functools import cache
from pathlib import Path

from recognition.office import load_office
from recognition.rules import Rules
from recognition.store import tables  # noqa: F401 - so that Base knows them
from recognition.store.base import Base
from recognition.store.engine import make_engine
from recognition.store.migrate import upgrade
from recognition.store.store import Store


def make_store(
    folder: Path, database_url: str | None = None, master_key: str | None = None
) -> Store:
    """A migrated store: SQLite in ``folder`` unless another database is named."""
    if database_url is None:
        shutil.copy(_migrated().file, folder)
    store = Store.open(
        database_url or f"sqlite:///{folder}/recognition.db",
        (folder / "blobs").as_uri(),
        master_key or base64.b64encode(secrets.token_bytes(32)).decode(),
    )
    if database_url is not None:
        upgrade(store.engine)
    return store


class _Migrated:
    """The database without a row that the others are copies of; its folder goes with the process.

    Migrating takes fifty times as long as copying.
    """

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.file = Path(self._temporary.name, "recognition.db")
        engine = make_engine(f"sqlite:///{self.file}")
        upgrade(engine)
        engine.dispose()  # the write-ahead log goes into the file


@cache
def _migrated() -> _Migrated:
    return _Migrated()


def make_rules() -> Rules:
    """The rules of the example office."""
    return Rules(load_office())


def copy_rows(source_url: str, target_url: str) -> None:
    """Have a migrated database hold what another one holds, and nothing else.

    Much quicker than a new database: PostgreSQL makes three hundred files for one.
    """
    source, target = make_engine(source_url), make_engine(target_url)
    known = Base.metadata.sorted_tables
    with source.connect() as old, target.begin() as new:
        for table in reversed(known):
            new.execute(table.delete())
        for table in known:
            if rows := [dict(row) for row in old.execute(table.select()).mappings()]:
                new.execute(table.insert(), rows)
    source.dispose()
    target.dispose()
