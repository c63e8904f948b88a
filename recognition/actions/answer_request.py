"""The applicant answers one item of a request; late answers are still taken."""

from uuid import UUID

from recognition.actions.attach_document import attach, attach_as_evidence
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import AnswerRequest, AttachDocument
from recognition.domain.vocabulary import DocumentKind, RequestItemKind, RequestTo
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.background import newest_rows, opened
from recognition.store.checklist_facts import kept_items
from recognition.store.tables import RequestItem


def answer_request(doing: Doing, verb: AnswerRequest) -> None:
    """Keep words, a document, or 'cannot be had'; the last item makes the request received.

    The questionnaire is answered where it stands, part by part; this says that she is done.

    Raises ``NotFound`` for an item of another request, ``InvalidInput`` (``NOTHING_TO_ANSWER``)
    for a request that is closed, (``MISSING_VALUE``) for an empty answer.
    """
    row, fact = doing.request(verb.request_id)
    if fact.to is not RequestTo.APPLICANT or not fact.takes_answers:
        raise InvalidInput(ErrorCode.NOTHING_TO_ANSWER, "request")
    item = doing.session.get(RequestItem, verb.item_id)
    if item is None or item.request_id != row.id:
        raise NotFound(ErrorCode.UNKNOWN, "item")
    if not (verb.text or verb.document_id or verb.cannot_be_had or _told(doing, item)):
        raise InvalidInput(ErrorCode.MISSING_VALUE, "answer")
    if verb.document_id:
        _attach(doing, verb.document_id, item)
    item.answer_text = verb.text
    item.answer_document_id = verb.document_id
    item.cannot_be_had = verb.cannot_be_had
    item.answered_at = doing.at
    doing.event(EventKind.REQUEST_ANSWERED, row.id, late=fact.expired_at is not None)
    others = (other for other in fact.items if other.id != item.id)
    if all(other.answered_at for other in others):
        row.received_at = row.received_at or doing.at


def _told(doing: Doing, item: RequestItem) -> bool:
    """Whether the questionnaire is asked for, and something was told in it."""
    asked = item.kind == RequestItemKind.QUESTIONNAIRE
    return asked and opened(doing.keys, newest_rows(doing.session, doing.case.id)) is not None


def _attach(doing: Doing, document_id: UUID, item: RequestItem) -> None:
    kinds = {one["id"]: one["document"] for one in kept_items(doing.case, doing.rules)}
    if item.subject not in kinds:
        attach_as_evidence(doing, document_id)
        return
    kind = DocumentKind(kinds[item.subject])
    attach(
        doing, AttachDocument(document_id=document_id, kind=kind, item_id=item.subject, also=True)
    )
