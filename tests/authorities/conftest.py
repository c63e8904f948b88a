"""A town with an authority, on a real database, and the web server that answers it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recognition.web.app import create_app
from tests.authorities.office import now, services
from tests.support.people import Town
from tests.support.stores import make_rules, make_store
from tests.web.shell import serving


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """An office, an applicant, assessors and an authority."""
    return Town(make_store(tmp_path), make_rules(), now())


@pytest.fixture
def office_url(town: Town) -> Iterator[str]:
    """The address of the office's web server; its engine cannot be reached."""
    served = services(town)
    with serving(create_app(served)) as url:
        yield url
    served.gateway.close()
