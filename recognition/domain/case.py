"""Stage, next actor, allowed verbs and dates of a case: derived from its facts, never set.

``derive`` says what a stage allows to a role; ``may`` says whether this person may. Screens,
workflow validators and actions all ask these two.
"""

from dataclasses import dataclass
from datetime import date, datetime

from recognition.domain import adaptation, deadlines, fulfilment
from recognition.domain.deadlines import Due
from recognition.domain.facts import AppealFact, CaseFacts, Person
from recognition.domain.pauses import missed
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    AppealKind,
    DeadlineKind,
    DocumentKind,
    DocumentState,
    NextActor,
    RequestState,
    RequestTo,
    Right,
    Role,
    Stage,
)
from recognition.errors import ErrorCode

V = VerbName

TERMINAL = frozenset({Stage.WITHDRAWN, Stage.EXPIRED, Stage.ERASED})
"""Stages that nothing leads out of."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from the facts.

    ``wake_at`` is when a deadline of the case next passes, ``wake_reason`` says which; a closed
    case has one as long as an aptitude test is offered or an adaptation period goes on. ``due`` is
    about the decision, ``acknowledge_by`` about saying what is missing, ``erase_at`` about the end
    of keeping a case that is over.
    """

    stage: Stage
    next_actor: NextActor
    allowed: dict[Role, frozenset[VerbName]]
    due: Due | None
    wake_at: datetime | None
    wake_reason: DeadlineKind | None
    acknowledge_by: date | None
    erase_at: datetime | None


def derive(facts: CaseFacts) -> Derived:
    """Stage, next actor, allowed verbs per role, due date and next wake-up."""
    stage = _stage(facts)
    ahead = [] if stage in TERMINAL else list(deadlines.deadlines(facts))
    first = min(ahead, key=lambda deadline: deadline.at, default=None)
    erasure = deadlines.erasure_term(facts)
    return Derived(
        stage=stage,
        next_actor=_next_actor(stage, facts),
        allowed=_allowed(stage, facts),
        due=None if _settled(stage, facts) else deadlines.due(facts),
        wake_at=first.at if first else None,
        wake_reason=first.kind if first else None,
        acknowledge_by=_acknowledge_by(stage, facts),
        erase_at=erasure.ends_at if erasure else None,
    )


def _acknowledge_by(stage: Stage, facts: CaseFacts) -> date | None:
    term = deadlines.acknowledgement_term(facts)
    waits = stage in _WORKING_STAGES and deadlines.awaits_acknowledgement(facts)
    return term.day if term and waits else None


_SETTLED = TERMINAL | {Stage.DRAFT, Stage.DECIDED, Stage.CLOSED}


def _settled(stage: Stage, facts: CaseFacts) -> bool:
    """Whether no decision is owed: an appeal against one owes none until it is granted."""
    return stage in _SETTLED or (stage is Stage.UNDER_APPEAL and not _goes_on(facts))


def _stage(facts: CaseFacts) -> Stage:
    if facts.erased_at:
        return Stage.ERASED
    if facts.withdrawn_at:
        return Stage.WITHDRAWN
    if facts.expired_at:
        return Stage.EXPIRED
    if facts.submitted_at is None:
        return Stage.DRAFT
    if facts.open_appeal:
        return Stage.UNDER_APPEAL
    if facts.standing_decision:
        return Stage.CLOSED if deadlines.appeal_over_at(facts) else Stage.DECIDED
    if facts.open_proposal:
        return Stage.SIGN_OFF
    reading = _reading_stage(facts)
    if reading:
        return reading
    return _working_stage(facts)


def _reading_stage(facts: CaseFacts) -> Stage | None:
    """Reading or confirming, until the first confirmation or its term's end; never again."""
    if facts.confirmed_at or facts.has_passed(DeadlineKind.CONFIRMATION):
        return None
    papers = [d for d in facts.documents if d.kind is DocumentKind.QUALIFICATION]
    if not papers:
        return None
    ended = all(d.state in (DocumentState.READ, DocumentState.UNREADABLE) for d in papers)
    return Stage.CONFIRMING if ended else Stage.READING


