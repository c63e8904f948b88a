"""Months in skipped time: the last day of a compensation measure is not forgotten."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment

from recognition.actions.store_document import store_document
from recognition.domain.decision import Condition
from recognition.domain.events import EventKind
from recognition.domain.verbs import (
    AssessAdaptation,
    ChooseMeasure,
    Claim,
    CorrectCondition,
    Propose,
    RecordAdaptation,
    Reopen,
    ReviewCondition,
    SignOff,
    StateCondition,
)
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    ConditionResult,
    MediaType,
    NextActor,
    Outcome,
    ReopenGround,
    Role,
    Stage,
)
from recognition.errors import ErrorCode
from recognition.store.outbox import MailKind
from recognition.store.tables import CaseView, ConditionStatement, Decision, Proposal
from tests.support.cases import do, events, made_by, mails, moments, submitted
from tests.support.engine import skipping, workers
from tests.support.loops import run
from tests.support.people import Town, content, findings
from tests.support.towns import make_town
from workflows.gateway import AsyncGateway
from workflows.repair import repair

MEASURES = (
    Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward, supervised.", months=12),
    Condition(kind=ConditionKind.APTITUDE_TEST, text="A practical test."),
)


def test_the_last_day_of_a_test_is_announced_and_its_end_refuses_nothing(tmp_path: Path) -> None:
    """Directive 2005/36/EC, article 14(7): within six months, also in a case that is closed."""
    run(_half_a_year(make_town(tmp_path)))


async def _half_a_year(town: Town) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        one, other = submitted(town), submitted(town)
        async with workers(environment.client, town.store, town.rules) as gateway:
            for case in (one, other):
                await _decide(town, gateway, case)
            chosen = ChooseMeasure(
                decision_id=_decision(town, other).id, kind=ConditionKind.ADAPTATION_PERIOD
            )
            await do(gateway, other, chosen, Role.APPLICANT, town.applicant)
            last = date.fromisoformat(_decision(town, one).snapshot["test_day"])

            await environment.sleep(timedelta(days=60))
            assert _stage(town, one) == _stage(town, other) == Stage.CLOSED
            assert await _status(environment, one) is WorkflowExecutionStatus.RUNNING
            assert await _status(environment, other) is WorkflowExecutionStatus.COMPLETED
            assert not events(town, one, EventKind.APTITUDE_TEST_NEAR)
            assert (await repair(town.store, gateway)).cases == 1, "a lost one is started again"

            await environment.sleep(timedelta(days=150))
            (near,) = moments(town, one, EventKind.APTITUDE_TEST_NEAR)
            assert (near.date(), near.hour, near.minute) == (last - timedelta(days=30), 0, 0)
            (over,) = moments(town, one, EventKind.APTITUDE_TEST_TERM_ENDED)
            assert (over.date(), over.hour, over.minute) == (last + timedelta(days=1), 0, 0)
            for kind in (MailKind.TEST_NOTICE, MailKind.TEST_TO_OFFER, MailKind.TEST_TERM_ENDED):
                assert (mails(town, kind, one), mails(town, kind, other)) == (1, 0)
            late = ChooseMeasure(
                decision_id=_decision(town, one).id, kind=ConditionKind.APTITUDE_TEST
            )
            refused = await gateway.act(one, made_by(late, Role.APPLICANT, town.applicant))
            assert refused.refusal is ErrorCode.CHOICE_OVER
            assert _stage(town, one) == Stage.CLOSED
            assert _decision(town, one).content["outcome"] == Outcome.CONDITIONAL
            assert await _status(environment, one) is WorkflowExecutionStatus.COMPLETED


def test_the_end_of_a_period_is_announced_and_its_assessment_waits(tmp_path: Path) -> None:
    """Directive 2005/36/EC, article 3(1)(g): watched in a closed case, and refused by nothing."""
    run(_a_year(make_town(tmp_path)))


async def _a_year(town: Town) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        case = submitted(town)
        desk = (Role.ASSESSOR, town.assessors[2])
        async with workers(environment.client, town.store, town.rules) as gateway:
            await _decide(town, gateway, case, MEASURES[:1])
            await environment.sleep(timedelta(days=60))
            assert _stage(town, case) == Stage.CLOSED
            assert await _status(environment, case) is WorkflowExecutionStatus.COMPLETED

            first = (await environment.get_current_time()).astimezone(town.rules.office.zone).date()
            begun = RecordAdaptation(place="Ward 3", first_day=first, months=12)
            await do(gateway, case, begun, *desk)
            assert await _status(environment, case) is WorkflowExecutionStatus.RUNNING
            (recorded,) = events(town, case, EventKind.ADAPTATION_RECORDED)
            last = date.fromisoformat(str(recorded.data["day"]))

            await environment.sleep(timedelta(days=370))
            (near,) = moments(town, case, EventKind.ADAPTATION_NEAR)
            assert (near.date(), near.hour, near.minute) == (last - timedelta(days=30), 0, 0)
            (over,) = moments(town, case, EventKind.ADAPTATION_ENDED)
            assert (over.date(), over.hour, over.minute) == (last + timedelta(days=1), 0, 0)
            for kind in (MailKind.ADAPTATION_NOTICE, MailKind.ADAPTATION_TO_ASSESS):
                assert mails(town, kind, case) == 1
            assert (_stage(town, case), _next(town, case)) == (Stage.CLOSED, NextActor.ASSESSOR)
            assert await _status(environment, case) is WorkflowExecutionStatus.COMPLETED

            passed = AssessAdaptation(result=AdaptationResult.PASSED)
            await do(gateway, case, passed, *desk)
            assert (_stage(town, case), _next(town, case)) == (Stage.CLOSED, NextActor.ASSESSOR)
            assert _decision(town, case).content["outcome"] == Outcome.CONDITIONAL

            await do(gateway, case, Reopen(ground=ReopenGround.CONDITION_FULFILLED), *desk)
            assert _stage(town, case) == Stage.ASSESSMENT
            assert await _status(environment, case) is WorkflowExecutionStatus.RUNNING


def test_a_result_that_was_a_mistake_is_watched_again(tmp_path: Path) -> None:
    """Told with a paper, recorded, recorded anew: the test's last day is not forgotten by it."""
    run(_told(make_town(tmp_path)))


