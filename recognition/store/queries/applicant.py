"""What an applicant's pages show: her applications, papers and what was read from them.

Every function takes the applicant and finds nothing that is not hers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from recognition.checklist import ChecklistItem, ItemNeed
from recognition.domain.counting import GivenFor
from recognition.domain.deadlines import DueBasis
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    CannotBeHadReason,
    DocumentKind,
    DocumentState,
    FieldName,
    MediaType,
    NextActor,
    Purpose,
    ReadingWarning,
    Role,
    Stage,
)
from recognition.errors import ErrorCode, NotFound
from recognition.rules import Rules
from recognition.store.keys import document_scope
from recognition.store.queries.cutouts import Place, places
from recognition.store.store import Store
from recognition.store.tables import (
    Case,
    CaseDocument,
    CaseView,
    ChecklistAnswer,
    Document,
    Page,
)
from recognition.store.values import Values, document_values


@dataclass(frozen=True, slots=True)
class Application:
    """One application as its applicant sees it."""

    id: UUID
    reference: str
    revision: int
    purpose: Purpose | None
    country: str | None
    details: Mapping[str, str]
    names_explanation: str
    title: str
    stage: Stage
    next_actor: NextActor
    allowed: frozenset[VerbName]
    due_day: date | None
    due_basis: DueBasis | None
    due_from: date | None
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    withdrawn_at: datetime | None
    delay_reason: str

    @property
    def is_draft(self) -> bool:
        """Whether it was not handed in yet."""
        return self.submitted_at is None

    def may(self, *verbs: str) -> bool:
        """Whether the stage lets the applicant do one of these (names of verbs)."""
        return any(VerbName(verb) in self.allowed for verb in verbs)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in an application, and how far its reading is."""

    id: UUID
    name: str
    kind: DocumentKind
    given_for: GivenFor
    translation_of: UUID | None
    media_type: MediaType
    state: DocumentState
    problem: ReadingWarning | None
    warnings: tuple[ReadingWarning, ...]
    pages: int
    pages_done: int
    attached_at: datetime
    confirmed_at: datetime | None

    @property
    def settled(self) -> bool:
        """Whether its reading has ended."""
        return self.state in (DocumentState.READ, DocumentState.UNREADABLE)


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item of the checklist with what was given for it."""

    item: ChecklistItem
    papers: tuple[Paper, ...]
    reason: CannotBeHadReason | None
    note: str

    @property
    def required(self) -> bool:
        """Whether the file is complete only with it."""
        return self.item.need is ItemNeed.REQUIRED

    @property
    def settled(self) -> bool:
        """Whether a paper or 'cannot be had' was given."""
        return bool(self.papers) or self.reason is not None


@dataclass(frozen=True, slots=True)
class FieldKnown:
    """A field of a document: what counts now, and what was read where and how surely.

    ``doubtful`` is what the machine would read, and never counts; ``asked`` says that it is left
    to the applicant. ``box`` is ``(x0, y0, x1, y1)`` in fractions of the page, or empty; ``place``
    is what can be cut out of the page.
    """

    best: str = ""
    read: str = ""
    doubtful: str = ""
    asked: bool = False
    confidence: float | None = None
    page: int | None = None
    box: tuple[float, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page whose image can be shown; size in pixels."""

    number: int
    width: int
    height: int
    problem: ReadingWarning | None


def applications(store: Store, applicant_id: UUID) -> list[Application]:
    """All applications of the person, the newest first."""
    query = _applications().where(Case.applicant_id == applicant_id).order_by(Case.id.desc())
    with store.reading() as session:
        return [_application(case, view) for case, view in session.execute(query)]


def application(store: Store, case_id: UUID, applicant_id: UUID) -> Application:
    """One application; ``NotFound`` if it is somebody else's or none."""
    query = _applications().where(Case.id == case_id, Case.applicant_id == applicant_id)
    with store.reading() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFound(ErrorCode.UNKNOWN, "case")
        return _application(*row)


def _applications() -> Select[Case, CaseView]:
    """Applications and their views; an erased one is nobody's any more."""
    query = select(Case, CaseView).join(CaseView, CaseView.case_id == Case.id)
    return query.where(Case.erased_at.is_(None))


def _application(case: Case, view: CaseView) -> Application:
    allowed = view.allowed.get(Role.APPLICANT.value, [])
    return Application(
        id=case.id,
        reference=case.reference,
        revision=case.revision,
        purpose=Purpose(case.purpose) if case.purpose else None,
        country=case.country,
        details=dict(case.details),
        names_explanation=case.names_explanation,
        title=view.title,
        stage=Stage(view.stage),
        next_actor=NextActor(view.next_actor),
        allowed=frozenset(VerbName(name) for name in allowed),
        due_day=view.due_day,
        due_basis=DueBasis(view.due_basis) if view.due_basis else None,
        due_from=view.due_from,
        created_at=case.created_at,
        changed_at=case.changed_at,
        submitted_at=case.submitted_at,
        withdrawn_at=case.withdrawn_at,
        delay_reason=case.delay_reason,
    )


