"""An assessor looks at what the holder stated of a condition: records it, or says why not."""

from recognition.actions.conditions import keep_result
from recognition.actions.doing import Doing
from recognition.actions.record_condition import tell_result
from recognition.domain.events import EventKind
from recognition.domain.fulfilment import stated
from recognition.domain.verbs import ReviewCondition
from recognition.domain.vocabulary import ConditionResult
from recognition.errors import ErrorCode, InvalidInput, Stale
from recognition.store.outbox import MailKind
from recognition.store.tables import ConditionStatement


def review_condition(doing: Doing, verb: ReviewCondition) -> None:
    """Record what its paper shows, or decline it with a reason: she can state it anew.

    Raises ``Stale`` where she has stated another since, ``InvalidInput``: ``REASON_MISSING``
    (``reason``), ``MISSING_VALUE`` (``day``), and what ``keep_result`` raises.
    """
    row = doing.session.get(ConditionStatement, verb.statement_id)
    if row is None or row.id not in {one.id for one in stated(doing.facts).values()}:
        raise Stale(ErrorCode.CASE_MOVED_ON, "condition")
    row.reviewed_by, row.reviewed_at = doing.person.id, doing.at
    if verb.result is None:
        _decline(doing, row, verb.reason)
    else:
        _record(doing, row, verb, verb.result)


def _decline(doing: Doing, row: ConditionStatement, reason: str) -> None:
    if not reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    row.decline_reason = reason
    doing.event(EventKind.CONDITION_DECLINED, row.id, condition=row.kind)
    doing.mail(MailKind.CONDITION_DECLINED)


def _record(
    doing: Doing, row: ConditionStatement, verb: ReviewCondition, result: ConditionResult
) -> None:
    if verb.day is None:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "day")
    said = keep_result(
        doing, row.position, result, verb.day, verb.evidence, document_id=row.document_id
    )
    tell_result(doing, result, said)
