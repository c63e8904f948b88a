"""A result of a condition that was recorded by mistake is recorded anew, with its trace."""

from uuid import UUID

from sqlalchemy import select

from recognition.actions.conditions import keep_result, standing
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.fulfilment import to_correct
from recognition.domain.verbs import CorrectCondition
from recognition.errors import ErrorCode, InvalidInput, Stale
from recognition.store.outbox import MailKind
from recognition.store.tables import ConditionRecord


def correct_condition(doing: Doing, verb: CorrectCondition) -> None:
    """Keep the right result beside the wrong one, which stays; the decision stays as it is.

    The holder is told, and reads the reason. Raises ``Stale`` where nothing was recorded of that
    condition, ``InvalidInput``: ``REASON_MISSING`` (``mistake``), and what ``keep_result`` raises.
    """
    if verb.position not in to_correct(doing.facts):
        raise Stale(ErrorCode.CASE_MOVED_ON, "condition")
    if not verb.mistake:
        raise InvalidInput(ErrorCode.REASON_MISSING, "mistake")
    said = keep_result(
        doing,
        verb.position,
        verb.result,
        verb.day,
        verb.evidence,
        document_id=_paper(doing, verb.position),
        correction_reason=verb.mistake,
    )
    doing.event(EventKind.CONDITION_CORRECTED, standing(doing).id, **said)
    doing.mail(MailKind.CONDITION_CORRECTED)


def _paper(doing: Doing, position: int) -> UUID | None:
    """The paper of the record that is put right: it is still what was looked at."""
    query = (
        select(ConditionRecord.document_id)
        .where(
            ConditionRecord.decision_id.in_(list(doing.facts.standing_versions)),
            ConditionRecord.position == position,
        )
        .order_by(ConditionRecord.id.desc())
    )
    return doing.session.scalars(query).first()
