"""The adaptation period of a decision, for its holder and for the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain import adaptation
from recognition.domain.facts import CaseFacts
from recognition.domain.vocabulary import AdaptationResult
from recognition.rules import Rules
from recognition.store import tables as t
from recognition.store.facts import load_facts
from recognition.store.store import Store


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """A beginning that was stated or recorded; ``months`` with what it was extended by."""

    id: UUID
    place: str
    first_day: date
    months: int
    last_day: date
    document: str
    decline_reason: str


@dataclass(frozen=True, slots=True)
class AssessmentShown:
    """An assessment; ``months`` is the whole length that an extension led to.

    ``mistake`` says why the one before was put right by this one.
    """

    result: AdaptationResult
    months: int | None
    reason: str
    mistake: str
    author_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class AdaptationShown:
    """How far the adaptation period is.

    ``asked``: it is what the holder has to do now; ``recorded`` counts, ``waiting`` is her own
    statement that nobody has looked at, ``declined`` her last one if it was not confirmed.
    ``most_months`` is what the decision asks for, ``longest`` the law's longest.
    """

    asked: bool
    most_months: int | None
    longest: int
    recorded: PeriodShown | None
    waiting: PeriodShown | None
    declined: PeriodShown | None
    to_assess: bool
    result: AdaptationResult | None
    assessments: tuple[AssessmentShown, ...]

    def over(self, today: date) -> bool:
        """Whether the recorded period's last day has passed."""
        return self.recorded is not None and self.recorded.last_day < today


def adaptation_of(store: Store, rules: Rules, case_id: UUID) -> AdaptationShown:
    """The period under the standing decision of a case."""
    with store.reading() as session:
        return load_adaptation(session, load_facts(session, case_id, rules), rules)


def load_adaptation(session: Session, facts: CaseFacts, rules: Rules) -> AdaptationShown:
    """The same, where the facts are at hand."""
    decision = adaptation.asked(facts)
    recorded, waiting = adaptation.period(facts), adaptation.stated(facts)
    newest = next(reversed(adaptation.said(facts)), None)
    declined = newest if newest and newest.declined_at and decision and not recorded else None
    rows = _rows(session, facts.case_id)
    longest = decision.adaptation_max_months if decision else None
    return AdaptationShown(
        asked=decision is not None,
        most_months=decision.adaptation_months if decision else None,
        longest=longest or rules.compensation.adaptation_max_months,
        recorded=_shown(rows, recorded.id, recorded.months) if recorded else None,
        waiting=_shown(rows, waiting.id, waiting.months) if waiting else None,
        declined=_shown(rows, declined.id, declined.months) if declined else None,
        to_assess=adaptation.to_assess(facts),
        result=recorded.result if recorded else None,
        assessments=_assessments(session, recorded.id) if recorded else (),
    )


Rows = dict[UUID, tuple[t.AdaptationPeriod, str]]


def _rows(session: Session, case_id: UUID) -> Rows:
    query = (
        select(t.AdaptationPeriod, t.Document.name)
        .outerjoin(t.Document, t.Document.id == t.AdaptationPeriod.document_id)
        .where(t.AdaptationPeriod.case_id == case_id)
    )
    return {row.id: (row, name or "") for row, name in session.execute(query)}


def _shown(rows: Rows, period_id: UUID, months: int) -> PeriodShown:
    row, document = rows[period_id]
    last = adaptation.last_day(row.first_day, months)
    return PeriodShown(row.id, row.place, row.first_day, months, last, document, row.decline_reason)


def _assessments(session: Session, period_id: UUID) -> tuple[AssessmentShown, ...]:
    """The newest first."""
    query = (
        select(t.AdaptationAssessment)
        .where(t.AdaptationAssessment.period_id == period_id)
        .order_by(t.AdaptationAssessment.id.desc())
    )
    return tuple(
        AssessmentShown(
            result=AdaptationResult(row.result),
            months=row.months,
            reason=row.reason,
            mistake=row.correction_reason or "",
            author_id=row.author_id,
            at=row.at,
        )
        for row in session.scalars(query)
    )
