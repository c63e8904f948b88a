"""Activities of the outbox: what a case wrote goes out, each row once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from temporalio import activity

from recognition.actions.deriving import current_state
from recognition.actions.keep_act import kept_act
from recognition.authorities.inbound import mark_handled, pending_act
from recognition.domain.decision import DecisionContent
from recognition.domain.state import CaseState
from recognition.domain.verbs import AnyVerb, RecordLetter
from recognition.domain.vocabulary import DocumentState
from recognition.errors import NotAllowed, NotFound
from recognition.letters.mail import send
from recognition.printing import print_letter
from recognition.store import outbox, tables
from recognition.store.keys import KeyDestroyed, case_scope
from recognition.store.outbox import OutboxKind
from workflows.activities.deps import Activity, Deps
from workflows.activities.heartbeats import heartbeats_beside
from workflows.activities.printing import in_background
from workflows.messages import DispatchEnd, DispatchTask, Sweep

LEFT_BEHIND = timedelta(minutes=1)
"""A row that is older than this was left behind, and is the sweep's."""

CASES_AT_ONCE = 10
ROWS_A_ROUND = 200
ROW_SECONDS = 60.0


class OutboxActivities:
    """Dispatching rows: right after the act that wrote them, or by the sweep."""

    def __init__(self, deps: Deps) -> None:
        """Work on the store of ``deps``."""
        self._deps = deps

    def all(self) -> Sequence[Activity]:
        """Every activity of this class."""
        return (self.dispatch_outbox, self.sweep_outbox)

    @activity.defn(name="dispatch_outbox")
    async def dispatch_outbox(self, task: DispatchTask) -> DispatchEnd:
        """Let a case's rows go out; one that fails stays, and the others go on."""
        with self._deps.store.reading() as session:
            rows = outbox.open_rows(session, task.case_id)
        verbs: list[AnyVerb] = []
        gone = 0
        async with heartbeats_beside():
            for row in rows:
                went, verb = await self._attempt(row, task.at)
                verbs += [verb] if verb else []
                gone += went and verb is None
            state = await asyncio.to_thread(self._state, task.case_id)
        return DispatchEnd(gone=gone, verbs=tuple(verbs), state=state)

    @activity.defn(name="sweep_outbox")
    async def sweep_outbox(self, sweep: Sweep) -> int:
        """Let out what was left behind; a case is started, and dispatches its own rows."""
        limit = sweep.at - LEFT_BEHIND
        async with heartbeats_beside():
            if sweep.fresh:
                return await self._sweep_rows(_fresh_mails(limit), sweep.at)
            cases = await self._look_at_cases(limit)
            return cases + await self._sweep_rows(_left_rows(limit), sweep.at)

    def _state(self, case_id: UUID) -> CaseState | None:
        """How the case stands after it, so that its workflow need not ask."""
        with self._deps.store.reading() as session:
            case = session.get(tables.Case, case_id)
            return current_state(session, self._deps.rules, case) if case else None

    async def _look_at_cases(self, limit: datetime) -> int:
        """Have the workflows of cases look, some at once; one that fails is the next round's."""
        with self._deps.store.reading() as session:
            cases = session.scalars(cases_left(limit)).all()
        places = asyncio.Semaphore(CASES_AT_ONCE)

        async def look(case_id: UUID) -> None:
            async with places:
                await self._deps.gateway.look_at_case(case_id)

        ends = await asyncio.gather(*map(look, cases), return_exceptions=True)
        failed = sum(isinstance(end, BaseException) for end in ends)
        if failed:
            activity.logger.warning("%s cases could not be looked at", failed)
        return len(cases) - failed

    async def _sweep_rows(self, query: Select[tables.Outbox], at: datetime) -> int:
        with self._deps.store.reading() as session:
            rows = session.scalars(query).all()
        return sum([(await self._attempt(row, at))[0] for row in rows])

    async def _attempt(self, row: tables.Outbox, at: datetime) -> tuple[bool, AnyVerb | None]:
        """Whether a row went out, and what the case has to record before it has."""
        try:
            async with asyncio.timeout(ROW_SECONDS):
                return True, await self._dispatch(row, at)
        except Exception as error:
            # Whatever it is, the other rows go on, and this one is tried again. The text of the
            # error stays unsaid: it may be about a person.
            activity.logger.warning(
                "outbox row %s (%s) stays: %s", row.id, row.kind, type(error).__name__
            )
        await asyncio.to_thread(self._count_failure, row.id)
        return False, None

    def _count_failure(self, row_id: UUID) -> None:
        """Rows that fail often come last, so that they never stand in others' way."""
        with self._deps.store.writing() as session:
            row = session.get(tables.Outbox, row_id, with_for_update=True)
            if row is not None and row.done_at is None:
                row.attempts += 1

    async def _dispatch(self, row: tables.Outbox, at: datetime) -> AnyVerb | None:
        kind = OutboxKind(row.kind)
        if kind is OutboxKind.MAIL:
            await asyncio.to_thread(
                send, self._deps.store, self._deps.settings, self._deps.rules.office, row.id, at
            )
            return None
        if kind is OutboxKind.LETTER:
            verb = await self._letter(row)
            if verb is None:
                await asyncio.to_thread(self._done, row.id, at)
            return verb
        starts: dict[OutboxKind, Callable[[], Awaitable[object]]] = {
            OutboxKind.START_CASE: self._nothing,
            OutboxKind.START_READING: lambda: self._start_reading(_subject(row)),
            OutboxKind.START_REQUEST: lambda: self._deps.gateway.start_request(_subject(row)),
            OutboxKind.WEBHOOK: lambda: self._start_delivery(row),
            OutboxKind.TELL_CASE: lambda: self._hand_over(_subject(row), at),
            OutboxKind.KEPT_ACT: lambda: self._carry_out(row),
        }
        await starts[kind]()
        await asyncio.to_thread(self._done, row.id, at)
        return None

    def _done(self, row_id: UUID, at: datetime) -> None:
        with self._deps.store.writing() as session:
            row = session.get(tables.Outbox, row_id)
            if row is not None:
                row.done_at = at

    async def _nothing(self) -> None:
        """The case runs: it is the one that dispatches this row."""

    async def _start_reading(self, document_id: UUID) -> None:
        """Start it, unless the web did so right after the upload."""
        with self._deps.store.reading() as session:
            document = session.get(tables.Document, document_id)
        if document is not None and document.state == DocumentState.STORED:
            await self._deps.gateway.start_reading(document_id)

    async def _start_delivery(self, row: tables.Outbox) -> None:
        """Start it, unless it ended: a late sweep sends nothing twice."""
        if row.delivered_at is None and row.gave_up_at is None:
            await self._deps.gateway.start_delivery(row.id)

    async def _carry_out(self, row: tables.Outbox) -> None:
        """Have a kept act performed; where the case moved on or was erased, it ends here."""
        try:
            case_id, act = await asyncio.to_thread(kept_act, self._deps.store, row)
            await self._deps.gateway.act(case_id, act)
        except NotAllowed:
            activity.logger.warning("kept act %s is no longer allowed", row.id)
        except (KeyDestroyed, NotFound):
            activity.logger.warning("the case of kept act %s is gone", row.id)

    async def _hand_over(self, inbound_id: UUID, at: datetime) -> None:
        case_id, act = await asyncio.to_thread(pending_act, self._deps.store, inbound_id)
        try:
            refusal = (await self._deps.gateway.act(case_id, act)).refusal
        except NotAllowed as error:
            refusal = error.code
        await asyncio.to_thread(mark_handled, self._deps.store, inbound_id, refusal, at)

    async def _letter(self, row: tables.Outbox) -> AnyVerb | None:
        """Make the letter of a signed version; recording it, once, is the case's act."""
        store = self._deps.store
        with store.reading() as session:
            decision = session.get(tables.Decision, _subject(row))
        if decision is None or decision.letter_at is not None:
            return None
        pdf, digest = await in_background(
            print_letter,
            DecisionContent.model_validate(decision.content),
            decision.snapshot,
            self._deps.rules.office,
            f"{self._deps.settings.public_url}/verify/{decision.code}",
            decision.code,
        )
        scope, name = case_scope(decision.case_id), f"letter/{decision.id}"
        blob = await asyncio.to_thread(store.blobs.put, scope, name, pdf)
        return RecordLetter(decision_id=decision.id, blob=blob, sha256=digest)


