"""What an authority sends to an office: signed answers and signed queries.

Used by ``recognition authority``; an authority's own program does the same in its own language
(``docs/authorities.md``).
"""

from datetime import datetime
from uuid import UUID

import httpx
import uuid_utils

from recognition.authorities.messages import ANSWERED, canonical
from recognition.authorities.signatures import AUTHORITY, query_payload, sign
from recognition.domain.vocabulary import AuthenticityAnswer

_API = "/api/authority/v1"
_TIME_OUT = httpx.Timeout(15.0)


def send_answer(
    office_url: str,
    authority_id: UUID,
    secret: str,
    message_id: str,
    request_id: str,
    answer: AuthenticityAnswer,
    at: datetime,
    note: str = "",
) -> httpx.Response:
    """Send ``authenticity.answered``; the same ``message_id`` may be sent again safely."""
    data = {"request_id": request_id, "answer": answer.value, "note": note}
    body = canonical({"type": ANSWERED, "timestamp": at.isoformat(), "data": data})
    headers = {
        "content-type": "application/json",
        AUTHORITY: str(authority_id),
        **sign(secret, message_id, at, body),
    }
    url = f"{office_url.rstrip('/')}{_API}/webhooks/answers"
    return httpx.post(url, content=body.encode(), headers=headers, timeout=_TIME_OUT)


def ask(
    office_url: str,
    authority_id: UUID,
    secret: str,
    reference: str,
    at: datetime,
    *,
    decision: bool = False,
    message_id: str | None = None,
) -> httpx.Response:
    """Query a case's status, or its decision; each query has an id of its own."""
    url = httpx.URL(
        f"{office_url.rstrip('/')}{_API}/cases/{reference}{'/decision' if decision else ''}"
    )
    payload = query_payload("GET", url.path)
    headers = {
        AUTHORITY: str(authority_id),
        **sign(secret, message_id or str(uuid_utils.uuid7()), at, payload),
    }
    return httpx.get(url, headers=headers, timeout=_TIME_OUT)