def _working_stage(facts: CaseFacts) -> Stage:
    waiting = [r for r in facts.requests if r.waits]
    if any(r.to is RequestTo.APPLICANT for r in waiting):
        return Stage.INCOMPLETE
    if waiting and not _unreviewed(facts):
        return Stage.VERIFICATION
    return Stage.ASSESSMENT


def _unreviewed(facts: CaseFacts) -> bool:
    """Whether an answer, an objection or an expiry waits for the assessor's look."""
    looked_for = (RequestState.RECEIVED, RequestState.EXPIRED, RequestState.OBJECTED)
    return any(r.state in looked_for for r in facts.requests)


def _next_actor(stage: Stage, facts: CaseFacts) -> NextActor:
    if stage is Stage.VERIFICATION:
        asked = any(r.state is RequestState.REQUESTED for r in facts.requests)
        return NextActor.AUTHORITY if asked else NextActor.APPLICANT
    if stage is Stage.UNDER_APPEAL and _goes_on(facts) and facts.open_proposal:
        return NextActor.SECOND_ASSESSOR
    if stage in (Stage.DECIDED, Stage.CLOSED) and _office_is_next(facts):
        return NextActor.ASSESSOR
    return {
        Stage.DRAFT: NextActor.APPLICANT,
        Stage.READING: NextActor.MACHINE,
        Stage.CONFIRMING: NextActor.APPLICANT,
        Stage.INCOMPLETE: NextActor.APPLICANT,
        Stage.ASSESSMENT: NextActor.ASSESSOR,
        Stage.SIGN_OFF: NextActor.SECOND_ASSESSOR,
        Stage.UNDER_APPEAL: NextActor.ASSESSOR,
    }.get(stage, NextActor.NOBODY)


def _office_is_next(facts: CaseFacts) -> bool:
    """Whether something of what the decision asks for waits for an assessor."""
    waits = adaptation.waits_for_office(facts) or fulfilment.waits_for_office(facts)
    return waits or bool(fulfilment.stated(facts))


_ALWAYS_APPLICANT = frozenset({V.GIVE_CONSENT, V.WITHDRAW_CONSENT})
_DECIDED_APPLICANT = _ALWAYS_APPLICANT | {V.CHOOSE_MEASURE, V.SHOW_ON_VERIFY}
_DRAFT = frozenset(
    {
        V.EDIT_APPLICATION,
        V.ATTACH_DOCUMENT,
        V.REMOVE_DOCUMENT,
        V.CONFIRM_READING,
        V.EXPLAIN_NAMES,
        V.SETTLE_ITEM,
        V.ANSWER_BACKGROUND,
        V.SUBMIT,
    }
)
_PENDING_APPLICANT = _ALWAYS_APPLICANT | {
    V.ATTACH_DOCUMENT,
    V.CONFIRM_READING,
    V.EXPLAIN_NAMES,
    V.SETTLE_ITEM,
    V.ANSWER_BACKGROUND,
    V.ANSWER_REQUEST,
    V.ASK_MORE_TIME,
    V.AGREE_TO_QUESTION,
    V.OBJECT_TO_QUESTION,
    V.WITHDRAW,
}
_ANY_DESK = frozenset({V.ADD_NOTE, V.REGISTER_CONFLICT, V.CLAIM, V.RELEASE, V.HAND_OVER})
_WORK = _ANY_DESK | {
    V.ACKNOWLEDGE,
    V.FIND_FIELD,
    V.FIND_CODE,
    V.RECORD_FINDING,
    V.ASK_APPLICANT,
    V.ASK_AUTHORITY,
    V.REVIEW_REQUEST,
    V.CANCEL_REQUEST,
    V.ANNOUNCE_DELAY,
    V.PROPOSE,
}
_REVIEW = _ANY_DESK | {V.SIGN_OFF, V.SEND_BACK, V.RETRACT_PROPOSAL, V.ANNOUNCE_DELAY}
_MACHINE_ALWAYS = frozenset({V.REFRESH, V.RECORD_DELIVERY, V.PASS_DEADLINES})
_MACHINE = _MACHINE_ALWAYS | {
    V.SEND_QUESTION,
    V.REMIND_REQUEST,
    V.EXPIRE_REQUEST,
    V.RECORD_LETTER,
}
_WORKING_STAGES = frozenset(
    {Stage.READING, Stage.CONFIRMING, Stage.INCOMPLETE, Stage.ASSESSMENT, Stage.VERIFICATION}
)


