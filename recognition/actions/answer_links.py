"""Links with which an institution without webhooks answers a question: signed, expiring, once."""

import json

from sqlalchemy import select

from recognition.actions.doing import Doing
from recognition.actions.webhooks import question_body
from recognition.domain import clock
from recognition.domain.vocabulary import WebhookType
from recognition.store.answer_tokens import digest, make_token
from recognition.store.keys import OFFICE_SCOPE, case_scope
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.tables import AnswerLink, Request


def send_link(doing: Doing, row: Request, kind: WebhookType) -> None:
    """Mail a new link; it works until the term of the question ends, or one answer has come."""
    assert row.due_at is not None
    token = make_token(doing.keys, row.id, row.due_at)
    body = json.dumps(question_body(doing, row, kind)).encode()
    doing.session.add(
        AnswerLink(
            digest=digest(token),
            request_id=row.id,
            sealed=doing.keys.seal_within(doing.session, case_scope(doing.case.id), body),
            created_at=doing.at,
            expires_at=row.due_at,
        )
    )
    sealed = doing.keys.seal_within(doing.session, OFFICE_SCOPE, token.encode())
    payload = {
        "mail": MailKind.QUESTION.value,
        "authority_id": str(row.authority_id),
        "sealed_token": sealed.hex(),
        "day": clock.last_day(row.due_at, doing.facts.zone).isoformat(),
    }
    doing.send(OutboxKind.MAIL, payload=payload)


def use_up_links(doing: Doing, row: Request) -> None:
    """A question that was answered, by whatever way, has no link any more."""
    query = select(AnswerLink).where(AnswerLink.request_id == row.id, AnswerLink.used_at.is_(None))
    for link in doing.session.scalars(query):
        link.used_at = doing.at
