"""The facts of a case, as the store reads them and the rules judge them.

Immutable, no behaviour beyond what follows from a fact alone. All moments are aware UTC datetimes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from recognition.domain.regime import Regime
from recognition.domain.vocabulary import (
    AdaptationResult,
    AppealKind,
    ConditionKind,
    ConditionResult,
    DeadlineKind,
    DocumentKind,
    DocumentState,
    Outcome,
    Purpose,
    RequestItemKind,
    RequestState,
    RequestTo,
    Right,
    Role,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, in which role, and with which rights; the machine acts as itself."""

    role: Role
    id: UUID | None = None
    rights: frozenset[Right] = frozenset()


MACHINE = Person(Role.MACHINE)


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A document attached to the case; ``also`` are the items besides ``item_id`` it is for."""

    id: UUID
    kind: DocumentKind
    item_id: str | None
    state: DocumentState
    attached_at: datetime
    confirmed_at: datetime | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistFact:
    """An item of the case's checklist; settled by a paper or by 'cannot be had'."""

    id: str
    required: bool
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestItemFact:
    """One thing asked for, and when it was answered."""

    id: UUID
    kind: RequestItemKind
    subject: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestFact:
    """A question to one person or authority, through its whole lifecycle."""

    id: UUID
    to: RequestTo
    authority_id: UUID | None
    opened_by: UUID | None
    opened_at: datetime
    asked_at: datetime | None
    objection_until: datetime | None
    due_at: datetime | None
    reminders: int
    extended_at: datetime | None
    received_at: datetime | None
    expired_at: datetime | None
    objected_at: datetime | None
    cancelled_at: datetime | None
    reviewed_at: datetime | None
    completes_file: bool
    items: tuple[RequestItemFact, ...]
    reminders_at: tuple[datetime, ...] | None = None

    @property
    def state(self) -> RequestState:
        """Where the request stands; late answers are still taken, so received beats expired.

        An answer that comes after its expiry was reviewed waits for another look.
        """
        if self.cancelled_at:
            return RequestState.CANCELLED
        if self.reviewed_at and not (self.received_at and self.received_at > self.reviewed_at):
            return RequestState.REVIEWED
        if self.objected_at:
            return RequestState.OBJECTED
        if self.received_at:
            return RequestState.RECEIVED
        if self.expired_at:
            return RequestState.EXPIRED
        return RequestState.REQUESTED if self.asked_at else RequestState.ANNOUNCED

    @property
    def waits(self) -> bool:
        """Whether somebody is still expected to answer."""
        return self.state in (RequestState.ANNOUNCED, RequestState.REQUESTED)

    @property
    def ended_at(self) -> datetime | None:
        """When it stopped to wait; a late answer to an expired one changes nothing of that."""
        ends = (self.received_at, self.expired_at, self.objected_at, self.cancelled_at)
        return min((end for end in ends if end is not None), default=None)

    @property
    def takes_answers(self) -> bool:
        """Whether an answer is still taken: until one was reviewed, and late ones too."""
        if self.asked_at is None or self.cancelled_at or self.objected_at:
            return False
        return self.received_at is None or self.state is RequestState.RECEIVED


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """Which assessor holds the case, and when they last did something on it."""

    assessor_id: UUID
    claimed_at: datetime
    active_at: datetime


