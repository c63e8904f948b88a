"""Attach one of the applicant's documents to the case."""

from uuid import UUID

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import AttachDocument
from recognition.domain.vocabulary import DocumentKind
from recognition.errors import ErrorCode, NotFound
from recognition.store.tables import CaseDocument


def attach_document(doing: Doing, verb: AttachDocument) -> None:
    """Attach, or give another kind.

    Raises ``NotFound`` for a document of somebody else, for an item that the checklist does not
    have, and for a translation of what is not in the case.
    """
    document = doing.own_document(verb.document_id)
    if verb.item_id and verb.item_id not in {item.id for item in doing.facts.checklist}:
        raise NotFound(ErrorCode.UNKNOWN, "item")
    others = {paper.id for paper in doing.facts.documents} - {document.id}
    if verb.translation_of and verb.translation_of not in others:
        raise NotFound(ErrorCode.UNKNOWN, "translation_of")
    link = doing.session.get(CaseDocument, (doing.case.id, document.id))
    if link is None:
        link = CaseDocument(
            case_id=doing.case.id, document_id=document.id, attached_at=doing.at, kind=verb.kind
        )
        doing.session.add(link)
        doing.event(EventKind.DOCUMENT_ATTACHED, document.id, paper=verb.kind.value)
    if verb.kind is DocumentKind.QUALIFICATION and document.confirmed_at:
        # She checked it for another application; what was read of it is the same here.
        doing.case.confirmed_at = doing.case.confirmed_at or document.confirmed_at
    link.kind = verb.kind
    link.item_id = verb.item_id
    link.translation_of = verb.translation_of


def attach_as_evidence(doing: Doing, document_id: UUID) -> None:
    """Attach a paper that shows something, and is for no item of the checklist.

    One that the case has already stays what it is there. Raises ``NotFound`` for a document of
    somebody else.
    """
    if document_id not in {paper.id for paper in doing.facts.documents}:
        paper = AttachDocument(document_id=document_id, kind=DocumentKind.OTHER)
        attach_document(doing, paper)
