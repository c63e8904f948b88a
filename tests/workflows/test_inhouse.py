"""What an act leaves to send within the house goes in the act's own transaction."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import event

from recognition.actions.perform import perform
from recognition.domain.state import ActResult
from recognition.domain.verbs import Acknowledge, Act, AddNote, Claim
from recognition.domain.vocabulary import Role
from recognition.settings import make_settings
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.outbox import add as add_row
from recognition.store.tables import Note
from tests.support.cases import made_by, mails, open_rows, submitted
from tests.support.people import Town
from tests.support.towns import make_town
from workflows.activities.deps import Deps
from workflows.activities.procedure import ProcedureActivities
from workflows.gateway import AsyncGateway
from workflows.messages import ActTask

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = make_town(tmp_path)
    town.at = AT
    return town


def act_of(town: Town, verb: Acknowledge | AddNote | Claim) -> Act:
    return made_by(verb, Role.ASSESSOR, town.assessors[0])


def done(town: Town, case_id: object, act: Act) -> ActResult:
    deps = Deps(town.store, town.rules, make_settings(), cast("AsyncGateway", None))
    task = ActTask.model_validate({"case_id": case_id, "act": act, "at": AT})
    return asyncio.run(ProcedureActivities(deps).perform_act(task))


def test_an_act_and_its_mail_are_one_transaction(town: Town) -> None:
    case = submitted(town)
    done(town, case, act_of(town, Claim()))
    commits: list[object] = []
    event.listen(town.store.engine, "commit", commits.append)
    result = done(town, case, act_of(town, Acknowledge()))
    assert (len(commits), result.state.open_outbox, open_rows(town)) == (1, 0, 0)
    assert mails(town, MailKind.ACKNOWLEDGED, case) == 1


def test_a_mail_that_cannot_be_written_holds_up_nothing(town: Town) -> None:
    case = submitted(town)
    done(town, case, act_of(town, Claim()))
    with town.store.writing() as session:
        unknown = {"mail": "unknown", "account_id": str(town.applicant)}
        add_row(session, OutboxKind.MAIL, AT, case_id=case, payload=unknown)
    result = done(town, case, act_of(town, AddNote(text="A note.")))
    assert (result.refusal, result.state.open_outbox, open_rows(town)) == (None, 1, 1)
    with town.store.reading() as session:
        assert session.query(Note).count() == 1


def test_an_act_that_comes_again_lets_out_what_was_left(town: Town) -> None:
    case = submitted(town)
    done(town, case, act_of(town, Claim()))
    act = act_of(town, Acknowledge())
    perform(town.store, town.rules, case, act, AT)
    assert open_rows(town) == 1
    for _ in range(2):
        result = done(town, case, act)
        assert (result.state.open_outbox, open_rows(town)) == (0, 0)
    assert mails(town, MailKind.ACKNOWLEDGED, case) == 1
