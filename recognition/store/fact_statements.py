"""The statements that read the facts of a case, each made once."""

from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, Select, bindparam, exists, select, union
from sqlalchemy.orm import InstrumentedAttribute

from recognition.domain.events import EventKind
from recognition.domain.vocabulary import Role
from recognition.store import tables as t

_THIS: BindParameter[UUID] = bindparam("case_id")
"""The case that a statement is about: each is made once, so that it costs nothing to make."""


_OfCase = UUID | InstrumentedAttribute[UUID] | BindParameter[UUID]


def staff_of(case_id: _OfCase) -> Select[UUID | None]:
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


def noted_of(case_id: _OfCase) -> Select[UUID]:
    """Who wrote an internal note on a case before its open appeal was lodged.

    Whoever had a say in it does not judge it; who examines the appeal may write notes.
    """
    return (
        select(t.Note.author_id)
        .join(t.AppealRow, t.AppealRow.case_id == t.Note.case_id)
        .where(
            t.Note.case_id == case_id,
            t.Note.at < t.AppealRow.lodged_at,
            t.AppealRow.decided_at.is_(None),
            t.AppealRow.withdrawn_at.is_(None),
        )
    )


STAFF: CompoundSelect[UUID | None] = union(staff_of(_THIS), noted_of(_THIS))

FIXED = select(
    t.TermEnd.name, t.TermEnd.basis, t.TermEnd.first_day, t.TermEnd.day, t.TermEnd.ends_at
).where(t.TermEnd.case_id == _THIS)

CLAIM = select(t.Claim.assessor_id, t.Claim.claimed_at, t.Claim.active_at).where(
    t.Claim.case_id == _THIS
)

CONFLICTED = select(t.Conflict.person_id).where(t.Conflict.case_id == _THIS)

PASSED = select(t.DeadlinePassed.kind, t.DeadlinePassed.due_at).where(
    t.DeadlinePassed.case_id == _THIS
)

DOCUMENTS = (
    select(
        t.Document.id,
        t.CaseDocument.kind,
        t.CaseDocument.item_id,
        t.CaseDocument.also_items,
        t.Document.state,
        t.CaseDocument.attached_at,
        t.Document.confirmed_at,
    )
    .join(t.CaseDocument, t.Document.id == t.CaseDocument.document_id)
    .where(t.CaseDocument.case_id == _THIS)
    .order_by(t.CaseDocument.attached_at, t.Document.id)
)

EXCUSED = select(t.ChecklistAnswer.item_id, t.ChecklistAnswer.at, t.ChecklistAnswer.reason).where(
    t.ChecklistAnswer.case_id == _THIS
)

REQUESTS = (
    select(
        t.Request.id,
        t.Request.to,
        t.Request.authority_id,
        t.Request.opened_by,
        t.Request.opened_at,
        t.Request.asked_at,
        t.Request.objection_until,
        t.Request.due_at,
        t.Request.reminders,
        t.Request.extended_at,
        t.Request.received_at,
        t.Request.expired_at,
        t.Request.objected_at,
        t.Request.cancelled_at,
        t.Request.reviewed_at,
        t.Request.completes_file,
        t.Request.reminders_at,
    )
    .where(t.Request.case_id == _THIS)
    .order_by(t.Request.id)
)

ITEMS = (
    select(
        t.RequestItem.id,
        t.RequestItem.request_id,
        t.RequestItem.kind,
        t.RequestItem.subject,
        t.RequestItem.answered_at,
    )
    .join(t.Request, t.Request.id == t.RequestItem.request_id)
    .where(t.Request.case_id == _THIS)
    .order_by(t.RequestItem.position)
)

PROPOSALS = (
    select(
        t.Proposal.id,
        t.Proposal.round,
        t.Proposal.author_id,
        t.Proposal.proposed_at,
        t.Proposal.content,
        t.Proposal.reviewer_id,
        t.Proposal.reviewed_at,
        t.Proposal.approved,
    )
    .where(t.Proposal.case_id == _THIS)
    .order_by(t.Proposal.round)
)

DECISIONS = (
    select(
        t.Decision.id,
        t.Decision.version,
        t.Decision.content,
        t.Decision.proposer_id,
        t.Decision.signer_id,
        t.Decision.signed_at,
        t.Decision.letter_at,
        t.Decision.corrects,
        t.Decision.snapshot,
        t.MeasureChoice.kind.label("chosen"),
    )
    .outerjoin(t.MeasureChoice, t.MeasureChoice.decision_id == t.Decision.id)
    .where(t.Decision.case_id == _THIS)
    .order_by(t.Decision.version)
)

ADAPTATIONS = (
    select(
        t.AdaptationPeriod.id,
        t.AdaptationPeriod.decision_id,
        t.AdaptationPeriod.first_day,
        t.AdaptationPeriod.months,
        t.AdaptationPeriod.stated_at,
        t.AdaptationPeriod.confirmed_at,
        t.AdaptationPeriod.declined_at,
        t.AdaptationPeriod.notice_days,
    )
    .where(t.AdaptationPeriod.case_id == _THIS)
    .order_by(t.AdaptationPeriod.id)
)

ASSESSMENTS = (
    select(
        t.AdaptationAssessment.period_id,
        t.AdaptationAssessment.result,
        t.AdaptationAssessment.months,
        t.AdaptationAssessment.correction_reason,
        t.AdaptationAssessment.at,
    )
    .where(t.AdaptationAssessment.case_id == _THIS)
    .order_by(t.AdaptationAssessment.id)
)

CONDITIONS = (
    select(
        t.ConditionRecord.decision_id,
        t.ConditionRecord.position,
        t.ConditionRecord.kind,
        t.ConditionRecord.result,
        t.ConditionRecord.day,
        t.ConditionRecord.evidence,
    )
    .where(t.ConditionRecord.case_id == _THIS)
    .order_by(t.ConditionRecord.id)
)

CONDITION_STATEMENTS = (
    select(
        t.ConditionStatement.id,
        t.ConditionStatement.decision_id,
        t.ConditionStatement.position,
        t.ConditionStatement.result,
        t.ConditionStatement.stated_at,
        t.ConditionStatement.reviewed_at,
    )
    .where(t.ConditionStatement.case_id == _THIS)
    .order_by(t.ConditionStatement.id)
)

APPEALS = (
    select(
        t.AppealRow.id,
        t.AppealRow.kind,
        t.AppealRow.lodged_at,
        t.AppealRow.decided_at,
        t.AppealRow.granted,
        t.AppealRow.withdrawn_at,
    )
    .where(t.AppealRow.case_id == _THIS)
    .order_by(t.AppealRow.lodged_at)
)

FINDINGS = select(t.FindingRow.author_id, t.FindingRow.content).where(t.FindingRow.case_id == _THIS)

THERE = select(
    *(
        exists().where(column == _THIS).label(name)
        for name, column in {
            "requests": t.Request.case_id,
            "claim": t.Claim.case_id,
            "conflicted": t.Conflict.case_id,
            "proposals": t.Proposal.case_id,
            "decisions": t.Decision.case_id,
            "adaptations": t.AdaptationPeriod.case_id,
            "conditions": t.ConditionRecord.case_id,
            "condition_statements": t.ConditionStatement.case_id,
            "appeals": t.AppealRow.case_id,
            "passed": t.DeadlinePassed.case_id,
            "evaluators": t.FindingRow.case_id,
            "excused": t.ChecklistAnswer.case_id,
        }.items()
    )
)
