"""The whole story, and several writers of one case at once, on SQLite and on PostgreSQL."""

import threading
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.accounts.sign_in import request_link
from recognition.actions.perform import perform
from recognition.actions.record_reading import ReadingEnd, record_reading
from recognition.actions.rederiving import rederive_all
from recognition.domain.verbs import (
    Act,
    AddNote,
    Claim,
    ConfirmReading,
    Propose,
    SendBack,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import DocumentState, Outcome, Role, Stage
from recognition.errors import ErrorCode
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.facts import lock_case
from recognition.store.keys import KeyRing
from recognition.store.timeline import first_broken_link
from tests.store.at_once import at_once, codes
from tests.support.people import content
from tests.support.towns import KEY, TITLE, Office, make_office


def whole(office: Office, case: UUID) -> None:
    """The chain holds, and the read model is what the facts say."""
    with office.store.reading() as session:
        assert first_broken_link(session, office.store.keys, case) is None
    changed, _ = rederive_all(office.store, office.rules)
    assert changed == 0


def test_who_rebuilds_the_read_model_waits_for_an_act(office: Office) -> None:
    """What was read before the act ended would overwrite what it wrote."""
    case = office.submitted()
    rebuilding = threading.Thread(target=rederive_all, args=(office.store, office.rules))
    with office.store.writing() as session:
        lock_case(session, case)
        rebuilding.start()
        rebuilding.join(0.5)
        assert rebuilding.is_alive()
    rebuilding.join(30)
    assert not rebuilding.is_alive()


def test_from_draft_to_decision(office: Office) -> None:
    case = office.draft()
    assert office.holder(case, Submit()).stage is Stage.READING
    confirm = ConfirmReading(document_id=office.diploma(case), values=TITLE)
    assert office.holder(case, confirm).stage is Stage.ASSESSMENT
    office.desk(case, Claim())
    office.desk(case, Propose(content=content()))
    proposal = office.ids(tables.Proposal)[-1]
    office.desk(case, SendBack(proposal_id=proposal, reason="Name the level."), who=1)
    office.evaluate(case)
    office.desk(case, Propose(content=content(Outcome.REFUSAL)))
    proposal = office.ids(tables.Proposal)[-1]
    assert office.desk(case, SignOff(proposal_id=proposal), who=1).stage is Stage.DECIDED
    whole(office, case)


def test_two_claims_at_once_make_one(office: Office) -> None:
    case = office.submitted()
    results = at_once(*(lambda who=who: office.desk(case, Claim(), who) for who in range(3)))
    assert codes(results) == [ErrorCode.CLAIMED_BY_ANOTHER] * 2
    assert office.rows(tables.Claim) == 1
    whole(office, case)


def test_two_signatures_at_once_make_one_decision(office: Office) -> None:
    case = office.proposed()
    sign = SignOff(proposal_id=office.ids(tables.Proposal)[-1])
    results = at_once(*(lambda who=who: office.desk(case, sign, who) for who in (1, 2)))
    assert codes(results) == [ErrorCode.STAGE_FORBIDS]
    assert office.rows(tables.Decision) == 1
    whole(office, case)


def test_one_action_sent_twice_at_once_is_done_once(office: Office) -> None:
    case = office.submitted()
    act = Act(
        action_id=new_id(),
        role=Role.ASSESSOR,
        person_id=office.assessors[0],
        verb=AddNote(text="Once."),
    )
    results = at_once(
        *(lambda: perform(office.store, office.rules, case, act, office.at) for _ in range(4))
    )
    assert codes(results) == [] and all(one == results[0] for one in results)
    assert office.rows(tables.Note) == 1


def test_many_writers_wait_for_each_other(office: Office) -> None:
    case = office.submitted()
    before = revision(office, case)
    results = at_once(
        *(lambda who=who: office.desk(case, AddNote(text="x"), who % 3) for who in range(6))
    )
    assert codes(results) == []
    assert office.rows(tables.Note) == 6 and revision(office, case) == before + 6
    whole(office, case)


@pytest.mark.parametrize("_round", range(3))
def test_the_end_of_a_reading_and_its_confirmation_do_not_lock_each_other(
    office: Office, _round: int
) -> None:
    case = office.hand_in(office.draft(), claim=False)
    document = office.diploma(case)
    end = ReadingEnd(DocumentState.READ, None, None, (), (), "reader 1", ())
    confirm = ConfirmReading(document_id=document, values=TITLE)
    results = at_once(
        lambda: record_reading(office.store, office.rules, document, end, office.at),
        lambda: office.holder(case, confirm),
        lambda: record_reading(office.store, office.rules, document, end, office.at),
    )
    assert codes(results) == []
    whole(office, case)


def test_two_processes_that_make_a_key_at_once_share_it(office: Office) -> None:
    rings = [KeyRing(office.store.engine, KEY) for _ in range(4)]
    sealed = at_once(*(lambda keys=keys: keys.seal("new scope", b"x") for keys in rings))
    assert codes(sealed) == []
    fresh = KeyRing(office.store.engine, KEY)
    assert all(fresh.unseal("new scope", one) == b"x" for one in sealed)


def test_the_same_bytes_at_once_are_one_document(office: Office) -> None:
    kept = at_once(*(lambda: office.stored(b"%PDF-1.4 twice") for _ in range(3)))
    assert codes(kept) == [] and len(set(kept)) == 1
    assert office.rows(tables.Document) == len(office.store.blobs.names()) == 1


def test_a_new_address_that_clicks_twice_gets_one_account(office: Office) -> None:
    before = office.rows(tables.Account)
    links = (lambda: request_link(office.store, "new@example.org", "en", office.at),) * 3
    assert at_once(*links) == [None] * 3
    assert office.rows(tables.Account) == before + 1
    assert office.rows(tables.SignInLink) == 3


def revision(office: Office, case: UUID) -> int:
    with office.store.reading() as session:
        return session.scalars(select(tables.Case.revision).where(tables.Case.id == case)).one()


def test_who_waits_for_sqlite_holds_no_connection(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    begun, wrote = threading.Event(), threading.Event()

    def write() -> None:
        begun.set()
        with office.store.writing() as session:
            session.add(note(office, case))
        wrote.set()

    case = office.claimed()
    with office.store.writing() as session:
        session.add(note(office, case))
        session.flush()
        waiting = threading.Thread(target=write)
        waiting.start()
        assert begun.wait(10) and not wrote.wait(0.3)
        assert office.store.engine.pool.checkedout() == 1  # type: ignore[attr-defined]
    assert wrote.wait(10)
    waiting.join()
    assert office.rows(tables.Note) == 2
    office.store.close()


def note(office: Office, case: UUID) -> tables.Note:
    """A note of the first assessor's."""
    return tables.Note(case_id=case, author_id=office.assessors[0], text="A note.", at=office.at)
