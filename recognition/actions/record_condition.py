"""An assessor records whether a condition of the decision was fulfilled: a test, a course."""

from recognition.actions.conditions import keep_result, standing
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.fulfilment import to_record
from recognition.domain.verbs import RecordCondition
from recognition.domain.vocabulary import ConditionResult
from recognition.errors import ErrorCode, Stale
from recognition.store.outbox import MailKind


def record_condition(doing: Doing, verb: RecordCondition) -> None:
    """Keep it; the newest record counts, and the decision stays as it is.

    Raises ``Stale`` where nothing is to be recorded of that condition any more, and what
    ``keep_result`` raises.
    """
    if verb.position not in to_record(doing.facts):
        raise Stale(ErrorCode.CASE_MOVED_ON, "condition")
    said = keep_result(doing, verb.position, verb.result, verb.day, verb.evidence)
    tell_result(doing, verb.result, said)


def tell_result(doing: Doing, result: ConditionResult, said: dict[str, str]) -> None:
    """Write the line of the timeline, and tell the holder."""
    doing.event(EventKind.CONDITION_RECORDED, standing(doing).id, **said)
    done = result is ConditionResult.FULFILLED
    doing.mail(MailKind.CONDITION_FULFILLED if done else MailKind.CONDITION_NOT_FULFILLED)
