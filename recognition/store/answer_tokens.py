"""Signed tokens of links with which an institution answers one question.

A token says for which request it is and until when it works, under the office's key (HMAC-SHA-256);
nobody but the office can make one, and what was changed in it is seen before anything is looked up.
It holds an id, a moment and chance, and no word about anybody.
"""

import hashlib
import secrets
from datetime import UTC, datetime
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

from recognition.errors import ErrorCode, NotAllowed
from recognition.store.keys import KeyRing

_PURPOSE = "answer one question"
_NONCE = 8
"""Bytes of chance, so that a reminder brings another link than the first mail."""


def make_token(keys: KeyRing, request_id: UUID, expires_at: datetime) -> str:
    """A token for a request that works until ``expires_at``, to the second."""
    expires = int(expires_at.timestamp())
    token = _signer(keys).dumps([request_id.hex, expires, secrets.token_urlsafe(_NONCE)])
    return token if isinstance(token, str) else token.decode()


def signed_request(keys: KeyRing, token: str, at: datetime) -> UUID | None:
    """The request that a token was signed for; ``None`` for a random one of an earlier release.

    Raises ``NotAllowed``: ``BAD_SIGNATURE`` if the office did not make it so, ``LINK_EXPIRED``.
    """
    if "." not in token:
        return None
    try:
        request_id, expires, _ = _signer(keys).loads(token)
    except BadData:
        raise NotAllowed(ErrorCode.BAD_SIGNATURE, "answer_link") from None
    if datetime.fromtimestamp(expires, UTC) <= at:
        raise NotAllowed(ErrorCode.LINK_EXPIRED, "answer_link")
    return UUID(hex=request_id)


def digest(token: str) -> str:
    """What is kept of a link's token (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(keys: KeyRing) -> URLSafeSerializer:
    return URLSafeSerializer(
        keys.digest(b"signed links"),
        salt=_PURPOSE,
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
