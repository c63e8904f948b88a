"""Stores on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.towns import Office, make_office


@pytest.fixture
def office(tmp_path: Path, database_url: str | None) -> Iterator[Office]:
    """An office on a database of each kind."""
    made = make_office(tmp_path, database_url)
    yield made
    made.store.close()
