"""Which tables a transaction wrote to, and facts that are read again only from these."""

from sqlalchemy import delete

from recognition.domain.events import EventKind
from recognition.domain.facts import MACHINE, ClaimFact
from recognition.store.facts import load_facts, reload_facts
from recognition.store.tables import Case, Claim, Conflict, Event, Note
from recognition.store.timeline import add_event, first_broken_link
from recognition.store.touched import touched_in
from tests.support.towns import Office


def test_rows_that_are_added_changed_or_deleted_are_noted(office: Office) -> None:
    case, person = office.claimed(), office.assessors[0]
    with office.store.writing() as session:
        session.add(Note(case_id=case, author_id=person, text="Before.", at=office.at))
        with touched_in(session) as touched:
            session.get_one(Case, case).changed_at = office.go(days=1)
            session.delete(session.get_one(Claim, case))
            session.add(Conflict(case_id=case, person_id=person, reason="Kin.", at=office.at))
            session.flush()
            assert touched == {Case, Claim, Conflict}
        session.add(Note(case_id=case, author_id=person, text="After.", at=office.at))
        session.flush()
        assert Note not in touched


def test_a_line_of_the_timeline_is_noted_though_it_is_no_object(office: Office) -> None:
    case = office.claimed()
    with office.store.writing() as session:
        keys, kind = office.store.keys, EventKind.CLAIMED
        add_event(session, keys, case, kind, MACHINE, office.at)
        with touched_in(session) as touched:
            add_event(session, keys, case, kind, MACHINE, office.at)
            assert touched == {Event}
        assert first_broken_link(session, keys, case) is None


def test_a_bulk_statement_may_have_touched_anything(office: Office) -> None:
    case = office.claimed()
    with office.store.writing() as session, touched_in(session) as touched:
        session.execute(delete(Claim).where(Claim.case_id == case))
        assert {Case, Claim, Note} <= touched


def test_only_what_was_touched_is_read_again(office: Office) -> None:
    case = office.claimed()
    with office.store.writing() as session:
        before = load_facts(session, case, office.rules)
        claim = session.get_one(Claim, case)
        claim.assessor_id = office.assessors[1]
        session.get_one(Case, case).revision += 1
        kept = reload_facts(session, before, {Case}, office.rules)
        assert (kept.claim, kept.revision) == (before.claim, before.revision + 1)
        anew = reload_facts(session, before, {Case, Claim}, office.rules)
        assert anew == load_facts(session, case, office.rules)
        moved = ClaimFact(office.assessors[1], claim.claimed_at, claim.active_at)
        assert anew.claim == moved
