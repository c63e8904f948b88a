"""Reads the evaluation of a case: the findings that count, and what a suggestion is made from."""

import re
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain import adaptation, clock, fulfilment
from recognition.domain.decision import DecisionContent
from recognition.domain.evaluation import (
    ConditionMet,
    Evaluation,
    Evidence,
    Finding,
    in_order,
    with_fulfilled,
)
from recognition.domain.facts import CaseFacts, DecisionFact
from recognition.domain.lengths import years_of
from recognition.domain.statement import suggested_bases
from recognition.domain.suggestion import Basis as Figures
from recognition.domain.vocabulary import (
    Basis,
    CodeScheme,
    ConditionKind,
    EvaluationSection,
    EvidenceKind,
    FieldName,
)
from recognition.domain.workload import Declared, Workload, WorkloadData, workload_of
from recognition.rules import Rules
from recognition.store.background import newest_rows, opened
from recognition.store.checklist_facts import papers_missing
from recognition.store.impartial import finders, found_code
from recognition.store.keys import KeyRing
from recognition.store.tables import (
    AdaptationPeriod,
    Case,
    CodeSuggestion,
    Conflict,
    Decision,
    FindingRow,
)
from recognition.store.values import case_values

YEAR = 4
"""Digits of a year."""

_FINDING: TypeAdapter[Finding] = TypeAdapter(Finding)


def finding_of(content: dict[str, Any]) -> Finding:
    """A stored finding."""
    return _FINDING.validate_python(content)


def load_findings(session: Session, case_id: UUID) -> tuple[FindingRow, ...]:
    """The findings of a case that can count, oldest first.

    What somebody found who then said to be in a conflict is kept, and counts for nothing: it is for
    somebody else to find it. So is what rests on an interview that they held.
    """
    conflicts = select(Conflict.person_id).where(Conflict.case_id == case_id)
    conflicted = set(session.scalars(conflicts))
    query = select(FindingRow).where(FindingRow.case_id == case_id).order_by(FindingRow.id)
    found = session.scalars(query)
    return tuple(one for one in found if conflicted.isdisjoint(finders(one.author_id, one.content)))


def load_evaluation(session: Session, case_id: UUID) -> Evaluation:
    """The evaluation as it stands: the newest finding of each section."""
    newest = {
        EvaluationSection(row.section): finding_of(row.content)
        for row in load_findings(session, case_id)
    }
    return in_order(newest)


def with_conditions(session: Session, facts: CaseFacts, found: Evaluation) -> Evaluation:
    """The evaluation with the conditions that the holder fulfilled since an earlier decision."""
    decision = fulfilment.newest_fulfilled(facts)
    if decision is None:
        return found
    then = DecisionContent.model_validate(session.get_one(Decision, decision.id).content).evaluation
    return with_fulfilled(found, then, decision.version, _met(session, facts, decision))


def _met(session: Session, facts: CaseFacts, decision: DecisionFact) -> tuple[ConditionMet, ...]:
    """What was fulfilled, in the order of the decision, with what shows it."""
    recorded = fulfilment.recorded(facts, decision)
    met = []
    for at in sorted(fulfilment.met(facts, decision)):
        if at in recorded:
            one = recorded[at]
            met.append(ConditionMet(kind=one.kind, day=one.day, evidence=one.evidence))
        elif period := adaptation.period_under(facts, decision):
            assert period.assessed_at is not None
            day = clock.legal_day(period.assessed_at, facts.zone)
            place = session.get_one(AdaptationPeriod, period.id).place
            met.append(ConditionMet(kind=ConditionKind.ADAPTATION_PERIOD, day=day, evidence=place))
    return tuple(met)


def bases_suggested(
    session: Session, keys: KeyRing, rules: Rules, facts: CaseFacts
) -> tuple[Basis, ...]:
    """On what the description of an element may rest, where a qualification is reconstructed."""
    told = opened(keys, newest_rows(session, facts.case_id)) is not None
    case = session.get_one(Case, facts.case_id)
    return suggested_bases(told=told, papers_missing=papers_missing(case, rules, facts))


def load_basis(session: Session, case_id: UUID, known: WorkloadData) -> Figures:
    """What the file says of level and workload: a person's code before the machine's."""
    level, source = _level(session, case_id)
    workload = load_workload(session, case_id, known)
    return Figures(
        level=level,
        level_from=source,
        credits=workload.credits,
        years=workload.declared.years,
        credits_text=workload.declared.credits_text,
        duration_text=workload.declared.length_text,
    )


def load_workload(session: Session, case_id: UUID, known: WorkloadData) -> Workload:
    """Credits and length as the file has them, converted as far as that is sure."""
    values = case_values(session, case_id)

    def best(name: FieldName) -> tuple[str, str]:
        found = values[name].best if name in values else None
        return (found.value, found.normalised) if found else ("", "")

    credits_text, number = best(FieldName.CREDITS)
    length = best(FieldName.DURATION)[0]
    year = best(FieldName.AWARD_DATE)[1][:4]
    declared = Declared(
        credits=_number(number) or _number(credits_text),
        credits_text=credits_text,
        years=years_of(length, known.lengths),
        length_text=length,
        country=session.get_one(Case, case_id).country or "",
        award_year=int(year) if year.isdecimal() and len(year) == YEAR else None,
    )
    return workload_of(declared, known)


def _level(session: Session, case_id: UUID) -> tuple[str, Evidence | None]:
    """The ISCED level; a machine that abstained suggested nothing."""
    found = found_code(session, case_id, CodeScheme.ISCED_LEVEL)
    if found is not None:
        field = Evidence(kind=EvidenceKind.FIELD, ref=FieldName.ISCED_LEVEL.value)
        return found.code[:1], field
    suggested = session.scalars(
        select(CodeSuggestion)
        .where(CodeSuggestion.case_id == case_id, CodeSuggestion.scheme == CodeScheme.ISCED_LEVEL)
        .order_by(CodeSuggestion.id.desc())
        .limit(1)
    ).first()
    if suggested is None or suggested.abstained:
        return "", None
    return suggested.code[:1], Evidence(kind=EvidenceKind.SUGGESTION, ref=str(suggested.id))


def _number(text: str) -> float | None:
    """The first number of a text, such as the "360" of "360 CATS"."""
    found = re.search(r"\d+(?:[.,]\d+)?", text)
    return float(found.group().replace(",", ".")) if found else None
