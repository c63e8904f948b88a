"""A town with an authority, on a real database, and the web server that answers it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recognition.web.app import create_app
from tests.authorities.office import services
from tests.support.people import Town
from tests.support.towns import make_town
from tests.web.shell import serving


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """An office, an applicant, assessors and an authority, of this test alone."""
    town = make_town(tmp_path)
    yield town
    town.store.close()


@pytest.fixture
def office_url(town: Town) -> Iterator[str]:
    """The address of the office's web server; its engine cannot be reached."""
    served = services(town)
    with serving(create_app(served)) as url:
        yield url
    served.gateway.close()
