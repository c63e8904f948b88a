"""An institution without webhooks answers by a mailed link: signed, expiring, for one answer."""

import base64
import json
import secrets
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from recognition.actions.register_authority import (
    close_authority,
    make_secret,
    register_authority,
)
from recognition.domain import verbs
from recognition.domain.vocabulary import RequestState
from recognition.errors import ErrorCode, NotAllowed
from recognition.letters.mail import send as send_mail
from recognition.office import load_office
from recognition.settings import make_settings
from recognition.store import tables
from recognition.store.answer_tokens import digest, make_token, signed_request
from recognition.store.facts import request_fact
from recognition.store.keys import KeyRing
from recognition.store.outbox import MailKind, OutboxKind
from tests.web.desk.conftest import HOLDER, START, Desk, send


@pytest.fixture
def asked(desk: Desk) -> UUID:
    """A case whose awarding institution was asked by mail."""
    university = register_authority(
        desk.store, "Village University", "", make_secret(), START, email="registry@u.example"
    )
    case = desk.case()
    desk.do(case, verbs.Claim(), "anna")
    desk.do(case, verbs.AskAuthority(authority_id=university, message="Year 2015."), "anna")
    desk.do(case, verbs.AgreeToQuestion(request_id=request(desk, case).id))
    return case


def request(desk: Desk, case: UUID) -> tables.Request:
    query = select(tables.Request).where(tables.Request.case_id == case)
    with desk.store.reading() as session:
        return session.scalars(query.order_by(tables.Request.id.desc())).all()[0]


def state(desk: Desk, case: UUID) -> RequestState:
    return request_fact(request(desk, case), ()).state


def mailed(desk: Desk, case: UUID) -> list[tables.Mail]:
    """The mails to the institution, sent out now."""
    query = select(tables.Outbox).where(
        tables.Outbox.case_id == case, tables.Outbox.kind == OutboxKind.MAIL
    )
    with desk.store.reading() as session:
        rows = session.scalars(query.order_by(tables.Outbox.id)).all()
    rows = [row for row in rows if row.payload["mail"] == MailKind.QUESTION]
    for row in rows:
        send_mail(desk.store, make_settings(), load_office(), row.id, desk.at)
    with desk.store.reading() as session:
        return [session.get_one(tables.Mail, row.id) for row in rows]


def path(mail: tables.Mail) -> str:
    return next(line for line in mail.body.splitlines() if "/answer/" in line).partition("8000")[2]


def client(desk: Desk) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return desk.app.test_client()


def test_it_is_asked_by_mail_and_answers_once(desk: Desk, asked: UUID) -> None:
    (mail,) = mailed(desk, asked)
    assert mail.recipient == "registry@u.example" and HOLDER not in mail.body + mail.subject
    link = path(mail)
    words = client(desk).get(link).get_data(as_text=True)
    assert HOLDER in words and "Year 2015." in words and "Nobody is refused" in words
    done = send(client(desk), link, answer="confirmed", note="Register 12, page 4.")
    assert done.status_code == 200 and "Thank you" in done.get_data(as_text=True)
    row = request(desk, asked)
    assert (row.answer, row.answer_note) == ("confirmed", "Register 12, page 4.")
    assert state(desk, asked) is RequestState.RECEIVED
    for again in (client(desk).get(link), client(desk).post(link, data={"answer": "confirmed"})):
        assert again.status_code in (400, 403) and HOLDER not in again.get_data(as_text=True)


def test_the_mail_names_the_day_and_what_happens_after_it(desk: Desk, asked: UUID) -> None:
    (mail,) = mailed(desk, asked)
    assert "2 December 2026" in mail.body
    assert "If nothing has come by then, we go on with what we have" in mail.body


def test_it_ends_with_the_term_of_the_question(desk: Desk, asked: UUID) -> None:
    link = path(mailed(desk, asked)[0])
    due = request(desk, asked).due_at
    assert due is not None
    desk.at = due - timedelta(seconds=1)
    assert client(desk).get(link).status_code == 200
    desk.at = due
    assert client(desk).get(link).status_code == 403


def test_it_ends_with_the_institution(desk: Desk, asked: UUID) -> None:
    link = path(mailed(desk, asked)[0])
    authority = request(desk, asked).authority_id
    assert authority is not None
    close_authority(desk.store, authority)
    desk.app.config["WTF_CSRF_ENABLED"] = False
    for answer in (client(desk).get(link), client(desk).post(link, data={"answer": "confirmed"})):
        assert answer.status_code == 403 and HOLDER not in answer.get_data(as_text=True)
    assert state(desk, asked) is RequestState.REQUESTED


def test_a_reminder_brings_another_link_and_one_answer_ends_both(desk: Desk, asked: UUID) -> None:
    desk.at += timedelta(days=11)
    desk.do(asked, verbs.RemindRequest(request_id=request(desk, asked).id, number=1), "machine")
    first, second = (path(mail) for mail in mailed(desk, asked))
    assert first != second
    send(client(desk), second, answer="not_confirmed")
    assert client(desk).get(first).status_code == 403
    assert request(desk, asked).answer == "not_confirmed"


