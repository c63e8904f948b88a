"""One try of one webhook: signed, sent, and acknowledged or not.

Every try carries the same id and the same body bytes; only time and signature are new, so that a
receiver can tell a second copy. Tries follow one another in ``workflows.delivery``.
"""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.authorities.access import consent_in_force
from recognition.authorities.addresses import check_url
from recognition.authorities.messages import canonical
from recognition.authorities.signatures import sign
from recognition.errors import ErrorCode, InvalidInput, NotFound, RecognitionError
from recognition.store.engine import assert_no_open_session
from recognition.store.keys import KeyDestroyed
from recognition.store.outbox import OutboxKind, read_body
from recognition.store.store import Store
from recognition.store.tables import Authority, Consent, Outbox, Request

TIME_OUT = httpx.Timeout(10.0)
"""Seconds for connecting, and for each wait on the receiver."""


class DeliveryFailed(RecognitionError):
    """The receiver did not take it this time; another try may succeed."""

    http_status = 502


class DeliveryRefused(RecognitionError):
    """The receiver will never take it (410 Gone), or may not be sent anything; give up."""

    http_status = 502


@dataclass(frozen=True, slots=True)
class _Letter:
    """All that is needed for sending, once the session is closed."""

    url: str
    secret: str
    message_id: str
    body: str


def deliver(
    store: Store, outbox_id: UUID, at: datetime, *, zone: str, plain_http: bool = False
) -> None:
    """Try once to deliver a webhook of the outbox; returns when the receiver acknowledged (2xx).

    ``at`` is the real time (``signatures.transport_time``), since the receiver checks it against
    its own clock; a consent ends with its last day in ``zone``. Nothing is sent for a row that has
    ended. Raises ``DeliveryFailed`` (try again), ``DeliveryRefused`` (give up) or ``NotFound``. How
    it ended is the case's to record.
    """
    assert_no_open_session()
    letter = _take(store, outbox_id, at, zone, plain_http)
    if letter is None:
        return
    status = _post(letter, at)
    if status == HTTPStatus.GONE:
        raise DeliveryRefused(ErrorCode.RECEIVER_GONE, str(status))
    if not 200 <= status < 300:
        raise DeliveryFailed(ErrorCode.RECEIVER_UNREACHABLE, str(status))


def _take(
    store: Store, outbox_id: UUID, at: datetime, zone: str, plain_http: bool
) -> _Letter | None:
    """Count the try and read what to send; ``None`` if it has ended already."""
    with store.writing() as session:
        row = session.get(Outbox, outbox_id, with_for_update=True)
        if row is None or row.kind != OutboxKind.WEBHOOK:
            raise NotFound(ErrorCode.UNKNOWN, "delivery")
        if row.delivered_at is not None or row.gave_up_at is not None:
            return None
        row.attempts += 1
        authority = session.get(Authority, UUID(row.payload["authority_id"]))
        wanted = _still_wanted(session, row, at, zone)
    if not wanted:
        raise DeliveryRefused(ErrorCode.NOTHING_TO_ANSWER, "webhook")
    if authority is None or not authority.active:
        raise DeliveryRefused(ErrorCode.RECEIVER_GONE, "authority")
    try:
        check_url(authority.webhook_url, plain_http=plain_http)
    except InvalidInput as error:
        raise DeliveryRefused(ErrorCode.RECEIVER_GONE, "url") from error
    secret = store.keys.unseal_with_master(authority.secret_sealed).decode()
    try:
        body = canonical(read_body(store.keys, row))
    except KeyDestroyed as error:
        raise DeliveryRefused(error.code, "webhook") from error
    return _Letter(authority.webhook_url, secret, str(outbox_id), body)


def _still_wanted(session: Session, row: Outbox, at: datetime, zone: str) -> bool:
    """No question goes out that was cancelled meanwhile, and no news without the consent to it.

    Tries go on for days, in which a consent may be taken back or end.
    """
    request = session.get(Request, row.subject_id)
    if request is not None:
        return request.cancelled_at is None
    authority_id = UUID(row.payload["authority_id"])
    given = select(Consent).where(
        Consent.case_id == row.case_id, Consent.authority_id == authority_id
    )
    return any(consent_in_force(one, at, zone) for one in session.scalars(given))


def _post(letter: _Letter, at: datetime) -> int:
    """The receiver's status; its words are of no interest and are not read."""
    headers = {
        "content-type": "application/json",
        "user-agent": "recognition-webhooks",
        **sign(letter.secret, letter.message_id, at, letter.body),
    }
    request = {"content": letter.body.encode(), "headers": headers}
    try:
        with (
            httpx.Client(timeout=TIME_OUT, follow_redirects=False) as client,
            client.stream("POST", letter.url, **request) as response,  # type: ignore[arg-type]
        ):
            return response.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        kind = type(error).__name__  # the text could repeat the address
        raise DeliveryFailed(ErrorCode.RECEIVER_UNREACHABLE, kind) from error
