"""What several verbs share: opening requests, putting questions, telling authorities."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from recognition.actions.answer_links import send_link
from recognition.actions.doing import Doing
from recognition.actions.webhooks import decision_body, question_body
from recognition.domain import clock, terms
from recognition.domain.events import EventKind
from recognition.domain.regime import RequestTerm
from recognition.domain.verbs import AskedItem
from recognition.domain.vocabulary import RequestTo, WebhookType
from recognition.errors import ErrorCode, NotAllowed
from recognition.store import outbox
from recognition.store.base import new_id
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.tables import Authority, Consent, Decision, Request, RequestItem


def open_request(
    doing: Doing, items: list[AskedItem], *, message: str = "", completes_file: bool = False
) -> None:
    """Ask the applicant; her term begins today."""
    term = doing.facts.regime.request_to_applicant
    row = Request(
        id=new_id(),
        case_id=doing.case.id,
        to=RequestTo.APPLICANT,
        opened_by=doing.person.id,
        message=message,
        completes_file=completes_file,
        opened_at=doing.at,
        asked_at=doing.at,
        due_at=terms.request_end(doing.facts, term.days, doing.at),
        reminders_at=_reminders(doing, term),
    )
    doing.session.add(row)
    doing.session.flush()
    for position, item in enumerate(items, start=1):
        doing.session.add(
            RequestItem(
                request_id=row.id,
                position=position,
                kind=item.kind,
                subject=item.subject,
                text=item.text,
            )
        )
    doing.event(EventKind.REQUESTED, row.id, items=len(items))
    assert row.due_at is not None
    doing.mail(MailKind.REQUEST, day=clock.last_day(row.due_at, doing.facts.zone))
    doing.send(OutboxKind.START_REQUEST, row.id)


def put_question(doing: Doing, row: Request) -> None:
    """Send the announced question to the authority; its term begins today."""
    term = doing.facts.regime.request_to_authority
    row.asked_at = doing.at
    row.due_at = terms.request_end(doing.facts, term.days, doing.at)
    row.reminders_at = _reminders(doing, term)
    doing.event(EventKind.QUESTION_SENT, row.id, authority=str(row.authority_id))
    reach_authority(doing, row, WebhookType.AUTHENTICITY_REQUESTED)


def reach_authority(doing: Doing, row: Request, kind: WebhookType) -> None:
    """Send the question or its reminder: a signed webhook, or a mail with a link of its own."""
    authority = doing.session.get(Authority, row.authority_id)
    if authority is not None and not authority.webhook_url:
        send_link(doing, row, kind)
        return
    send_webhook(doing, row, kind)


def _reminders(doing: Doing, term: RequestTerm) -> list[str]:
    """When the reminders go out, kept with the request: no other calendar moves them."""
    moments = terms.reminder_moments(doing.facts, term, doing.at)
    return [moment.isoformat() for moment in moments]


def send_webhook(doing: Doing, row: Request, kind: WebhookType) -> None:
    """Write a webhook about a request into the outbox, its body frozen as of now."""
    if row.authority_id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "webhook")
    _write_webhook(doing, row.id, row.authority_id, question_body(doing, row, kind))


def tell_consented(doing: Doing, decision: Decision) -> None:
    """Tell every authority to which the holder's consent is in force, and which takes webhooks."""
    today = clock.legal_day(doing.at, doing.facts.zone)
    consents = doing.session.scalars(
        select(Consent)
        .join(Authority, Authority.id == Consent.authority_id)
        .where(
            Authority.webhook_url != "",
            Consent.case_id == doing.case.id,
            Consent.withdrawn_at.is_(None),
            Consent.until > today - timedelta(days=1),
        )
    )
    for authority_id in {consent.authority_id for consent in consents}:
        _write_webhook(doing, decision.id, authority_id, decision_body(doing, decision))


def _write_webhook(
    doing: Doing, subject_id: UUID, authority_id: UUID, body: dict[str, Any]
) -> None:
    sealed = outbox.seal_body(doing.session, doing.keys, doing.case.id, body)
    payload = {"authority_id": str(authority_id), "sealed": sealed}
    doing.send(OutboxKind.WEBHOOK, subject_id, payload)
