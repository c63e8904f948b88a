"""What an applicant sent while the engine was away was received when she sent it."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.keep_act import keep_act, kept_act
from recognition.actions.perform import perform
from recognition.domain.clock import end_of
from recognition.domain.state import CaseState
from recognition.domain.verbs import (
    Act,
    AddNote,
    AnyVerb,
    Appeal,
    AttachDocument,
    PassDeadlines,
    RecordLetter,
)
from recognition.domain.vocabulary import AppealKind, DocumentKind, Role, Stage
from recognition.errors import NotAllowed
from recognition.store import tables
from recognition.store.base import new_id
from tests.support.towns import Office

APPEAL = Appeal(kind=AppealKind.DECISION, grounds="My practice was not counted.")


def keep(office: Office, case: UUID, verb: AnyVerb, *, role: Role = Role.APPLICANT) -> UUID:
    """The web keeps an act that the engine did not confirm; its id."""
    person = office.applicant if role is Role.APPLICANT else office.assessors[0]
    act = Act(action_id=new_id(), role=role, person_id=person, verb=verb)
    keep_act(office.store, case, act, office.at)
    return act.action_id


def carry_out(office: Office, kept: UUID) -> CaseState:
    """What the sweep has the case's workflow do once the engine is back."""
    with office.store.reading() as session:
        row = session.get_one(tables.Outbox, kept)
    return perform(office.store, office.rules, *kept_act(office.store, row), office.at)


def delivered(office: Office) -> tuple[UUID, datetime]:
    """A decided case whose letter has arrived, and the end of its term of appeal."""
    case = office.decided()
    with office.store.reading() as session:
        decision = session.scalars(select(tables.Decision.id)).one()
    office.machine(case, RecordLetter(decision_id=decision, blob="b", sha256="c"))
    return case, end_of(date(2026, 4, 2), office.rules.zone)


def test_an_appeal_of_the_last_day_is_in_time_though_the_engine_came_back_later(
    office: Office,
) -> None:
    """Lisbon Convention, article III.5: the office's machines take no right away."""
    case, end = delivered(office)
    office.at = end - timedelta(minutes=1)
    kept = keep(office, case, APPEAL)
    office.at = end + timedelta(hours=9)
    assert office.machine(case, PassDeadlines()).stage is Stage.CLOSED
    assert carry_out(office, kept).stage is Stage.UNDER_APPEAL
    with office.store.reading() as session:
        assert session.scalars(select(tables.AppealRow.lodged_at)).one() < end
    assert carry_out(office, kept).stage is Stage.UNDER_APPEAL, "it is done once"
    assert office.rows(tables.AppealRow) == 1


def test_an_appeal_that_was_sent_too_late_stays_too_late(office: Office) -> None:
    case, end = delivered(office)
    office.at = end
    kept = keep(office, case, APPEAL)
    office.go(hours=9)
    office.machine(case, PassDeadlines())
    with pytest.raises(NotAllowed):
        carry_out(office, kept)


def test_the_clock_starts_with_the_day_on_which_the_last_paper_was_sent(office: Office) -> None:
    """Lisbon Convention, article III.5: at its receipt, whatever day the office looks."""
    case = office.hand_in(office.draft(papers=False))
    items = [item.id for item in office.rules.checklist_items(office.purpose, "ER")]
    document = office.stored(b"%PDF-1.4 all in one")
    office.go(days=3)
    kept = [
        keep(
            office, case, AttachDocument(document_id=document, kind=DocumentKind.OTHER, item_id=one)
        )
        for one in items
    ]
    office.go(days=2)
    for one in kept:
        carry_out(office, one)
    with office.store.reading() as session:
        view = session.get_one(tables.CaseView, case)
    assert (view.due_from, view.due_basis) == (date(2026, 3, 5), "complete_file")


def test_nobody_of_the_office_acts_in_the_past(office: Office) -> None:
    case = office.claimed()
    kept = keep(office, case, AddNote(text="A note."), role=Role.ASSESSOR)
    office.go(days=1)
    carry_out(office, kept)
    with office.store.reading() as session:
        assert session.scalars(select(tables.Note.at)).one() == office.at
