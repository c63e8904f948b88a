"""Somebody who was not involved before decides an appeal."""

from recognition.actions.doing import Doing
from recognition.actions.ending import take_up_again
from recognition.domain.events import EventKind
from recognition.domain.verbs import DecideAppeal
from recognition.domain.vocabulary import AppealKind
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.outbox import MailKind
from recognition.store.tables import AppealRow


def decide_appeal(doing: Doing, verb: DecideAppeal) -> None:
    """Grant it (the case is taken up again) or not, with a reason in either case."""
    fact = doing.facts.open_appeal
    row = doing.session.get(AppealRow, verb.appeal_id)
    if row is None or fact is None or fact.id != row.id:
        raise NotFound(ErrorCode.UNKNOWN, "appeal")
    if not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    row.decided_by, row.decided_at = doing.person.id, doing.at
    row.granted, row.reason = verb.granted, verb.reason
    if verb.granted and row.kind == AppealKind.DECISION:
        take_up_again(doing)
    doing.event(EventKind.APPEAL_DECIDED, row.id, granted=verb.granted)
    doing.mail(MailKind.APPEAL_DECIDED)