def _allowed(stage: Stage, facts: CaseFacts) -> dict[Role, frozenset[VerbName]]:
    return {
        Role.APPLICANT: _applicant_verbs(stage, facts),
        Role.ASSESSOR: _assessor_verbs(stage, facts),
        Role.AUTHORITY: _ANSWERS if _pending(stage, facts) else frozenset(),
        Role.MACHINE: _machine_verbs(stage),
    }


_ANSWERS = frozenset({V.ANSWER_AUTHENTICITY})
_AFTER_DECISION = frozenset({V.ADD_NOTE, V.REGISTER_CONFLICT, V.REOPEN, V.CORRECT_SLIP})


def _pending(stage: Stage, facts: CaseFacts) -> bool:
    """Whether the procedure goes on: until a decision, also while its silence is appealed."""
    at_work = stage in _WORKING_STAGES or stage is Stage.SIGN_OFF
    return at_work or (stage is Stage.UNDER_APPEAL and _goes_on(facts))


def _goes_on(facts: CaseFacts) -> bool:
    """Whether an open appeal is one against silence: the office still owes its decision."""
    return facts.open_appeal is not None and facts.standing_decision is None


def _applicant_verbs(stage: Stage, facts: CaseFacts) -> frozenset[VerbName]:
    if stage is Stage.DRAFT:
        return _DRAFT
    if stage is Stage.WITHDRAWN:
        return frozenset({V.WITHDRAW_CONSENT})  # as easy to take back as it was to give
    if stage in TERMINAL:
        return frozenset()
    measures = adaptation.holder_verbs(facts) | fulfilment.holder_verbs(facts)
    decided = _DECIDED_APPLICANT | measures
    verbs = _PENDING_APPLICANT if _pending(stage, facts) else decided
    if facts.open_appeal:
        verbs |= {V.WITHDRAW_APPEAL}
    unappealed = stage is Stage.DECIDED and not _appealed(facts)
    return verbs | {V.APPEAL} if unappealed or _silence(facts, stage) else verbs


def _assessor_verbs(stage: Stage, facts: CaseFacts) -> frozenset[VerbName]:
    if stage in (Stage.DECIDED, Stage.CLOSED):
        return _AFTER_DECISION | _desk_measures(facts)
    if stage is Stage.UNDER_APPEAL and not _goes_on(facts):
        verbs = frozenset({V.ADD_NOTE, V.REGISTER_CONFLICT, V.DECIDE_APPEAL})
        return verbs | _desk_measures(facts)
    if not _pending(stage, facts):
        return frozenset()
    verbs = _REVIEW if facts.open_proposal else _WORK
    if facts.open_appeal:
        verbs |= {V.DECIDE_APPEAL}
    if facts.acknowledged_at is not None:
        verbs -= {V.ACKNOWLEDGE}
    if not facts.regime.decision.extension_max_months or deadlines.ordered_term(facts):
        verbs -= {V.ANNOUNCE_DELAY}
    return verbs


def _desk_measures(facts: CaseFacts) -> frozenset[VerbName]:
    return adaptation.desk_verbs(facts) | fulfilment.desk_verbs(facts)


def _machine_verbs(stage: Stage) -> frozenset[VerbName]:
    if stage is Stage.WITHDRAWN:
        return _MACHINE_ALWAYS | {V.RECORD_LETTER}  # of an earlier version, still to come
    if stage is Stage.DRAFT or stage in TERMINAL:
        return _MACHINE_ALWAYS
    return _MACHINE


