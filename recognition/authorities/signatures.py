"""Signatures of the Standard Webhooks specification, for what goes out and for what comes in.

The signed words are ``<webhook-id>.<webhook-timestamp>.<payload>``, HMAC-SHA256, ``v1,<base64>``.
A webhook's payload is its body; a query's is made by :func:`query_payload`, so that method and
address are signed too. The moment of checking is handed in, which the library cannot do; it signs.
"""

import binascii
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from recognition.errors import ErrorCode, InvalidInput, NotAllowed

ID = "webhook-id"
TIMESTAMP = "webhook-timestamp"
SIGNATURE = "webhook-signature"
AUTHORITY = "authority-id"
"""Header that names the sender; its secret is what proves it."""

TOLERANCE = timedelta(minutes=5)
"""How far the sender's clock may be from ours, as the specification recommends."""

_MAX_ID = 200


def transport_time() -> datetime:
    """The real time, for signing what is sent: the receiver's clock knows no other."""
    return datetime.now(UTC)


def check_secret(secret: str) -> None:
    """Raise ``InvalidInput`` for a secret that is not ``whsec_`` and at least 24 bytes."""
    try:
        key = binascii.a2b_base64(secret.removeprefix("whsec_"), strict_mode=True)
    except ValueError:
        raise InvalidInput(ErrorCode.BAD_VALUE, "secret") from None
    if not secret.startswith("whsec_") or len(key) < 24:
        raise InvalidInput(ErrorCode.BAD_VALUE, "secret")


def query_payload(method: str, path: str, body: str = "") -> str:
    """What is signed of a query: ``METHOD path?query``, a line break, and the body.

    It can never be mistaken for a webhook's body, which is JSON.
    """
    return f"{method.upper()} {path}\n{body}"


def sign(secret: str, message_id: str, at: datetime, payload: str) -> dict[str, str]:
    """The three headers for ``payload``; ``at`` is the moment of sending (aware)."""
    moment = at.astimezone(UTC)
    return {
        ID: message_id,
        TIMESTAMP: str(int(moment.timestamp())),
        SIGNATURE: Webhook(secret).sign(message_id, moment, payload),
    }


def verify(secret: str, headers: Mapping[str, str], payload: str, at: datetime) -> str:
    """Check the headers against ``payload`` at the moment ``at``; returns the message's id.

    ``headers`` are looked up by lower-case names. Raises ``NotAllowed`` (``BAD_SIGNATURE``) for
    anything missing, malformed, wrong, too old or too new, without saying which.
    """
    message_id, stamp = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    moment = _moment(stamp)
    if moment is None or not message_id or len(message_id) > _MAX_ID:
        raise NotAllowed(ErrorCode.BAD_SIGNATURE, "signature")
    expected = sign(secret, message_id, moment, payload)[SIGNATURE].encode()
    given = [part.encode() for part in headers.get(SIGNATURE, "").split(" ")]
    # Every given signature is compared: a receiver may sign with an old and a new secret.
    fits = sum(hmac.compare_digest(expected, signature) for signature in given)
    if not fits or abs(at - moment) > TOLERANCE:
        raise NotAllowed(ErrorCode.BAD_SIGNATURE, "signature")
    return message_id


def _moment(stamp: str) -> datetime | None:
    if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > 11:
        return None
    return datetime.fromtimestamp(int(stamp), UTC)
