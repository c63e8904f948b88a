"""Every route of the house, walked as a stranger, another applicant, and an unassigned assessor.

A route that is new and answers any of them is found here, whoever wrote it.
"""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from recognition.actions.accounts.sign_in import make_link, use_link
from recognition.domain import verbs
from recognition.domain.vocabulary import RequestItemKind, Role
from recognition.store.base import new_id
from recognition.store.queries.casefile import load_case_file
from recognition.store.tables import Account, ActionLog
from recognition.web.access import PUBLIC
from recognition.web.identity import COOKIE
from tests.web.desk.conftest import START, Desk

SIGNED = frozenset({"authority_api"})
"""Blueprints that know their callers by signature alone, and never by a session."""

OWN = frozenset({"applicant.home", "applicant.begin", "applicant.start", "desk.queue"})


@pytest.fixture
def walked(desk: Desk) -> UUID:
    """A case that Anna holds, with a request, a proposal's past and a paper."""
    case = desk.claimed("anna")
    ask = verbs.AskApplicant(
        items=(verbs.AskedItem(kind=RequestItemKind.TEXT, subject="", text="How long?"),)
    )
    desk.do(case, ask, "anna")
    desk.app.config["WTF_CSRF_ENABLED"] = False
    return case


def routes(app: Flask, values: dict[str, object]) -> list[tuple[str, str, str]]:
    """Endpoint, method and address of every route, about the walked case."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            built = rule.build({name: values[name] for name in rule.arguments})
            assert built, rule
            methods = sorted((rule.methods or set()) & {"GET", "POST"})
            found += [(rule.endpoint, method, built[1]) for method in methods]
    return found


def values_of(desk: Desk, case: UUID) -> dict[str, object]:
    file = load_case_file(desk.store, desk.rules, case)
    return {
        "case_id": case,
        "document_id": file.documents[0].row.id,
        "request_id": file.requests[0].row.id,
        "item_id": file.requests[0].items[0].id,
        "consent_id": uuid4(),
        "part_id": "place",
        "action_id": uuid4(),
        "reference": "2026-0000-0000",
        "scheme": "isced_level",
        "field": "holder_name",
        "section": "level",
        "name": "none.pdf",
        "code": "0000-0000-0000-0000",
        "token": "none",
        "digest": "0",
        "version": 1,
        "number": 1,
    }


def walk(desk: Desk, client: FlaskClient, case: UUID) -> dict[tuple[str, str], int]:
    """The status of every route that is neither public nor signed."""
    values = values_of(desk, case)
    given = {"action_id": str(uuid4()), "revision": "1"}
    statuses = {}
    for endpoint, method, path in routes(desk.app, values):
        if endpoint in PUBLIC or endpoint.split(".")[0] in SIGNED:
            continue
        answer = client.open(path, method=method, data=given if method == "POST" else None)
        statuses[endpoint, method] = answer.status_code
    assert len(statuses) > 60
    return statuses


def acts(desk: Desk) -> int:
    with desk.store.reading() as session:
        return session.query(ActionLog).count()


def test_a_stranger_is_asked_to_sign_in_everywhere(desk: Desk, walked: UUID) -> None:
    before = acts(desk)
    statuses = walk(desk, desk.app.test_client(), walked)
    assert {key: status for key, status in statuses.items() if status != 401} == {}
    assert acts(desk) == before


def test_another_applicant_finds_nothing(desk: Desk, walked: UUID) -> None:
    other = new_id()
    with desk.store.writing() as session:
        session.add(Account(id=other, kind=Role.APPLICANT, email="b@x.example", created_at=START))
    token = use_link(
        desk.store, make_link(desk.store, other, START), START, timedelta(days=1)
    ).token
    client = desk.app.test_client()
    client.set_cookie(COOKIE, token)
    before = acts(desk)
    statuses = walk(desk, client, walked)
    for (endpoint, method), status in statuses.items():
        room, _, name = endpoint.partition(".")
        if room == "desk":
            assert status == 403, (endpoint, method, status)
        elif name not in ("home", "begin", "start") and endpoint not in OWN:
            assert status == 404, (endpoint, method, status)
    assert acts(desk) == before


def test_an_unassigned_assessor_changes_nothing(desk: Desk, walked: UUID) -> None:
    """Boris may look, and every look is written down; what needs the claim is refused."""
    before = acts(desk)
    statuses = walk(desk, desk.client("boris"), walked)
    for (endpoint, method), status in statuses.items():
        if endpoint.startswith("applicant."):
            assert status == 403, (endpoint, method, status)
        elif endpoint == "desk.propose" and method == "POST":
            assert status == 200  # the form in its first step; proposing itself is refused
        elif method == "POST":
            assert status in (303, 400, 403, 404, 409, 422), (endpoint, method, status)
        else:
            assert status in (200, 303, 302, 403, 404), (endpoint, method, status)
    assert acts(desk) == before


def test_a_conflicted_assessor_does_not_even_see_it(desk: Desk, walked: UUID) -> None:
    desk.do(walked, verbs.RegisterConflict(reason="My brother-in-law"), "clara")
    statuses = walk(desk, desk.client("clara"), walked)
    about_no_case = ("desk.queue", "desk.awaited", "desk.find")
    own = ("desk.own_sign_in", "desk.renew_sign_in")
    about_a_case = {
        key: status
        for key, status in statuses.items()
        if key[0].startswith("desk.") and key[0] not in (*about_no_case, *own)
    }
    assert {
        key: status for key, status in about_a_case.items() if status not in (403, 404, 422)
    } == {}


def test_no_number_is_too_large_for_an_answer(desk: Desk, walked: UUID) -> None:
    """What no database can hold is no page, line or moment, and never a failure of ours."""
    large, anna = 10**30, desk.client("anna")
    values = values_of(desk, walked) | {"number": large, "version": large}
    numbered = [one for one in routes(desk.app, values) if str(large) in one[2]]
    assert len(numbered) >= 10
    for endpoint, method, path in numbered:
        assert anna.open(path, method=method).status_code in (404, 405), (endpoint, method)
    for text in ("²", "x", "-1", "9" * 5000):
        assert anna.get("/desk", query_string={"page": text}).status_code == 200, text
        seen = anna.get(f"/desk/cases/{walked}", query_string={"since": text})
        assert seen.status_code == 200, text
    given = {"action_id": str(uuid4()), "revision": "1", "seen": "²"}
    assert anna.post(f"/desk/cases/{walked}/retract", data=given).status_code == 403


def test_asking_for_the_head_of_a_page_is_looking_and_does_nothing(
    desk: Desk, walked: UUID
) -> None:
    """HEAD carries no token against forgery: it answers as GET does, and keeps no empty form."""
    anna = desk.client("anna")
    typed = {"step": "keep", "outcome": "full", "reasons": "Typed all morning"}
    anna.post(f"/desk/cases/{walked}/propose", data=typed)
    before = acts(desk)
    for endpoint, method, path in routes(desk.app, values_of(desk, walked)):
        if method == "GET" and endpoint.split(".")[0] not in SIGNED:
            looked = anna.get(path).status_code
            assert anna.head(path).status_code == looked, endpoint
    assert acts(desk) == before
    assert "Typed all morning" in anna.get(f"/desk/cases/{walked}/propose").get_data(as_text=True)
