"""A real store in a temporary folder."""

import base64
import secrets
from pathlib import Path

from recognition.office import load_office
from recognition.rules import Rules
from recognition.store.migrate import upgrade
from recognition.store.store import Store


def make_store(
    folder: Path, database_url: str | None = None, master_key: str | None = None
) -> Store:
    """A migrated store: SQLite in ``folder`` unless another database is named."""
    store = Store.open(
        database_url or f"sqlite:///{folder}/recognition.db",
        (folder / "blobs").as_uri(),
        master_key or base64.b64encode(secrets.token_bytes(32)).decode(),
    )
    upgrade(store.engine)
    return store


def make_rules() -> Rules:
    """The rules of the example office."""
    return Rules(load_office())
