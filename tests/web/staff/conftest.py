"""An office that demands a second factor, with a clock of its own and a browser of its staff."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from recognition.actions.accounts.sign_in import add_staff
from recognition.settings import SecondFactor
from recognition.store.store import Store
from recognition.web.app import create_app
from tests.support.apps import Phone, set_up
from tests.support.stores import make_rules, make_store
from tests.web.shell import shell_services, shell_settings

EMAIL, PASSWORD = "amina@office.example", "only for tests, long enough"
STEP = timedelta(seconds=30)


@dataclass
class House:
    """One office; ``at`` is its clock, ``second_factor`` what it asks of its staff."""

    store: Store
    second_factor: SecondFactor = SecondFactor.DEMANDED
    at: datetime = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    app: Flask = field(init=False)

    def open(self) -> None:
        """Build the application, as its settings are now."""
        services = shell_services(
            settings=shell_settings(second_factor=self.second_factor),
            clock=lambda: self.at,
            store=self.store,
            rules=make_rules(),
        )
        self.app = create_app(services)

    def phone(self) -> Phone:
        """An app that was set up the day before."""
        return set_up(self.store, EMAIL, PASSWORD, self.at - timedelta(days=1))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    store = make_store(tmp_path)
    made = House(store)
    add_staff(store, EMAIL, "Amina Diallo", PASSWORD, made.at)
    made.open()
    yield made
    store.close()


@pytest.fixture
def staff(house: House) -> FlaskClient:
    """A browser in which nobody has signed in."""
    return house.app.test_client()


def send(client: FlaskClient, path: str, page: str = "", /, **values: str) -> TestResponse:
    """Send the form of ``page`` that goes to ``path``, filled in."""
    words = client.get(page or path).get_data(as_text=True)
    forms = re.findall(rf'<form[^>]* action="{path}".*?</form>', words, re.S)
    assert len(forms) == 1, f"no form to {path} on {page or path}"
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', forms[0]))
    return client.post(path, data=hidden | values)


def give_password(client: FlaskClient) -> TestResponse:
    """The first step."""
    return send(client, "/staff/sign-in", email=EMAIL, password=PASSWORD)


def shown_key(page: str) -> str:
    """The key that the page shows for typing, without its spaces."""
    (key,) = re.findall(r'<p class="key"><bdi dir="ltr">([A-Z2-7 ]+)</bdi>', page)
    return str(key).replace(" ", "")


def first_code(client: FlaskClient, at: datetime) -> str:
    """What an app shows that was told the key on the page."""
    page = client.get("/staff/sign-in/set-up").get_data(as_text=True)
    return pyotp.TOTP(shown_key(page)).at(at)
