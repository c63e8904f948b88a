"""The applicant's pages over a real store, and a stand-in for the engine that acts at once."""

import base64
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from recognition.actions.perform import perform
from recognition.domain.state import CaseState
from recognition.domain.verbs import Act, AnyVerb
from recognition.domain.vocabulary import Role
from recognition.settings import make_settings
from recognition.web.app import create_app
from recognition.web.assembly import services_from
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from tests.support.stores import make_store

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@dataclass
class DirectEngine:
    """The same actions as behind the gateway, in this process.

    These pages are tested at fixed moments, and the engine's clock is real time; whole stories run
    on the real engine in ``tests/story`` and ``tests/workflows``.
    """

    services: Services | None = None
    reached: bool = True
    started: list[UUID] = field(default_factory=list)
    read: list[UUID] = field(default_factory=list)

    def act(self, case_id: UUID, act: Act) -> CaseState:
        assert self.services
        at = self.services.clock()
        return perform(self.services.store, self.services.rules, case_id, act, at)

    def start_case(self, case_id: UUID) -> bool:
        self.started.append(case_id)
        return self.reached

    def start_reading(self, document_id: UUID) -> bool:
        self.read.append(document_id)
        return self.reached

    def let_out(self) -> bool:
        return self.reached


@pytest.fixture
def engine() -> DirectEngine:
    return DirectEngine()


@pytest.fixture
def services(tmp_path: Path, engine: DirectEngine) -> Iterator[Services]:
    make_store(tmp_path).close()
    settings = make_settings(
        run_folder=tmp_path,
        master_key=base64.b64encode(os.urandom(32)).decode(),
        secret_key="a-key-for-tests-only-0123456789abcdef",
    )
    made = services_from(settings, clock=lambda: NOW)
    made = replace(made, gateway=engine)  # type: ignore[arg-type]
    engine.services = made
    yield made
    made.store.close()


@pytest.fixture
def app(services: Services) -> Flask:
    return create_app(services)


class Applicant:
    """A signed-in browser, driven through its pages' own forms."""

    def __init__(self, app: Flask, services: Services, email: str) -> None:
        from tests.web.applicant.people import signed_in

        self.client: FlaskClient = app.test_client()
        self.services = services
        self.id, token = signed_in(services, email)
        self.token = token
        self.client.set_cookie(COOKIE, token)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers)

    def text(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def post(self, path: str, page: str | None = None, **values: object) -> TestResponse:
        """Send the form at ``path`` as the page shows it, with ``values`` filled in."""
        hidden = hidden_of(self.client.get(page or path).get_data(as_text=True))
        data = {**hidden, **values}
        return self.client.post(path, data=data, content_type="multipart/form-data")

    def start(self) -> str:
        answer = self.post("/applications", "/applications")
        assert answer.status_code == 303
        return answer.headers["Location"].removesuffix("/about")

    def fill(self, case: str, **values: str) -> TestResponse:
        given = {"purpose": "academic", "country": "SY", "full_name": "Olena Kovalchuk"}
        return self.post(f"{case}/about", **{**given, **values})

    def do(self, case: str, verb: AnyVerb) -> CaseState:
        return act(self.services, case_id(case), verb, Role.APPLICANT, self.id)


def act(
    services: Services, case_id: UUID, verb: AnyVerb, role: Role, person: UUID | None
) -> CaseState:
    """Have somebody do something on a case, past the pages."""
    sent = Act(action_id=uuid4(), role=role, person_id=person, verb=verb)
    return perform(services.store, services.rules, case_id, sent, services.clock())


def case_id(path: str) -> UUID:
    return UUID(path.split("/")[2])


def hidden_of(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms; all its forms carry the same revision."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return dict(fields)


@pytest.fixture
def olena(app: Flask, services: Services) -> Applicant:
    return Applicant(app, services, "olena@example.org")


@pytest.fixture
def sami(app: Flask, services: Services) -> Applicant:
    return Applicant(app, services, "sami@example.org")
