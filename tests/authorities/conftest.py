"""A town with an authority, on a real database, and the web server that answers it."""

import copy
import secrets
import shutil
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from recognition.store.migrate import upgrade
from recognition.store.store import Store
from recognition.web.app import create_app
from tests.authorities.office import now, services
from tests.support.people import Town
from tests.support.stores import make_rules
from tests.web.shell import serving


@pytest.fixture(scope="session")
def master_key() -> str:
    """The key of every town's store."""
    return b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture(scope="session")
def first_town(tmp_path_factory: pytest.TempPathFactory, master_key: str) -> tuple[Town, Path]:
    """A town made once, and its folder: hashing passwords and migrating take a second."""
    folder = tmp_path_factory.mktemp("town")
    store = _open(folder, master_key)
    upgrade(store.engine)
    town = Town(store, make_rules(), now())
    store.close()
    return town, folder


@pytest.fixture
def town(first_town: tuple[Town, Path], tmp_path: Path, master_key: str) -> Iterator[Town]:
    """An office, an applicant, assessors and an authority, of this test alone."""
    first, folder = first_town
    for file in folder.glob("recognition.db*"):
        shutil.copy(file, tmp_path)
    town = copy.copy(first)
    town.store, town.at = _open(tmp_path, master_key), now()
    yield town
    town.store.close()


@pytest.fixture
def office_url(town: Town) -> Iterator[str]:
    """The address of the office's web server; its engine cannot be reached."""
    served = services(town)
    with serving(create_app(served)) as url:
        yield url
    served.gateway.close()


def _open(folder: Path, master_key: str) -> Store:
    url = f"sqlite:///{folder}/recognition.db"
    return Store.open(url, (folder / "blobs").as_uri(), master_key)
