"""The applicant answers one item of a request; late answers are still taken."""

from uuid import UUID

from recognition.actions.attach_document import attach_as_evidence, attach_document
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import AnswerRequest, AttachDocument
from recognition.domain.vocabulary import RequestItemKind, RequestTo
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.background import newest_rows, opened
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
    known = {i.id: i for i in doing.rules.checklist_items(doing.case.purpose, doing.case.country)}
    asked_for = known.get(item.subject)
    if asked_for is None:
        attach_as_evidence(doing, document_id)
        return
    paper = AttachDocument(document_id=document_id, kind=asked_for.document, item_id=item.subject)
    attach_document(doing, paper)