async def _told(town: Town) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        case = submitted(town)
        desk = (Role.ASSESSOR, town.assessors[0])
        async with workers(environment.client, town.store, town.rules) as gateway:
            await _decide(town, gateway, case, MEASURES[1:])
            await environment.sleep(timedelta(days=60))
            assert (_stage(town, case), _next(town, case)) == (Stage.CLOSED, NextActor.NOBODY)

            now = await environment.get_current_time()
            day, done = now.astimezone(town.rules.office.zone).date(), ConditionResult.FULFILLED
            paper = _minutes(town, now)
            told = StateCondition(position=0, day=day, result=done, document_id=paper)
            await do(gateway, case, told, Role.APPLICANT, town.applicant)
            assert (_stage(town, case), _next(town, case)) == (Stage.CLOSED, NextActor.ASSESSOR)
            assert mails(town, MailKind.CONDITION_STATED, case) == 1

            look = {"statement_id": _statement(town), "day": day, "evidence": "Minutes."}
            await do(gateway, case, ReviewCondition.model_validate({**look, "result": done}), *desk)
            assert await _status(environment, case) is WorkflowExecutionStatus.COMPLETED

            anew = {"position": 0, "day": day, "evidence": "Minutes.", "mistake": "Another name."}
            failed = {**anew, "result": ConditionResult.NOT_FULFILLED}
            other = (Role.ASSESSOR, town.assessors[1])
            unnamed = made_by(CorrectCondition.model_validate(failed), *other)
            assert (await gateway.act(case, unnamed)).refusal is ErrorCode.RIGHT_MISSING
            await do(gateway, case, CorrectCondition.model_validate(failed), *desk)
            assert (_stage(town, case), _next(town, case)) == (Stage.CLOSED, NextActor.NOBODY)
            assert await _status(environment, case) is WorkflowExecutionStatus.RUNNING
            assert _decision(town, case).content["outcome"] == Outcome.CONDITIONAL

            await environment.sleep(timedelta(days=150))
            assert events(town, case, EventKind.APTITUDE_TEST_NEAR)
            assert mails(town, MailKind.TEST_NOTICE, case) == 1


def _minutes(town: Town, at: datetime) -> UUID:
    stored = store_document(
        town.store,
        town.applicant,
        b"%PDF-1.4 minutes",
        name="minutes.pdf",
        media_type=MediaType.PDF,
        pages=1,
        at=at,
    )
    return stored.document_id


def _statement(town: Town) -> UUID:
    with town.store.reading() as session:
        return session.query(ConditionStatement).one().id


async def _decide(
    town: Town, gateway: AsyncGateway, case: UUID, measures: tuple[Condition, ...] = MEASURES
) -> None:
    first, second, _ = town.assessors
    whole = content(Outcome.CONDITIONAL).model_copy(update={"conditions": measures})
    verbs = (Claim(), *findings(Outcome.CONDITIONAL), Propose(content=whole))
    for verb in verbs:
        await do(gateway, case, verb, Role.ASSESSOR, first)
    signed = SignOff(proposal_id=town.ids(Proposal)[-1])
    await do(gateway, case, signed, Role.ASSESSOR, second)


def _decision(town: Town, case: UUID) -> Decision:
    with town.store.reading() as session:
        return session.query(Decision).filter(Decision.case_id == case).one()


def _stage(town: Town, case: UUID) -> str:
    with town.store.reading() as session:
        return session.get_one(CaseView, case).stage


def _next(town: Town, case: UUID) -> str:
    with town.store.reading() as session:
        return session.get_one(CaseView, case).next_actor


async def _status(environment: WorkflowEnvironment, case: UUID) -> WorkflowExecutionStatus | None:
    handle = environment.client.get_workflow_handle(f"case/{case}")
    return (await handle.describe()).status
