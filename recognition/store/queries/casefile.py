"""The whole file of one case, as the desk reads it: one snapshot, handed out detached.

Rows are those of ``store.tables``, to be read and never written; every UUID of a person that
appears in them has its name in ``people``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.checklist import ChecklistItem, reason_text
from recognition.domain.case import Derived, derive, may
from recognition.domain.counting import GivenFor
from recognition.domain.facts import CaseFacts, Person, RequestFact
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    AuthenticityAnswer,
    Basis,
    CannotBeHadReason,
    CodeScheme,
    DocumentKind,
    DocumentState,
    FieldName,
    ReadingWarning,
    Right,
    Role,
    ValueOrigin,
)
from recognition.errors import ErrorCode, NotAllowed, NotFound
from recognition.rules import Rules
from recognition.store import tables as t
from recognition.store.background import newest_rows
from recognition.store.evaluation import bases_suggested
from recognition.store.facts import load_facts
from recognition.store.keys import case_scope, document_scope
from recognition.store.queries.adaptation import AdaptationShown, load_adaptation
from recognition.store.queries.between import Between, compared
from recognition.store.queries.condition_history import History, load_history
from recognition.store.queries.conditions import ConditionsShown, load_conditions
from recognition.store.queries.cutouts import Place, load_cut_out, places
from recognition.store.queries.evaluation import Evaluated, load_evaluated
from recognition.store.queries.paper_ages import AgeShown, Dated, load_ages
from recognition.store.rights import load_rights
from recognition.store.store import Store
from recognition.store.values import Values, case_values, document_values


@dataclass(frozen=True, slots=True)
class FileDocument:
    """A paper of the case, with its pages and what was read and stated on it."""

    row: t.Document
    kind: DocumentKind
    given_for: GivenFor
    translation_of: UUID | None
    state: DocumentState
    pages: tuple[t.Page, ...]
    values: dict[FieldName, Values]
    places: dict[FieldName, Place]

    @property
    def warnings(self) -> tuple[ReadingWarning, ...]:
        """What the reading wants a person to know."""
        return tuple(ReadingWarning(warning) for warning in self.row.warnings)


@dataclass(frozen=True, slots=True)
class FileItem:
    """An item of the checklist: settled by a paper, or by why it cannot be had."""

    item: ChecklistItem
    documents: tuple[FileDocument, ...]
    answer: t.ChecklistAnswer | None
    settled: bool

    @property
    def reason(self) -> str:
        """Why it cannot be had, as the key of a translation; empty if nobody said so."""
        return reason_text(CannotBeHadReason(self.answer.reason)) if self.answer else ""


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A request with its items."""

    row: t.Request
    fact: RequestFact
    items: tuple[t.RequestItem, ...]

    @property
    def answer(self) -> AuthenticityAnswer | None:
        """What an authority answered."""
        return AuthenticityAnswer(self.row.answer) if self.row.answer else None