def _appealed(facts: CaseFacts) -> bool:
    """Whether the standing decision was appealed before; one appeal a version, if it is kept up."""
    decision = facts.standing_decision
    return decision is not None and any(a.lodged_at >= decision.signed_at for a in _kept_up(facts))


def _kept_up(facts: CaseFacts) -> tuple[AppealFact, ...]:
    """The appeals that were not withdrawn: one that was takes no right away."""
    return tuple(a for a in facts.appeals if a.withdrawn_at is None)


def _silence(facts: CaseFacts, stage: Stage) -> bool:
    """Whether the office let the day pass: silence can be appealed (Lisbon, III.5)."""
    if stage not in _WORKING_STAGES and stage is not Stage.SIGN_OFF:
        return False
    # A delay that is announced too late takes nothing back; a case taken up again has a new term.
    ran_out = missed(facts)
    appealed = [a.lodged_at for a in _kept_up(facts) if a.kind is AppealKind.SILENCE]
    return bool(ran_out) and not any(lodged >= max(ran_out) for lodged in appealed)


NEEDS_CURRENT_PAGE = frozenset(
    {
        V.PROPOSE,
        V.SIGN_OFF,
        V.SEND_BACK,
        V.DECIDE_APPEAL,
        V.REOPEN,
        V.CORRECT_SLIP,
        V.CORRECT_CONDITION,
        V.CORRECT_ADAPTATION,
        V.HAND_OVER,
    }
)
"""Verbs that are refused as stale when the case has moved on since the page was made."""

NEEDS_RIGHT = {
    verb: Right.CORRECT for verb in (V.CORRECT_SLIP, V.CORRECT_CONDITION, V.CORRECT_ADAPTATION)
}
"""Verbs that are open only to whom the office has named for them."""

_NEEDS_CLAIM = _WORK - _ANY_DESK - {V.ANNOUNCE_DELAY}


def may(person: Person, verb: VerbName, facts: CaseFacts) -> ErrorCode | None:
    """Why this person may not do this now, or ``None`` when they may."""
    if verb not in _allowed(_stage(facts), facts)[person.role]:
        return ErrorCode.STAGE_FORBIDS
    if person.role is Role.APPLICANT:
        return None if person.id == facts.applicant_id else ErrorCode.NOT_YOURS
    if person.role is Role.ASSESSOR:
        return _assessor_may(person, verb, facts)
    return None


def _assessor_may(person: Person, verb: VerbName, facts: CaseFacts) -> ErrorCode | None:
    if person.id is None:
        return ErrorCode.WRONG_ROLE
    if person.id == facts.applicant_id or person.id in facts.conflicted:
        return ErrorCode.CONFLICT_OF_INTEREST
    if verb in NEEDS_RIGHT and NEEDS_RIGHT[verb] not in person.rights:
        return ErrorCode.RIGHT_MISSING
    holder = facts.claim.assessor_id if facts.claim else None
    proposal = facts.open_proposal
    if verb in (V.SIGN_OFF, V.SEND_BACK) and proposal and proposal.author_id == person.id:
        return ErrorCode.OWN_PROPOSAL
    if verb is V.RETRACT_PROPOSAL and proposal and proposal.author_id != person.id:
        return ErrorCode.NOT_YOURS
    if verb is V.DECIDE_APPEAL and person.id in facts.involved:
        return ErrorCode.INVOLVED_BEFORE
    if verb is V.CLAIM:
        return ErrorCode.CLAIMED_BY_ANOTHER if holder not in (None, person.id) else None
    if verb in _NEEDS_CLAIM | {V.RELEASE, V.HAND_OVER}:
        if holder is None:
            return ErrorCode.NOT_CLAIMED
        if holder != person.id:
            return ErrorCode.CLAIMED_BY_ANOTHER
    return None
