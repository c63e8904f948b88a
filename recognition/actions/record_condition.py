"""An assessor records whether a condition of the decision was fulfilled: a test, a course."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.fulfilment import check_day, to_record
from recognition.domain.verbs import RecordCondition
from recognition.domain.vocabulary import ConditionResult
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, Stale
from recognition.store.outbox import MailKind
from recognition.store.tables import ConditionRecord


def record_condition(doing: Doing, verb: RecordCondition) -> None:
    """Keep it; the newest record counts, and the decision stays as it is.

    Raises ``Stale`` where nothing is to be recorded of that condition any more, ``InvalidInput``:
    ``MISSING_VALUE`` (``evidence``), and what ``check_day`` raises.
    """
    decision = doing.facts.standing_decision
    if decision is None or verb.position not in to_record(doing.facts):
        raise Stale(ErrorCode.CASE_MOVED_ON, "condition")
    if not verb.evidence:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "evidence")
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "record_condition")
    check_day(doing.facts, verb.day, doing.at)
    kind, done = decision.conditions[verb.position], verb.result is ConditionResult.FULFILLED
    row = ConditionRecord(
        case_id=doing.case.id,
        decision_id=decision.id,
        position=verb.position,
        kind=kind,
        result=verb.result,
        day=verb.day,
        evidence=verb.evidence,
        author_id=doing.person.id,
        at=doing.at,
    )
    doing.session.add(row)
    doing.event(
        EventKind.CONDITION_RECORDED, decision.id, condition=kind.value, result=verb.result.value
    )
    doing.mail(MailKind.CONDITION_FULFILLED if done else MailKind.CONDITION_NOT_FULFILLED)
