"""A claim lapses after five idle working days, in skipped time; whoever works on it keeps it."""

from datetime import date, datetime, timedelta
from pathlib import Path

from recognition.domain.clock import after_working_days
from recognition.domain.events import EventKind
from recognition.domain.verbs import AddNote, Claim
from recognition.domain.vocabulary import Role
from tests.support.cases import do, events, moments, submitted
from tests.support.engine import skipping, workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.towns import make_town


def test_an_idle_claim_lapses_and_a_used_one_stays(tmp_path: Path) -> None:
    run(_story(make_town(tmp_path)))


async def _story(town: Town) -> None:
    async with skipping(town.store) as environment:
        town.at = await environment.get_current_time()
        idle, used = submitted(town), submitted(town)
        assessor = town.assessors[0]
        async with workers(environment.client, town.store, town.rules) as gateway:
            await do(gateway, idle, Claim(), Role.ASSESSOR, assessor)
            await do(gateway, used, Claim(), Role.ASSESSOR, assessor)
            claimed = moments(town, idle, EventKind.CLAIMED)[0]
            await environment.sleep(timedelta(days=3))
            await do(gateway, used, AddNote(text="Looked at it."), Role.ASSESSOR, assessor)
            noted = await environment.get_current_time()
            await environment.sleep(timedelta(days=20))

            (lapsed,) = moments(town, idle, EventKind.CLAIM_LAPSED)
            assert lapsed.hour == 0
            assert (lapsed.date() - claimed.date()).days >= 6, "five working days, and a weekend"
            assert lapsed.date() == _lapse(town, claimed)
            (later,) = moments(town, used, EventKind.CLAIM_LAPSED)
            assert later.date() == _lapse(town, noted), "counted from the last thing done"
            assert later > lapsed

            await do(gateway, idle, Claim(), Role.ASSESSOR, town.assessors[1])
            assert len(events(town, idle, EventKind.CLAIMED)) == 2


def _lapse(town: Town, active: datetime) -> date:
    end = after_working_days(active, 5, town.rules.zone, town.rules.country)
    return end.astimezone(town.rules.office.zone).date()
