"""RecognitionCase: one case, from submission until nothing is pending.

It owns no fact: it takes people's acts one at a time, has them performed in one transaction each,
lets go out what they wrote, and wakes when a deadline passes. It can be lost and built anew.
"""

import asyncio
from datetime import timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

from recognition.domain.state import ActResult, CaseState
from recognition.domain.verbs import Act, AnyVerb, PassDeadlines
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode
from workflows import messages
from workflows.messages import ActTask, CaseRef, DispatchTask

QUICK = timedelta(seconds=10)
"""A transaction that takes longer than this is tried again."""

PATIENT = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=QUICK)


@workflow.defn
class RecognitionCase:
    """Drives one case; its id is ``case/<uuid>``."""

    @workflow.init
    def __init__(self, ref: CaseRef) -> None:
        """Remember which case; everything else is loaded."""
        self._case_id: UUID = ref.case_id
        self._state: CaseState | None = None
        self._lock = asyncio.Lock()
        self._stirred = False
        self._done: set[UUID] = set()

    @workflow.run
    async def run(self, ref: CaseRef) -> None:
        """Load the last view, then dispatch, sleep and wake until nothing is pending."""
        self._take(await self._load())
        while True:
            self._stirred = False
            await self._dispatch()
            state = self._known()
            if state.ended and workflow.all_handlers_finished():
                return
            if workflow.info().is_continue_as_new_suggested():
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(ref)
            await self._sleep(state)

    @workflow.update
    async def act(self, act: Act) -> ActResult:
        """Perform somebody's act; the same action id is done once, however often it arrives."""
        await workflow.wait_condition(lambda: self._state is not None)
        return await self._perform(act)

    @act.validator
    def _validate_act(self, act: Act) -> None:
        """Refuse at once what the stage does not allow; the person is judged with the facts.

        A repeated action may come after the stage it was for: the log of actions answers it.
        """
        if self._state is None or act.action_id in self._done:
            return
        if act.verb.verb not in self._state.allowed[act.role]:
            raise ApplicationError(act.verb.verb, type=ErrorCode.STAGE_FORBIDS, non_retryable=True)

    @workflow.query
    def state(self) -> CaseState | None:
        """The last view, for ``recognition doctor``."""
        return self._state

    async def _perform(self, act: Act) -> ActResult:
        async with self._lock:
            result = await workflow.execute_local_activity(
                messages.perform_act,
                ActTask(case_id=self._case_id, act=act, at=workflow.now()),
                start_to_close_timeout=QUICK,
                retry_policy=PATIENT,
            )
            self._take(result.state)
            self._done.add(act.action_id)
        return result

    async def _load(self) -> CaseState:
        return await workflow.execute_local_activity(
            messages.load_state,
            CaseRef(case_id=self._case_id),
            start_to_close_timeout=QUICK,
            retry_policy=PATIENT,
        )

    async def _dispatch(self) -> None:
        """Let rows go out until none is left; what they led to is recorded as an act."""
        while self._known().open_outbox:
            before = self._known().open_outbox
            end = await workflow.execute_activity(
                messages.dispatch_outbox,
                DispatchTask(case_id=self._case_id, at=workflow.now()),
                start_to_close_timeout=timedelta(minutes=2),
                heartbeat_timeout=timedelta(seconds=4),
                retry_policy=PATIENT,
            )
            for verb in end.verbs:
                await self._perform(self._machine(verb))
            self._take(await self._load())
            if end.left >= before:
                return  # nothing went out; the sweep tries again

    async def _sleep(self, state: CaseState) -> None:
        """Sleep until a deadline or until somebody acts; a passed deadline is written down."""
        timeout = None
        if state.wake_at is not None:
            timeout = max(state.wake_at - workflow.now(), timedelta())
        try:
            await workflow.wait_condition(lambda: self._stirred, timeout=timeout)
        except TimeoutError:
            await self._perform(self._machine(PassDeadlines()))

    def _machine(self, verb: AnyVerb) -> Act:
        return Act(action_id=workflow.uuid4(), role=Role.MACHINE, verb=verb)

    def _take(self, state: CaseState) -> None:
        if self._state is None or state.revision >= self._state.revision:
            self._state = state
            self._stirred = True

    def _known(self) -> CaseState:
        assert self._state is not None
        return self._state
