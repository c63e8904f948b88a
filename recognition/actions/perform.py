"""Performs one action: one transaction from the person's right to the derived state.

The only writer of a case's facts. The web calls it for drafts; from submission on the workflow's
local activity does, one at a time for each case.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from recognition.actions.deriving import Change, current_state, rederive
from recognition.actions.doing import Doing
from recognition.actions.registry import HANDLERS
from recognition.domain.case import NEEDS_CURRENT_PAGE, NEEDS_RIGHT, may
from recognition.domain.facts import CaseFacts, Person
from recognition.domain.state import ActResult, CaseState
from recognition.domain.verbs import Act
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, NotAllowed, RecognitionError, Stale
from recognition.rules import Rules
from recognition.store.facts import load_facts, lock_case
from recognition.store.prepared import rows
from recognition.store.rights import rights_of
from recognition.store.store import Store
from recognition.store.tables import ActionLog, Case, Claim
from recognition.store.touched import touched_in

_DONE = select(ActionLog.result).where(
    ActionLog.case_id == bindparam("case_id"), ActionLog.action_id == bindparam("action_id")
)

_KEEP = insert(ActionLog)

Then = Callable[[Session, CaseState], CaseState]
"""What goes along in an act's transaction once it is done: the state after it."""


def perform(
    store: Store, rules: Rules, case_id: UUID, act: Act, at: datetime, then: Then | None = None
) -> CaseState:
    """Do ``act``, and ``then``, on a case at the moment ``at`` and return its new state.

    The same action id again changes nothing and returns what was returned then, with what is
    still to be done ``then``. Raises ``NotFound``, ``NotAllowed``, ``Stale`` or ``InvalidInput``;
    then nothing was changed.
    """
    with store.writing() as session:
        case = lock_case(session, case_id)
        done = rows(session, _DONE, case_id=case_id, action_id=act.action_id).scalar()
        if done is not None:
            state = CaseState.model_validate(done)
            return then(session, state) if then else state
        state = _do(session, store, rules, case, act, at)
        state = then(session, state) if then else state
        rows(
            session,
            _KEEP,
            case_id=case_id,
            action_id=act.action_id,
            verb=act.verb.verb,
            at=at,
            result=state.model_dump(mode="json"),
        )
        return state


_OF_THE_MOMENT = (None, ErrorCode.STAGE_FORBIDS)
"""What an old page may have come too late for, rather than not being this person's to do."""


def _do(
    session: Session, store: Store, rules: Rules, case: Case, act: Act, at: datetime
) -> CaseState:
    known = load_facts(session, case.id, rules)
    at, facts = _when_sent(act, at, known)
    person = act.person
    if act.verb.verb in NEEDS_RIGHT:
        person = replace(person, rights=rights_of(session, person.id))
    forbidden = may(person, act.verb.verb, facts)
    stale = act.revision is not None and act.revision != case.revision
    if stale and act.verb.verb in NEEDS_CURRENT_PAGE and forbidden in _OF_THE_MOMENT:
        raise Stale(ErrorCode.CASE_MOVED_ON, act.verb.verb)
    if forbidden is not None:
        raise NotAllowed(forbidden, act.verb.verb)
    known = _keep_claim_alive(session, known, act.person, at)
    with touched_in(session) as touched:
        doing = Doing(session, store.keys, rules, case, facts, act.person, at)
        HANDLERS[act.verb.verb](doing, act.verb)
        case.changed_at = at
        change = Change(known, touched, act.person)
        return rederive(session, store.keys, rules, case, at, change)


def _when_sent(act: Act, at: datetime, facts: CaseFacts) -> tuple[datetime, CaseFacts]:
    """The moment of an act, and the facts that it is judged by.

    What was kept while the engine was away was received when it was sent: what has passed since
    takes no right away (Lisbon Convention, article III.5).
    """
    if act.sent_at is None or act.sent_at >= at:
        return at, facts
    passed = frozenset(one for one in facts.passed if one[1] <= act.sent_at)
    return act.sent_at, replace(facts, passed=passed)


def _keep_claim_alive(
    session: Session, facts: CaseFacts, person: Person, at: datetime
) -> CaseFacts:
    """The facts with a claim that does not lapse while its holder acts."""
    claim = facts.claim
    if claim is None or person.role is not Role.ASSESSOR or claim.assessor_id != person.id:
        return facts
    rows(session, _STILL_ACTIVE, of_case=facts.case_id, at=at)
    return replace(facts, claim=replace(claim, active_at=at.astimezone(UTC)))


_STILL_ACTIVE = (
    update(Claim).where(Claim.case_id == bindparam("of_case")).values(active_at=bindparam("at"))
)


def perform_result(
    store: Store, rules: Rules, case_id: UUID, act: Act, at: datetime, then: Then | None = None
) -> ActResult:
    """``perform``, with a refusal as part of the answer: for callers across a process border."""
    try:
        return ActResult(state=perform(store, rules, case_id, act, at, then))
    except RecognitionError as error:
        with store.reading() as session:
            case = session.get(Case, case_id)
            if case is None:
                raise
            state = current_state(session, rules, case)
        return ActResult(
            state=state, refusal=error.code, status=error.http_status, subject=error.subject
        )
