"""A receiver that is down for days, in skipped time: it is tried again, and the end is told."""

from datetime import timedelta
from pathlib import Path

from recognition.domain.events import EventKind
from recognition.domain.verbs import AgreeToQuestion, AskAuthority, Claim
from recognition.domain.vocabulary import Role
from recognition.store.outbox import OutboxKind
from recognition.store.tables import Outbox
from tests.support.cases import do, events, request_of, submitted
from tests.support.engine import skipping, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.towns import make_town


def test_after_four_days_of_tries_it_is_given_up_and_told(tmp_path: Path) -> None:
    run(_four_days(make_town(tmp_path)))


async def _four_days(town: Town) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        case, assessor = submitted(town), town.assessors[0]
        async with workers(environment.client, town.store, town.rules) as gateway:
            await do(gateway, case, Claim(), Role.ASSESSOR, assessor)
            ask = AskAuthority(authority_id=town.authority)
            await do(gateway, case, ask, Role.ASSESSOR, assessor)
            agree = AgreeToQuestion(request_id=request_of(town, case).id)
            await do(gateway, case, agree, Role.APPLICANT, town.applicant)
            await environment.sleep(timedelta(days=3, hours=12))
            assert not events(town, case, EventKind.DELIVERY_GIVEN_UP)
            await environment.sleep(timedelta(hours=12))
            (told,) = events(town, case, EventKind.DELIVERY_GIVEN_UP)
        lasted = told.at - town.at  # the last try is the one after which no other fits
        assert timedelta(days=4) - timedelta(hours=6) < lasted <= timedelta(days=4)
        with town.store.reading() as session:
            row = session.query(Outbox).filter_by(kind=OutboxKind.WEBHOOK).one()
        assert row.delivered_at is None and row.attempts > 15
        assert row.payload == {"authority_id": str(town.authority)}, "what was asked is forgotten"
