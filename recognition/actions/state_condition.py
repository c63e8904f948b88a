"""The holder says what came of a condition, with a paper; an assessor looks at it."""

from recognition.actions.attach_document import attach_as_evidence
from recognition.actions.conditions import standing
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.fulfilment import check_day, to_record
from recognition.domain.verbs import StateCondition
from recognition.errors import ErrorCode, Stale
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import ConditionStatement


def state_condition(doing: Doing, verb: StateCondition) -> None:
    """Keep her statement with its paper; nothing is recorded before an assessor has looked.

    Raises ``Stale`` where nothing is to be recorded of that condition any more, ``NotFound`` for a
    document of somebody else, and what ``check_day`` raises.
    """
    if verb.position not in to_record(doing.facts):
        raise Stale(ErrorCode.CASE_MOVED_ON, "condition")
    check_day(doing.facts, verb.day, doing.at)
    attach_as_evidence(doing, verb.document_id)
    decision = standing(doing)
    row = ConditionStatement(
        id=new_id(),
        case_id=doing.case.id,
        decision_id=decision.id,
        position=verb.position,
        kind=decision.conditions[verb.position],
        result=verb.result,
        day=verb.day,
        text=verb.text,
        document_id=verb.document_id,
        stated_at=doing.at,
    )
    doing.session.add(row)
    doing.event(EventKind.CONDITION_STATED, row.id, condition=row.kind, result=verb.result.value)
    doing.remind_office(MailKind.CONDITION_STATED)
