"""Reads the facts of a case as the domain judges them."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from recognition.domain.clock import Calendar
from recognition.domain.facts import (
    AppealFact,
    CaseFacts,
    ClaimFact,
    DecisionFact,
    DocumentFact,
    FixedTerm,
    ProposalFact,
    RequestFact,
    RequestItemFact,
)
from recognition.domain.measures import TO_CHOOSE_FROM
from recognition.domain.regime import Regime
from recognition.domain.vocabulary import (
    AppealKind,
    ConditionKind,
    DeadlineKind,
    DocumentKind,
    DocumentState,
    Outcome,
    Purpose,
    RequestItemKind,
    RequestTo,
)
from recognition.errors import ErrorCode, NotFound
from recognition.rules import Rules
from recognition.store import fact_statements as of
from recognition.store import tables as t
from recognition.store.checklist_facts import Excused, checklist, excused
from recognition.store.condition_facts import (
    adaptations,
    condition_statements,
    conditions,
    kept_day,
)
from recognition.store.impartial import finders
from recognition.store.prepared import rows

_LOCKED = (
    select(t.Case)
    .where(t.Case.id == bindparam("case_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def lock_case(session: Session, case_id: UUID) -> t.Case:
    """The case's row, locked until the transaction ends; ``NotFound`` if there is none."""
    case = session.scalars(_LOCKED, {"case_id": case_id}).one_or_none()
    if case is None:
        raise NotFound(ErrorCode.UNKNOWN, "case")
    return case


def load_facts(session: Session, case_id: UUID, rules: Rules) -> CaseFacts:
    """Everything that the procedure depends on, for one case."""
    session.flush()
    case = _case(session, case_id)
    there = rows(session, of.THERE, case_id=case_id).one()._asdict()
    parts = {
        name: read(session, case_id) if there.get(name, True) else _NOTHING[name]
        for name, (_, read) in _PARTS.items()
    }
    said = excused(session, case_id) if there["excused"] else Excused({}, displaced=False)
    calendar = case_calendar(case, rules)
    return CaseFacts(
        case_id=case.id,
        zone=calendar.zone,
        office_country=calendar.country,
        office_subdivision=calendar.subdivision,
        regime=case_regime(case, rules),
        checklist=checklist(case, rules, parts["documents"], said.at),
        displaced=said.displaced,
        **_of_the_row(case),
        **parts,
    )


def reload_facts(
    session: Session, before: CaseFacts, touched: Collection[type], rules: Rules
) -> CaseFacts:
    """The facts of a case after tables were touched in this transaction (``store.touched``).

    Only what stands in these is read again; a draft, whose rules are not frozen, is read anew.
    """
    case = _case(session, before.case_id)
    if before.submitted_at is None:
        return load_facts(session, case.id, rules)
    again = [name for name, (tables, _) in _PARTS.items() if not tables.isdisjoint(touched)]
    if again or not _OF_THE_CHECKLIST.isdisjoint(touched):
        session.flush()
    parts = {name: _PARTS[name][1](session, case.id) for name in again}
    if not _OF_THE_CHECKLIST.isdisjoint(touched):
        documents = parts.get("documents", before.documents)
        said = excused(session, case.id)
        parts["checklist"] = checklist(case, rules, documents, said.at)
        parts["displaced"] = said.displaced
    return replace(before, **_of_the_row(case), **parts)


def _case(session: Session, case_id: UUID) -> t.Case:
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound(ErrorCode.UNKNOWN, "case")
    return case


def _of_the_row(case: t.Case) -> dict[str, Any]:
    """What stands in the case's own row and may change after its submission."""
    return {
        "revision": case.revision,
        "applicant_id": case.applicant_id,
        "purpose": Purpose(case.purpose) if case.purpose else None,
        "country": case.country,
        "created_at": case.created_at,
        "changed_at": case.changed_at,
        "submitted_at": case.submitted_at,
        "confirmed_at": case.confirmed_at,
        "withdrawn_at": case.withdrawn_at,
        "expired_at": case.expired_at,
        "erased_at": case.erased_at,
        "reopened_at": case.reopened_at,
        "acknowledged_at": case.acknowledged_at,
        "delay_at": case.delay_at,
        "delay_until": case.delay_until,
    }


def _named(regime: Regime, rules: Rules) -> Regime:
    """With its names in other languages: editions of before had none, and they are no law."""
    if regime.names or regime.id not in rules.office.regimes:
        return regime
    present = rules.regime(regime.id)
    same = present.name == regime.name
    return regime.model_copy(update={"names": present.names}) if same else regime


def case_regime(case: t.Case, rules: Rules) -> Regime:
    """The regime that a submitted case took along; a draft is judged by those on offer now."""
    if case.regime:
        return _named(Regime.model_validate(case.regime), rules)
    return rules.regime(rules.regime_for(case.purpose))


def case_calendar(case: t.Case, rules: Rules) -> Calendar:
    """Where a case's days are counted: as the office had it at submission, or has it now."""
    kept = (case.snapshot or {}).get("calendar")
    return Calendar(**kept) if kept else rules.calendar


def _staff(session: Session, case_id: UUID) -> frozenset[UUID | None]:
    return frozenset(rows(session, of.STAFF, case_id=case_id).scalars())


def _fixed(session: Session, case_id: UUID) -> dict[str, FixedTerm]:
    found = rows(session, of.FIXED, case_id=case_id)
    return {row.name: FixedTerm(row.basis, row.first_day, row.day, row.ends_at) for row in found}