@dataclass(frozen=True, slots=True)
class Colleague:
    """An assessor to whom the case can be handed."""

    id: UUID
    name: str

    @property
    def pair(self) -> tuple[UUID, str]:
        """Value and words, for a select."""
        return self.id, self.name


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything on one case."""

    case: t.Case
    view: t.CaseView
    facts: CaseFacts
    derived: Derived
    documents: tuple[FileDocument, ...]
    values: dict[FieldName, Values]
    between: tuple[Between, ...]
    found: tuple[t.FieldValue, ...]
    checklist: tuple[FileItem, ...]
    ages: Mapping[UUID, AgeShown]
    suggestions: dict[CodeScheme, t.CodeSuggestion]
    findings: dict[CodeScheme, tuple[t.CodeFinding, ...]]
    requests: tuple[FileRequest, ...]
    notes: tuple[t.Note, ...]
    events: tuple[t.Event, ...]
    proposals: tuple[t.Proposal, ...]
    decisions: tuple[t.Decision, ...]
    appeals: tuple[t.AppealRow, ...]
    evaluated: Evaluated
    measures: dict[UUID, t.MeasureChoice]
    adaptation: AdaptationShown
    conditions: ConditionsShown
    condition_history: History
    told: tuple[t.BackgroundPart, ...]
    suggested_bases: tuple[Basis, ...]
    conflicts: tuple[t.Conflict, ...]
    people: dict[UUID, str]
    rights: Mapping[UUID, frozenset[Right]]
    authorities: dict[UUID, str]

    @property
    def revision(self) -> int:
        """The revision that this file shows."""
        return self.case.revision

    @property
    def last_event(self) -> int:
        """The number of the newest line of the timeline."""
        return self.events[-1].number if self.events else 0

    def with_rights(self, person: Person) -> Person:
        """The person with what the office has named them for."""
        found = self.rights.get(person.id, frozenset()) if person.id else frozenset()
        return replace(person, rights=found)

    def named_for(self, right: Right) -> tuple[str, ...]:
        """The names of those whom the office has named for something."""
        names = (self.people.get(one, "") for one, found in self.rights.items() if right in found)
        return tuple(sorted(name for name in names if name))

    def allowed(self, person: Person) -> frozenset[VerbName]:
        """The verbs that this person may do now."""
        verbs = self.derived.allowed[person.role]
        return frozenset(verb for verb in verbs if may(person, verb, self.facts) is None)

    def finding(self, scheme: CodeScheme) -> t.CodeFinding | None:
        """The newest finding of a scheme that counts: none by somebody in a conflict."""
        found = self.findings.get(scheme, ())
        return next((one for one in found if one.author_id not in self.facts.conflicted), None)


def load_case_file(store: Store, rules: Rules, case_id: UUID) -> CaseFile:
    """The file of a submitted case; ``NotFound`` for a draft, an erased case or none."""
    with store.reading() as session:
        case = session.get(t.Case, case_id)
        view = session.get(t.CaseView, case_id)
        if case is None or view is None or case.submitted_at is None or case.erased_at:
            raise NotFound(ErrorCode.UNKNOWN, "case")
        facts = load_facts(session, case_id, rules)
        documents = _documents(session, case_id)
        requests = _requests(session, facts)
        proposals = _all(session, t.Proposal, case_id, t.Proposal.round)
        events = _all(session, t.Event, case_id, t.Event.number)
        notes = _all(session, t.Note, case_id, t.Note.at.desc())
        checklist = _checklist(session, case, facts, rules, documents)
        return CaseFile(
            case=case,
            view=view,
            facts=facts,
            derived=derive(facts),
            documents=documents,
            values=case_values(session, case_id),
            between=compared(session, {one.row.id: one.values for one in documents}),
            found=_found(session, case_id),
            checklist=checklist,
            ages=load_ages(session, facts, _dated(checklist)),
            suggestions=_suggestions(session, case_id),
            findings=_findings(session, case_id),
            requests=requests,
            notes=notes,
            events=events,
            proposals=proposals,
            decisions=_all(session, t.Decision, case_id, t.Decision.version),
            appeals=_all(session, t.AppealRow, case_id, t.AppealRow.lodged_at),
            evaluated=load_evaluated(session, facts, rules.workload),
            measures={
                one.decision_id: one for one in _all(session, t.MeasureChoice, case_id, None)
            },
            told=newest_rows(session, case_id),
            suggested_bases=bases_suggested(session, store.keys, rules, facts),
            adaptation=load_adaptation(session, facts, rules),
            conditions=load_conditions(session, facts),
            condition_history=load_history(session, case_id),
            conflicts=_all(session, t.Conflict, case_id, t.Conflict.at),
            people=_staff(session),
            rights=load_rights(session),
            authorities=_authorities(session),
        )


def check_may_look(store: Store, case_id: UUID, person_id: UUID) -> None:
    """Let an assessor look at a submitted case that is not their own and without a conflict.

    Raises ``NotFound`` for what is not submitted, ``NotAllowed`` (``CONFLICT_OF_INTEREST``).
    """
    with store.reading() as session:
        case = session.get(t.Case, case_id)
        conflict = session.get(t.Conflict, (case_id, person_id))
    if case is None or case.submitted_at is None or case.erased_at:
        raise NotFound(ErrorCode.UNKNOWN, "case")
    if conflict is not None or case.applicant_id == person_id:
        raise NotAllowed(ErrorCode.CONFLICT_OF_INTEREST, "case")


def load_colleagues(store: Store, file: CaseFile, person_id: UUID) -> tuple[Colleague, ...]:
    """Active assessors who may take the case over, by name."""
    query = (
        select(t.Account.id, t.Account.name)
        .where(t.Account.kind == Role.ASSESSOR, t.Account.active.is_(True))
        .order_by(t.Account.name)
    )
    barred = file.facts.conflicted | {person_id, file.facts.applicant_id}
    with store.reading() as session:
        rows = session.execute(query).all()
    return tuple(Colleague(row.id, row.name) for row in rows if row.id not in barred)


def load_authorities(store: Store) -> tuple[t.Authority, ...]:
    """The registered authorities that can be asked, by name."""
    query = select(t.Authority).where(t.Authority.active.is_(True)).order_by(t.Authority.name)
    with store.reading() as session:
        return tuple(session.scalars(query))


def load_page_image(store: Store, case_id: UUID, document_id: UUID, number: int) -> bytes:
    """A page's picture; ``NotFound`` unless the document is attached to that case."""
    with store.reading() as session:
        link = session.get(t.CaseDocument, (case_id, document_id))
        page = session.get(t.Page, (document_id, number))
    if link is None or page is None:
        raise NotFound(ErrorCode.UNKNOWN, "page")
    return store.blobs.get(document_scope(document_id), page.image_blob)


def load_field_image(
    store: Store, case_id: UUID, document_id: UUID, field: str
) -> tuple[bytes, Place]:
    """A page's picture and where a field stands on it; ``NotFound`` unless it is that case's."""
    with store.reading() as session:
        if session.get(t.CaseDocument, (case_id, document_id)) is None:
            raise NotFound(ErrorCode.UNKNOWN, "page")
    return load_cut_out(store, document_id, field)


