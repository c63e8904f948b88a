"""The holder tells what came of a condition, with a paper; an assessor looks and records it.

Directive 2005/36/EC, article 14, and the conditions of partial and conditional outcomes.
"""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.erase_case import erase_case
from recognition.domain import verbs as v
from recognition.domain.case import derive
from recognition.domain.events import EventKind
from recognition.domain.facts import DocumentFact
from recognition.domain.vocabulary import (
    ConditionKind,
    ConditionResult,
    DocumentKind,
    NextActor,
    Role,
    Stage,
)
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound, Stale
from recognition.store import tables as t
from recognition.store.keys import document_scope
from recognition.store.outbox import MailKind
from tests.actions.test_adaptation import PRACTICE, TEST, decided, facts, mails, said, wait_until
from tests.actions.test_conditions import CREDITS, DONE, FULFILLED, NOT_DONE, choose, result
from tests.support.towns import Office

MINUTES = b"%PDF-1.4 minutes of the board of examiners"


def told(office: Office, position: int = 0, data: bytes = MINUTES, **more: object) -> UUID:
    """She tells it, today; the id of her statement."""
    given = {"day": office.at.date(), "result": DONE, "document_id": office.stored(data), **more}
    verb = v.StateCondition.model_validate({"position": position, **given})
    (case,) = _case(office)
    office.holder(case, verb)
    return facts(office, case).condition_statements[-1].id


def _case(office: Office) -> list[UUID]:
    with office.store.reading() as session:
        return list(session.scalars(select(t.Case.id)))


def looked(
    office: Office, statement: UUID, found: ConditionResult | None = DONE, **more: object
) -> v.ReviewCondition:
    given = {"day": office.at.date(), "evidence": "Minutes of the board.", **more}
    return v.ReviewCondition.model_validate({"statement_id": statement, "result": found, **given})


def papers(office: Office, case: UUID) -> dict[UUID, DocumentFact]:
    return {one.id: one for one in facts(office, case).documents}


def test_what_she_tells_waits_for_an_assessor_and_records_nothing(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=60)
    told(office)
    known = facts(office, case)
    assert derive(known).next_actor is NextActor.ASSESSOR
    assert derive(known).stage in (Stage.DECIDED, Stage.CLOSED)
    assert not known.conditions and mails(office, MailKind.CONDITION_STATED)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, FULFILLED)
    assert caught.value.code is ErrorCode.CONDITION_OPEN, "what she says is no result yet"


def test_the_assessor_records_what_her_paper_shows(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=60)
    statement = told(office)
    paper = office.stored(MINUTES)
    office.desk(case, looked(office, statement), who=2)
    with office.store.reading() as session:
        (record,) = session.scalars(select(t.ConditionRecord))
        assert record.document_id == paper and record.author_id == office.assessors[2]
        blob = session.get_one(t.Document, paper).blob
    assert papers(office, case)[paper].kind is DocumentKind.OTHER
    assert office.store.blobs.get(document_scope(paper), blob) == MINUTES
    assert MINUTES not in b"".join(
        one.read_bytes() for one in office.store_folder.rglob("*") if one.is_file()
    ), "sealed"
    assert mails(office, MailKind.CONDITION_FULFILLED)
    assert said(office, case, EventKind.CONDITION_RECORDED) == 1
    office.desk(case, FULFILLED)
    assert derive(facts(office, case)).stage is Stage.ASSESSMENT


def test_it_may_be_recorded_as_not_fulfilled(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=60)
    office.desk(case, looked(office, told(office), NOT_DONE))
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    assert mails(office, MailKind.CONDITION_NOT_FULFILLED)
    office.go(days=30)
    office.desk(case, looked(office, told(office, data=b"%PDF-1.4 the second time")))
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR


