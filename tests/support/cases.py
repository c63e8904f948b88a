"""What tests of workflows do to a case, and what they look at afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from recognition.domain.events import EventKind
from recognition.domain.state import ActResult
from recognition.domain.verbs import Act, AnyVerb, ConfirmReading, Submit
from recognition.domain.vocabulary import Role
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import Authority, Document, Event, Mail, Outbox, Request
from tests.support.people import Town
from workflows.gateway import AsyncGateway


def submitted(town: Town, title: str = "Nurse") -> UUID:
    """A submitted case with everything that it needs, confirmed, in assessment."""
    case = town.draft()
    confirm = ConfirmReading(
        document_id=town.ids(Document)[-1], values={"qualification_title": title}
    )
    town.act(confirm, town.applicant, Role.APPLICANT, case)
    town.act(Submit(), town.applicant, Role.APPLICANT, case)
    return case


def made_by(
    verb: AnyVerb, role: Role, person: UUID | None = None, revision: int | None = None
) -> Act:
    """An act with an id of its own."""
    return Act(action_id=new_id(), role=role, person_id=person, revision=revision, verb=verb)


async def do(
    gateway: AsyncGateway, case: UUID, verb: AnyVerb, role: Role, person: UUID | None
) -> ActResult:
    """Have an act performed that must not be refused."""
    result = await gateway.act(case, made_by(verb, role, person))
    assert result.refusal is None, result
    return result


def events(town: Town, case: UUID, kind: EventKind) -> list[Event]:
    """The events of a kind, oldest first."""
    with town.store.reading() as session:
        query = select(Event).where(Event.case_id == case, Event.kind == kind).order_by(Event.at)
        return list(session.scalars(query))


def moments(town: Town, case: UUID, kind: EventKind) -> list[datetime]:
    """When events of a kind were written, in the office's zone."""
    return [event.at.astimezone(town.rules.office.zone) for event in events(town, case, kind)]


def mails(town: Town, kind: MailKind, case: UUID | None = None) -> int:
    """How many mails of a kind stand in the mailbox."""
    with town.store.reading() as session:
        rows = session.scalars(select(Outbox).join(Mail, Mail.id == Outbox.id)).all()
    return sum(
        row.payload["mail"] == kind and (case is None or row.case_id == case) for row in rows
    )


def open_rows(town: Town) -> int:
    """How many rows of cases still have to go out."""
    with town.store.reading() as session:
        waiting = select(func.count()).where(Outbox.done_at.is_(None), Outbox.case_id.is_not(None))
        return session.scalar(waiting) or 0


def request_of(town: Town, case: UUID) -> Request:
    """The case's newest request."""
    with town.store.reading() as session:
        query = select(Request).where(Request.case_id == case).order_by(Request.id.desc())
        return session.scalars(query).all()[0]


def set_url(town: Town, url: str) -> None:
    """Where the town's authority receives webhooks."""
    with town.store.writing() as session:
        session.get_one(Authority, town.authority).webhook_url = url
