"""What a person sends while the engine is away is kept, said so, and carried out once."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from temporalio.testing import ActivityEnvironment

from recognition.actions.accounts.sign_in import use_password
from recognition.actions.keep_act import keep_act
from recognition.domain.verbs import Act
from recognition.domain.verbs import Claim as ClaimIt
from recognition.domain.vocabulary import Role
from recognition.settings import make_settings
from recognition.store.base import new_id
from recognition.store.keys import case_scope
from recognition.store.queries.cases import is_done
from recognition.store.tables import Claim, Outbox
from recognition.web.app import create_app
from recognition.web.identity import COOKIE
from tests.support.cases import submitted
from tests.support.engine import workers
from tests.support.loops import run
from tests.support.people import Town
from tests.support.processes import Engine
from tests.support.towns import make_town
from tests.web.shell import shell_services
from workflows.activities.deps import Deps
from workflows.activities.outbox import OutboxActivities
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway, Gateway
from workflows.messages import Sweep
from workflows.process import connect

pytestmark = pytest.mark.slow


def test_a_claim_while_the_engine_is_away(tmp_path: Path) -> None:
    town = make_town(tmp_path)
    engine = Engine(tmp_path)
    gateway = Gateway(
        engine.address,
        "default",
        sealing_converter(town.store.keys),
        wait=timedelta(seconds=1),
    )
    try:
        case = submitted(town)
        client = _assessor(town, gateway)
        action = new_id()
        for _ in range(2):  # a double click, or the same form sent again
            assert _take(client, case, action).status_code == 202
        assert _kept(town, action)
        assert not is_done(town.store, action)
        engine.start()
        run(_sweep(town, engine))
        assert is_done(town.store, action)
        with town.store.reading() as session:
            claim = session.get_one(Claim, case)
        assert claim.assessor_id == town.assessors[0]
    finally:
        gateway.close()
        engine.stop()


def test_what_was_kept_for_an_erased_case_ends(tmp_path: Path) -> None:
    town = make_town(tmp_path)
    case = town.draft()
    act = Act(action_id=new_id(), role=Role.ASSESSOR, person_id=town.assessors[0], verb=ClaimIt())
    keep_act(town.store, case, act, town.at)
    town.store.keys.destroy(case_scope(case))
    run(_sweep_without_engine(town))
    with town.store.reading() as session:
        assert session.get_one(Outbox, act.action_id).done_at is not None


async def _sweep_without_engine(town: Town) -> None:
    nobody = AsyncGateway(None)  # type: ignore[arg-type]
    deps = Deps(town.store, town.rules, make_settings(), nobody)
    sweep = OutboxActivities(deps).sweep_outbox
    await ActivityEnvironment().run(sweep, Sweep(at=town.at + timedelta(minutes=5)))


def _assessor(town: Town, gateway: Gateway) -> FlaskClient:
    services = replace(
        shell_services(clock=lambda: datetime.now(UTC)),
        store=town.store,
        rules=town.rules,
        gateway=gateway,
        confirmed=lambda action_id: is_done(town.store, action_id),
    )
    app = create_app(services)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    session = use_password(
        town.store,
        "assessor1@office.example",
        "secret words",
        datetime.now(UTC),
        timedelta(hours=1),
        demanded=False,
    )
    assert session.identity.role is Role.ASSESSOR
    client.set_cookie(COOKIE, session.token)
    return client


def _take(client: FlaskClient, case: UUID, action: UUID) -> "object":
    sent = {"action_id": str(action), "revision": "999", "nonce": secrets.token_hex(2)}
    return client.post(f"/desk/cases/{case}/claim", data=sent)


def _kept(town: Town, action: UUID) -> bool:
    with town.store.reading() as session:
        rows = session.scalars(select(Outbox).where(Outbox.kind == "kept_act")).all()
    assert "claim" not in str([row.payload for row in rows]), "it is sealed"
    return [row.id for row in rows] == [action]


async def _sweep(town: Town, engine: Engine) -> None:
    # It listens a moment before it is healthy.
    client = await connect(make_settings(temporal_address=engine.address), town.store)
    async with workers(client, town.store, town.rules) as gateway:
        deps = Deps(town.store, town.rules, make_settings(), AsyncGateway(client))
        later = datetime.now(UTC) + timedelta(minutes=5)
        sweep = OutboxActivities(deps).sweep_outbox
        await ActivityEnvironment().run(sweep, Sweep(at=later))
        assert gateway
