"""Stage, next actor, allowed verbs and dates of a case: derived from its facts, never set.

``derive`` says what a stage allows to a role; ``may`` says whether this person may. Screens,
workflow validators and actions all ask these two.
"""

from dataclasses import dataclass
from datetime import datetime

from recognition.domain import deadlines
from recognition.domain.deadlines import Due
from recognition.domain.facts import CaseFacts, Person
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    AppealKind,
    DeadlineKind,
    DocumentKind,
    DocumentState,
    NextActor,
    RequestState,
    RequestTo,
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

    ``wake_at`` is when a deadline of the case next passes, ``wake_reason`` says which.
    """

    stage: Stage
    next_actor: NextActor
    allowed: dict[Role, frozenset[VerbName]]
    due: Due | None
    wake_at: datetime | None
    wake_reason: DeadlineKind | None


def derive(facts: CaseFacts) -> Derived:
    """Stage, next actor, allowed verbs per role, due date and next wake-up."""
    stage = _stage(facts)
    over = stage is Stage.CLOSED or stage in TERMINAL
    ahead = [] if over else list(deadlines.deadlines(facts))
    first = min(ahead, key=lambda deadline: deadline.at, default=None)
    return Derived(
        stage=stage,
        next_actor=_next_actor(stage, facts),
        allowed=_allowed(stage, facts),
        due=deadlines.due(facts) if stage not in _SETTLED else None,
        wake_at=first.at if first else None,
        wake_reason=first.kind if first else None,
    )


_SETTLED = TERMINAL | {Stage.DRAFT, Stage.DECIDED, Stage.CLOSED}


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
        return Stage.CLOSED if _appeal_term_over(facts) else Stage.DECIDED
    if facts.open_proposal:
        return Stage.SIGN_OFF
    reading = _reading_stage(facts)
    if reading:
        return reading
    return _working_stage(facts)


def _appeal_term_over(facts: CaseFacts) -> bool:
    decision = facts.standing_decision
    assert decision is not None
    return any(kind is DeadlineKind.APPEAL and at > decision.signed_at for kind, at in facts.passed)


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
    return {
        Stage.DRAFT: NextActor.APPLICANT,
        Stage.READING: NextActor.MACHINE,
        Stage.CONFIRMING: NextActor.APPLICANT,
        Stage.INCOMPLETE: NextActor.APPLICANT,
        Stage.ASSESSMENT: NextActor.ASSESSOR,
        Stage.SIGN_OFF: NextActor.SECOND_ASSESSOR,
        Stage.UNDER_APPEAL: NextActor.ASSESSOR,
    }.get(stage, NextActor.NOBODY)


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
        V.SUBMIT,
    }
)
_PENDING_APPLICANT = _ALWAYS_APPLICANT | {
    V.ATTACH_DOCUMENT,
    V.CONFIRM_READING,
    V.EXPLAIN_NAMES,
    V.SETTLE_ITEM,
    V.ANSWER_REQUEST,
    V.ASK_MORE_TIME,
    V.AGREE_TO_QUESTION,
    V.OBJECT_TO_QUESTION,
    V.WITHDRAW,
}
_ANY_DESK = frozenset({V.ADD_NOTE, V.REGISTER_CONFLICT, V.CLAIM, V.RELEASE, V.HAND_OVER})
_WORK = _ANY_DESK | {
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
    applicant: frozenset[VerbName] = frozenset()
    assessor: frozenset[VerbName] = frozenset()
    authority: frozenset[VerbName] = frozenset()
    machine = _MACHINE_ALWAYS
    if stage is Stage.DRAFT:
        applicant = _DRAFT
    elif stage in _WORKING_STAGES:
        applicant, assessor, machine = _PENDING_APPLICANT, _WORK, _MACHINE
        authority = frozenset({V.ANSWER_AUTHENTICITY})
    elif stage is Stage.SIGN_OFF:
        applicant, assessor, machine = _PENDING_APPLICANT, _REVIEW, _MACHINE
        authority = frozenset({V.ANSWER_AUTHENTICITY})
    elif stage is Stage.DECIDED:
        applicant = _DECIDED_APPLICANT
        if not _appealed(facts):
            applicant |= {V.APPEAL}
        assessor = frozenset({V.ADD_NOTE, V.REOPEN})
        machine = _MACHINE
    elif stage is Stage.UNDER_APPEAL:
        applicant, assessor = _DECIDED_APPLICANT, frozenset({V.ADD_NOTE, V.DECIDE_APPEAL})
        machine = _MACHINE
        if facts.standing_decision is None:  # against silence: the procedure itself goes on
            applicant = _PENDING_APPLICANT
            authority = frozenset({V.ANSWER_AUTHENTICITY})
    elif stage is Stage.CLOSED:
        applicant = _DECIDED_APPLICANT
        assessor = frozenset({V.ADD_NOTE, V.REOPEN})
        machine = _MACHINE
    elif stage is Stage.WITHDRAWN:
        applicant = frozenset({V.WITHDRAW_CONSENT})  # as easy to take back as it was to give
        machine = _MACHINE_ALWAYS | {V.RECORD_LETTER}  # of an earlier version, still to come
    if _silence(facts, stage):
        applicant |= {V.APPEAL}
    return {
        Role.APPLICANT: applicant,
        Role.ASSESSOR: assessor,
        Role.AUTHORITY: authority,
        Role.MACHINE: machine,
    }


def _appealed(facts: CaseFacts) -> bool:
    """Whether the standing decision was appealed before; one appeal a version."""
    decision = facts.standing_decision
    return decision is not None and any(a.lodged_at >= decision.signed_at for a in facts.appeals)


def _silence(facts: CaseFacts, stage: Stage) -> bool:
    """Whether the office let the day pass: silence can be appealed (Lisbon, III.5)."""
    if stage not in _WORKING_STAGES and stage is not Stage.SIGN_OFF:
        return False
    # A delay that is announced too late takes nothing back; a case taken up again has a new term.
    missed = [
        at
        for kind, at in facts.passed
        if kind is DeadlineKind.DECISION and (not facts.reopened_at or at > facts.reopened_at)
    ]
    appealed = [a.lodged_at for a in facts.appeals if a.kind is AppealKind.SILENCE]
    return bool(missed) and not any(lodged >= max(missed) for lodged in appealed)


NEEDS_CURRENT_PAGE = frozenset(
    {V.PROPOSE, V.SIGN_OFF, V.SEND_BACK, V.DECIDE_APPEAL, V.REOPEN, V.HAND_OVER}
)
"""Verbs that are refused as stale when the case has moved on since the page was made."""

_NEEDS_CLAIM = _WORK - _ANY_DESK - {V.ANNOUNCE_DELAY}


def may(person: Person, verb: VerbName, facts: CaseFacts) -> ErrorCode | None:
    """Why this person may not do this now, or ``None`` when they may."""
    if verb not in derive(facts).allowed[person.role]:
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
