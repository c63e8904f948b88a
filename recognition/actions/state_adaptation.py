"""The holder says when her adaptation period began; an assessor confirms it."""

from recognition.actions.adaptation import standing
from recognition.actions.attach_document import attach_as_evidence
from recognition.actions.doing import Doing
from recognition.domain.adaptation import check_beginning
from recognition.domain.events import EventKind
from recognition.domain.verbs import StateAdaptation
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import AdaptationPeriod


def state_adaptation(doing: Doing, verb: StateAdaptation) -> None:
    """Keep her statement with its evidence; it counts once it is confirmed.

    Raises ``InvalidInput`` (``MISSING_VALUE``: ``place``), ``NotFound`` for a document of somebody
    else, and what ``check_beginning`` raises.
    """
    if not verb.place:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "place")
    check_beginning(doing.facts, verb.first_day, verb.months, doing.at)
    attach_as_evidence(doing, verb.document_id)
    row = AdaptationPeriod(
        id=new_id(),
        case_id=doing.case.id,
        decision_id=standing(doing).id,
        place=verb.place,
        first_day=verb.first_day,
        months=verb.months,
        document_id=verb.document_id,
        stated_by=doing.case.applicant_id,
        stated_at=doing.at,
    )
    doing.session.add(row)
    doing.event(EventKind.ADAPTATION_STATED, row.id, day=verb.first_day.isoformat())
    doing.remind_office(MailKind.ADAPTATION_STATED)
