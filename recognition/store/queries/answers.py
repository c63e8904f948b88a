"""The question behind a mailed link, for the institution that was asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recognition.domain.vocabulary import RequestState
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.answer_tokens import digest, signed_request
from recognition.store.facts import request_fact
from recognition.store.keys import case_scope
from recognition.store.store import Store
from recognition.store.tables import AnswerLink, Authority, Request


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of authenticity that can be answered now; ``about`` is as it was asked.

    ``link`` is the digest of the token by which it was opened.
    """

    request_id: UUID
    authority_id: UUID
    reference: str
    link: str
    message: str
    about: Mapping[str, str]
    expires_at: datetime


def open_question(store: Store, token: str, at: datetime) -> OpenQuestion:
    """The question of a link's token.

    Raises ``NotAllowed``: ``BAD_SIGNATURE`` for one that the office did not make,
    ``LINK_EXPIRED`` if it is used, old or unknown, or its institution was closed.
    """
    signed_for = signed_request(store.keys, token, at)
    with store.reading() as session:
        link = session.get(AnswerLink, digest(token))
        row = session.get(Request, link.request_id) if link else None
        asked = session.get(Authority, row.authority_id) if row and row.authority_id else None
    if link is None or row is None or asked is None or not asked.active:
        raise NotAllowed(ErrorCode.LINK_EXPIRED, "answer_link")
    if signed_for not in (None, row.id):
        raise NotAllowed(ErrorCode.LINK_EXPIRED, "answer_link")
    waits = request_fact(row, ()).state is RequestState.REQUESTED
    if link.used_at is not None or link.expires_at <= at or not waits:
        raise NotAllowed(ErrorCode.LINK_EXPIRED, "answer_link")
    body: dict[str, Any] = json.loads(store.keys.unseal(case_scope(row.case_id), link.sealed))
    data = body["data"]
    return OpenQuestion(
        request_id=row.id,
        authority_id=asked.id,
        reference=data["reference"],
        link=link.digest,
        message=data["message"],
        about={name: value for name, value in data["qualification"].items() if value},
        expires_at=link.expires_at,
    )
