"""Ask an institution or authority to confirm authenticity."""

from recognition.actions.doing import Doing
from recognition.domain import clock, terms
from recognition.domain.events import EventKind
from recognition.domain.verbs import AskAuthority
from recognition.domain.vocabulary import RequestItemKind, RequestTo
from recognition.errors import ErrorCode, NotFound
from recognition.store.base import new_id
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.tables import Authority, Request, RequestItem


def ask_authority(doing: Doing, verb: AskAuthority) -> None:
    """Announce the question to the applicant, who may object: it can endanger the persecuted.

    Raises ``NotFound`` for an authority that is not registered.
    """
    authority = doing.session.get(Authority, verb.authority_id)
    if authority is None or not authority.active:
        raise NotFound(ErrorCode.UNKNOWN, "authority")
    facts = doing.facts
    until = terms.objection_end(facts, doing.at)
    row = Request(
        id=new_id(),
        case_id=doing.case.id,
        to=RequestTo.AUTHORITY,
        authority_id=authority.id,
        opened_by=doing.person.id,
        message=verb.message,
        opened_at=doing.at,
        objection_until=until,
    )
    item = RequestItem(
        request_id=row.id, position=1, kind=RequestItemKind.AUTHENTICITY, subject="authenticity"
    )
    doing.session.add(row)
    doing.session.flush()
    doing.session.add(item)
    doing.event(
        EventKind.QUESTION_ANNOUNCED,
        row.id,
        authority=str(authority.id),
        until=clock.last_day(until, facts.zone).isoformat(),
    )
    doing.mail(MailKind.QUESTION_ANNOUNCED)
    doing.send(OutboxKind.START_REQUEST, row.id)
