"""Deliveries: signed, sent to a real receiver, by one id at every try."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from uuid import UUID

import pytest

from recognition.authorities.addresses import check_url
from recognition.authorities.delivery import DeliveryFailed, DeliveryRefused, deliver
from recognition.authorities.messages import canonical
from recognition.domain.verbs import RecordDelivery, RecordLetter, WithdrawConsent
from recognition.domain.vocabulary import Role
from recognition.errors import InvalidInput, NotFound
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.keys import case_scope
from recognition.store.outbox import read_body
from tests.authorities.office import ask, consent, decide, listening, now, submitted, webhooks
from tests.support.people import HOLDER, Town


@pytest.fixture
def question(town: Town) -> UUID:
    ask(town, submitted(town))
    (row,) = webhooks(town)
    return row.id


def send_to(town: Town, url: str) -> None:
    with town.store.writing() as session:
        session.get_one(tables.Authority, town.authority).webhook_url = url


@contextmanager
def answering(status: int, headers: dict[str, str] | None = None) -> Iterator[list[str]]:
    """A server that answers every POST alike; yields its address and then each path asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    asked = [f"http://127.0.0.1:{server.server_port}"]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_down_and_up_again_gets_the_same_id_and_a_copy_and_a_forgery_are_noticed(
    town: Town, question: UUID, tmp_path: Path
) -> None:
    with listening(town, tmp_path, "http://127.0.0.1:1", "--fail", "1") as receiver:
        with pytest.raises(DeliveryFailed):
            deliver(town.store, question, now(), zone=town.rules.zone)
        deliver(town.store, question, now(), zone=town.rules.zone)
        deliver(town.store, question, now(), zone=town.rules.zone)
        lines = receiver.lines
    assert [line["id"] for line in lines] == [str(question)] * 3
    assert [line["status"] for line in lines] == [503, 204, 204]
    assert [line["duplicate"] for line in lines] == [False, False, True]
    assert all(line["verified"] for line in lines)
    assert webhooks(town)[0].attempts == 3
    with listening(town, tmp_path) as receiver:  # started anew, it still knows what it has
        deliver(town.store, question, now(), zone=town.rules.zone)
        assert receiver.lines[-1]["duplicate"]
        with town.store.writing() as session:
            authority = session.get_one(tables.Authority, town.authority)
            authority.secret_sealed = town.store.keys.seal_with_master(b"whsec_" + b"A" * 44)
        with pytest.raises(DeliveryFailed, match="401"):
            deliver(town.store, question, now(), zone=town.rules.zone)
        assert receiver.lines[-1]["verified"] is False


def test_any_other_answer_is_tried_again_and_redirects_are_not_followed(
    town: Town, question: UUID
) -> None:
    for status in (301, 307, 400, 404, 429, 500):
        with answering(status, {"location": "/elsewhere"}) as asked:
            send_to(town, f"{asked[0]}/hook")
            with pytest.raises(DeliveryFailed, match=str(status)):
                deliver(town.store, question, now(), zone=town.rules.zone)
            assert asked[1:] == ["/hook"]


def test_gone_is_given_up(town: Town, question: UUID) -> None:
    with answering(410) as asked:
        send_to(town, asked[0])
        with pytest.raises(DeliveryRefused):
            deliver(town.store, question, now(), zone=town.rules.zone)


def test_nobody_there_is_tried_again_and_the_error_names_no_address(
    town: Town, question: UUID
) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        deliver(town.store, question, now(), zone=town.rules.zone)
    assert "127.0.0.1" not in str(caught.value)


def test_nothing_is_sent_once_it_ended_or_where_it_may_not_go(town: Town, question: UUID) -> None:
    send_to(town, "http://registry.example.org/hook")
    with pytest.raises(DeliveryRefused):
        deliver(town.store, question, now(), zone=town.rules.zone)
    with town.store.writing() as session:
        session.get_one(tables.Authority, town.authority).active = False
    with pytest.raises(DeliveryRefused):
        deliver(town.store, question, now(), zone=town.rules.zone)
    with town.store.writing() as session:
        session.get_one(tables.Outbox, question).delivered_at = now()
    deliver(town.store, question, now(), zone=town.rules.zone)
    with pytest.raises(NotFound):
        deliver(town.store, new_id(), now(), zone=town.rules.zone)


def test_a_question_that_was_cancelled_meanwhile_is_not_sent(town: Town, question: UUID) -> None:
    with town.store.writing() as session:
        request = session.query(tables.Request).one()
        request.cancelled_at = now()
    with answering(200) as asked:
        send_to(town, asked[0])
        with pytest.raises(DeliveryRefused):
            deliver(town.store, question, now(), zone=town.rules.zone)
        assert not asked[1:]


def test_news_of_a_decision_ends_with_the_consent(town: Town) -> None:
    case = submitted(town)
    given = consent(town, case)
    decide(town, case)
    with town.store.reading() as session:
        decision = session.query(tables.Decision.id).scalar()
    letter = RecordLetter(decision_id=decision, blob="blob", sha256="0" * 64)
    town.act(letter, None, Role.MACHINE, case)
    (row,) = webhooks(town)
    with answering(200) as asked:
        send_to(town, asked[0])
        deliver(town.store, row.id, now(), zone=town.rules.zone)
        with pytest.raises(DeliveryRefused):  # its last day is over
            deliver(town.store, row.id, now() + timedelta(days=2), zone=town.rules.zone)
        town.act(WithdrawConsent(consent_id=given), town.applicant, Role.APPLICANT, case)
        with pytest.raises(DeliveryRefused):
            deliver(town.store, row.id, now(), zone=town.rules.zone)
        assert len(asked) == 2


def test_a_body_is_sealed_with_the_cases_key_and_forgotten_at_the_end(
    town: Town, question: UUID
) -> None:
    (row,) = webhooks(town)
    assert HOLDER not in str(row.payload) and HOLDER in str(read_body(town.store.keys, row))
    assert row.case_id is not None
    town.store.keys.destroy(case_scope(row.case_id))
    with pytest.raises(DeliveryRefused):
        deliver(town.store, question, now(), zone=town.rules.zone)
    end = RecordDelivery(outbox_id=row.id, delivered=True)
    town.act(end, None, Role.MACHINE, row.case_id)
    assert webhooks(town)[0].payload == {"authority_id": str(town.authority)}


def test_no_session_may_be_open(town: Town, question: UUID) -> None:
    with town.store.reading(), pytest.raises(AssertionError):
        deliver(town.store, question, now(), zone=town.rules.zone)


@pytest.mark.parametrize(
    "url",
    [
        "https://registry.example.org/hook",
        "http://localhost:9000",
        "http://127.0.0.2:9000/",
        "http://[::1]:9000/",
    ],
)
def test_addresses_that_may_be_sent_to(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://registry.example.org",
        "file:///etc/passwd",
        "http://registry.example.org",
        "http://localhost.example.org",
        "https://user:word@registry.example.org",
        "https://registry.example.org:high/",
        "https://registry.example.org/#part",
        "https://",
        "https://registry.example.org/a hook",
        "https://registry.example.org\n/hook",
    ],
)
def test_addresses_that_may_not(url: str) -> None:
    with pytest.raises(InvalidInput):
        check_url(url)


def test_plain_http_may_be_let_through_a_closed_network() -> None:
    check_url("http://registry.example.org", plain_http=True)


def test_a_body_is_always_written_alike() -> None:
    assert canonical({"b": "ü", "a": {"d": None, "c": 1}}) == '{"a":{"c":1,"d":null},"b":"ü"}'
