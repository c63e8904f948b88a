"""What a decision letter prints besides the decision: read from the case at a moment."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from recognition.domain import clock, terms
from recognition.domain.decision import DecisionContent
from recognition.domain.facts import CaseFacts
from recognition.domain.terms import TermName
from recognition.domain.vocabulary import CodeScheme, ConditionKind
from recognition.store.impartial import found_code
from recognition.store.tables import Account, Case
from recognition.store.values import case_values


def letter_snapshot(
    session: Session, facts: CaseFacts, content: DecisionContent, at: datetime
) -> dict[str, Any]:
    """Everything that the letter of the next version prints if it is signed at ``at``.

    ``test_day`` is the day until which an aptitude test is offered (2005/36/EC, article 14(7)),
    ``statement_day`` the last on which a statement in place of papers is valid, ``effects`` what
    the recognition opens. Signing freezes it; a draft of the letter is printed from it.
    """
    case = session.get_one(Case, facts.case_id)
    values = case_values(session, case.id)
    codes = {scheme: _found_code(session, case, scheme) for scheme in CodeScheme}
    months = facts.regime.appeal_months
    # By the same count as the term itself, should the letter go out today.
    appeal = terms.counted(facts, TermName.APPEAL, at, months=months)
    return {
        "reference": case.reference,
        "version": len(facts.decisions) + 1,
        "purpose": case.purpose,
        "country": case.country,
        "holder": case.details.get("full_name", ""),
        "date_of_birth": case.details.get("date_of_birth", ""),
        "language": session.get_one(Account, case.applicant_id).language,
        "regime": facts.regime.name,
        "regime_names": facts.regime.names,
        "fields": {
            name.value: value.best.value
            for name, value in values.items()
            if value.best and value.best.value
        },
        "codes": {scheme.value: code for scheme, code in codes.items()},
        "effects": _effects(facts, content, codes[CodeScheme.ISCED_LEVEL]),
        "signed_day": clock.legal_day(at, facts.zone).isoformat(),
        "appeal_months": months,
        "appeal_day": appeal.day.isoformat(),
        "test_day": _test_day(facts, content, at),
        "statement_day": _statement_day(facts, content, at),
    }


def _effects(facts: CaseFacts, content: DecisionContent, found: str) -> list[str]:
    """Of the qualification's level, as it was decided or found (Lisbon Convention, VI.3)."""
    level = content.isced_level or found
    return [one.value for one in facts.regime.opened_by(content.outcome, facts.purpose, level)]


def _statement_day(facts: CaseFacts, content: DecisionContent, at: datetime) -> str:
    """Empty where the letter carries no statement; it is no term, and ends on any day."""
    if content.statement is None:
        return ""
    signed = clock.legal_day(at, facts.zone)
    return clock.months_later(signed, content.statement.valid_months).isoformat()


def _test_day(facts: CaseFacts, content: DecisionContent, at: datetime) -> str:
    """Empty where the decision asks for no test."""
    kinds = {one.kind for one in content.conditions}
    if content.terms is None or ConditionKind.APTITUDE_TEST not in kinds:
        return ""
    months = content.terms.aptitude_test_months
    return terms.counted(facts, TermName.APTITUDE_TEST, at, months=months).day.isoformat()


def _found_code(session: Session, case: Case, scheme: CodeScheme) -> str:
    finding = found_code(session, case.id, scheme)
    return finding.code if finding else ""
