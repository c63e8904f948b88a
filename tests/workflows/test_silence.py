"""Five months of silence in skipped time: everything that the law wants happens when it must."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from recognition.domain.events import EventKind
from recognition.domain.verbs import Act, Appeal, ConfirmReading, Submit
from recognition.domain.vocabulary import AppealKind, Role, Stage
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import Document, Event, Mail, Outbox
from tests.support.engine import skipping, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.stores import make_rules, make_store


def test_five_months_of_silence(tmp_path: Path) -> None:
    run(_story(Town(make_store(tmp_path), make_rules(), datetime.now(UTC))))


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
            moments = _moments(town)
            notice = moments[EventKind.DELAY_NOTICE_DUE]
            silence = moments[EventKind.DECISION_OVERDUE]
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


def _moments(town: Town) -> dict[str, datetime]:
    with town.store.reading() as session:
        return {event.kind: event.at for event in session.scalars(select(Event))}


def _mails(town: Town) -> set[str]:
    with town.store.reading() as session:
        rows = session.scalars(
            select(Outbox).join(Mail, Mail.id == Outbox.id).where(Outbox.done_at.is_not(None))
        )
        return {row.payload["mail"] for row in rows}
