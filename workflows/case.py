"""RecognitionCase: one case, from submission until nothing is pending.

It owns no fact: it takes people's acts one at a time, has them performed in one transaction each,
lets go out what they wrote, and wakes when a deadline passes. It can be lost and built anew.
"""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError

from recognition.domain.state import ActResult, CaseState
from recognition.domain.verbs import Act, AnyVerb, PassDeadlines
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, NotFound
from workflows import messages
from workflows.messages import ActTask, CaseRef, DispatchTask, LoadTask
from workflows.patience import SILENT, is_hopeless, patient

QUICK = timedelta(seconds=10)
"""A transaction that takes longer than this is tried again."""

PATIENT = patient(QUICK, first=timedelta(milliseconds=200))

SOON, LATER = timedelta(seconds=5), timedelta(minutes=5)
"""Rows that do not go out are tried again after ``SOON``, then twice as late, up to ``LATER``."""


@workflow.defn
class RecognitionCase:
    """Drives one case; its id is ``case/<uuid>``."""

    @workflow.init
    def __init__(self, ref: CaseRef) -> None:
        """Remember which case; everything else is loaded."""
        self._case_id: UUID = ref.case_id
        self._state: CaseState | None = None
        self._remembered = False
        self._lock = asyncio.Lock()
        self._stirred = False
        self._outdated = True
        self._gone = False
        self._pause = SOON
        self._retry_at: datetime | None = None
        self._passed: datetime | None = None

    @workflow.run
    async def run(self, ref: CaseRef) -> None:
        """Load the last view, then dispatch, sleep and wake until nothing is pending."""
        while True:
            self._stirred = False
            if self._outdated:
                await self._load()
            if self._gone:
                await workflow.wait_condition(workflow.all_handlers_finished)
                return
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
        await workflow.wait_condition(lambda: self._state is not None or self._gone)
        if self._gone:
            raise ApplicationError("case", type=NotFound.__name__, non_retryable=True)
        return await self._perform(act)

    @act.validator
    def _validate_act(self, act: Act) -> None:
        """Refuse at once what the stage does not allow to somebody who looks at this very state.

        Whatever comes from an older page, or from a machine, may be a repetition of what was done
        when the stage did allow it: the log of actions, in the transaction, answers that. So does
        it where the state is remembered from a history: an earlier release, which derived it, did
        not know what this one allows.
        """
        if self._state is None or self._remembered or act.revision != self._state.revision:
            return
        if act.verb.verb not in self._state.allowed[act.role]:
            raise ApplicationError(act.verb.verb, type=ErrorCode.STAGE_FORBIDS, non_retryable=True)

    @workflow.signal
    def look(self) -> None:
        """Rows of the case were found left behind; those that are tried again anyway can wait."""
        if self._retry_at is None:
            self._outdated = self._stirred = True

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
            self._stirred = True
        return result

    async def _load(self) -> None:
        """Take the state as the facts have it; an erased case is gone."""
        self._outdated = False
        try:
            state = await workflow.execute_local_activity(
                messages.load_state,
                LoadTask(case_id=self._case_id, at=workflow.now()),
                start_to_close_timeout=QUICK,
                retry_policy=PATIENT,
            )
        except FailureError as error:
            if not is_hopeless(error):
                raise
            self._gone = True
        else:
            self._take(state)

    async def _dispatch(self) -> None:
        """Let rows go out until none is left, or none goes: those are tried again later."""
        self._retry_at = None
        while self._known().open_outbox:
            end = await workflow.execute_activity(
                messages.dispatch_outbox,
                DispatchTask(case_id=self._case_id, at=workflow.now()),
                start_to_close_timeout=timedelta(minutes=2),
                heartbeat_timeout=SILENT,
                retry_policy=PATIENT,
            )
            gone = end.gone
            if end.state is not None:
                self._take(end.state)
            for verb in end.verbs:
                result = await self._perform(self._machine(verb))
                gone += result.refusal is None
            if end.state is None:  # a result of an earlier release, or of a case that is gone
                await self._load()
            stay = end.state is None or self._known().open_outbox  # others may have sent them
            if not gone and stay:
                self._retry_at = workflow.now() + self._pause
                self._pause = min(2 * self._pause, LATER)
                return
            self._pause = SOON

    async def _sleep(self, state: CaseState) -> None:
        """Sleep until a deadline, or until something is to be done; a passed deadline is recorded.

        A moment that was passed once is not waited for again, whatever the facts say of it. An act
        that leaves nothing to send and moves no moment does not end the sleep: a timer less.
        """
        deadline, moments = self._deadline(state), self._moments(state)
        timeout = max(min(moments) - workflow.now(), timedelta()) if moments else None
        sleeps_on = workflow.patched("sleeps-on")
        try:
            await workflow.wait_condition(
                lambda: self._stirred and not (sleeps_on and self._all_as_it_was(moments)),
                timeout=timeout,
            )
        except TimeoutError:
            if deadline is not None and deadline <= workflow.now():
                self._passed = deadline
                await self._perform(self._machine(PassDeadlines()))

    def _deadline(self, state: CaseState) -> datetime | None:
        return state.wake_at if state.wake_at != self._passed else None

    def _moments(self, state: CaseState) -> list[datetime]:
        """When there is something to do at the latest."""
        return [at for at in (self._deadline(state), self._retry_at) if at is not None]

    def _all_as_it_was(self, moments: list[datetime]) -> bool:
        """Whether the loop of ``run`` would do nothing but sleep until the same moment."""
        state = self._known()
        to_do = self._outdated or self._gone or state.open_outbox or state.ended
        as_new = workflow.info().is_continue_as_new_suggested()
        return not to_do and not as_new and self._moments(state) == moments

    def _machine(self, verb: AnyVerb) -> Act:
        return Act(action_id=workflow.uuid4(), role=Role.MACHINE, verb=verb)

    def _take(self, state: CaseState) -> None:
        if self._state is None or state.revision >= self._state.revision:
            self._state = state
            # Asked for by the validator alone, which is never replayed.
            self._remembered = workflow.unsafe.is_replaying()

    def _known(self) -> CaseState:
        assert self._state is not None
        return self._state
