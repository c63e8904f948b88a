"""Requests to the applicant: several at once, answers in part, more time, late answers."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain.deadlines import complete_at
from recognition.domain.verbs import (
    AnswerRequest,
    AskApplicant,
    AskedItem,
    AskMoreTime,
    CancelRequest,
    Claim,
    ExpireRequest,
    Propose,
    RemindRequest,
    ReviewRequest,
    SignOff,
    Submit,
    Withdraw,
)
from recognition.domain.vocabulary import (
    CannotBeHadReason,
    DocumentKind,
    NextActor,
    RequestItemKind,
    RequestState,
    Stage,
)
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound
from recognition.store import tables
from recognition.store.facts import load_facts
from recognition.store.outbox import MailKind
from recognition.store.queries.progress import requests
from tests.support.cases import request_of
from tests.support.people import content
from tests.support.towns import Office

SCAN = AskedItem(kind=RequestItemKind.DOCUMENT, subject="a better scan")
HOURS = AskedItem(kind=RequestItemKind.TEXT, subject="hours of practice")


def ask(office: Office, case: UUID, *items: AskedItem) -> UUID:
    """Ask for those items, or for words; the request's id."""
    office.desk(case, AskApplicant(items=items or (HOURS,)))
    return newest(office)


def newest(office: Office) -> UUID:
    with office.store.reading() as session:
        return session.scalars(select(tables.Request.id).order_by(tables.Request.id.desc())).first()


def items(office: Office, request: UUID) -> list[UUID]:
    query = select(tables.RequestItem.id).where(tables.RequestItem.request_id == request)
    with office.store.reading() as session:
        return list(session.scalars(query.order_by(tables.RequestItem.position)))


def row(office: Office, request: UUID) -> tables.Request:
    with office.store.reading() as session:
        return session.get_one(tables.Request, request)


def state(office: Office, case: UUID, request: UUID) -> RequestState:
    with office.store.reading() as session:
        known = load_facts(session, case, office.rules).requests
    return next(one.state for one in known if one.id == request)


def answer(office: Office, case: UUID, request: UUID, place: int = 0, text: str = "So.") -> Stage:
    item = items(office, request)[place]
    verb = AnswerRequest(request_id=request, item_id=item, text=text)
    return office.holder(case, verb).stage


def mails(office: Office) -> list[str]:
    with office.store.reading() as session:
        rows = session.scalars(select(tables.Outbox).order_by(tables.Outbox.id))
        return [row.payload["mail"] for row in rows if "mail" in row.payload]


def newest_mail(office: Office) -> dict[str, Any]:
    """What the newest mail is about; its kind is under ``mail``."""
    with office.store.reading() as session:
        rows = session.scalars(select(tables.Outbox).order_by(tables.Outbox.id.desc()))
        return next(row.payload for row in rows if "mail" in row.payload)


def test_several_are_open_and_each_is_answered_by_itself(office: Office) -> None:
    case = office.claimed()
    first, second = ask(office, case), ask(office, case)
    assert answer(office, case, first) is Stage.INCOMPLETE
    assert state(office, case, first) is RequestState.RECEIVED
    assert state(office, case, second) is RequestState.REQUESTED
    assert answer(office, case, second) is Stage.ASSESSMENT


def test_a_paper_that_answers_a_question_stays_what_it_was(office: Office) -> None:
    """The diploma sent once more, as an answer, is still the diploma."""
    case = office.claimed()
    office.desk(case, AskApplicant(items=(HOURS,)))
    request = request_of(office, case).id
    diploma = office.diploma(case)
    (item,) = items(office, request)
    verb = AnswerRequest(request_id=request, item_id=item, document_id=diploma)
    office.holder(case, verb)
    assert office.diploma(case) == diploma
    assert state(office, case, request) is RequestState.RECEIVED


def test_answers_in_part_count_and_the_last_one_ends_the_waiting(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case, HOURS, SCAN)
    office.go(days=1)
    assert answer(office, case, request, 0) is Stage.INCOMPLETE
    with office.store.reading() as session:
        given = session.get_one(tables.RequestItem, items(office, request)[0])
        assert (given.answer_text, given.answered_at) == ("So.", office.at)
    cannot = AnswerRequest(
        request_id=request,
        item_id=items(office, request)[1],
        cannot_be_had=CannotBeHadReason.WAR_OR_DISPLACEMENT,
    )
    assert office.holder(case, cannot).stage is Stage.ASSESSMENT
    assert row(office, request).received_at == office.at


