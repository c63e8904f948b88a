"""Signing in and out."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from recognition.actions.accounts.sign_in import add_staff
from recognition.store.keys import OFFICE_SCOPE
from recognition.store.tables import Outbox
from recognition.web.app import create_app
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from tests.web.applicant.conftest import Applicant, hidden_of

HTTPS = "https://localhost"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def ask(client: FlaskClient, email: str) -> tuple[int, str]:
    hidden = hidden_of(client.get("/sign-in").get_data(as_text=True))
    answer = client.post("/sign-in", data={**hidden, "email": email}, follow_redirects=True)
    page = re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))
    return answer.status_code, page


def mailed_token(services: Services) -> str:
    with services.store.reading() as session:
        row = session.scalars(select(Outbox).order_by(Outbox.id.desc()).limit(1)).one()
    sealed = bytes.fromhex(row.payload["sealed_token"])
    return services.store.keys.unseal(OFFICE_SCOPE, sealed).decode()


def test_known_unknown_and_staff_addresses_get_the_same_answer(
    client: FlaskClient, services: Services, olena: Applicant
) -> None:
    add_staff(services.store, "desk@example.org", "D", "long secret words", services.clock())
    answers = {
        ask(client, email) for email in ("olena@example.org", "new@example.org", "desk@example.org")
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 200


def test_a_wrong_address_is_kept_and_explained(client: FlaskClient) -> None:
    hidden = hidden_of(client.get("/sign-in").get_data(as_text=True))
    answer = client.post("/sign-in", data={**hidden, "email": "olena at home"})
    assert answer.status_code == 422
    assert 'value="olena at home"' in answer.get_data(as_text=True)


def test_opening_the_link_does_not_use_it_up_and_the_button_does(
    client: FlaskClient, services: Services
) -> None:
    ask(client, "olena@example.org")
    path = f"/sign-in/link/{mailed_token(services)}"
    for _ in range(3):  # programs that look into mails
        page = client.get(path).get_data(as_text=True)
    assert client.get_cookie(COOKIE) is None
    answer = client.post(path, data=hidden_of(page))
    assert answer.status_code == 303 and answer.headers["Location"] == "/applications"
    cookie = client.get_cookie(COOKIE)
    assert cookie and cookie.http_only and cookie.same_site == "Lax"
    assert client.get("/applications").status_code == 200
    used = client.post(path, data=hidden_of(client.get(path).get_data(as_text=True)))
    assert used.status_code == 403
    assert "Ask for a new link" in used.get_data(as_text=True)


def test_the_token_is_in_no_log(
    client: FlaskClient, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(client, "olena@example.org")
    token = mailed_token(services)
    client.post(
        f"/sign-in/link/{token}",
        data=hidden_of(client.get(f"/sign-in/link/{token}").get_data(as_text=True)),
    )
    logged = capsys.readouterr().out
    assert "/sign-in/link/<token>" in logged
    assert token not in logged and "olena@example.org" not in logged


def test_over_https_no_neighbour_of_the_host_can_give_a_cookie(services: Services) -> None:
    """Neither a session of somebody else's account, nor a token of forms that they know."""
    settings = services.settings.model_copy(update={"public_url": "https://office.example"})
    client = create_app(replace(services, settings=settings)).test_client()
    first = client.get("/sign-in", base_url=HTTPS)
    hidden = hidden_of(first.get_data(as_text=True))
    client.post("/sign-in", data={**hidden, "email": "olena@example.org"}, base_url=HTTPS)
    path = f"/sign-in/link/{mailed_token(services)}"
    entered = client.post(path, data=hidden, base_url=HTTPS)
    for answer, name in ((first, "forms"), (entered, COOKIE)):
        (given,) = (one for one in answer.headers.getlist("Set-Cookie") if f"{name}=" in one)
        assert given.startswith(f"__Host-{name}=")
        assert "Secure" in given and "Path=/" in given and "Domain" not in given
    assert entered.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert client.get("/applications", base_url=HTTPS).status_code == 200
    left = client.post("/sign-out", data=hidden, base_url=HTTPS).headers.getlist("Set-Cookie")
    assert any(one.startswith(f"__Host-{COOKIE}=;") and "Secure" in one for one in left)
    client.set_cookie(COOKIE, "a-neighbour's", domain="localhost")
    assert client.get("/applications", base_url=HTTPS).status_code == 401


def test_signing_out_ends_the_session(olena: Applicant) -> None:
    assert olena.post("/sign-out", "/applications").status_code == 303
    olena.client.set_cookie(COOKIE, olena.token)
    assert olena.get("/applications").status_code == 401


def test_staff_sign_in_by_password(client: FlaskClient, services: Services) -> None:
    add_staff(services.store, "desk@example.org", "D", "long secret words", services.clock())
    hidden = hidden_of(client.get("/staff/sign-in").get_data(as_text=True))
    wrong = client.post(
        "/staff/sign-in", data={**hidden, "email": "desk@example.org", "password": "guess"}
    )
    page = wrong.get_data(as_text=True)
    assert wrong.status_code == 403
    assert "E-mail address or password is not right." in page and "guess" not in page
    right = client.post(
        "/staff/sign-in",
        data={**hidden, "email": "Desk@example.org", "password": "long secret words"},
    )
    assert right.status_code == 303 and right.headers["Location"] == "/desk"


def test_who_has_many_addresses_of_one_network_is_stopped_too(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False

    def asked(number: int, visitor: str) -> int:
        data = {"email": f"person{number}@example.org"}
        came_from = {"REMOTE_ADDR": visitor}
        return client.post("/sign-in", data=data, environ_base=came_from).status_code

    statuses = [asked(number, f"2001:db8:0:7::{number:x}") for number in range(21)]
    assert statuses == [303] * 20 + [429]
    assert asked(21, "2001:db8:0:8::1") == 303 and asked(22, "192.0.2.7") == 303
    mapped = [asked(number, f"::ffff:192.0.2.{number}") for number in range(30, 52)]
    assert set(mapped) == {303}, "each of these is a household of its own"


def test_too_many_links_for_one_address_are_stopped(client: FlaskClient) -> None:
    statuses = [ask(client, "olena@example.org")[0] for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert ask(client, "other@example.org")[0] == 200
