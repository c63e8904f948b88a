"""A case from draft to letter by the actions alone, with every person doing their part."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recognition.domain.verbs import (
    Claim,
    ConfirmReading,
    Propose,
    SendBack,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import NextActor, Outcome, Role, Stage
from recognition.errors import ErrorCode, NotAllowed
from recognition.store import tables
from recognition.store.timeline import first_broken_link
from tests.support.people import Town, content
from tests.support.towns import make_town

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = make_town(tmp_path)
    town.at = START
    return town


def test_from_draft_to_decision_with_two_people(town: Town) -> None:
    case = town.draft()
    assert town.act(Submit(), town.applicant, Role.APPLICANT, case).stage is Stage.READING
    document = town.ids(tables.Document)[-1]
    confirm = ConfirmReading(document_id=document, values={"qualification_title": "Nurse"})
    state = town.act(confirm, town.applicant, Role.APPLICANT, case)
    assert (state.stage, state.next_actor) == (Stage.ASSESSMENT, NextActor.ASSESSOR)
    assert state.due_day is not None and state.due_day.isoformat() == "2026-07-02"
    first, second, _ = town.assessors
    town.act(Claim(), first, Role.ASSESSOR, case)
    state = town.act(Propose(content=content()), first, Role.ASSESSOR, case)
    assert state.next_actor is NextActor.SECOND_ASSESSOR
    proposal = town.ids(tables.Proposal)[-1]
    with pytest.raises(NotAllowed) as caught:
        town.act(SignOff(proposal_id=proposal), first, Role.ASSESSOR, case)
    assert caught.value.code is ErrorCode.OWN_PROPOSAL
    state = town.act(
        SendBack(proposal_id=proposal, reason="Name the level."), second, Role.ASSESSOR, case
    )
    assert state.stage is Stage.ASSESSMENT
    town.evaluate(case, Outcome.REFUSAL)
    town.act(Propose(content=content(Outcome.REFUSAL)), first, Role.ASSESSOR, case)
    proposals = town.ids(tables.Proposal)
    state = town.act(SignOff(proposal_id=proposals[-1]), second, Role.ASSESSOR, case)
    assert state.stage is Stage.DECIDED
    with town.store.reading() as session:
        assert first_broken_link(session, town.store.keys, case) is None


def test_the_same_action_twice_is_done_once(town: Town) -> None:
    from recognition.actions.perform import perform
    from recognition.domain.verbs import Act
    from recognition.store.base import new_id

    case = town.draft()
    act = Act(action_id=new_id(), role=Role.APPLICANT, person_id=town.applicant, verb=Submit())
    once = perform(town.store, town.rules, case, act, START)
    again = perform(town.store, town.rules, case, act, START + timedelta(days=1))
    assert once == again
