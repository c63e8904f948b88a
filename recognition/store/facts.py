"""Reads the facts of a case as the domain judges them."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from recognition.checklist import ItemNeed
from recognition.domain.clock import Calendar
from recognition.domain.events import EventKind
from recognition.domain.facts import (
    AppealFact,
    CaseFacts,
    ChecklistFact,
    ClaimFact,
    DecisionFact,
    DocumentFact,
    FixedTerm,
    ProposalFact,
    RequestFact,
    RequestItemFact,
)
from recognition.domain.regime import Regime
from recognition.domain.vocabulary import (
    AppealKind,
    DeadlineKind,
    DocumentKind,
    DocumentState,
    Outcome,
    Purpose,
    RequestItemKind,
    RequestTo,
    Role,
)
from recognition.errors import ErrorCode, NotFound
from recognition.rules import Rules
from recognition.store import tables as t


def lock_case(session: Session, case_id: UUID) -> t.Case:
    """The case's row, locked until the transaction ends; ``NotFound`` if there is none."""
    case = session.get(t.Case, case_id, with_for_update=True)
    if case is None:
        raise NotFound(ErrorCode.UNKNOWN, "case")
    return case


def load_facts(session: Session, case_id: UUID, rules: Rules) -> CaseFacts:
    """Everything that the procedure depends on, for one case."""
    session.flush()
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound(ErrorCode.UNKNOWN, "case")
    documents = _documents(session, case_id)
    proposals = _proposals(session, case_id)
    calendar = case_calendar(case, rules)
    claim = session.get(t.Claim, case_id)
    return CaseFacts(
        case_id=case.id,
        revision=case.revision,
        applicant_id=case.applicant_id,
        purpose=Purpose(case.purpose) if case.purpose else None,
        country=case.country,
        zone=calendar.zone,
        office_country=calendar.country,
        regime=case_regime(case, rules),
        created_at=case.created_at,
        changed_at=case.changed_at,
        submitted_at=case.submitted_at,
        confirmed_at=case.confirmed_at,
        withdrawn_at=case.withdrawn_at,
        expired_at=case.expired_at,
        erased_at=case.erased_at,
        reopened_at=case.reopened_at,
        delay_until=case.delay_until,
        documents=documents,
        checklist=_checklist(session, case, rules, documents),
        requests=_requests(session, case_id),
        claim=ClaimFact(claim.assessor_id, claim.claimed_at, claim.active_at) if claim else None,
        conflicted=frozenset(
            session.scalars(select(t.Conflict.person_id).where(t.Conflict.case_id == case_id))
        ),
        proposals=proposals,
        decisions=_decisions(session, case_id) if proposals else (),
        appeals=_appeals(session, case_id),
        passed=frozenset(
            (DeadlineKind(kind), due_at)
            for kind, due_at in session.execute(
                select(t.DeadlinePassed.kind, t.DeadlinePassed.due_at).where(
                    t.DeadlinePassed.case_id == case_id
                )
            )
        ),
        office_subdivision=calendar.subdivision,
        acknowledged_at=case.acknowledged_at,
        delay_at=case.delay_at,
        staff=frozenset(session.scalars(staff_of(case_id))),
        fixed=_fixed(session, case_id),
        evaluators=_evaluators(session, case_id),
    )


def _fixed(session: Session, case_id: UUID) -> dict[str, FixedTerm]:
    end = t.TermEnd
    rows = session.execute(
        select(end.name, end.basis, end.first_day, end.day, end.ends_at).where(
            end.case_id == case_id
        )
    )
    return {row.name: FixedTerm(row.basis, row.first_day, row.day, row.ends_at) for row in rows}


def case_regime(case: t.Case, rules: Rules) -> Regime:
    """The regime that a submitted case took along; a draft is judged by those on offer now."""
    if case.regime:
        return Regime.model_validate(case.regime)
    return rules.regime(rules.regime_for(case.purpose))


def case_calendar(case: t.Case, rules: Rules) -> Calendar:
    """Where a case's days are counted: as the office had it at submission, or has it now."""
    kept = (case.snapshot or {}).get("calendar")
    return Calendar(**kept) if kept else rules.calendar


def staff_of(case_id: UUID | InstrumentedAttribute[UUID]) -> Select[UUID | None]:
    """Everybody who did anything on a case for the office, notes and conflicts left out."""
    return (
        select(t.Event.person_id)
        .where(
            t.Event.case_id == case_id,
            t.Event.role == Role.ASSESSOR,
            t.Event.person_id.is_not(None),
            t.Event.kind != EventKind.CONFLICT_REGISTERED,
        )
        .distinct()
    )


def _evaluators(session: Session, case_id: UUID) -> frozenset[UUID]:
    """Who recorded a finding, or held an interview for one."""
    people: set[UUID] = set()
    for row in session.scalars(select(t.FindingRow).where(t.FindingRow.case_id == case_id)):
        people.add(row.author_id)
        for evidence in row.content.get("evidence", ()):
            people |= {UUID(person) for person in evidence.get("evaluators", ())}
    return frozenset(people)


def _documents(session: Session, case_id: UUID) -> tuple[DocumentFact, ...]:
    rows = session.execute(
        select(t.CaseDocument, t.Document)
        .join(t.Document, t.Document.id == t.CaseDocument.document_id)
        .where(t.CaseDocument.case_id == case_id)
        .order_by(t.CaseDocument.attached_at, t.Document.id)
    )
    return tuple(
        DocumentFact(
            id=document.id,
            kind=DocumentKind(link.kind),
            item_id=link.item_id,
            state=DocumentState(document.state),
            attached_at=link.attached_at,
            confirmed_at=document.confirmed_at,
        )
        for link, document in rows
    )