def papers(store: Store, case_id: UUID) -> list[Paper]:
    """The documents of an application, in the order in which they were given."""
    done = (
        select(Page.document_id, func.count().label("done"))
        .where(Page.state.in_((DocumentState.READ, DocumentState.UNREADABLE)))
        .group_by(Page.document_id)
        .subquery()
    )
    query = (
        select(CaseDocument, Document, func.coalesce(done.c.done, 0))
        .join(Document, Document.id == CaseDocument.document_id)
        .outerjoin(done, done.c.document_id == Document.id)
        .where(CaseDocument.case_id == case_id)
        .order_by(CaseDocument.attached_at, Document.id)
    )
    with store.reading() as session:
        return [_paper(*row) for row in session.execute(query)]


def paper(store: Store, case_id: UUID, document_id: UUID) -> Paper:
    """One document of an application; ``NotFound`` if it has no such one."""
    found = next((one for one in papers(store, case_id) if one.id == document_id), None)
    if found is None:
        raise NotFound(ErrorCode.UNKNOWN, "document")
    return found


def _paper(link: CaseDocument, document: Document, pages_done: int) -> Paper:
    return Paper(
        id=document.id,
        name=document.name,
        kind=DocumentKind(link.kind),
        given_for=GivenFor(DocumentKind(link.kind), link.item_id, link.also_items or ()),
        translation_of=link.translation_of,
        media_type=MediaType(document.media_type),
        state=DocumentState(document.state),
        problem=ReadingWarning(document.problem) if document.problem else None,
        warnings=tuple(ReadingWarning(warning) for warning in document.warnings),
        pages=document.pages,
        pages_done=pages_done,
        attached_at=link.attached_at,
        confirmed_at=document.confirmed_at,
    )


def checklist(
    store: Store, rules: Rules, case: Application, given: Sequence[Paper]
) -> list[ItemState]:
    """The checklist with what was given; a paper stands with the item that it settles."""
    with store.reading() as session:
        rows = session.scalars(
            select(ChecklistAnswer).where(ChecklistAnswer.case_id == case.id)
        ).all()
    answers = {row.item_id: row for row in rows}
    states = []
    for item in rules.checklist_items(case.purpose, case.country):
        answer = answers.get(item.id)
        states.append(
            ItemState(
                item=item,
                papers=tuple(one for one in given if settles(one, item)),
                reason=CannotBeHadReason(answer.reason) if answer else None,
                note=answer.note if answer else "",
            )
        )
    return states


def settles(one: Paper, item: ChecklistItem) -> bool:
    """Whether a paper counts for an item, as the facts of the case are read."""
    return one.given_for.counts_for(item.id, item.document)


def fields(store: Store, document_id: UUID) -> dict[FieldName, FieldKnown]:
    """What was read from a document and stated of it, by field."""
    with store.reading() as session:
        values = document_values(session, document_id)
        where = places(session, values)
        return {name: _known(value, where.get(name)) for name, value in values.items()}


def _known(values: Values, place: Place | None) -> FieldKnown:
    read, best, doubtful = values.read, values.best, values.doubtful
    seen = read or doubtful
    return FieldKnown(
        best=best.value if best else "",
        read=read.value if read else "",
        doubtful=doubtful.value if doubtful and not read else "",
        asked=doubtful is not None and best is None,
        confidence=read.confidence if read else None,
        page=seen.page if seen else None,
        box=tuple(float(edge) for edge in seen.box) if seen and seen.box else (),
        place=place,
    )


def pages(store: Store, document_id: UUID) -> list[PageShown]:
    """The pages of a document that have an image; none before it was split."""
    query = select(Page).where(Page.document_id == document_id).order_by(Page.number)
    with store.reading() as session:
        return [
            PageShown(
                page.number,
                page.width,
                page.height,
                ReadingWarning(page.problem) if page.problem else None,
            )
            for page in session.scalars(query)
        ]


def page_image(store: Store, document_id: UUID, number: int) -> bytes:
    """The image of a page, unsealed; ``NotFound`` if there is none."""
    with store.reading() as session:
        page = session.get(Page, (document_id, number))
        blob = page.image_blob if page else None
    if blob is None:
        raise NotFound(ErrorCode.UNKNOWN, "page")
    return store.blobs.get(document_scope(document_id), blob)