def test_a_corrected_answer_moves_no_date(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case, SCAN)
    office.go(days=1)
    answer(office, case, request)
    first = office.at
    office.go(days=5)
    answer(office, case, request, text="No: otherwise.")
    assert row(office, request).received_at == first


def test_the_first_request_asks_for_what_is_missing_and_completes_the_file(office: Office) -> None:
    case = office.submitted(papers=False)
    request = newest(office)
    assert row(office, request).completes_file
    wanted = {
        item.id
        for item in office.rules.checklist_items("labour_market", "ER")
        if item.need == "required"
    }
    with office.store.reading() as session:
        subjects = session.scalars(select(tables.RequestItem.subject)).all()
    assert set(subjects) == wanted and len(subjects) == len(wanted)
    office.go(days=3)
    diploma = office.stored(b"%PDF-1.4 late diploma")
    for item, subject in zip(items(office, request), subjects, strict=True):
        office.go(days=1)
        paper = subject == "qualification"
        verb = AnswerRequest(
            request_id=request,
            item_id=item,
            document_id=diploma if paper else None,
            cannot_be_had=None if paper else CannotBeHadReason.LOST,
        )
        after = office.holder(case, verb)
    assert after.stage is Stage.READING
    with office.store.reading() as session:
        facts = load_facts(session, case, office.rules)
        link = session.get_one(tables.CaseDocument, (case, diploma))
    assert complete_at(facts) == office.at
    assert (link.kind, link.item_id) == (DocumentKind.QUALIFICATION, "qualification")


def test_a_paper_named_in_time_reopens_completeness_and_a_later_one_does_not(
    office: Office,
) -> None:
    case = office.claimed()
    office.go(days=30)
    office.desk(case, Claim())
    assert row(office, ask(office, case, SCAN)).completes_file
    assert not row(office, ask(office, case, HOURS)).completes_file
    office.go(days=1)
    assert not row(office, ask(office, case, SCAN)).completes_file


def test_more_time_is_given_once_until_the_last_legal_day(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case)
    office.at = row(office, request).due_at
    office.go(microseconds=-1)
    office.holder(case, AskMoreTime(request_id=request))
    due = row(office, request).due_at
    assert due.astimezone(office.rules.office.zone).date() == date(2026, 5, 2)
    told = newest_mail(office)
    assert (told["mail"], told["day"]) == (MailKind.MORE_TIME, "2026-05-01"), "the last day"
    office.machine(case, ExpireRequest(request_id=request))
    assert state(office, case, request) is RequestState.REQUESTED
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, AskMoreTime(request_id=request))
    assert caught.value.code is ErrorCode.MORE_TIME_ONLY_ONCE


def test_no_more_time_for_what_waits_no_longer(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case)
    answer(office, case, request)
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, AskMoreTime(request_id=request))
    assert caught.value.code is ErrorCode.NOTHING_TO_ANSWER


def test_an_expiry_refuses_nothing_and_late_answers_are_taken(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case)
    office.at = row(office, request).due_at
    after = office.machine(case, ExpireRequest(request_id=request))
    assert (after.stage, after.next_actor) == (Stage.ASSESSMENT, NextActor.ASSESSOR)
    assert MailKind.REQUEST_EXPIRED in mails(office)
    office.desk(case, Claim())
    office.desk(case, ReviewRequest(request_id=request))
    office.go(days=40)
    answer(office, case, request)
    assert state(office, case, request) is RequestState.RECEIVED
    office.go(days=1)
    office.desk(case, ReviewRequest(request_id=request))
    assert state(office, case, request) is RequestState.REVIEWED
    with pytest.raises(InvalidInput):
        answer(office, case, request)


def test_it_does_not_expire_too_early_nor_when_answered(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case)
    office.at = row(office, request).due_at
    office.go(microseconds=-1)
    office.machine(case, ExpireRequest(request_id=request))
    answer(office, case, request)
    office.go(days=1)
    office.machine(case, ExpireRequest(request_id=request))
    assert row(office, request).expired_at is None


