"""Signed answers that came in: kept before anything is done with them, and handed over once.

An answer and the outbox row that hands it over are written in one transaction. Whoever hands it
over first, the web or the sweep, uses the same act with the same id, so that it is done once.
"""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recognition.authorities.messages import ANSWERED, AnswerMessage
from recognition.authorities.signatures import TOLERANCE
from recognition.domain.verbs import Act, AnswerAuthenticity
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, NotFound
from recognition.store import outbox
from recognition.store.base import new_id
from recognition.store.keys import case_scope
from recognition.store.outbox import OutboxKind
from recognition.store.store import Store
from recognition.store.tables import InboundMessage, Outbox, Request

QUERY = "query"
_ACTIONS = UUID("0f9c1f0e-6b1d-5b9c-9d64-0c3d0f6f3a11")
"""Namespace of the action ids that are made from message ids."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What the sender is told: an HTTP status and a code."""

    status: int
    code: str


RECEIVED = Ending(HTTPStatus.ACCEPTED, "received")
RECORDED = Ending(HTTPStatus.OK, "recorded")
CLOSED = Ending(HTTPStatus.CONFLICT, ErrorCode.NOTHING_TO_ANSWER.value)


def keep_answer(
    store: Store, authority_id: UUID, message_id: str, message: AnswerMessage, at: datetime
) -> UUID:
    """Store an answer with the outbox row that will hand it over; returns its inbound id.

    A second copy returns the id of the first and changes nothing. Raises ``NotFound`` for a
    question that was not put to this authority.
    """
    known = _find(store, authority_id, message_id)
    if known is not None:
        return known
    inbound_id = new_id()
    try:
        with store.writing() as session:
            request = session.get(Request, message.data.request_id)
            if request is None or request.authority_id != authority_id or request.asked_at is None:
                raise NotFound(ErrorCode.UNKNOWN, "request")
            row = InboundMessage(id=inbound_id, authority_id=authority_id, received_at=at)
            row.message_id, row.kind = message_id, ANSWERED
            row.body = _sealed(store, session, request, message)
            session.add(row)
            # Of no case: a case's own dispatch would wait for itself.
            payload = {"inbound_id": str(inbound_id)}
            outbox.add(session, OutboxKind.TELL_CASE, at, subject_id=inbound_id, payload=payload)
    except IntegrityError:  # two copies at once; the other one is the first
        return _find(store, authority_id, message_id) or inbound_id
    return inbound_id


def _sealed(
    store: Store, session: Session, request: Request, message: AnswerMessage
) -> dict[str, Any]:
    """An answer as it is kept: what it says under the case's key, since a note may name people."""
    words = message.model_dump_json().encode()
    sealed = store.keys.seal_within(session, case_scope(request.case_id), words)
    return {"data": {"request_id": str(request.id)}, "sealed": sealed.hex()}


def _find(store: Store, authority_id: UUID, message_id: str) -> UUID | None:
    with store.reading() as session:
        return session.scalars(
            select(InboundMessage.id).where(
                InboundMessage.authority_id == authority_id,
                InboundMessage.message_id == message_id,
            )
        ).first()


def pending_act(store: Store, inbound_id: UUID) -> tuple[UUID, Act]:
    """The case that an answer belongs to, and the act that it is; the same act every time.

    Raises ``NotFound``.
    """
    with store.reading() as session:
        row = _answer(session, inbound_id)
        request = session.get(Request, UUID(row.body["data"]["request_id"]))
    if request is None:
        raise NotFound(ErrorCode.UNKNOWN, "request")
    data = _opened(store, request.case_id, row.body).data
    act = Act(
        action_id=uuid5(_ACTIONS, f"{row.authority_id}/{row.message_id}"),
        role=Role.AUTHORITY,
        person_id=row.authority_id,
        verb=AnswerAuthenticity(request_id=request.id, answer=data.answer, note=data.note),
    )
    return request.case_id, act


def _opened(store: Store, case_id: UUID, body: dict[str, Any]) -> AnswerMessage:
    """An answer as it came; of a release before 0.4 it stands in clear."""
    if "sealed" not in body:
        return AnswerMessage.model_validate(body)
    words = store.keys.unseal(case_scope(case_id), bytes.fromhex(body["sealed"]))
    return AnswerMessage.model_validate_json(words)


def ending_of(store: Store, inbound_id: UUID) -> Ending:
    """What the sender of an answer is told; ``RECEIVED`` until it was handed over."""
    with store.reading() as session:
        stored: dict[str, Any] | None = _answer(session, inbound_id).answer
    return Ending(**stored) if stored else RECEIVED


def mark_handled(store: Store, inbound_id: UUID, refusal: ErrorCode | None, at: datetime) -> Ending:
    """Write down that the case has taken an answer, or refused it; the first writing stays."""
    ending = RECORDED if refusal is None else CLOSED
    with store.writing() as session:
        row = _answer(session, inbound_id, lock=True)
        if row.handled_at is not None and row.answer:
            return Ending(**row.answer)
        row.handled_at = at
        row.answer = {"status": int(ending.status), "code": ending.code}
        for out in session.scalars(
            select(Outbox).where(Outbox.subject_id == inbound_id, Outbox.done_at.is_(None))
        ):
            out.done_at = at
    return ending


def _answer(session: Session, inbound_id: UUID, *, lock: bool = False) -> InboundMessage:
    row = session.get(InboundMessage, inbound_id, with_for_update=lock)
    if row is None or row.kind != ANSWERED:
        raise NotFound(ErrorCode.UNKNOWN, "message")
    return row


def keep_query(store: Store, authority_id: UUID, message_id: str, at: datetime) -> bool:
    """Remember a query's id; ``False`` if it was used before: somebody sends a copy.

    Ids are kept for twice the tolerance; after that the signature itself is too old.
    """
    row = InboundMessage(id=new_id(), authority_id=authority_id, received_at=at, handled_at=at)
    row.message_id, row.kind, row.body = f"{QUERY}:{message_id}", QUERY, {}
    try:
        with store.writing() as session:
            session.execute(
                delete(InboundMessage).where(
                    InboundMessage.kind == QUERY,
                    InboundMessage.authority_id == authority_id,
                    InboundMessage.received_at < at - 2 * TOLERANCE,
                )
            )
            session.add(row)
    except IntegrityError:
        return False
    return True


def messages_since(store: Store, authority_id: UUID, since: datetime) -> int:
    """How many messages of an authority were kept since a moment: what the rate is counted by."""
    with store.reading() as session:
        return session.scalars(
            select(func.count())
            .select_from(InboundMessage)
            .where(InboundMessage.authority_id == authority_id, InboundMessage.received_at > since)
        ).one()
