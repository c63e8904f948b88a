"""How a case is driven: refused at once, one at a time, once only, in a short history."""

import ast
import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client

from recognition.actions.accounts.sign_in import request_link
from recognition.domain.evaluation import OF_ELEMENT, ElementFound
from recognition.domain.events import EventKind
from recognition.domain.verbs import (
    Acknowledge,
    AddNote,
    AskApplicant,
    AskedItem,
    Claim,
    Propose,
    RecordFinding,
    SendBack,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import (
    ElementFinding,
    EvaluationElement,
    Outcome,
    RequestItemKind,
    Role,
    Stage,
)
from recognition.errors import ErrorCode, NotAllowed
from recognition.settings import MailMode, make_settings
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import Outbox, Proposal
from tests.support.cases import do, events, made_by, mails, open_rows, request_of, submitted
from tests.support.engine import real_time, until, workers
from tests.support.loops import run
from tests.support.people import Town, findings
from tests.support.processes import ROOT, free_port
from tests.support.towns import make_town
from workflows.case import SOON
from workflows.gateway import TASK_TIME, AsyncGateway

WORKFLOW_FILES = ("case", "delivery", "intake", "patience", "request", "upkeep")
ALLOWED = ("temporalio", "recognition.domain", "recognition.errors", "workflows")
OF_WORKFLOWS = {"messages", *WORKFLOW_FILES}

EVENTS = 400
"""A whole case with a second round; Temporal allows 51,200 and warns at 10,240."""

Story = Callable[[Town, Client, AsyncGateway], Awaitable[None]]


@pytest.mark.parametrize("name", WORKFLOW_FILES)
def test_workflow_files_import_nothing_that_acts(name: str) -> None:
    tree = ast.parse((ROOT / "workflows" / f"{name}.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
            if node.module == "workflows":
                assert {alias.name for alias in node.names} <= OF_WORKFLOWS
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for module in names:
            root = module.partition(".")[0]
            allowed = root in sys.stdlib_module_names or module.startswith(ALLOWED)
            inside = root != "workflows" or module.rpartition(".")[2] in {*OF_WORKFLOWS, root}
            assert allowed and inside, module


def _run(folder: Path, story: Story, *arguments: str) -> None:
    async def work() -> None:
        town = make_town(folder)
        async with (
            real_time(town.store, arguments=arguments) as environment,
            workers(environment.client, town.store, town.rules) as gateway,
        ):
            await story(town, environment.client, gateway)

    run(work())


def test_a_whole_case_has_a_short_history(tmp_path: Path) -> None:
    _run(tmp_path, _whole)


async def _whole(town: Town, client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    first, second, _ = town.assessors
    await do(gateway, case, Claim(), Role.ASSESSOR, first)
    for _ in range(10):
        await do(gateway, case, AddNote(text="A note."), Role.ASSESSOR, first)
    for element in EvaluationElement:
        same = ElementFound(section=OF_ELEMENT[element], finding=ElementFinding.NONE)
        await do(gateway, case, RecordFinding(finding=same), Role.ASSESSOR, first)
    for verb in findings(Outcome.FULL):
        await do(gateway, case, verb, Role.ASSESSOR, first)
    await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
    back = SendBack(proposal_id=town.ids(Proposal)[-1], reason="Say more.")
    await do(gateway, case, back, Role.ASSESSOR, second)
    await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
    sign = SignOff(proposal_id=town.ids(Proposal)[-1])
    await do(gateway, case, sign, Role.ASSESSOR, second)
    await until(lambda: mails(town, MailKind.DECISION) == 1 and open_rows(town) == 0, 30)
    history = await client.get_workflow_handle(f"case/{case}").fetch_history()
    assert 50 < len(history.events) < EVENTS, len(history.events)


def test_a_mail_for_the_mailbox_is_there_with_the_answer(tmp_path: Path) -> None:
    _run(tmp_path, _in_house)


async def _in_house(town: Town, _client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    await do(gateway, case, Claim(), Role.ASSESSOR, town.assessors[0])
    answer = await do(gateway, case, Acknowledge(), Role.ASSESSOR, town.assessors[0])
    assert mails(town, MailKind.ACKNOWLEDGED) == 1
    assert (answer.state.open_outbox, open_rows(town)) == (0, 0)


def test_a_request_waits_with_the_engine_and_asks_no_worker(tmp_path: Path) -> None:
    _run(tmp_path, _waiting)


async def _waiting(town: Town, client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    await do(gateway, case, Claim(), Role.ASSESSOR, town.assessors[0])
    items = (AskedItem(kind=RequestItemKind.TEXT, subject="hours", text="How many hours?"),)
    answer = await do(gateway, case, AskApplicant(items=items), Role.ASSESSOR, town.assessors[0])
    assert (answer.state.open_outbox, open_rows(town)) == (0, 0)
    request = client.get_workflow_handle(f"request/{request_of(town, case).id}")
    await asyncio.sleep(2)
    started = (await request.fetch_history()).events
    assert [event.event_type for event in started] == [
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED
    ]
    delay = started[0].workflow_execution_started_event_attributes.first_workflow_task_backoff
    assert delay.ToTimedelta() > timedelta(days=5), "the first reminder"
    history = (await client.get_workflow_handle(f"case/{case}").fetch_history()).events
    assert all(
        event.event_type != EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED for event in history
    ), "nothing takes a step of its own"


def test_an_act_that_moves_no_date_leaves_the_timer_alone(tmp_path: Path) -> None:
    _run(tmp_path, _one_timer)


async def _one_timer(town: Town, client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    first = town.assessors[0]
    await do(gateway, case, Claim(), Role.ASSESSOR, first)

    async def timers() -> int:
        history = await client.get_workflow_handle(f"case/{case}").fetch_history()
        started = EventType.EVENT_TYPE_TIMER_STARTED
        return sum(event.event_type == started for event in history.events)

    for _ in range(100):
        if asleep := await timers():
            break
        await asyncio.sleep(0.1)
    assert asleep == 1, "it sleeps until a deadline"
    for _ in range(3):
        await do(gateway, case, AddNote(text="A note."), Role.ASSESSOR, first)
    assert await timers() == asleep


def test_the_stage_refuses_at_once_and_without_a_trace(tmp_path: Path) -> None:
    _run(tmp_path, _refused)


async def _refused(town: Town, client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    claimed = await do(gateway, case, Claim(), Role.ASSESSOR, town.assessors[0])
    await until(lambda: open_rows(town) == 0)
    current = made_by(Submit(), Role.APPLICANT, town.applicant, claimed.state.revision)
    for _ in range(2):
        with pytest.raises(NotAllowed) as refusal:
            await gateway.act(case, current)
        assert refusal.value.code is ErrorCode.STAGE_FORBIDS
    history = await client.get_workflow_handle(f"case/{case}").fetch_history()
    accepted = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    assert sum(event.event_type == accepted for event in history.events) == 1, "the claim alone"
    older = made_by(Submit(), Role.APPLICANT, town.applicant, claimed.state.revision - 1)
    result = await gateway.act(case, older)
    assert result.refusal is ErrorCode.STAGE_FORBIDS, "judged by the facts: it may be a repetition"


def test_a_state_that_is_remembered_from_a_history_refuses_nothing(tmp_path: Path) -> None:
    """After an upgrade cases sleep on whose last state did not know what the new release allows."""
    run(_restarted(make_town(tmp_path)))


async def _restarted(town: Town) -> None:
    async with real_time(town.store) as environment:
        async with workers(environment.client, town.store, town.rules) as gateway:
            case = submitted(town)
            claimed = await do(gateway, case, Claim(), Role.ASSESSOR, town.assessors[0])
            await until(lambda: open_rows(town) == 0)
        act = made_by(Submit(), Role.APPLICANT, town.applicant, claimed.state.revision)
        async with workers(environment.client, town.store, town.rules) as gateway:
            result = await gateway.act(case, act)
            assert result.refusal is ErrorCode.STAGE_FORBIDS, "judged by the facts"
            with pytest.raises(NotAllowed):  # now this worker has derived it itself
                await gateway.act(case, act.model_copy(update={"action_id": new_id()}))


def test_acts_of_one_case_are_done_one_at_a_time_and_once(tmp_path: Path) -> None:
    _run(tmp_path, _together)


async def _together(town: Town, _client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    acts = [made_by(Claim(), Role.ASSESSOR, person) for person in town.assessors]
    results = await asyncio.gather(*(gateway.act(case, act) for act in acts))
    refusals = [result.refusal for result in results]
    assert refusals.count(None) == 1 and refusals.count(ErrorCode.CLAIMED_BY_ANOTHER) == 2
    assert len(events(town, case, EventKind.CLAIMED)) == 1

    holder = town.assessors[refusals.index(None)]
    click = made_by(Propose(content=town.content()), Role.ASSESSOR, holder)
    double = await asyncio.gather(*(gateway.act(case, click) for _ in range(3)))
    assert double[0] == double[1] == double[2]
    assert len(town.ids(Proposal)) == 1

    revisions = await asyncio.gather(
        *(do(gateway, case, AddNote(text=f"{n}"), Role.ASSESSOR, holder) for n in range(8))
    )
    seen = sorted(result.state.revision for result in revisions)
    assert seen == list(range(seen[0], seen[0] + 8)), "each saw what the one before it did"


def test_a_long_case_carries_on_as_new(tmp_path: Path) -> None:
    limit = "limit.historyCount.suggestContinueAsNew=60"
    _run(tmp_path, _long, "--dynamic-config-value", limit)


async def _long(town: Town, client: Client, gateway: AsyncGateway) -> None:
    case = submitted(town)
    first = town.assessors[0]
    click = made_by(Claim(), Role.ASSESSOR, first)
    claimed = await gateway.act(case, click)
    handle = client.get_workflow_handle(f"case/{case}")
    run = (await handle.describe()).run_id
    for _ in range(3):
        await asyncio.gather(
            *(do(gateway, case, AddNote(text="A note."), Role.ASSESSOR, first) for _ in range(10))
        )
    assert (await handle.describe()).run_id != run
    started = (await handle.fetch_history()).events[0].workflow_execution_started_event_attributes
    assert started.workflow_task_timeout.ToTimedelta() == TASK_TIME
    assert await gateway.act(case, click) == claimed, "what was done before is known"
    assert len(events(town, case, EventKind.CLAIMED)) == 1
    propose = await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
    assert propose.state.stage is Stage.SIGN_OFF


def test_what_cannot_go_out_is_tried_again_and_later(tmp_path: Path) -> None:
    town = make_town(tmp_path)
    run(_mail_server_away(town))


async def _mail_server_away(town: Town) -> None:
    url = f"smtp://127.0.0.1:{free_port()}"
    away = make_settings(mail_mode=MailMode.SMTP, smtp_url=url)
    async with real_time(town.store) as environment:
        case = submitted(town)
        async with workers(environment.client, town.store, town.rules, away) as gateway:
            await gateway.start_case(case)
            await do(gateway, case, Claim(), Role.ASSESSOR, town.assessors[0])
            await asyncio.sleep(SOON.total_seconds() + 2)
            assert 2 <= _tries(town) <= 6, "not never, and not without a pause"
        async with workers(environment.client, town.store, town.rules):
            await until(lambda: mails(town, MailKind.RECEIVED) == 1 and open_rows(town) == 0, 30)


def test_a_link_to_sign_in_goes_out_at_once(tmp_path: Path) -> None:
    _run(tmp_path, _link)


async def _link(town: Town, _client: Client, gateway: AsyncGateway) -> None:
    request_link(town.store, "selam@example.org", "en", datetime.now(UTC))
    await gateway.let_out()
    await until(lambda: mails(town, MailKind.SIGN_IN) == 1, 5)


def _tries(town: Town) -> int:
    with town.store.reading() as session:
        rows = session.scalars(select(Outbox).where(Outbox.kind == "mail")).all()
    return max(row.attempts for row in rows)
