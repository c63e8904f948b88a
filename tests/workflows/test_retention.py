"""Ten years in skipped time: a closed case is announced for erasure, and erased on its day."""

from datetime import timedelta
from pathlib import Path

from temporalio.testing import WorkflowEnvironment

from recognition.domain.verbs import Withdraw
from recognition.domain.vocabulary import Role, Stage
from recognition.store.outbox import MailKind
from recognition.store.tables import CaseView
from tests.support.cases import do, mails, submitted
from tests.support.engine import skipping, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.towns import make_town
from workflows.messages import Queue
from workflows.upkeep import SweepDocuments, SweepOutbox


def test_a_closed_case_is_erased_after_its_years_and_announced_before(tmp_path: Path) -> None:
    """GDPR, article 5(1)(e): no longer than its time of keeping."""
    run(_ten_years(make_town(tmp_path)))


async def _ten_years(town: Town) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        case = submitted(town)
        async with workers(environment.client, town.store, town.rules) as gateway:
            await do(gateway, case, Withdraw(), Role.APPLICANT, town.applicant)
            erase_at = _view(town, case).erase_at
            assert erase_at is not None

            now = await environment.get_current_time()
            await environment.sleep(erase_at - now - timedelta(days=32))
            await _sweep(environment)
            assert mails(town, MailKind.ERASURE_NOTICE) == 0, "a month is enough"
            await environment.sleep(timedelta(days=3))
            for _ in range(2):
                await _sweep(environment)
            assert mails(town, MailKind.ERASURE_NOTICE) == 1
            assert _view(town, case).stage == Stage.WITHDRAWN

            await environment.sleep(timedelta(days=30))
            await _sweep(environment)
            assert _view(town, case).stage == Stage.ERASED
            assert mails(town, MailKind.ERASURE_NOTICE) == 0, "its mails went with it"


async def _sweep(environment: WorkflowEnvironment) -> None:
    """What the schedules do; no time is skipped while they run."""
    start = environment.client.execute_workflow
    queue = Queue.PROCEDURE
    with environment.auto_time_skipping_disabled():
        await start(SweepDocuments.run, id="sweep-documents", task_queue=queue)
        await start(SweepOutbox.run, True, id="sweep-outbox", task_queue=queue)


def _view(town: Town, case: object) -> CaseView:
    with town.store.reading() as session:
        return session.get_one(CaseView, case)
