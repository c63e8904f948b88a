"""'Cannot be had, because…' for an item of the checklist (Lisbon, article VII)."""

from recognition.actions.answering import answer_asked
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import SettleItem
from recognition.errors import ErrorCode, NotFound
from recognition.store.tables import ChecklistAnswer


def settle_item(doing: Doing, verb: SettleItem) -> None:
    """Settle an item without a paper; without a reason the statement is taken back (draft).

    Where the office has asked for the paper, this is the answer.
    """
    if verb.item_id not in {item.id for item in doing.facts.checklist}:
        raise NotFound(ErrorCode.UNKNOWN, "item")
    answer = doing.session.get(ChecklistAnswer, (doing.case.id, verb.item_id))
    if verb.reason is None:
        if answer is not None and doing.case.submitted_at is None:
            doing.session.delete(answer)
        return
    if answer is None:
        doing.event(EventKind.ITEM_CANNOT_BE_HAD, item=verb.item_id, reason=verb.reason.value)
    doing.session.merge(
        ChecklistAnswer(
            case_id=doing.case.id,
            item_id=verb.item_id,
            reason=verb.reason,
            note=verb.note,
            at=answer.at if answer else doing.at,
        )
    )
    answer_asked(doing, (verb.item_id,), cannot_be_had=verb.reason, note=verb.note)
