"""Five months of silence in skipped time: everything that the law wants happens when it must."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from temporalio.testing import WorkflowEnvironment

from recognition.domain.clock import months_later
from recognition.domain.events import EventKind
from recognition.domain.verbs import Act, Appeal, ConfirmReading, DecideAppeal, Submit
from recognition.domain.vocabulary import AppealKind, Role, Stage
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import AppealRow, Document, Event, Mail, Outbox
from tests.support.cases import do, events, moments
from tests.support.engine import skipping, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.towns import make_town
from workflows.gateway import AsyncGateway


def test_five_months_of_silence(tmp_path: Path) -> None:
    run(_story(make_town(tmp_path)))


async def _story(town: Town) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        case = town.draft()
        document = town.ids(Document)[-1]
        confirm = ConfirmReading(document_id=document, values={"qualification_title": "Nurse"})
        town.act(confirm, town.applicant, Role.APPLICANT, case)
        state = town.act(Submit(), town.applicant, Role.APPLICANT, case)
        assert state.stage is Stage.ASSESSMENT
        due = state.due_day
        async with workers(environment.client, town.store, town.rules) as gateway:
            await gateway.start_case(case)
            await environment.sleep(timedelta(days=31 * 5))
            known = _moments(town)
            notice = known[EventKind.DELAY_NOTICE_DUE]
            silence = known[EventKind.DECISION_OVERDUE]
            zone = town.rules.office.zone
            assert due is not None
            assert silence.astimezone(zone).date() == due + timedelta(days=1)
            assert silence.astimezone(zone).hour == 0
            assert notice.astimezone(zone).date() == due - timedelta(days=14)
            mails = _mails(town)
            assert MailKind.RECEIVED in mails and MailKind.SILENCE in mails
            appeal = Appeal(kind=AppealKind.SILENCE, grounds="Nobody answered me.")
            act = Act(
                action_id=new_id(), role=Role.APPLICANT, person_id=town.applicant, verb=appeal
            )
            result = await gateway.act(case, act)
            assert result.refusal is None
            assert result.state.stage is Stage.UNDER_APPEAL
            await _granted(town, environment, gateway, case)


async def _granted(
    town: Town, environment: WorkflowEnvironment, gateway: AsyncGateway, case: UUID
) -> None:
    """The new day is set, told, and kept by the timer to the second."""
    with town.store.reading() as session:
        appeal = session.scalars(select(AppealRow.id)).one()
    verb = DecideAppeal(appeal_id=appeal, granted=True, reason="The office was late.")
    result = await do(gateway, case, verb, Role.ASSESSOR, town.assessors[2])
    (moved,) = events(town, case, EventKind.DUE_DATE_CHANGED)
    day = date.fromisoformat(moved.data["day"])
    zone = town.rules.office.zone
    today = (await environment.get_current_time()).astimezone(zone).date()
    assert result.state.due_day == day == months_later(today, 1)
    await environment.sleep(timedelta(days=40))
    assert MailKind.NEW_DATE in _mails(town)
    first, second = moments(town, case, EventKind.DECISION_OVERDUE)
    assert second - first > timedelta(days=31)
    assert (second.date(), second.hour, second.minute) == (day + timedelta(days=1), 0, 0)


def _moments(town: Town) -> dict[str, datetime]:
    with town.store.reading() as session:
        return {event.kind: event.at for event in session.scalars(select(Event))}


def _mails(town: Town) -> set[str]:
    with town.store.reading() as session:
        rows = session.scalars(
            select(Outbox).join(Mail, Mail.id == Outbox.id).where(Outbox.done_at.is_not(None))
        )
        return {row.payload["mail"] for row in rows}
