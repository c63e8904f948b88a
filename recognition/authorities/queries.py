"""What an authority sees of a case, and nothing more: where it stands, and how it was decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.authorities.access import Ground, may_see
from recognition.authorities.evaluation import evaluation_view
from recognition.domain.decision import DecisionContent
from recognition.domain.reference import read_reference
from recognition.domain.vocabulary import Outcome
from recognition.rules import Rules
from recognition.store.store import Store
from recognition.store.tables import Authority, Case, CaseView, Decision, MeasureChoice

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of which case, on which ground (to be recorded); ``view`` as published."""

    case_id: UUID
    ground: Ground
    view: View | None


def secret_of(store: Store, authority_id: UUID) -> str | None:
    """The webhook secret of an active authority; ``None`` for any other id."""
    with store.reading() as session:
        authority = session.get(Authority, authority_id)
    if authority is None or not authority.active:
        return None
    return store.keys.unseal_with_master(authority.secret_sealed).decode()


def see_status(
    store: Store, rules: Rules, authority_id: UUID, reference: str, at: datetime
) -> Seen | None:
    """Stage, next actor and due day; ``None`` alike for an unknown case and one not to be seen."""
    return _see(store, rules, authority_id, reference, at, status_view)


def see_decision(
    store: Store, rules: Rules, authority_id: UUID, reference: str, at: datetime
) -> Seen | None:
    """The newest signed decision, its view ``None`` while there is none."""
    return _see(store, rules, authority_id, reference, at, decision_view)


def _see(
    store: Store,
    rules: Rules,
    authority_id: UUID,
    reference: str,
    at: datetime,
    make: Callable[[Session, Case], View | None],
) -> Seen | None:
    with store.reading() as session:
        authority = session.get_one(Authority, authority_id)
        written = read_reference(reference) or ""
        case = session.scalars(select(Case).where(Case.reference == written)).first()
        ground = may_see(session, authority, case, at, rules)
        if case is None or ground is None:
            return None
        return Seen(case.id, ground, make(session, case))


def status_view(session: Session, case: Case) -> View | None:
    """``CaseStatus`` of ``schemas/openapi.yaml``."""
    row = session.get(CaseView, case.id)
    if row is None:
        return None
    return {
        "reference": case.reference,
        "stage": row.stage,
        "next_actor": row.next_actor,
        "due_day": row.due_day.isoformat() if row.due_day else None,
    }


def decision_view(session: Session, case: Case) -> View | None:
    """``Decision`` of ``schemas/openapi.yaml``; who proposed and who signed is not told.

    The newest one counts, also while its case is taken up again (docs/adr/0013).
    """
    row = session.scalars(
        select(Decision)
        .where(Decision.case_id == case.id)
        .order_by(Decision.version.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    content = DecisionContent.model_validate(row.content)
    chosen = session.get(MeasureChoice, row.id)
    reopened = case.reopened_at is not None and case.reopened_at >= row.signed_at
    return {
        "reference": case.reference,
        "version": row.version,
        "standing": True,
        "under_review": reopened,
        "outcome": content.outcome.value,
        "compares_to": content.compares_to or None,
        "isced_level": content.isced_level or None,
        "isced_f": content.isced_f or None,
        "reasons": content.reasons,
        "differences": [d.model_dump(mode="json") for d in content.differences],
        "conditions": [c.model_dump(mode="json", exclude_none=True) for c in content.conditions],
        "opens": row.snapshot.get("effects", []),
        "advice": content.advice,
        "measure_chosen": chosen.kind if chosen else None,
        "ground": content.ground.value if content.outcome is Outcome.REFUSAL else None,
        "evaluation": evaluation_view(content.evaluation),
        "signed_at": row.signed_at.isoformat(),
        "letter_sha256": row.letter_sha256,
    }
