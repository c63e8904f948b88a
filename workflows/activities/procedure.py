"""Activities of the procedure: performing acts, and what requests wait for."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from temporalio import activity

from recognition.actions.deriving import current_state, with_open_rows
from recognition.actions.perform import perform_result
from recognition.domain import deadlines
from recognition.domain.facts import CaseFacts, RequestFact
from recognition.domain.state import ActResult, CaseState
from recognition.domain.verbs import AnyVerb, ExpireRequest, RemindRequest, SendQuestion
from recognition.errors import ErrorCode, NotAllowed, NotFound
from recognition.store import tables
from recognition.store.facts import load_facts
from workflows.activities.deps import Activity, Deps
from workflows.activities.heartbeats import heartbeats_beside
from workflows.activities.inhouse import Rows, let_out_in_house, start_requests
from workflows.messages import ActTask, LoadTask, RequestRef, RequestStep, Tell, Told


class ProcedureActivities:
    """Quick database work, run as local activities, and messages from workflow to workflow."""

    def __init__(self, deps: Deps) -> None:
        """Work on the store of ``deps``."""
        self._deps = deps

    def all(self) -> Sequence[Activity]:
        """Every activity of this class."""
        return (self.load_state, self.perform_act, self.request_step, self.tell_case)

    @activity.defn(name="load_state")
    async def load_state(self, task: LoadTask) -> CaseState:
        """The case's state as the facts have it; what stays in the house goes out first."""
        state, left = await asyncio.to_thread(self._load, task)
        return with_open_rows(state, await start_requests(self._deps, left, task.at))

    def _load(self, task: LoadTask) -> tuple[CaseState, Rows]:
        with self._deps.store.reading() as session:
            case = session.get(tables.Case, task.case_id)
            if case is None:
                raise NotFound(ErrorCode.UNKNOWN, "case")
            state = current_state(session, self._deps.rules, case)
        return state, self._left(state, task.at)

    @activity.defn(name="perform_act")
    async def perform_act(self, task: ActTask) -> ActResult:
        """Perform an act in one transaction; a refusal is an answer, not a failure.

        What only has to be written down in the house goes out in the same transaction, what the
        engine keeps right after it.
        """
        result, left = await asyncio.to_thread(self._perform, task)
        open_outbox = await start_requests(self._deps, left, task.at)
        return result.model_copy(update={"state": with_open_rows(result.state, open_outbox)})

    def _perform(self, task: ActTask) -> tuple[ActResult, Rows]:
        left: list[tables.Outbox] = []

        def then(session: Session, state: CaseState) -> CaseState:
            if state.open_outbox:
                left.extend(let_out_in_house(self._deps, session, state.case_id, task.at))
            return with_open_rows(state, len(left))

        store, rules = self._deps.store, self._deps.rules
        result = perform_result(store, rules, task.case_id, task.act, task.at, then)
        if result.refusal is not None:
            return result, self._left(result.state, task.at)
        return result, left

    def _left(self, state: CaseState, at: datetime) -> Rows:
        """The rows of a case that have not gone out, after those that stay in the house have."""
        if not state.open_outbox:
            return []
        with self._deps.store.writing() as session:
            return let_out_in_house(self._deps, session, state.case_id, at)

    @activity.defn(name="request_step")
    def request_step(self, ref: RequestRef) -> RequestStep:
        """What a request waits for next, by the facts of its case."""
        with self._deps.store.reading() as session:
            row = session.get(tables.Request, ref.request_id)
            if row is None:
                raise NotFound(ErrorCode.UNKNOWN, "request")
            facts = load_facts(session, row.case_id, self._deps.rules)
        fact = next(r for r in facts.requests if r.id == ref.request_id)
        wake_at = deadlines.request_wake(facts, fact)
        verb = _due_verb(facts, fact) if wake_at else None
        return RequestStep(case_id=facts.case_id, wake_at=wake_at, verb=verb)

    @activity.defn(name="tell_case")
    async def tell_case(self, tell: Tell) -> Told:
        """Tell a case by an update; a refusal (the case moved on) ends the matter."""
        try:
            async with heartbeats_beside():
                result = await self._deps.gateway.act(tell.case_id, tell.act)
        except NotAllowed as error:
            return Told(refusal=error.code)
        return Told(refusal=result.refusal)


def _due_verb(facts: CaseFacts, request: RequestFact) -> AnyVerb:
    if request.asked_at is None:
        return SendQuestion(request_id=request.id)
    if deadlines.next_reminder(facts, request) is not None:
        return RemindRequest(request_id=request.id, number=request.reminders + 1)
    return ExpireRequest(request_id=request.id)
