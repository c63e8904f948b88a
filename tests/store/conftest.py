"""Stores on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import Postgres, running
from tests.support.stores import make_rules, make_store
from tests.support.towns import KEY, START, Office, make_office

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests."""
    with running() as server:
        yield server


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return request.getfixturevalue("postgres").database()


@pytest.fixture(params=BOTH)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An office on a database of each kind."""
    if request.param == "sqlite":
        made = make_office(tmp_path)
    else:
        url = request.getfixturevalue("postgres").database()
        made = Office(make_store(tmp_path, url, KEY), make_rules(), START)
    yield made
    made.store.close()
