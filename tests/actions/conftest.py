"""An office for every test of the actions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.towns import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A real store, an applicant, three assessors and an authority."""
    made = make_office(tmp_path)
    yield made
    made.store.close()
