"""Facts for tests of the rules, made by hand: nothing is stored."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from recognition.domain.facts import (
    AppealFact,
    CaseFacts,
    ChecklistFact,
    ClaimFact,
    DecisionFact,
    DocumentFact,
    Person,
    ProposalFact,
    RequestFact,
    RequestItemFact,
)
from recognition.domain.regime import PauseGround, Regime
from recognition.domain.vocabulary import (
    AppealKind,
    DocumentKind,
    DocumentState,
    Outcome,
    Purpose,
    RequestItemKind,
    RequestTo,
    Role,
)
from recognition.rules import load_regime
from recognition.store.base import new_id

ZONE = "Europe/Lisbon"
HOLDER, FIRST, SECOND, THIRD, MINISTRY = (new_id() for _ in range(5))

APPLICANT = Person(Role.APPLICANT, HOLDER)
AUTHORITY = Person(Role.AUTHORITY, MINISTRY)


def assessor(person_id: UUID = FIRST) -> Person:
    """An assessor."""
    return Person(Role.ASSESSOR, person_id)


def utc(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment in UTC, noon unless said."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


SUBMITTED = utc(2026, 3, 2)


def lisbon(*pauses: PauseGround) -> Regime:
    """The Lisbon regime, with pauses if named."""
    regime = load_regime("lisbon")
    return regime.model_copy(
        update={"decision": regime.decision.model_copy(update={"pauses": pauses})}
    )


def facts(**changes: Any) -> CaseFacts:
    """A submitted case, acknowledged as complete, with a confirmed reading; changed as told."""
    base = CaseFacts(
        case_id=new_id(),
        revision=1,
        applicant_id=HOLDER,
        purpose=Purpose.LABOUR_MARKET,
        country="ER",
        zone=ZONE,
        office_country="PT",
        regime=lisbon(),
        created_at=SUBMITTED,
        changed_at=SUBMITTED,
        submitted_at=SUBMITTED,
        confirmed_at=SUBMITTED,
        withdrawn_at=None,
        expired_at=None,
        erased_at=None,
        reopened_at=None,
        delay_until=None,
        documents=(),
        checklist=(ChecklistFact("qualification", True, SUBMITTED),),
        requests=(),
        claim=None,
        conflicted=frozenset(),
        proposals=(),
        decisions=(),
        appeals=(),
        passed=frozenset(),
        acknowledged_at=SUBMITTED,
    )
    return replace(base, **changes)


def diploma(state: DocumentState) -> DocumentFact:
    """A diploma whose reading is that far."""
    return DocumentFact(new_id(), DocumentKind.QUALIFICATION, None, state, SUBMITTED, None)


def request(to: RequestTo = RequestTo.APPLICANT, *subjects: str, **changes: Any) -> RequestFact:
    """A request that waits for its answer, asked on the day of submission."""
    base = RequestFact(
        id=new_id(),
        to=to,
        authority_id=MINISTRY if to is RequestTo.AUTHORITY else None,
        opened_by=FIRST,
        opened_at=SUBMITTED,
        asked_at=SUBMITTED,
        objection_until=None,
        due_at=utc(2026, 4, 1, 23),
        reminders=0,
        extended_at=None,
        received_at=None,
        expired_at=None,
        objected_at=None,
        cancelled_at=None,
        reviewed_at=None,
        completes_file=False,
        items=tuple(
            RequestItemFact(new_id(), RequestItemKind.DOCUMENT, subject, None)
            for subject in subjects
        ),
    )
    return replace(base, **changes)


def claim(by: UUID = FIRST, active_at: datetime = SUBMITTED) -> ClaimFact:
    """A claim."""
    return ClaimFact(by, SUBMITTED, active_at)


def proposal(by: UUID = FIRST, **changes: Any) -> ProposalFact:
    """A proposal that waits for its review."""
    base = ProposalFact(new_id(), 1, by, utc(2026, 4, 1), Outcome.REFUSAL, None, None, None)
    return replace(base, **changes)


SIGNED = utc(2026, 5, 4)


def decision(signed_at: datetime = SIGNED, **changes: Any) -> DecisionFact:
    """A signed refusal with its letter."""
    base = DecisionFact(new_id(), 1, Outcome.REFUSAL, FIRST, SECOND, signed_at, signed_at)
    return replace(base, **changes)


def appeal(lodged_at: datetime, kind: AppealKind = AppealKind.DECISION) -> AppealFact:
    """An appeal that is not decided yet."""
    return AppealFact(new_id(), kind, lodged_at, None, None)
