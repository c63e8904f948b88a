"""The outbox: what must go out is a row in the transaction that made it necessary."""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from recognition.store.base import new_id
from recognition.store.keys import KeyRing, case_scope
from recognition.store.tables import Outbox


class OutboxKind(StrEnum):
    """What a row makes happen."""

    START_CASE = "start_case"
    START_READING = "start_reading"
    START_REQUEST = "start_request"
    MAIL = "mail"
    WEBHOOK = "webhook"
    LETTER = "letter"
    TELL_CASE = "tell_case"
    KEPT_ACT = "kept_act"


class MailKind(StrEnum):
    """The mails of the house; none carries personal content, each has a link."""

    SIGN_IN = "sign_in"
    SIGN_IN_CHANGED = "sign_in_changed"
    RECEIVED = "received"
    REQUEST = "request"
    REMINDER = "reminder"
    REQUEST_EXPIRED = "request_expired"
    MORE_TIME = "more_time"
    REQUEST_CANCELLED = "request_cancelled"
    NEW_DATE = "new_date"
    DECISION = "decision"
    SILENCE = "silence"
    QUESTION_ANNOUNCED = "question_announced"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_DECIDED = "appeal_decided"
    APPEAL_WITHDRAWN = "appeal_withdrawn"
    WITHDRAWN = "withdrawn"
    DELAY_NOTICE = "delay_notice"
    ORDERED_NOTICE = "ordered_notice"
    CONFIRM_READING = "confirm_reading"
    DRAFT_NOTICE = "draft_notice"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGEMENT_NOTICE = "acknowledgement_notice"
    CLOCK_PAUSED = "clock_paused"
    CORRECTED = "corrected"
    TEST_NOTICE = "test_notice"
    TEST_TO_OFFER = "test_to_offer"
    TEST_TERM_ENDED = "test_term_ended"
    ADAPTATION_STATED = "adaptation_stated"
    ADAPTATION_RECORDED = "adaptation_recorded"
    ADAPTATION_DECLINED = "adaptation_declined"
    ADAPTATION_NOTICE = "adaptation_notice"
    ADAPTATION_ENDS = "adaptation_ends"
    ADAPTATION_OVER = "adaptation_over"
    ADAPTATION_TO_ASSESS = "adaptation_to_assess"
    ADAPTATION_ASSESSED = "adaptation_assessed"
    ADAPTATION_EXTENDED = "adaptation_extended"
    CONDITION_STATED = "condition_stated"
    CONDITION_DECLINED = "condition_declined"
    CONDITION_FULFILLED = "condition_fulfilled"
    CONDITION_NOT_FULFILLED = "condition_not_fulfilled"
    CONDITION_CORRECTED = "condition_corrected"
    ERASURE_NOTICE = "erasure_notice"
    QUESTION = "question"
    QUESTION_UNANSWERED = "question_unanswered"


def add(
    session: Session,
    kind: OutboxKind,
    at: datetime,
    *,
    case_id: UUID | None = None,
    subject_id: UUID | None = None,
    payload: dict[str, Any] | None = None,
) -> UUID:
    """Write a row; its id is the id of the mail, the webhook or the workflow that it makes."""
    row = Outbox(
        id=new_id(),
        kind=kind,
        case_id=case_id,
        subject_id=subject_id,
        payload=payload or {},
        created_at=at,
    )
    session.add(row)
    return row.id


_OPEN = (
    select(Outbox)
    .where(Outbox.case_id == bindparam("case_id"), Outbox.done_at.is_(None))
    .order_by(Outbox.id)
    .limit(50)
)
_OPEN_LOCKED = _OPEN.with_for_update()


def open_rows(session: Session, case_id: UUID, *, lock: bool = False) -> Sequence[Outbox]:
    """Rows of a case that have not gone out, oldest first; locked for who writes to them."""
    query = _OPEN_LOCKED if lock else _OPEN
    return session.scalars(query, {"case_id": case_id}).all()


def seal_body(session: Session, keys: KeyRing, case_id: UUID, body: dict[str, Any]) -> str:
    """A webhook's body for its row's ``payload["sealed"]``: it may name the holder."""
    return keys.seal_within(session, case_scope(case_id), json.dumps(body).encode()).hex()


def read_body(keys: KeyRing, row: Outbox) -> dict[str, Any]:
    """The body that a webhook's row holds; ``KeyDestroyed`` once the case was erased."""
    assert row.case_id is not None
    sealed = bytes.fromhex(row.payload["sealed"])
    body: dict[str, Any] = json.loads(keys.unseal(case_scope(row.case_id), sealed))
    return body
