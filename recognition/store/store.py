"""The store of one process: database, keys and blobs together."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from recognition.store import engine as engines
from recognition.store.blobs import Blobs
from recognition.store.keys import KeyRing


@dataclass(frozen=True, slots=True)
class Store:
    """Everything that keeps facts; handed to actions, activities and queries."""

    engine: Engine
    keys: KeyRing
    blobs: Blobs

    @classmethod
    def open(
        cls,
        database_url: str,
        blob_url: str,
        master_key: str,
        blob_options: dict[str, Any] | None = None,
    ) -> Self:
        """Open a store; the database must have been migrated (``recognition db upgrade``)."""
        engine = engines.make_engine(database_url)
        keys = KeyRing(engine, master_key)
        return cls(engine, keys, Blobs(blob_url, keys, blob_options))

    def writing(self) -> AbstractContextManager[Session]:
        """One transaction that writes."""
        return engines.writing(self.engine)

    def reading(self) -> AbstractContextManager[Session]:
        """One snapshot to read from."""
        return engines.reading(self.engine)

    def assert_idle(self) -> None:
        """Raise ``AssertionError`` while a session is open here: call it before anything slow."""
        engines.assert_no_open_session()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()
