"""Activities of the outbox: what a case wrote goes out, each row once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from temporalio import activity
from temporalio.client import WorkflowUpdateFailedError

from recognition.authorities.inbound import mark_handled, pending_act
from recognition.domain.decision import DecisionContent
from recognition.domain.verbs import AnyVerb, RecordLetter
from recognition.domain.vocabulary import CodeScheme, DocumentState
from recognition.errors import ErrorCode, RecognitionError
from recognition.isced import codes
from recognition.letters.decision import letter_digest, printed_codes, render_decision
from recognition.letters.mail import send
from recognition.store import outbox, tables
from recognition.store.keys import case_scope
from recognition.store.outbox import OutboxKind
from workflows.activities.deps import Activity, Deps
from workflows.activities.heartbeats import heartbeats_beside
from workflows.gateway import is_refusal
from workflows.messages import DispatchEnd, DispatchTask, Sweep

LEFT_BEHIND = timedelta(minutes=1)
"""A row that is older than this was left behind, and is the sweep's."""


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
        store = self._deps.store
        with store.reading() as session:
            rows = outbox.open_rows(session, case_id=task.case_id)
        verbs: list[AnyVerb] = []
        async with heartbeats_beside():
            for row in rows:
                verb = await self._attempt(row, task.at)
                verbs += [verb] if verb else []
        with store.reading() as session:
            left = len(outbox.open_rows(session, case_id=task.case_id))
        return DispatchEnd(left=left - len(verbs), verbs=tuple(verbs))

    @activity.defn(name="sweep_outbox")
    async def sweep_outbox(self, sweep: Sweep) -> int:
        """Let out what was left behind; a case is started, and dispatches its own rows."""
        with self._deps.store.reading() as session:
            rows = outbox.open_rows(session, before=sweep.at - LEFT_BEHIND, limit=200)
        cases = dict.fromkeys(row.case_id for row in rows if row.case_id)
        for case_id in cases:
            await self._deps.gateway.refresh_case(case_id)
        for row in rows:
            if row.case_id is None:
                await self._attempt(row, sweep.at)
        return len(rows)

    async def _attempt(self, row: tables.Outbox, at: datetime) -> AnyVerb | None:
        try:
            return await self._dispatch(row, at)
        except (RecognitionError, OSError) as error:
            activity.logger.warning(
                "outbox row %s (%s) stays: %s", row.id, row.kind, type(error).__name__
            )
            return None

    async def _dispatch(self, row: tables.Outbox, at: datetime) -> AnyVerb | None:
        kind = OutboxKind(row.kind)
        if kind is OutboxKind.MAIL:
            await asyncio.to_thread(
                send, self._deps.store, self._deps.settings, self._deps.rules.office, row.id, at
            )
            return None
        if kind is OutboxKind.LETTER:
            return await asyncio.to_thread(self._letter, row)
        starts: dict[OutboxKind, Callable[[], Awaitable[object]]] = {
            OutboxKind.START_CASE: lambda: self._nothing(),
            OutboxKind.START_READING: lambda: self._start_reading(_subject(row)),
            OutboxKind.START_REQUEST: lambda: self._deps.gateway.start_request(_subject(row)),
            OutboxKind.WEBHOOK: lambda: self._deps.gateway.start_delivery(row.id),
            OutboxKind.TELL_CASE: lambda: self._hand_over(_subject(row), at),
        }
        await starts[kind]()
        with self._deps.store.writing() as session:
            stored = session.get(tables.Outbox, row.id)
            if stored is not None:
                stored.done_at = at
        return None

    async def _nothing(self) -> None:
        """The case runs: it is the one that dispatches this row."""

    async def _start_reading(self, document_id: UUID) -> None:
        """Start it, unless the web did so right after the upload."""
        with self._deps.store.reading() as session:
            document = session.get(tables.Document, document_id)
        if document is not None and document.state == DocumentState.STORED:
            await self._deps.gateway.start_reading(document_id)

    async def _hand_over(self, inbound_id: UUID, at: datetime) -> None:
        case_id, act = pending_act(self._deps.store, inbound_id)
        try:
            refusal = (await self._deps.gateway.act(case_id, act)).refusal
        except WorkflowUpdateFailedError as error:
            if not is_refusal(error):
                raise
            refusal = ErrorCode.STAGE_FORBIDS  # the case has moved on meanwhile
        mark_handled(self._deps.store, inbound_id, refusal, at)

    def _letter(self, row: tables.Outbox) -> AnyVerb | None:
        """Make the letter of a signed version; recording it, once, is the case's act."""
        store = self._deps.store
        with store.reading() as session:
            decision = session.get(tables.Decision, _subject(row))
        if decision is None or decision.letter_at is not None:
            return None
        content = DecisionContent.model_validate(decision.content)
        pdf = render_decision(
            content,
            decision.snapshot,
            self._deps.rules.office,
            titles=_titles(printed_codes(content, decision.snapshot)),
            verify_url=f"{self._deps.settings.public_url}/verify/{decision.code}",
        )
        blob = store.blobs.put(case_scope(decision.case_id), f"letter/{decision.id}", pdf)
        return RecordLetter(decision_id=decision.id, blob=blob, sha256=letter_digest(pdf))


def _subject(row: tables.Outbox) -> UUID:
    assert row.subject_id is not None
    return row.subject_id


def _titles(printed: dict[str, str]) -> dict[str, str]:
    """The official titles of the codes that the letter prints."""
    titles: dict[str, Callable[[str], str]] = {
        CodeScheme.ISCED_LEVEL.value: codes.level_title,
        CodeScheme.ISCED_F.value: codes.field_title,
    }
    return {scheme: titles[scheme](code) for scheme, code in printed.items()}
