"""The schedules of upkeep on the real server: made once, and they catch what was lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from temporalio.client import ScheduleIntervalSpec, ScheduleUpdate, ScheduleUpdateInput

from recognition.actions.accounts.sign_in import request_link
from recognition.store import outbox
from recognition.store.outbox import OutboxKind
from recognition.store.tables import Case, Outbox
from tests.support.engine import real_time, until, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.towns import make_office
from workflows.worker import ensure_schedules

pytestmark = pytest.mark.slow


def test_schedules_are_made_once_and_sweep(tmp_path: Path, database_url: str | None) -> None:
    now = datetime.now(UTC)
    town = make_office(tmp_path, database_url)
    town.at = now - timedelta(days=80)
    run(_sweeps(town, now))
    town.store.close()


async def _sweeps(town: Town, now: datetime) -> None:
    idle = town.draft(papers=False)
    town.at = now - timedelta(days=100)
    forgotten = town.draft(papers=False)
    with town.store.writing() as session:
        told = {"mail": "draft_notice", "account_id": str(town.applicant)}
        at = now - timedelta(days=20)
        outbox.add(session, OutboxKind.MAIL, at, subject_id=forgotten, payload=told)
    request_link(town.store, "new@example.org", "en", now - timedelta(minutes=10))
    async with (
        real_time(town.store) as environment,
        workers(environment.client, town.store, town.rules),
    ):
        for _ in range(2):
            await ensure_schedules(environment.client)
        found = [one.id async for one in await environment.client.list_schedules()]
        assert sorted(found) == ["sweep-documents", "sweep-outbox"]
        handle = environment.client.get_schedule_handle("sweep-outbox")
        await handle.update(_slower)
        await ensure_schedules(environment.client)
        spec = (await handle.describe()).schedule.spec
        assert [one.every for one in spec.intervals] == [timedelta(minutes=1)]
        for name in found:
            await environment.client.get_schedule_handle(name).trigger()
        await until(lambda: _mails(town)["sign_in"], 30)
        await until(lambda: _announced(town, idle), 30)
        await until(lambda: not _is_there(town, forgotten), 30)
        assert _is_there(town, idle), "it was given notice, and stays"


def _slower(found: ScheduleUpdateInput) -> ScheduleUpdate:
    """As an older release may have made it."""
    schedule = found.description.schedule
    schedule.spec.intervals = [ScheduleIntervalSpec(every=timedelta(hours=1))]
    return ScheduleUpdate(schedule)


def _mails(town: Town) -> dict[str, bool]:
    """The mails that were written, and whether each went out; the notice goes with the next."""
    with town.store.reading() as session:
        rows = session.scalars(select(Outbox).where(Outbox.kind == OutboxKind.MAIL)).all()
    return {row.payload["mail"]: row.done_at is not None for row in rows}


def _announced(town: Town, case: UUID) -> bool:
    with town.store.reading() as session:
        rows = session.scalars(select(Outbox.id).where(Outbox.subject_id == case))
        return rows.first() is not None


def _is_there(town: Town, case: object) -> bool:
    with town.store.reading() as session:
        return session.get(Case, case) is not None
