"""Outbox rows that leave no trace outside of the house: done in the step that wrote them.

Each of them would otherwise cost a step of the engine of its own, and six lines of history.
"""

from datetime import datetime
from uuid import UUID

from temporalio import activity

from recognition.letters.mail import send
from recognition.settings import MailMode
from recognition.store import outbox, tables
from recognition.store.outbox import OutboxKind
from workflows.activities.deps import Deps


def let_out_in_house(deps: Deps, case_id: UUID, at: datetime) -> int:
    """Let mails for the mailbox page out, and the start of a case that runs; how many rows stay.

    The act before it is done, so nothing here may fail: what does stays for ``dispatch_outbox``.
    """
    with deps.store.reading() as session:
        rows = outbox.open_rows(session, case_id=case_id)
    return len(rows) - sum(_goes(deps, row, at) for row in rows)


def _goes(deps: Deps, row: tables.Outbox, at: datetime) -> bool:
    try:
        if row.kind == OutboxKind.START_CASE:
            return _done(deps, row.id, at)
        if row.kind == OutboxKind.MAIL and deps.settings.mail_mode is MailMode.MAILBOX:
            send(deps.store, deps.settings, deps.rules.office, row.id, at)
            return True
    except Exception as error:
        # The text of the error stays unsaid: it may be about a person.
        activity.logger.warning("outbox row %s stays: %s", row.id, type(error).__name__)
    return False


def _done(deps: Deps, row_id: UUID, at: datetime) -> bool:
    with deps.store.writing() as session:
        session.get_one(tables.Outbox, row_id).done_at = at
    return True