def test_an_answer_is_kept_while_the_engine_is_away(desk: Desk, asked: UUID) -> None:
    link = path(mailed(desk, asked)[0])
    desk.reached = False
    for _ in range(2):
        assert "Thank you" in send(client(desk), link, answer="confirmed").get_data(as_text=True)
    with desk.store.reading() as session:
        kept = session.scalars(select(tables.InboundMessage)).all()
        waiting = select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.TELL_CASE)
        assert len(kept) == len(session.scalars(waiting).all()) == 1, "the sweep hands it over"


def test_nothing_chosen_is_asked_again_and_keeps_what_was_typed(desk: Desk, asked: UUID) -> None:
    link = path(mailed(desk, asked)[0])
    page = send(client(desk), link, note="We look it up.")
    assert page.status_code == 422 and "We look it up." in page.get_data(as_text=True)
    assert state(desk, asked) is RequestState.REQUESTED


def test_a_link_that_was_cut_off_is_not_called_a_closed_question(desk: Desk, asked: UUID) -> None:
    link = path(mailed(desk, asked)[0])
    page = client(desk).get(link[:-1])
    assert page.status_code == 403 and HOLDER not in page.text
    assert "This link is not whole" in page.text and "is closed" not in page.text
    send(client(desk), link, answer="confirmed")
    assert "This question is closed" in client(desk).get(link).text


def test_a_guessed_link_tells_nothing(desk: Desk, asked: UUID) -> None:
    page = client(desk).get("/answer/" + "a" * 43)
    assert page.status_code == 403 and HOLDER not in page.get_data(as_text=True)


def test_a_link_is_signed_and_says_nothing_but_an_id_and_a_moment(desk: Desk, asked: UUID) -> None:
    token = path(mailed(desk, asked)[0]).rpartition("/")[2]
    row = request(desk, asked)
    payload = token.partition(".")[0]
    said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert row.due_at is not None and said[:2] == [row.id.hex, int(row.due_at.timestamp())]
    assert signed_request(desk.store.keys, token, desk.at) == row.id


def test_a_link_that_was_changed_or_signed_by_another_is_refused(desk: Desk, asked: UUID) -> None:
    token = path(mailed(desk, asked)[0]).rpartition("/")[2]
    row = request(desk, asked)
    assert row.due_at is not None
    payload, _, signature = token.partition(".")
    later = base64.urlsafe_b64encode(json.dumps([row.id.hex, 4102444800, "x"]).encode()).decode()
    others = KeyRing(desk.store.engine, base64.b64encode(secrets.token_bytes(32)).decode())
    forged = make_token(others, row.id, row.due_at)
    last = "A" if signature[0] != "A" else "B"
    for bad in (f"{payload}.{last}{signature[1:]}", f"{later.rstrip('=')}.{signature}", forged):
        page = client(desk).get(f"/answer/{bad}")
        assert page.status_code == 403 and HOLDER not in page.get_data(as_text=True)
        with pytest.raises(NotAllowed) as caught:
            signed_request(desk.store.keys, bad, desk.at)
        assert caught.value.code is ErrorCode.BAD_SIGNATURE
    unknown = make_token(desk.store.keys, row.id, row.due_at)
    assert client(desk).get(f"/answer/{unknown}").status_code == 403, "signed, and never mailed"
    assert client(desk).get(f"/answer/{token}").status_code == 200


def test_a_link_of_an_earlier_release_is_still_answered(desk: Desk, asked: UUID) -> None:
    """Those were random, without a signature; they end with their question."""
    token = secrets.token_urlsafe(32)
    with desk.store.writing() as session:
        link = session.scalars(select(tables.AnswerLink)).one()
        link.digest = digest(token)
    done = send(client(desk), f"/answer/{token}", answer="confirmed")
    assert done.status_code == 200 and request(desk, asked).answer == "confirmed"
    assert client(desk).get(f"/answer/{token}").status_code == 403


def test_only_the_digest_of_a_link_is_kept(desk: Desk, asked: UUID) -> None:
    token = path(mailed(desk, asked)[0]).rpartition("/")[2]
    with desk.store.reading() as session:
        (link,) = session.scalars(select(tables.AnswerLink)).all()
        rows = session.scalars(select(tables.Outbox)).all()
    assert token not in link.digest and HOLDER.encode() not in link.sealed
    assert all(token not in str(row.payload) for row in rows)


def test_a_question_that_was_cancelled_has_no_link(desk: Desk, asked: UUID) -> None:
    link = path(mailed(desk, asked)[0])
    desk.do(asked, verbs.CancelRequest(request_id=request(desk, asked).id), "anna")
    assert client(desk).get(link).status_code == 403