def test_what_her_paper_does_not_show_is_said_why_and_can_be_told_again(office: Office) -> None:
    """Lisbon Convention, article III.5: with reasons."""
    case = decided(office, TEST)
    office.go(days=60)
    statement = told(office)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, looked(office, statement, None))
    assert (caught.value.code, caught.value.subject) == (ErrorCode.REASON_MISSING, "reason")
    office.desk(case, looked(office, statement, None, reason="The last page is missing."))
    assert office.rows(t.ConditionRecord) == 0 and mails(office, MailKind.CONDITION_DECLINED)
    assert derive(facts(office, case)).next_actor is NextActor.NOBODY
    with pytest.raises(NotAllowed):
        office.desk(case, looked(office, statement))
    told(office, data=b"%PDF-1.4 whole")
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR


def test_the_newest_statement_of_a_condition_counts(office: Office) -> None:
    case = decided(office, CREDITS, TEST)
    office.go(days=60)
    first, test = told(office), told(office, 1, b"%PDF-1.4 test")
    told(office, 0, b"%PDF-1.4 once more")
    with pytest.raises(Stale):
        office.desk(case, looked(office, first))
    office.desk(case, looked(office, test))
    assert derive(facts(office, case)).next_actor is NextActor.ASSESSOR, "the credits wait"


def test_what_an_assessor_records_meanwhile_leaves_nothing_to_look_at(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=60)
    statement = told(office)
    office.desk(case, result(office))
    with pytest.raises(NotAllowed):
        office.desk(case, looked(office, statement))
    with pytest.raises(NotAllowed):
        told(office, data=b"%PDF-1.4 late")


def test_of_what_she_did_not_choose_there_is_nothing_to_tell(office: Office) -> None:
    """Directive 2005/36/EC, article 14(2); an adaptation period is told in a way of its own."""
    case = decided(office, PRACTICE, TEST)
    office.go(days=10)
    with pytest.raises(Stale):
        told(office, 0)
    choose(office, case, ConditionKind.ADAPTATION_PERIOD)
    with pytest.raises(NotAllowed):
        told(office, 1)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 12, 1)])
def test_it_has_a_possible_day(office: Office, day: date) -> None:
    decided(office, TEST)
    office.go(days=20)
    with pytest.raises(InvalidInput) as caught:
        told(office, day=day)
    assert (caught.value.code, caught.value.subject) == (ErrorCode.DAY_NOT_POSSIBLE, "day")
    assert office.rows(t.ConditionStatement) == 0


def test_a_paper_of_the_case_stays_what_it_is_there(office: Office) -> None:
    """Her diploma sent once more is still the diploma, and settles what it settled."""
    case = decided(office, TEST)
    office.go(days=20)
    before = facts(office, case)
    (diploma,) = [one.id for one in before.documents if one.kind is DocumentKind.QUALIFICATION]
    told(office, document_id=diploma)
    assert facts(office, case).checklist == before.checklist
    assert papers(office, case)[diploma].kind is DocumentKind.QUALIFICATION


def test_a_paper_of_somebody_else_shows_nothing(office: Office) -> None:
    case = decided(office, TEST)
    paper = office.stored(MINUTES)
    with office.store.writing() as session:
        other = t.Account(kind=Role.APPLICANT, email="abel@example.org", created_at=office.at)
        session.add(other)
        session.flush()
        session.get_one(t.Document, paper).applicant_id = other.id
    verb = v.StateCondition(
        position=0, day=office.at.date(), result=DONE, document_id=paper, text=""
    )
    with pytest.raises(NotFound):
        office.holder(case, verb)


def test_it_is_erased_with_the_case(office: Office) -> None:
    case = decided(office, TEST)
    office.go(days=20)
    office.desk(case, looked(office, told(office)))
    told_papers = office.rows(t.Document)
    wait_until(office, case, ends=1)
    office.go(days=3700)
    assert erase_case(office.store, office.rules, case, office.at)
    assert office.rows(t.ConditionStatement) == office.rows(t.ConditionRecord) == 0
    assert office.rows(t.Document) < told_papers
    assert office.rows(t.Document) == 0