@dataclass(frozen=True, slots=True)
class ProposalFact:
    """A proposed decision, and what the second assessor said of it."""

    id: UUID
    round: int
    author_id: UUID
    proposed_at: datetime
    outcome: Outcome
    reviewer_id: UUID | None
    reviewed_at: datetime | None
    approved: bool | None


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A signed version of the decision; one that ``corrects`` another is the same decision.

    ``test_day`` is the last day on which an aptitude test is offered, if the decision asks for one;
    ``test_notice_days`` before it people are reminded. ``measure`` is the one that was chosen,
    ``choice`` says whether there was one. ``adaptation`` says whether an adaptation period is asked
    for, of ``adaptation_months``, and never longer than ``adaptation_max_months``. ``conditions``
    are the kinds of everything that it asks for, in its order.
    """

    id: UUID
    version: int
    outcome: Outcome
    proposer_id: UUID
    signer_id: UUID
    signed_at: datetime
    letter_at: datetime | None
    corrects: UUID | None = None
    test_day: date | None = None
    test_notice_days: int | None = None
    measure: ConditionKind | None = None
    choice: bool = False
    adaptation: bool = False
    adaptation_months: int | None = None
    adaptation_max_months: int | None = None
    conditions: tuple[ConditionKind, ...] = ()


@dataclass(frozen=True, slots=True)
class AdaptationFact:
    """When an adaptation period began: stated by the holder, or recorded by the office.

    ``months`` is its whole length, with what it was extended by (``months_before`` without the
    newest assessment); ``result`` is the assessment that counts, ``None`` while none is recorded or
    the period goes on. ``notice_days`` before its last day people are reminded.
    """

    id: UUID
    decision_id: UUID
    first_day: date
    months: int
    stated_at: datetime
    confirmed_at: datetime | None = None
    declined_at: datetime | None = None
    notice_days: int | None = None
    result: AdaptationResult | None = None
    assessed_at: datetime | None = None
    months_before: int | None = None


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """What was recorded of one condition of a decision, at ``position`` among them."""

    decision_id: UUID
    position: int
    kind: ConditionKind
    result: ConditionResult
    day: date
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ConditionStatementFact:
    """What the holder stated of one condition; ``reviewed_at`` once an assessor has looked."""

    id: UUID
    decision_id: UUID
    position: int
    result: ConditionResult
    stated_at: datetime
    reviewed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AppealFact:
    """An appeal, and how it ended: decided, or taken back by who lodged it."""

    id: UUID
    kind: AppealKind
    lodged_at: datetime
    decided_at: datetime | None
    granted: bool | None
    withdrawn_at: datetime | None = None

    @property
    def ended_at(self) -> datetime | None:
        """When it was decided or withdrawn; ``None`` while it is open."""
        return self.withdrawn_at or self.decided_at


@dataclass(frozen=True, slots=True)
class FixedTerm:
    """A term's end as it was computed and recorded: it stands as long as ``basis`` is the same.

    ``basis`` names the facts that it was computed from. A new release of time zones or holidays, or
    a changed office, computes nothing anew: only a new fact, which some action wrote, does.
    """

    basis: str
    first_day: date
    day: date
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything that the procedure depends on, for one case.

    ``fixed`` holds the ends of terms that were recorded, by their name; ``staff`` is everybody who
    did anything on the case for the office; ``displaced`` says that a paper cannot be had for a
    reason that people give who fled (``domain.precedence``).
    """

    case_id: UUID
    revision: int
    applicant_id: UUID
    purpose: Purpose | None
    country: str | None
    zone: str
    office_country: str
    regime: Regime
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    expired_at: datetime | None
    erased_at: datetime | None
    reopened_at: datetime | None
    delay_until: datetime | None
    documents: tuple[DocumentFact, ...]
    checklist: tuple[ChecklistFact, ...]
    requests: tuple[RequestFact, ...]
    claim: ClaimFact | None
    conflicted: frozenset[UUID]
    proposals: tuple[ProposalFact, ...]
    decisions: tuple[DecisionFact, ...]
    appeals: tuple[AppealFact, ...]
    passed: frozenset[tuple[DeadlineKind, datetime]]
    evaluators: frozenset[UUID] = frozenset()
    office_subdivision: str | None = None
    acknowledged_at: datetime | None = None
    delay_at: datetime | None = None
    staff: frozenset[UUID] = frozenset()
    fixed: Mapping[str, FixedTerm] = field(default_factory=dict)
    adaptations: tuple[AdaptationFact, ...] = ()
    conditions: tuple[ConditionFact, ...] = ()
    condition_statements: tuple[ConditionStatementFact, ...] = ()
    displaced: bool = False

    @property
    def delivered_at(self) -> datetime | None:
        """When the standing decision first reached the applicant: a correction delivers none."""
        first = next(reversed(self.standing_versions.values()), None)
        return first.letter_at if first else None

    @property
    def standing_versions(self) -> dict[UUID, DecisionFact]:
        """The standing decision and those that it only corrects: newest first."""
        return self.versions_of(self.standing_decision)

    def versions_of(self, decision: DecisionFact | None) -> dict[UUID, DecisionFact]:
        """A decision and those that it only corrects: newest first."""
        found = dict[UUID, DecisionFact]()
        by_id = {d.id: d for d in self.decisions}
        while decision is not None:
            found[decision.id] = decision
            decision = by_id.get(decision.corrects) if decision.corrects else None
        return found

    @property
    def standing_decision(self) -> DecisionFact | None:
        """The newest decision, unless the case was reopened after it."""
        if not self.decisions:
            return None
        newest = self.decisions[-1]
        if self.reopened_at and self.reopened_at >= newest.signed_at:
            return None
        return newest

    @property
    def open_proposal(self) -> ProposalFact | None:
        """The proposal that waits for a second assessor."""
        if self.proposals and self.proposals[-1].reviewed_at is None:
            return self.proposals[-1]
        return None

    @property
    def open_appeal(self) -> AppealFact | None:
        """The appeal that is neither decided nor withdrawn yet."""
        return next((a for a in self.appeals if a.ended_at is None), None)

    @property
    def involved(self) -> frozenset[UUID]:
        """Staff who did anything on the case, evaluated or hold it: others decide an appeal."""
        people = set(self.staff) | self.evaluators | {p.author_id for p in self.proposals}
        people |= {p.reviewer_id for p in self.proposals if p.reviewer_id}
        people |= {r.opened_by for r in self.requests if r.opened_by}
        if self.claim:
            people.add(self.claim.assessor_id)
        return frozenset(people)

    def has_passed(self, kind: DeadlineKind) -> bool:
        """Whether a deadline of this kind was ever recorded as passed."""
        return any(k is kind for k, _ in self.passed)