def _checklist(
    session: Session, case: t.Case, rules: Rules, documents: tuple[DocumentFact, ...]
) -> tuple[ChecklistFact, ...]:
    """Items of the case's checklist, each settled by its first paper or by its first answer.

    A submitted case keeps the items that it was submitted under: a new edition of the lists asks
    nothing more of it.
    """
    excused = {
        row.item_id: row.at
        for row in session.scalars(
            select(t.ChecklistAnswer).where(t.ChecklistAnswer.case_id == case.id)
        )
    }
    kept = (case.snapshot or {}).get("items")
    if kept is None:
        kept = checklist_snapshot(rules, case)
    return tuple(
        ChecklistFact(
            id=item["id"],
            required=item["required"],
            settled_at=_settled_at(
                item["id"], DocumentKind(item["document"]), documents, excused.get(item["id"])
            ),
        )
        for item in kept
    )


def checklist_snapshot(rules: Rules, case: t.Case) -> list[dict[str, Any]]:
    """The items that the rules ask of a case now, as a case keeps them from submission on."""
    return [
        {
            "id": item.id,
            "document": item.document.value,
            "required": item.need is ItemNeed.REQUIRED,
        }
        for item in rules.checklist_items(case.purpose, case.country)
    ]


def _settled_at(
    item_id: str,
    kind: DocumentKind,
    documents: tuple[DocumentFact, ...],
    excused_at: datetime | None,
) -> datetime | None:
    """First receipt of a paper for the item, or of 'cannot be had'.

    A paper that was given for no item in particular settles the item of its kind; one of kind
    'other' settles nothing by itself, since several items may be of that kind.
    """
    moments = [excused_at] if excused_at else []
    for document in documents:
        of_its_kind = document.item_id is None and document.kind is kind
        if document.item_id == item_id or (of_its_kind and document.kind is not DocumentKind.OTHER):
            moments.append(document.attached_at)
    return min(moments, default=None)


def _requests(session: Session, case_id: UUID) -> tuple[RequestFact, ...]:
    rows = session.scalars(
        select(t.Request).where(t.Request.case_id == case_id).order_by(t.Request.id)
    ).all()
    if not rows:
        return ()
    items: dict[UUID, list[RequestItemFact]] = defaultdict(list)
    query = (
        select(t.RequestItem)
        .join(t.Request, t.Request.id == t.RequestItem.request_id)
        .where(t.Request.case_id == case_id)
        .order_by(t.RequestItem.position)
    )
    for item in session.scalars(query):
        kind = RequestItemKind(item.kind)
        fact = RequestItemFact(item.id, kind, item.subject, item.answered_at)
        items[item.request_id].append(fact)
    return tuple(request_fact(row, tuple(items[row.id])) for row in rows)


def request_fact(row: t.Request, items: tuple[RequestItemFact, ...]) -> RequestFact:
    """A request's row as a fact."""
    return RequestFact(
        id=row.id,
        to=RequestTo(row.to),
        authority_id=row.authority_id,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        asked_at=row.asked_at,
        objection_until=row.objection_until,
        due_at=row.due_at,
        reminders=row.reminders,
        extended_at=row.extended_at,
        received_at=row.received_at,
        expired_at=row.expired_at,
        objected_at=row.objected_at,
        cancelled_at=row.cancelled_at,
        reviewed_at=row.reviewed_at,
        completes_file=row.completes_file,
        items=items,
        reminders_at=_moments(row.reminders_at),
    )


def _moments(texts: list[Any] | None) -> tuple[datetime, ...] | None:
    return None if texts is None else tuple(datetime.fromisoformat(text) for text in texts)


def _proposals(session: Session, case_id: UUID) -> tuple[ProposalFact, ...]:
    rows = session.scalars(
        select(t.Proposal).where(t.Proposal.case_id == case_id).order_by(t.Proposal.round)
    )
    return tuple(
        ProposalFact(
            id=row.id,
            round=row.round,
            author_id=row.author_id,
            proposed_at=row.proposed_at,
            outcome=Outcome(row.content["outcome"]),
            reviewer_id=row.reviewer_id,
            reviewed_at=row.reviewed_at,
            approved=row.approved,
        )
        for row in rows
    )


def _decisions(session: Session, case_id: UUID) -> tuple[DecisionFact, ...]:
    rows = session.scalars(
        select(t.Decision).where(t.Decision.case_id == case_id).order_by(t.Decision.version)
    )
    return tuple(
        DecisionFact(
            id=row.id,
            version=row.version,
            outcome=Outcome(row.content["outcome"]),
            proposer_id=row.proposer_id,
            signer_id=row.signer_id,
            signed_at=row.signed_at,
            letter_at=row.letter_at,
            corrects=row.corrects,
        )
        for row in rows
    )


def _appeals(session: Session, case_id: UUID) -> tuple[AppealFact, ...]:
    rows = session.scalars(
        select(t.AppealRow).where(t.AppealRow.case_id == case_id).order_by(t.AppealRow.lodged_at)
    )
    return tuple(
        AppealFact(row.id, AppealKind(row.kind), row.lodged_at, row.decided_at, row.granted)
        for row in rows
    )