def load_letter(store: Store, case_id: UUID, version: int) -> bytes:
    """The letter of a decision's version; ``NotFound`` while it is not made."""
    query = select(t.Decision).where(t.Decision.case_id == case_id, t.Decision.version == version)
    with store.reading() as session:
        decision = session.scalars(query).one_or_none()
    if decision is None or decision.letter_blob is None:
        raise NotFound(ErrorCode.UNKNOWN, "letter")
    return store.blobs.get(case_scope(case_id), decision.letter_blob)


def _all(session: Session, table: Any, case_id: UUID, order: Any) -> tuple[Any, ...]:
    return tuple(session.scalars(select(table).where(table.case_id == case_id).order_by(order)))


def _documents(session: Session, case_id: UUID) -> tuple[FileDocument, ...]:
    rows = session.execute(
        select(t.CaseDocument, t.Document)
        .join(t.Document, t.Document.id == t.CaseDocument.document_id)
        .where(t.CaseDocument.case_id == case_id)
        .order_by(t.CaseDocument.attached_at, t.Document.id)
    ).all()
    pages: dict[UUID, list[t.Page]] = defaultdict(list)
    ids = [document.id for _, document in rows]
    for page in session.scalars(
        select(t.Page).where(t.Page.document_id.in_(ids)).order_by(t.Page.number)
    ):
        pages[page.document_id].append(page)
    values = {one: document_values(session, one) for one in ids}
    return tuple(
        FileDocument(
            row=document,
            kind=DocumentKind(link.kind),
            given_for=GivenFor(DocumentKind(link.kind), link.item_id, link.also_items or ()),
            translation_of=link.translation_of,
            state=DocumentState(document.state),
            pages=tuple(pages[document.id]),
            values=values[document.id],
            places=places(session, values[document.id]),
        )
        for link, document in rows
    )


def _found(session: Session, case_id: UUID) -> tuple[t.FieldValue, ...]:
    return tuple(
        session.scalars(
            select(t.FieldValue)
            .where(
                t.FieldValue.case_id == case_id,
                t.FieldValue.origin == ValueOrigin.FOUND,
                t.FieldValue.document_id.is_(None),
            )
            .order_by(t.FieldValue.id.desc())
        )
    )


def _checklist(
    session: Session,
    case: t.Case,
    facts: CaseFacts,
    rules: Rules,
    documents: tuple[FileDocument, ...],
) -> tuple[FileItem, ...]:
    answers = {answer.item_id: answer for answer in _all(session, t.ChecklistAnswer, case.id, None)}
    settled = {item.id for item in facts.checklist if item.settled_at}
    return tuple(
        FileItem(
            item=item,
            documents=tuple(_for_item(item, documents)),
            answer=answers.get(item.id),
            settled=item.id in settled,
        )
        for item in rules.checklist_items(case.purpose, case.country)
    )


def _for_item(item: ChecklistItem, documents: Iterable[FileDocument]) -> Iterable[FileDocument]:
    return [one for one in documents if one.given_for.counts_for(item.id, item.document)]


def _dated(checklist: Iterable[FileItem]) -> Dated:
    """The papers that may not be old, with the values of their day."""
    return {
        document.row.id: (months, document.values.get(FieldName.AWARD_DATE, Values()))
        for entry in checklist
        if (months := entry.item.oldest_months)
        for document in entry.documents
    }


def _suggestions(session: Session, case_id: UUID) -> dict[CodeScheme, t.CodeSuggestion]:
    rows = _all(session, t.CodeSuggestion, case_id, t.CodeSuggestion.id)
    return {CodeScheme(row.scheme): row for row in rows}


def _findings(session: Session, case_id: UUID) -> dict[CodeScheme, tuple[t.CodeFinding, ...]]:
    rows = _all(session, t.CodeFinding, case_id, t.CodeFinding.id.desc())
    return {scheme: tuple(row for row in rows if row.scheme == scheme) for scheme in CodeScheme}


def _requests(session: Session, facts: CaseFacts) -> tuple[FileRequest, ...]:
    items: dict[UUID, list[t.RequestItem]] = defaultdict(list)
    query = (
        select(t.RequestItem)
        .join(t.Request, t.Request.id == t.RequestItem.request_id)
        .where(t.Request.case_id == facts.case_id)
        .order_by(t.RequestItem.position)
    )
    for item in session.scalars(query):
        items[item.request_id].append(item)
    rows = {row.id: row for row in _all(session, t.Request, facts.case_id, t.Request.id)}
    return tuple(
        FileRequest(rows[fact.id], fact, tuple(items[fact.id])) for fact in reversed(facts.requests)
    )


def _staff(session: Session) -> dict[UUID, str]:
    """Names of everybody who is or was of the staff."""
    query = select(t.Account.id, t.Account.name).where(t.Account.kind == Role.ASSESSOR)
    return {row.id: row.name for row in session.execute(query)}


def _authorities(session: Session) -> dict[UUID, str]:
    query = select(t.Authority.id, t.Authority.name)
    return {row.id: row.name for row in session.execute(query)}
