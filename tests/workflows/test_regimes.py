"""Each regime's story in skipped time: acknowledged, asked, stopped, extended, and then silent."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from temporalio.api.enums.v1 import EventType
from temporalio.testing import WorkflowEnvironment

from recognition import rules as rules_module
from recognition.domain.events import EventKind
from recognition.domain.regime import PauseGround, Regime
from recognition.domain.verbs import (
    Acknowledge,
    AgreeToQuestion,
    AnnounceDelay,
    AnswerAuthenticity,
    Appeal,
    AskAuthority,
    Claim,
)
from recognition.domain.vocabulary import AppealKind, AuthenticityAnswer, Purpose, Role, Stage
from recognition.rules import Rules, load_regime, regime_ids
from recognition.store.outbox import MailKind
from tests.support.cases import do, mails, moments, request_of, submitted
from tests.support.engine import skipping, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.stores import make_rules
from tests.support.towns import make_town
from tests.support.written import days_written
from workflows.gateway import AsyncGateway

_DATA = Path(rules_module.__file__).parent / "data" / "regimes"

STEP = timedelta(days=2)

BUSY = timedelta(minutes=2)
"""How long a loaded machine may take from a timer to the fact that it writes."""

ASKED_FOR = 12
"""Days for which the authority is waited for."""


def offering(regime_id: str, **changes: str) -> Rules:
    """The example office with one regime alone."""
    office = make_rules().office
    return Rules(office.model_copy(update={"regimes": (regime_id,), **changes}))


def whole_term(regime: Regime, start: date, paused: int, months: int = 0) -> date:
    """The last day as a person counts it, by another way than the product does."""
    decision = regime.decision
    term = relativedelta(months=(decision.months or 0) + months, days=decision.days or 0)
    last = start + term + timedelta(days=paused)
    off = holidays.country_holidays("PT")
    while regime.ends_on_working_day and (last.weekday() >= 5 or last in off):
        last += timedelta(days=1)
    return last


class Story:
    """A case under one regime, on an engine in which waiting costs no time."""

    def __init__(
        self, town: Town, regime: Regime, environment: WorkflowEnvironment, gateway: AsyncGateway
    ) -> None:
        self.town, self.regime = town, regime
        self.environment, self.gateway = environment, gateway
        self.case: UUID = submitted(town)
        self.start = town.at.astimezone(town.rules.office.zone).date()
        self.first = town.assessors[0]

    async def today(self) -> date:
        now = await self.environment.get_current_time()
        return now.astimezone(self.town.rules.office.zone).date()

    async def sleep_until(self, day: date) -> None:
        """Until shortly after that day's first moment, in steps: one call may not last long."""
        zone = self.town.rules.office.zone
        wake = datetime(day.year, day.month, day.day, 0, 30, tzinfo=zone).astimezone(UTC)
        while (left := wake - await self.environment.get_current_time()) > timedelta():
            await self.environment.sleep(min(left, STEP))

    def happened(self, kind: EventKind) -> list[datetime]:
        return moments(self.town, self.case, kind)

    async def in_time(self, kind: EventKind, day: date) -> None:
        """Its timer fired in the first second of that day, in the office's zone, and woke it.

        The engine says when the timer fired; how soon a worker is free after that is the machine's.
        """
        zone = self.town.rules.office.zone
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        history = await self.environment.client.get_workflow_handle(
            f"case/{self.case}"
        ).fetch_history()
        fired = [
            event.event_time.ToDatetime(tzinfo=UTC)
            for event in history.events
            if event.event_type == EventType.EVENT_TYPE_TIMER_FIRED
        ]
        assert any(timedelta() <= at - midnight < timedelta(seconds=1) for at in fired), (kind, day)
        written = self.happened(kind)[-1].astimezone(UTC)
        assert timedelta() <= written - midnight < BUSY, (kind, day, written)

    async def is_acknowledged(self) -> None:
        """The office is reminded in time, and confirms before the term's end."""
        term = self.regime.acknowledgement
        length = relativedelta(months=term.months or 0, days=term.days or 0)
        last = self.start + length
        off = holidays.country_holidays("PT")
        while self.regime.ends_on_working_day and (last.weekday() >= 5 or last in off):
            last += timedelta(days=1)
        notice = last - timedelta(days=term.notice_days)
        await self.sleep_until(notice)
        assert len(self.happened(EventKind.ACKNOWLEDGEMENT_DUE)) == 1
        await self.in_time(EventKind.ACKNOWLEDGEMENT_DUE, notice)
        await do(self.gateway, self.case, Claim(), Role.ASSESSOR, self.first)
        await do(self.gateway, self.case, Acknowledge(), Role.ASSESSOR, self.first)
        assert not self.happened(EventKind.ACKNOWLEDGEMENT_OVERDUE)

    async def asks_an_authority(self) -> int:
        """Ask, wait, be answered; on how many days the clock stood still."""
        asking = AskAuthority(authority_id=self.town.authority)
        await do(self.gateway, self.case, asking, Role.ASSESSOR, self.first)
        request = request_of(self.town, self.case).id
        agreed = AgreeToQuestion(request_id=request)
        state = (
            await do(self.gateway, self.case, agreed, Role.APPLICANT, self.town.applicant)
        ).state
        asked_on = await self.today()
        stops = PauseGround.VERIFICATION in self.regime.decision.pauses
        assert state.stage is Stage.VERIFICATION
        assert len(self.happened(EventKind.CLOCK_PAUSED)) == stops
        await self.sleep_until(asked_on + timedelta(days=ASKED_FOR))
        answer = AnswerAuthenticity(request_id=request, answer=AuthenticityAnswer.CONFIRMED)
        await do(self.gateway, self.case, answer, Role.AUTHORITY, self.town.authority)
        assert len(self.happened(EventKind.CLOCK_RESUMED)) == stops
        assert len(self.happened(EventKind.REQUEST_REMINDED)) == (
            self.regime.request_to_authority.reminder_days[0] <= ASKED_FOR
        )
        return ASKED_FOR if stops else 0

    async def is_told_of_a_delay(self, due: date, paused: int) -> date:
        """The reminder comes in time; the date is extended once, where the regime lets it be.

        To the last day that it lets it be: one day more is refused.
        """
        notice = due - timedelta(days=self.regime.decision.delay_notice_days)
        await self.sleep_until(notice)
        await self.in_time(EventKind.DELAY_NOTICE_DUE, notice)
        months = self.regime.decision.extension_max_months
        if not months:
            return due
        new = whole_term(self.regime, self.start, paused, months)
        late = AnnounceDelay(new_date=new + timedelta(days=1), reason="It is hard to compare.")
        with pytest.raises(AssertionError, match="BAD_VALUE"):
            await do(self.gateway, self.case, late, Role.ASSESSOR, self.first)
        longer = AnnounceDelay(new_date=new, reason="The programme is hard to compare.")
        state = (await do(self.gateway, self.case, longer, Role.ASSESSOR, self.first)).state
        assert state.due_day == new
        assert days_written(self.town, self.case, MailKind.NEW_DATE)[-1] == new.isoformat()
        return new


