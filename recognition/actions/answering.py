"""A paper, or why it cannot be had, that came another way than as an answer: it is one."""

from collections.abc import Collection
from uuid import UUID

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.facts import RequestFact, RequestItemFact
from recognition.domain.vocabulary import CannotBeHadReason, RequestItemKind, RequestTo
from recognition.store.tables import Request, RequestItem


def answer_asked(
    doing: Doing,
    item_ids: Collection[str],
    *,
    document_id: UUID | None = None,
    cannot_be_had: CannotBeHadReason | None = None,
    note: str = "",
) -> None:
    """Answer what was asked for of these items of the checklist; the last one ends the waiting.

    The clock starts with the receipt of the last paper, by whatever page it came (Lisbon
    Convention, article III.5; Directive 2005/36/EC, article 51(2)).
    """
    for fact in doing.facts.requests:
        asked = _asked(fact, item_ids)
        row = doing.session.get(Request, fact.id) if asked else None
        if row is None:
            continue
        for one in asked:
            item = doing.session.get_one(RequestItem, one.id)
            item.answer_document_id, item.cannot_be_had = document_id, cannot_be_had
            item.answer_text, item.answered_at = note, doing.at
        doing.event(EventKind.REQUEST_ANSWERED, row.id, late=fact.expired_at is not None)
        if all(one.answered_at or one in asked for one in fact.items):
            row.received_at = row.received_at or doing.at


def _asked(fact: RequestFact, item_ids: Collection[str]) -> list[RequestItemFact]:
    if fact.to is not RequestTo.APPLICANT or not fact.takes_answers:
        return []
    papers = (one for one in fact.items if one.kind is RequestItemKind.DOCUMENT)
    return [one for one in papers if one.subject in item_ids and one.answered_at is None]