def _claim(session: Session, case_id: UUID) -> ClaimFact | None:
    row = rows(session, of.CLAIM, case_id=case_id).first()
    return ClaimFact(*row) if row else None


def _conflicted(session: Session, case_id: UUID) -> frozenset[UUID]:
    return frozenset(rows(session, of.CONFLICTED, case_id=case_id).scalars())


def _passed(session: Session, case_id: UUID) -> frozenset[tuple[DeadlineKind, datetime]]:
    found = rows(session, of.PASSED, case_id=case_id)
    return frozenset((DeadlineKind(kind), due_at) for kind, due_at in found)


def _documents(session: Session, case_id: UUID) -> tuple[DocumentFact, ...]:
    return tuple(
        DocumentFact(
            id=row.id,
            kind=DocumentKind(row.kind),
            item_id=row.item_id,
            state=DocumentState(row.state),
            attached_at=row.attached_at,
            confirmed_at=row.confirmed_at,
            also=tuple(row.also_items or ()),
        )
        for row in rows(session, of.DOCUMENTS, case_id=case_id)
    )


def _requests(session: Session, case_id: UUID) -> tuple[RequestFact, ...]:
    found = rows(session, of.REQUESTS, case_id=case_id).all()
    if not found:
        return ()
    items: dict[UUID, list[RequestItemFact]] = defaultdict(list)
    for item in rows(session, of.ITEMS, case_id=case_id):
        kind = RequestItemKind(item.kind)
        fact = RequestItemFact(item.id, kind, item.subject, item.answered_at)
        items[item.request_id].append(fact)
    return tuple(request_fact(row, tuple(items[row.id])) for row in found)


def request_fact(row: t.Request | Row[Any], items: tuple[RequestItemFact, ...]) -> RequestFact:
    """A request's row, or its columns, as a fact."""
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
    found = rows(session, of.PROPOSALS, case_id=case_id)
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
        for row in found
    )


def _decisions(session: Session, case_id: UUID) -> tuple[DecisionFact, ...]:
    found = rows(session, of.DECISIONS, case_id=case_id)
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
            test_day=kept_day(row.snapshot.get("test_day")),
            test_notice_days=(row.content.get("terms") or {}).get("aptitude_test_notice_days"),
            measure=ConditionKind(row.chosen) if row.chosen else None,
            **_measures(row.content),
        )
        for row in found
    )


def _measures(content: dict[str, Any]) -> dict[str, Any]:
    """What a decision says of an adaptation period, and whether it lets the holder choose."""
    conditions = content.get("conditions") or ()
    kinds = tuple(ConditionKind(one["kind"]) for one in conditions)
    lengths = [
        one.get("months") for one in conditions if one["kind"] == ConditionKind.ADAPTATION_PERIOD
    ]
    return {
        "choice": set(kinds) >= set(TO_CHOOSE_FROM),
        "conditions": kinds,
        "adaptation": bool(lengths),
        "adaptation_months": max((one for one in lengths if one), default=None),
        "adaptation_max_months": (content.get("terms") or {}).get("adaptation_max_months"),
    }


def _appeals(session: Session, case_id: UUID) -> tuple[AppealFact, ...]:
    found = rows(session, of.APPEALS, case_id=case_id)
    return tuple(
        AppealFact(
            id=row.id,
            kind=AppealKind(row.kind),
            lodged_at=row.lodged_at,
            decided_at=row.decided_at,
            granted=row.granted,
            withdrawn_at=row.withdrawn_at,
        )
        for row in found
    )


def _evaluators(session: Session, case_id: UUID) -> frozenset[UUID]:
    """Who recorded a finding, or held an interview for one."""
    people: set[UUID] = set()
    for author_id, content in rows(session, of.FINDINGS, case_id=case_id):
        people |= finders(author_id, content)
    return frozenset(people)


_PARTS: dict[str, tuple[frozenset[type], Callable[[Session, UUID], Any]]] = {
    "documents": (frozenset({t.CaseDocument, t.Document}), _documents),
    "requests": (frozenset({t.Request, t.RequestItem}), _requests),
    "claim": (frozenset({t.Claim}), _claim),
    "conflicted": (frozenset({t.Conflict}), _conflicted),
    "proposals": (frozenset({t.Proposal}), _proposals),
    "decisions": (frozenset({t.Decision, t.MeasureChoice}), _decisions),
    "adaptations": (frozenset({t.AdaptationPeriod, t.AdaptationAssessment}), adaptations),
    "conditions": (frozenset({t.ConditionRecord}), conditions),
    "condition_statements": (frozenset({t.ConditionStatement}), condition_statements),
    "appeals": (frozenset({t.AppealRow}), _appeals),
    "passed": (frozenset({t.DeadlinePassed}), _passed),
    "staff": (frozenset({t.Event}), _staff),
    "fixed": (frozenset({t.TermEnd}), _fixed),
    "evaluators": (frozenset({t.FindingRow}), _evaluators),
}
"""Parts of ``CaseFacts`` that stand in tables of their own, with these and how they are read."""

_OF_THE_CHECKLIST = frozenset({t.ChecklistAnswer, t.CaseDocument, t.Document})

_NOTHING: dict[str, Any] = {
    "requests": (),
    "claim": None,
    "conflicted": frozenset(),
    "proposals": (),
    "decisions": (),
    "adaptations": (),
    "conditions": (),
    "condition_statements": (),
    "appeals": (),
    "passed": frozenset(),
    "evaluators": frozenset(),
}
"""What most cases have none of most of the time: one statement says which are worth reading."""
