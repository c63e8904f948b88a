"""Attach one of the applicant's documents to the case."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import AttachDocument
from recognition.store.tables import CaseDocument


def attach_document(doing: Doing, verb: AttachDocument) -> None:
    """Attach, or give another kind; a document of somebody else is ``NotFound``."""
    document = doing.own_document(verb.document_id)
    link = doing.session.get(CaseDocument, (doing.case.id, document.id))
    if link is None:
        link = CaseDocument(
            case_id=doing.case.id, document_id=document.id, attached_at=doing.at, kind=verb.kind
        )
        doing.session.add(link)
        doing.event(EventKind.DOCUMENT_ATTACHED, document.id, paper=verb.kind.value)
    link.kind = verb.kind
    link.item_id = verb.item_id
    link.translation_of = verb.translation_of
