"""Take a document out of a draft."""

from sqlalchemy import select

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import RemoveDocument
from recognition.domain.vocabulary import DocumentKind
from recognition.errors import ErrorCode, NotFound
from recognition.store.tables import CaseDocument


def remove_document(doing: Doing, verb: RemoveDocument) -> None:
    """Remove the link; the document itself is discarded when no case has it any more."""
    link = doing.session.get(CaseDocument, (doing.case.id, verb.document_id))
    if link is None:
        raise NotFound(ErrorCode.UNKNOWN, "document")
    for other in doing.session.scalars(
        select(CaseDocument).where(
            CaseDocument.case_id == doing.case.id,
            CaseDocument.translation_of == verb.document_id,
        )
    ):
        other.translation_of = None
    doing.session.delete(link)
    if link.kind == DocumentKind.QUALIFICATION:
        _ask_again(doing, verb)
    doing.event(EventKind.DOCUMENT_REMOVED, verb.document_id, paper=link.kind)


def _ask_again(doing: Doing, verb: RemoveDocument) -> None:
    """What was confirmed of a paper says nothing of the one that takes its place."""
    others = (d for d in doing.facts.documents if d.id != verb.document_id)
    kept = [d for d in others if d.kind is DocumentKind.QUALIFICATION and d.confirmed_at]
    if not kept:
        doing.case.confirmed_at = None