def cases_left(limit: datetime) -> Select[UUID]:
    """Submitted cases with rows from before ``limit``; a draft's rows wait for its submission."""
    return (
        select(tables.Case.id)
        .join(tables.Outbox, tables.Case.id == tables.Outbox.case_id)
        .where(
            tables.Outbox.done_at.is_(None),
            tables.Outbox.created_at < limit,
            tables.Case.submitted_at.is_not(None),
        )
        .group_by(tables.Case.id)
        .order_by(func.min(tables.Outbox.attempts), func.min(tables.Outbox.created_at))
        .limit(ROWS_A_ROUND)
    )


def _left_rows(limit: datetime) -> Select[tables.Outbox]:
    """Rows of no case from before ``limit``, those that never failed first."""
    return _rows_of_no_case().where(tables.Outbox.created_at < limit)


def _fresh_mails(limit: datetime) -> Select[tables.Outbox]:
    """Mails of no case since ``limit``: links with which somebody waits to sign in."""
    return _rows_of_no_case().where(
        tables.Outbox.created_at >= limit, tables.Outbox.kind == OutboxKind.MAIL
    )


def _rows_of_no_case() -> Select[tables.Outbox]:
    return (
        select(tables.Outbox)
        .where(tables.Outbox.done_at.is_(None), tables.Outbox.case_id.is_(None))
        .order_by(tables.Outbox.attempts, tables.Outbox.id)
        .limit(ROWS_A_ROUND)
    )


def _subject(row: tables.Outbox) -> UUID:
    assert row.subject_id is not None
    return row.subject_id
