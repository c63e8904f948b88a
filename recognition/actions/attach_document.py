"""Attach one of the applicant's documents to the case."""

from uuid import UUID

from recognition.actions.answering import answer_asked
from recognition.actions.doing import Doing
from recognition.domain.counting import GivenFor
from recognition.domain.events import EventKind
from recognition.domain.verbs import AttachDocument
from recognition.domain.vocabulary import DocumentKind
from recognition.errors import ErrorCode, NotFound
from recognition.store.checklist_facts import kept_items
from recognition.store.tables import CaseDocument


def attach_document(doing: Doing, verb: AttachDocument) -> None:
    """Attach, or give another kind; what was asked for it answers, whichever page it came by.

    Raises ``NotFound`` for a document of somebody else, for an item that the checklist does not
    have, and for a translation of what is not in the case.
    """
    answer_asked(doing, attach(doing, verb), document_id=verb.document_id)


def attach(doing: Doing, verb: AttachDocument) -> list[str]:
    """Attach alone; for which items of the checklist it is given now. Raises as above.

    Once handed in, a paper that is given another kind goes on to count for what it counted for:
    no change of hers makes her file incomplete again.
    """
    document = doing.own_document(verb.document_id)
    if verb.item_id and verb.item_id not in {item.id for item in doing.facts.checklist}:
        raise NotFound(ErrorCode.UNKNOWN, "item")
    others = {paper.id for paper in doing.facts.documents} - {document.id}
    if verb.translation_of and verb.translation_of not in others:
        raise NotFound(ErrorCode.UNKNOWN, "translation_of")
    given = _counts(doing, GivenFor(verb.kind, verb.item_id))
    link = doing.session.get(CaseDocument, (doing.case.id, document.id))
    before = _before(doing, link) if link and (verb.also or doing.case.submitted_at) else []
    new = link is None or bool(before and set(given) - set(before))
    if link is None:
        link = CaseDocument(
            case_id=doing.case.id, document_id=document.id, attached_at=doing.at, kind=verb.kind
        )
        doing.session.add(link)
    elif not (verb.also and before) or verb.kind is DocumentKind.QUALIFICATION:
        link.kind = verb.kind
    if new:
        doing.event(EventKind.DOCUMENT_ATTACHED, document.id, paper=link.kind)
    if verb.kind is DocumentKind.QUALIFICATION and document.confirmed_at:
        # She checked it for another application; what was read of it is the same here.
        doing.case.confirmed_at = doing.case.confirmed_at or document.confirmed_at
    _give(link, verb, before, given)
    return given


def _give(link: CaseDocument, verb: AttachDocument, before: list[str], given: list[str]) -> None:
    items = list(dict.fromkeys([*before, *given]))
    link.item_id = items[0] if before else verb.item_id
    link.also_items = items[1:] if before else None
    if verb.translation_of or not verb.also:
        link.translation_of = verb.translation_of


def _before(doing: Doing, link: CaseDocument) -> list[str]:
    return _counts(doing, GivenFor(DocumentKind(link.kind), link.item_id, link.also_items or ()))


def _counts(doing: Doing, paper: GivenFor) -> list[str]:
    """The items of the case's checklist that a paper counts for."""
    items = kept_items(doing.case, doing.rules)
    kinds = {one["id"]: DocumentKind(one["document"]) for one in items}
    return [ident for ident, kind in kinds.items() if paper.counts_for(ident, kind)]


def attach_as_evidence(doing: Doing, document_id: UUID) -> None:
    """Attach a paper that shows something, and is for no item of the checklist.

    One that the case has already stays what it is there. Raises ``NotFound`` for a document of
    somebody else.
    """
    if document_id not in {paper.id for paper in doing.facts.documents}:
        attach(doing, AttachDocument(document_id=document_id, kind=DocumentKind.OTHER))