@pytest.mark.parametrize("regime_id", regime_ids())
def test_a_case_from_its_receipt_to_silence(tmp_path: Path, regime_id: str) -> None:
    """Lisbon Convention, article III.5; Directive 2005/36/EC, article 51(1), 51(2) and 51(3)."""
    purpose = Purpose.PROFESSIONAL if regime_id == "directive" else Purpose.LABOUR_MARKET
    town = make_town(tmp_path, offering(regime_id), purpose)
    run(_to_silence(town, load_regime(regime_id)))


async def _to_silence(town: Town, regime: Regime) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        async with workers(environment.client, town.store, town.rules) as gateway:
            story = Story(town, regime, environment, gateway)
            await gateway.start_case(story.case)
            await story.is_acknowledged()
            paused = await story.asks_an_authority()
            due = whole_term(regime, story.start, paused)
            if paused:
                told = days_written(town, story.case, MailKind.NEW_DATE)
                assert told[-1] == due.isoformat(), "the applicant has the new date in writing"
            last = await story.is_told_of_a_delay(due, paused)
            await story.sleep_until(last)
            assert not story.happened(EventKind.DECISION_OVERDUE), "its last day is the office's"
            await story.sleep_until(last + timedelta(days=1))
            assert len(story.happened(EventKind.DECISION_OVERDUE)) == 1
            await story.in_time(EventKind.DECISION_OVERDUE, last + timedelta(days=1))
            assert mails(town, MailKind.SILENCE, story.case) == 1
            appeal = Appeal(kind=AppealKind.SILENCE, grounds="Nobody answered me.")
            end = await do(gateway, story.case, appeal, Role.APPLICANT, town.applicant)
            assert end.state.stage is Stage.UNDER_APPEAL


def test_another_edition_zone_and_holidays_move_no_date_of_a_running_case(tmp_path: Path) -> None:
    """A changed rule, holiday or zone moves a running case's dates by no timer of its own."""
    town = make_town(tmp_path, offering("directive"))
    run(_under_other_rules(town, tmp_path))


async def _under_other_rules(town: Town, folder: Path) -> None:
    regime = load_regime("directive")
    elsewhere = offering("directive", time_zone="Pacific/Auckland", country="NZ")
    (folder / "regimes").mkdir()
    shipped = (_DATA / "directive.toml").read_text(encoding="utf-8")
    shorter = shipped.replace("months = 3", "months = 1").replace("2026.3", "2026.3-ours")
    (folder / "regimes" / "directive.toml").write_text(shorter, encoding="utf-8")
    elsewhere = replace(elsewhere, regimes_folder=folder / "regimes")
    assert elsewhere.regime("directive").decision.months == 1
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        async with workers(environment.client, town.store, town.rules) as gateway:
            story = Story(town, regime, environment, gateway)
            await gateway.start_case(story.case)
            await do(gateway, story.case, Claim(), Role.ASSESSOR, story.first)
        driver = environment.client.get_workflow_handle(f"case/{story.case}")
        await driver.terminate("lost, and built anew from the facts")
        async with workers(environment.client, town.store, elsewhere) as gateway:
            story.gateway = gateway
            await gateway.start_case(story.case)
            acknowledged = await do(gateway, story.case, Acknowledge(), Role.ASSESSOR, story.first)
            due = whole_term(regime, story.start, 0)
            assert acknowledged.state.due_day == due
            await story.sleep_until(due + timedelta(days=1))
            assert len(story.happened(EventKind.DECISION_OVERDUE)) == 1
            await story.in_time(EventKind.DECISION_OVERDUE, due + timedelta(days=1))
            assert not story.happened(EventKind.DUE_DATE_CHANGED)