def test_a_cancelled_request_takes_no_answer(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case)
    assert office.desk(case, CancelRequest(request_id=request)).stage is Stage.ASSESSMENT
    assert newest_mail(office)["mail"] == MailKind.REQUEST_CANCELLED
    with pytest.raises(InvalidInput) as caught:
        answer(office, case, request)
    assert caught.value.code is ErrorCode.NOTHING_TO_ANSWER
    with pytest.raises(InvalidInput):
        office.desk(case, CancelRequest(request_id=request))


def test_answers_must_fit_the_question(office: Office) -> None:
    case = office.claimed()
    request, other = ask(office, case), ask(office, case)
    with pytest.raises(NotFound):
        foreign = items(office, other)[0]
        office.holder(case, AnswerRequest(request_id=request, item_id=foreign, text="x"))
    with pytest.raises(InvalidInput) as caught:
        answer(office, case, request, text="  ")
    assert caught.value.code is ErrorCode.MISSING_VALUE
    with pytest.raises(InvalidInput):
        office.desk(case, AskApplicant(items=()))
    with pytest.raises(InvalidInput):
        office.desk(case, ReviewRequest(request_id=request))


def test_a_reminder_goes_out_once(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case)
    office.go(days=10)
    for _ in range(2):
        office.machine(case, RemindRequest(request_id=request, number=1))
    assert mails(office).count(MailKind.REMINDER) == 1


def test_nobody_is_reminded_of_a_day_that_is_over(office: Office) -> None:
    """A machine that was off for weeks counts the reminders and sends the end alone."""
    case = office.claimed()
    request = ask(office, case)
    due_at = row(office, request).due_at
    assert due_at is not None
    office.at = due_at
    for number in (1, 2):
        office.machine(case, RemindRequest(request_id=request, number=number))
    assert row(office, request).wake_at == due_at, "its end is next"
    office.machine(case, ExpireRequest(request_id=request))
    assert MailKind.REMINDER not in mails(office)
    assert mails(office).count(MailKind.REQUEST_EXPIRED) == 1


def test_signing_and_withdrawing_end_every_question(office: Office) -> None:
    case = office.claimed()
    request = ask(office, case)
    office.desk(case, Propose(content=content()))
    office.go(hours=1)
    assert row(office, request).wake_at is not None
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    assert state(office, case, request) is RequestState.CANCELLED
    assert row(office, request).wake_at is None
    assert office.rows(tables.Claim) == 0


@pytest.mark.parametrize("step", ["incomplete", "assessment", "sign_off"])
def test_withdrawing_is_open_until_a_decision(office: Office, step: str) -> None:
    case = office.proposed() if step == "sign_off" else office.claimed()
    request = ask(office, case) if step == "incomplete" else None
    after = office.holder(case, Withdraw())
    assert after.stage is Stage.WITHDRAWN and after.wake_at is None
    assert office.rows(tables.Claim) == 0
    if request:
        assert state(office, case, request) is RequestState.CANCELLED


def test_a_draft_is_deleted_and_a_decision_stands(office: Office) -> None:
    for case in (office.draft(), office.decided()):
        with pytest.raises(NotAllowed) as caught:
            office.holder(case, Withdraw())
        assert caught.value.code is ErrorCode.STAGE_FORBIDS


def test_papers_asked_for_anew_stay_out_of_a_submitted_case(office: Office) -> None:
    """A case keeps the list that it was submitted under: here an older one, of a single paper."""
    case, draft = office.submitted(), office.draft(papers=False)
    with office.store.writing() as session:
        row = session.get_one(tables.Case, case)
        older = [item for item in row.snapshot["items"] if item["id"] == "qualification"]
        row.snapshot = {**row.snapshot, "items": older}
    with office.store.reading() as session:
        kept = load_facts(session, case, office.rules)
        anew = load_facts(session, draft, office.rules)
    assert complete_at(kept) is not None
    assert {item.id for item in kept.checklist} == {"qualification"}
    assert {item.id for item in kept.checklist} < {item.id for item in anew.checklist}
    with pytest.raises(NotAllowed):
        office.holder(case, Submit())


def test_the_day_that_is_shown_is_counted_where_the_case_was_submitted(office: Office) -> None:
    case = office.claimed()
    ask(office, case)
    for zone in (office.rules.zone, "Pacific/Auckland"):  # the office may have moved since
        assert requests(office.store, case, zone)[0].last_day == date(2026, 4, 1)
