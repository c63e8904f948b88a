"""What proposing, signing and sending back share."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from recognition.actions.doing import Doing
from recognition.domain import clock, terms
from recognition.domain.decision import DecisionContent
from recognition.domain.terms import TermName
from recognition.domain.vocabulary import CodeScheme, ConditionKind
from recognition.errors import ErrorCode, Stale
from recognition.store.tables import Account, CodeFinding, Proposal
from recognition.store.values import case_values


def open_proposal(doing: Doing, proposal_id: UUID) -> Proposal:
    """The open proposal, if it is the one the reviewer saw; ``Stale`` otherwise."""
    fact = doing.facts.open_proposal
    row = doing.session.get(Proposal, proposal_id)
    if fact is None or row is None or fact.id != proposal_id:
        raise Stale(ErrorCode.CASE_MOVED_ON, "proposal")
    return row


def letter_snapshot(doing: Doing, version: int, content: DecisionContent) -> dict[str, Any]:
    """Everything that a decision letter prints, frozen with the signature.

    ``test_day`` is the day until which an aptitude test is offered (2005/36/EC, article 14(7)),
    ``statement_day`` the last on which a statement in place of papers is valid, ``effects`` what
    the recognition opens.
    """
    values = case_values(doing.session, doing.case.id)
    zone, months = doing.facts.zone, doing.facts.regime.appeal_months
    # By the same count as the term itself, should the letter go out today.
    appeal = terms.counted(doing.facts, TermName.APPEAL, doing.at, months=months)
    return {
        "reference": doing.case.reference,
        "version": version,
        "purpose": doing.case.purpose,
        "country": doing.case.country,
        "holder": doing.case.details.get("full_name", ""),
        "date_of_birth": doing.case.details.get("date_of_birth", ""),
        "language": _language(doing),
        "regime": doing.facts.regime.name,
        "fields": {
            name.value: value.best.value
            for name, value in values.items()
            if value.best and value.best.value
        },
        "codes": {scheme.value: _found_code(doing, scheme) for scheme in CodeScheme},
        "effects": _effects(doing, content),
        "signed_day": clock.legal_day(doing.at, zone).isoformat(),
        "appeal_months": months,
        "appeal_day": appeal.day.isoformat(),
        "test_day": _test_day(doing, content),
        "statement_day": _statement_day(doing, content),
    }


def _effects(doing: Doing, content: DecisionContent) -> list[str]:
    """Of the qualification's level, as it was decided or found (Lisbon Convention, VI.3)."""
    level = content.isced_level or _found_code(doing, CodeScheme.ISCED_LEVEL)
    opened = doing.facts.regime.opened_by(content.outcome, doing.facts.purpose, level)
    return [one.value for one in opened]


def _statement_day(doing: Doing, content: DecisionContent) -> str:
    """Empty where the letter carries no statement."""
    if content.statement is None:
        return ""
    zone = doing.facts.zone
    end = clock.after_months(doing.at, content.statement.valid_months, zone)
    return clock.last_day(end, zone).isoformat()


def _test_day(doing: Doing, content: DecisionContent) -> str:
    """Empty where the decision asks for no test."""
    kinds = {one.kind for one in content.conditions}
    if content.terms is None or ConditionKind.APTITUDE_TEST not in kinds:
        return ""
    zone = doing.facts.zone
    end = clock.after_months(doing.at, content.terms.aptitude_test_months, zone)
    return clock.last_day(end, zone).isoformat()


def _language(doing: Doing) -> str:
    """The applicant's language, in which the letter speaks first."""
    return doing.session.get_one(Account, doing.case.applicant_id).language


def _found_code(doing: Doing, scheme: CodeScheme) -> str:
    finding = doing.session.scalars(
        select(CodeFinding)
        .where(CodeFinding.case_id == doing.case.id, CodeFinding.scheme == scheme)
        .order_by(CodeFinding.id.desc())
        .limit(1)
    ).first()
    return finding.code if finding else ""
