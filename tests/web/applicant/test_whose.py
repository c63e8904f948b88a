"""Nobody gets at somebody else's application, by any address of the room."""

from uuid import uuid4

import pytest
from flask import Flask

from recognition.actions.accounts.sign_in import add_staff, use_password
from recognition.store.queries.applicant import papers
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from recognition.web.sign_in import session_life
from tests.web.applicant.conftest import Applicant, case_id
from tests.web.applicant.test_draft import picture, sent

ROUTES = 45


def addresses(app: Flask, case: str, document: str) -> list[tuple[str, str]]:
    """Every method and address of the room that belongs to one case."""
    found = []
    values = {
        "case_id": case_id(case),
        "document_id": document,
        "request_id": uuid4(),
        "item_id": "qualification",
        "part_id": "place",
        "consent_id": uuid4(),
        "number": 1,
        "field": "holder_name",
        "version": 1,
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if not rule.endpoint.startswith("applicant.") or "case_id" not in rule.arguments:
                continue
            given = {name: values[name] for name in rule.arguments}
            if "request_id" in rule.arguments and "item_id" in rule.arguments:
                given["item_id"] = uuid4()
            built = rule.build(given, append_unknown=False)
            assert built
            for method in sorted(rule.methods & {"GET", "POST"}):
                found.append((method, built[1]))
    return found


@pytest.fixture
def case(olena: Applicant) -> str:
    started = olena.start()
    olena.fill(started)
    olena.post(f"{started}/papers/items/qualification", files=sent((picture(), "a.png")))
    return started


def test_others_get_404_and_strangers_the_sign_in(
    app: Flask, olena: Applicant, sami: Applicant, case: str, services: Services
) -> None:
    document = str(papers(services.store, case_id(case))[0].id)
    routes = addresses(app, case, document)
    assert len(routes) >= ROUTES
    own = sami.start()
    app.config["WTF_CSRF_ENABLED"] = False
    stranger = app.test_client()
    for method, path in routes:
        sent_values = {"action_id": str(uuid4()), "revision": "1"}
        other = sami.client.open(path, method=method, data=sent_values)
        assert other.status_code == 404, (method, path, other.status_code)
        assert stranger.open(path, method=method, data=sent_values).status_code == 401
    assert olena.get(own).status_code == 404
    # The other's paper cannot be reached through a case of one's own either.
    assert sami.get(f"{own}/papers/{document}/read").status_code == 404
    assert sami.get(f"{own}/papers/{document}/pages/1.webp").status_code == 404
    assert sami.get(f"{own}/papers/{document}/fields/holder_name.webp").status_code == 404


def test_staff_have_no_applications(app: Flask, services: Services) -> None:
    add_staff(services.store, "staff@example.org", "S", "long secret words", services.clock())
    with app.app_context():
        session = use_password(
            services.store,
            "staff@example.org",
            "long secret words",
            services.clock(),
            session_life(),
            demanded=False,
        )
    client = app.test_client()
    client.set_cookie(COOKIE, session.token)
    assert client.get("/applications").status_code == 403
