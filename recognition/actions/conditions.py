"""What the actions about the conditions of a decision share."""

from datetime import date
from uuid import UUID

from recognition.actions.doing import Doing
from recognition.domain.facts import DecisionFact
from recognition.domain.fulfilment import check_day
from recognition.domain.vocabulary import ConditionResult
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store.tables import ConditionRecord


def standing(doing: Doing) -> DecisionFact:
    """The decision that asks for them: who may act has been looked at before."""
    decision = doing.facts.standing_decision
    assert decision is not None
    return decision


def keep_result(
    doing: Doing,
    position: int,
    result: ConditionResult,
    day: date,
    evidence: str,
    *,
    document_id: UUID | None = None,
    correction_reason: str | None = None,
) -> dict[str, str]:
    """Keep a result beside those before it, and return what an event says of it.

    Raises ``InvalidInput``: ``MISSING_VALUE`` (``evidence``), and what ``check_day`` raises.
    """
    if not evidence:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "evidence")
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "record_condition")
    check_day(doing.facts, day, doing.at)
    decision = standing(doing)
    row = ConditionRecord(
        case_id=doing.case.id,
        decision_id=decision.id,
        position=position,
        kind=decision.conditions[position],
        result=result,
        day=day,
        evidence=evidence,
        document_id=document_id,
        correction_reason=correction_reason,
        author_id=doing.person.id,
        at=doing.at,
    )
    doing.session.add(row)
    return {"condition": row.kind, "result": result.value}
