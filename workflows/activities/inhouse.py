"""Outbox rows that leave no trace outside of the house: done in the step that wrote them.

Each of them would otherwise cost a step of the engine of its own, and six lines of history.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session
from temporalio import activity

from recognition.letters.mail import keep_in_mailbox
from recognition.settings import MailMode
from recognition.store import outbox
from recognition.store.outbox import OutboxKind
from recognition.store.tables import Outbox, Request
from workflows.activities.deps import Deps

Rows = Sequence[Outbox]


def let_out_in_house(deps: Deps, session: Session, case_id: UUID, at: datetime) -> Rows:
    """Let mails for the mailbox page out, and the start of a case that runs; the rows that stay.

    It shares the transaction of the act, so nothing here may fail: a mail that cannot be written
    stays for ``dispatch_outbox``.
    """
    rows = outbox.open_rows(session, case_id, lock=True)
    return [row for row in rows if not _goes(deps, session, row, at)]


def _goes(deps: Deps, session: Session, row: Outbox, at: datetime) -> bool:
    try:
        if row.kind == OutboxKind.MAIL and deps.settings.mail_mode is MailMode.MAILBOX:
            keep_in_mailbox(session, deps.store.keys, deps.settings, deps.rules.office, row, at)
        elif row.kind == OutboxKind.START_CASE:
            row.done_at = at
    except Exception as error:
        _say(row, error)
    return row.done_at is not None


async def start_requests(deps: Deps, rows: Rows, at: datetime) -> int:
    """Have the engine keep the requests among ``rows`` until they are due; how many rows stay."""
    started = [row for row in rows if row.kind == OutboxKind.START_REQUEST]
    started = [row for row in started if await _starts(deps, row, at)]
    if started:
        await asyncio.to_thread(_done, deps, [row.id for row in started], at)
    return len(rows) - len(started)


async def _starts(deps: Deps, row: Outbox, at: datetime) -> bool:
    try:
        assert row.subject_id is not None
        due = await asyncio.to_thread(_due, deps, row.subject_id)
        await deps.gateway.start_request(row.subject_id, due - at if due and due > at else None)
    except Exception as error:
        _say(row, error)
        return False
    return True


def _due(deps: Deps, request_id: UUID) -> datetime | None:
    with deps.store.reading() as session:
        return session.get_one(Request, request_id).wake_at


_DONE = update(Outbox).where(Outbox.id.in_(bindparam("rows", expanding=True)))


def _done(deps: Deps, rows: list[UUID], at: datetime) -> None:
    with deps.store.writing() as session:
        session.execute(_DONE.values(done_at=at), {"rows": rows})


def _say(row: Outbox, error: Exception) -> None:
    """The text of the error stays unsaid: it may be about a person."""
    activity.logger.warning("outbox row %s stays: %s", row.id, type(error).__name__)
