"""Requests in skipped time: asked, reminded on the days of the regime, expired, answered late."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment

from recognition.domain.events import EventKind
from recognition.domain.verbs import (
    AnswerAuthenticity,
    AnswerRequest,
    AskApplicant,
    AskAuthority,
    AskedItem,
    AskMoreTime,
    Claim,
    ObjectToQuestion,
    SettleItem,
    Submit,
)
from recognition.domain.vocabulary import (
    AuthenticityAnswer,
    CannotBeHadReason,
    RequestItemKind,
    RequestState,
    Role,
    Stage,
    WebhookType,
)
from recognition.store.facts import load_facts
from recognition.store.outbox import MailKind
from recognition.store.tables import RequestItem
from tests.support.cases import do, events, mails, moments, request_of, set_url, submitted
from tests.support.engine import skipping, until, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.processes import Receiver
from tests.support.towns import make_town
from workflows.gateway import AsyncGateway

Story = Callable[[Town, WorkflowEnvironment, AsyncGateway, UUID], Awaitable[None]]

QUESTION = AskApplicant(
    items=(AskedItem(kind=RequestItemKind.TEXT, subject="hours", text="How many hours?"),)
)


def _run(folder: Path, story: Story) -> None:
    async def work() -> None:
        town = make_town(folder)
        async with skipping(town.store) as environment:
            town.at = await environment.get_current_time()
            case = submitted(town)
            async with workers(environment.client, town.store, town.rules) as gateway:
                await do(gateway, case, Claim(), Role.ASSESSOR, town.assessors[0])
                await story(town, environment, gateway, case)

    run(work())


def test_applicant_is_reminded_then_it_expires_and_a_late_answer_is_taken(tmp_path: Path) -> None:
    _run(tmp_path, _silent_applicant)


async def _silent_applicant(
    town: Town, environment: WorkflowEnvironment, gateway: AsyncGateway, case: UUID
) -> None:
    result = await do(gateway, case, QUESTION, Role.ASSESSOR, town.assessors[0])
    assert result.state.stage is Stage.INCOMPLETE
    asked = _asked_day(town, case)
    await environment.sleep(timedelta(days=32))
    reminded = moments(town, case, EventKind.REQUEST_REMINDED)
    assert [(m.date() - asked).days for m in reminded] == [10, 23]
    expired = moments(town, case, EventKind.REQUEST_EXPIRED)
    assert [(m.date() - asked).days for m in expired] == [31], "30 whole days to answer"
    assert {m.hour for m in (*reminded, *expired)} == {0}, "legal days begin in the office's zone"
    await until(lambda: mails(town, MailKind.REQUEST_EXPIRED) == 1)
    assert (mails(town, MailKind.REQUEST), mails(town, MailKind.REMINDER)) == (1, 2)
    await _ended(environment, request_of(town, case).id)

    result = await do(gateway, case, _answer(town, case), Role.APPLICANT, town.applicant)
    assert result.state.stage is Stage.ASSESSMENT
    assert [e.data["late"] for e in events(town, case, EventKind.REQUEST_ANSWERED)] == [True]
    assert _state(town, case) is RequestState.RECEIVED


def test_more_time_moves_the_expiry(tmp_path: Path) -> None:
    _run(tmp_path, _more_time)


async def _more_time(
    town: Town, environment: WorkflowEnvironment, gateway: AsyncGateway, case: UUID
) -> None:
    await do(gateway, case, QUESTION, Role.ASSESSOR, town.assessors[0])
    asked = _asked_day(town, case)
    await environment.sleep(timedelta(days=25))
    more = AskMoreTime(request_id=request_of(town, case).id)
    await do(gateway, case, more, Role.APPLICANT, town.applicant)
    await environment.sleep(timedelta(days=30))
    assert _state(town, case) is RequestState.REQUESTED, "the first term is over, the second not"
    await environment.sleep(timedelta(days=10))
    assert [(m.date() - asked).days for m in moments(town, case, EventKind.REQUEST_EXPIRED)] == [61]


def test_an_answer_in_time_ends_the_reminders(tmp_path: Path) -> None:
    _run(tmp_path, _in_time)


async def _in_time(
    town: Town, environment: WorkflowEnvironment, gateway: AsyncGateway, case: UUID
) -> None:
    await do(gateway, case, QUESTION, Role.ASSESSOR, town.assessors[0])
    await environment.sleep(timedelta(days=12))
    result = await do(gateway, case, _answer(town, case), Role.APPLICANT, town.applicant)
    assert result.state.stage is Stage.ASSESSMENT
    await environment.sleep(timedelta(days=60))
    assert len(events(town, case, EventKind.REQUEST_REMINDED)) == 1
    assert not events(town, case, EventKind.REQUEST_EXPIRED)
    assert mails(town, MailKind.REMINDER) == 1
    await _ended(environment, request_of(town, case).id)


def test_a_paper_on_another_page_ends_the_reminders_and_completes_the_file(tmp_path: Path) -> None:
    """Lisbon Convention, article III.5: whoever sent what was asked for is asked no more."""

    async def work() -> None:
        town = make_town(tmp_path)
        async with skipping(town.store) as environment:
            town.at = await environment.get_current_time()
            case = town.draft(papers=False)
            town.act(Submit(), town.applicant, Role.APPLICANT, case)
            async with workers(environment.client, town.store, town.rules) as gateway:
                await gateway.start_case(case)
                await _by_the_papers_page(town, environment, gateway, case)

    run(work())


async def _by_the_papers_page(
    town: Town, environment: WorkflowEnvironment, gateway: AsyncGateway, case: UUID
) -> None:
    await environment.sleep(timedelta(days=12))
    assert len(events(town, case, EventKind.REQUEST_REMINDED)) == 1
    for item in ("qualification", "identity"):
        gone = SettleItem(item_id=item, reason=CannotBeHadReason.DANGER)
        result = await do(gateway, case, gone, Role.APPLICANT, town.applicant)
    day = (await environment.get_current_time()).astimezone(town.rules.office.zone).date()
    assert result.state.stage is Stage.ASSESSMENT
    assert result.state.due_day == day + relativedelta(months=4), "counted from the last answer"
    await environment.sleep(timedelta(days=40))
    assert len(events(town, case, EventKind.REQUEST_REMINDED)) == 1
    assert not events(town, case, EventKind.REQUEST_EXPIRED)
    await _ended(environment, request_of(town, case).id)


def test_authority_is_asked_after_the_time_to_object(tmp_path: Path) -> None:
    _run(tmp_path, _silent_authority)


async def _silent_authority(
    town: Town, environment: WorkflowEnvironment, gateway: AsyncGateway, case: UUID
) -> None:
    receiver = Receiver(town.secret)
    set_url(town, receiver.url)
    with receiver.listening():
        ask = AskAuthority(authority_id=town.authority, message="Did you award it?")
        result = await do(gateway, case, ask, Role.ASSESSOR, town.assessors[0])
        assert result.state.stage is Stage.VERIFICATION
        announced = moments(town, case, EventKind.QUESTION_ANNOUNCED)[0].date()
        await environment.sleep(timedelta(days=7))
        assert not receiver.got, "the applicant may still object"
        await environment.sleep(timedelta(days=2))
        await until(lambda: len(receiver.got) == 1)
        (sent,) = moments(town, case, EventKind.QUESTION_SENT)
        assert ((sent.date() - announced).days, sent.hour) == (8, 0), "7 whole days to object"
        await environment.sleep(timedelta(days=32))
        reminded = moments(town, case, EventKind.REQUEST_REMINDED)
        assert [(m.date() - sent.date()).days for m in reminded] == [10, 20]
        (expired,) = moments(town, case, EventKind.REQUEST_EXPIRED)
        assert ((expired.date() - sent.date()).days, expired.hour) == (31, 0)
        assert mails(town, MailKind.QUESTION_UNANSWERED) == 1, "the office looks for another way"
        await until(lambda: len(receiver.got) == 3)
        await until(lambda: len(events(town, case, EventKind.DELIVERED)) == 3)
    kinds = [body["type"] for _, body in receiver.got]
    assert kinds == [WebhookType.AUTHENTICITY_REQUESTED, *[WebhookType.AUTHENTICITY_REMINDER] * 2]
    assert len({message_id for message_id, _ in receiver.got}) == 3
    assert mails(town, MailKind.QUESTION_ANNOUNCED) == 1

    answer = AnswerAuthenticity(
        request_id=request_of(town, case).id, answer=AuthenticityAnswer.CONFIRMED
    )
    result = await do(gateway, case, answer, Role.AUTHORITY, town.authority)
    assert result.state.stage is Stage.ASSESSMENT
    assert _state(town, case) is RequestState.RECEIVED


def test_an_objection_keeps_the_question_in_the_house(tmp_path: Path) -> None:
    _run(tmp_path, _objection)


async def _objection(
    town: Town, environment: WorkflowEnvironment, gateway: AsyncGateway, case: UUID
) -> None:
    ask = AskAuthority(authority_id=town.authority)
    await do(gateway, case, ask, Role.ASSESSOR, town.assessors[0])
    await environment.sleep(timedelta(days=3))
    objection = ObjectToQuestion(request_id=request_of(town, case).id, reason="My brother is there")
    await do(gateway, case, objection, Role.APPLICANT, town.applicant)
    await environment.sleep(timedelta(days=60))
    assert not events(town, case, EventKind.QUESTION_SENT)
    assert _state(town, case) is RequestState.OBJECTED
    await _ended(environment, request_of(town, case).id)


def _asked_day(town: Town, case: UUID) -> date:
    return moments(town, case, EventKind.REQUESTED)[0].date()


def _answer(town: Town, case: UUID) -> AnswerRequest:
    request = request_of(town, case)
    with town.store.reading() as session:
        item = session.scalars(
            select(RequestItem.id).where(RequestItem.request_id == request.id)
        ).one()
    return AnswerRequest(request_id=request.id, item_id=item, text="4000 hours")


def _state(town: Town, case: UUID) -> RequestState:
    with town.store.reading() as session:
        return load_facts(session, case, town.rules).requests[-1].state


async def _ended(environment: WorkflowEnvironment, request_id: UUID) -> None:
    handle = environment.client.get_workflow_handle(f"request/{request_id}")
    assert (await handle.describe()).status is WorkflowExecutionStatus.COMPLETED
