"""Signatures: made and checked so that the published library agrees."""

from datetime import timedelta

import pytest
from standardwebhooks import Webhook

from recognition.actions.register_authority import make_secret
from recognition.authorities.signatures import (
    ID,
    SIGNATURE,
    TIMESTAMP,
    check_secret,
    query_payload,
    sign,
    verify,
)
from recognition.errors import InvalidInput, NotAllowed
from tests.authorities.office import now

SECRET = make_secret()
BODY = '{"data":{"title":"Diplôme ✓"},"type":"authenticity.requested"}'


def test_the_library_verifies_what_we_sign() -> None:
    headers = sign(SECRET, "msg_1", now(), BODY)
    assert Webhook(SECRET).verify(BODY, headers)["type"] == "authenticity.requested"


def test_we_verify_what_the_library_signs() -> None:
    at = now()
    headers = {
        ID: "msg_1",
        TIMESTAMP: str(int(at.timestamp())),
        SIGNATURE: "v1,bm90IG91cnM= " + Webhook(SECRET).sign("msg_1", at, BODY),
    }
    assert verify(SECRET, headers, BODY, at) == "msg_1"


@pytest.mark.parametrize(
    "change",
    [
        {ID: "msg_2"},
        {ID: ""},
        {ID: "m" * 201},
        {TIMESTAMP: "1700000000"},
        {TIMESTAMP: "soon"},
        {TIMESTAMP: "٣"},
        {TIMESTAMP: "99999999999999999999"},
        {SIGNATURE: ""},
        {SIGNATURE: "v1"},
        {SIGNATURE: "v1,ü"},
        {SIGNATURE: "v1,AAAA"},
    ],
)
def test_what_was_changed_is_refused(change: dict[str, str]) -> None:
    at = now()
    headers = sign(SECRET, "msg_1", at, BODY)
    assert verify(SECRET, headers, BODY, at) == "msg_1"
    with pytest.raises(NotAllowed):
        verify(SECRET, headers | change, BODY, at)


def test_another_secret_or_body_is_refused() -> None:
    at = now()
    headers = sign(SECRET, "msg_1", at, BODY)
    with pytest.raises(NotAllowed):
        verify(make_secret(), headers, BODY, at)
    with pytest.raises(NotAllowed):
        verify(SECRET, headers, BODY.replace("requested", "answered"), at)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_too_old_or_too_new_is_refused(minutes: int) -> None:
    at = now()
    headers = sign(SECRET, "msg_1", at + timedelta(minutes=minutes), BODY)
    with pytest.raises(NotAllowed):
        verify(SECRET, headers, BODY, at)
    verify(SECRET, headers, BODY, at + timedelta(minutes=minutes * 2 / 3))


def test_a_query_is_signed_with_method_and_address() -> None:
    assert query_payload("get", "/a?b=c") == "GET /a?b=c\n"


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_AAAA", "whsec_*" + "A" * 40, "A" * 44])
def test_a_weak_secret_is_no_secret(secret: str) -> None:
    check_secret(SECRET)
    with pytest.raises(InvalidInput):
        check_secret(secret)
