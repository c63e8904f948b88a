"""The two lists: whose turn it is, in which order, and refreshed without waste."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from recognition.checklist import ItemNeed
from recognition.domain import verbs
from recognition.domain.decision import DecisionContent
from recognition.domain.reference import read_reference
from recognition.domain.vocabulary import CannotBeHadReason, NextActor, Outcome, Purpose, Stage
from recognition.store.queries.desk import (
    PAGE_SIZE,
    Awaited,
    load_awaited,
    load_queue,
)
from recognition.store.tables import Case, CaseView
from tests.web.desk.conftest import HOLDER, START, Desk
from tests.web.desk.filled import fill

pytestmark = pytest.mark.usefixtures("database_url")

FULL = verbs.Propose(
    content=DecisionContent(outcome=Outcome.FULL, compares_to="Master", reasons="It fits.")
)


def ids(desk: Desk, who: str) -> list[str]:
    return [str(line.id) for line in load_queue(desk.store, desk.people[who]).lines]


def awaited(desk: Desk, who: str, group: Awaited) -> list[str]:
    return [str(line.id) for line in load_awaited(desk.store, desk.people[who], group).lines]


def test_whose_turn_it_is(desk: Desk) -> None:
    free, annas, signing = desk.case(), desk.claimed("anna"), desk.claimed("anna")
    desk.do(signing, FULL, "anna")
    desk.draft()
    assert ids(desk, "anna") == [str(free), str(annas)]
    assert ids(desk, "boris") == [str(free), str(signing)]
    assert awaited(desk, "anna", Awaited.SECOND_ASSESSOR) == [str(signing)]
    assert awaited(desk, "boris", Awaited.SECOND_ASSESSOR) == []
    assert awaited(desk, "boris", Awaited.COLLEAGUE) == [str(annas)]
    assert awaited(desk, "anna", Awaited.APPLICANT) == []
    asked = verbs.AskApplicant(items=(verbs.AskedItem(kind="text", subject="", text="Why?"),))
    desk.do(annas, asked, "anna")
    assert ids(desk, "anna") == [str(free)]
    assert awaited(desk, "anna", Awaited.APPLICANT) == [str(annas)]


def test_a_conflict_takes_a_case_out_of_both_lists(desk: Desk) -> None:
    case_id = desk.claimed("anna")
    desk.do(case_id, FULL, "anna")
    desk.do(case_id, verbs.RegisterConflict(reason="cousin"), "boris")
    assert ids(desk, "boris") == []
    assert all(awaited(desk, "boris", group) == [] for group in Awaited)


def test_an_appeal_against_silence_waits_for_those_who_were_not_involved(desk: Desk) -> None:
    """Anna holds the case, Boris asked: it is Clara's, and the others see whom it waits for."""
    case_id = desk.claimed("boris")
    asked = verbs.AskApplicant(items=(verbs.AskedItem(kind="text", subject="", text="Why?"),))
    desk.do(case_id, asked, "boris")
    desk.do(case_id, verbs.Release(), "boris")
    desk.do(case_id, verbs.Claim(), "anna")
    with desk.store.writing() as session:
        values = {"stage": Stage.UNDER_APPEAL, "next_actor": NextActor.ASSESSOR}
        session.execute(update(CaseView).where(CaseView.case_id == case_id).values(**values))
    assert [ids(desk, who) for who in ("anna", "boris", "clara")] == [[], [], [str(case_id)]]
    waiting = [awaited(desk, who, Awaited.COLLEAGUE) for who in ("anna", "boris", "clara")]
    assert waiting == [[str(case_id)], [str(case_id)], []]


def test_order_is_overdue_then_due_then_waiting_longest(desk: Desk) -> None:
    cases = [desk.case() for _ in range(4)]
    due = [START + timedelta(days=day) for day in (40, 10, -3, 10)]
    for days, (case_id, moment) in enumerate(zip(cases, due, strict=True)):
        with desk.store.writing() as session:
            values = {
                "due_at": moment,
                "queue_at": moment,
                "waiting_since": START - timedelta(days=days),
            }
            session.execute(update(CaseView).where(CaseView.case_id == case_id).values(**values))
    expected = [cases[2], cases[3], cases[1], cases[0]]
    assert ids(desk, "anna") == [str(case_id) for case_id in expected]
    page = desk.client("anna").get("/desk").get_data(as_text=True)
    assert page.count('class="late"') == 1
    assert page.count(">Overdue<") == 1


def test_who_fled_stands_before_the_date(desk: Desk) -> None:
    """Lisbon Convention, article VII: fairly and expeditiously. No date of the law moves."""
    lost, fled = _excused(desk, CannotBeHadReason.LOST), _excused(desk, CannotBeHadReason.DANGER)
    assert ids(desk, "anna") == [str(fled), str(lost)]
    first, second = load_queue(desk.store, desk.people["anna"]).lines
    assert (first.ahead, second.ahead) == (True, False)
    assert first.due_at == second.due_at
    page = desk.client("anna").get("/desk").get_data(as_text=True)
    assert page.count("Taken up earlier: fled, papers cannot be had") == 1


def _excused(desk: Desk, reason: CannotBeHadReason) -> UUID:
    """A submitted case of which no required paper can be had."""
    case_id = desk.draft()
    for item in desk.rules.checklist_items(Purpose.ACADEMIC, "UA"):
        if item.need is ItemNeed.REQUIRED:
            desk.do(case_id, verbs.SettleItem(item_id=item.id, reason=reason))
    desk.do(case_id, verbs.Submit())
    return case_id


def test_what_has_no_date_comes_first_on_every_database(desk: Desk) -> None:
    """An appeal is not buried under hundreds of cases with dates."""
    dated, undated = desk.case(), desk.case()
    with desk.store.writing() as session:
        of_case = update(CaseView).where(CaseView.case_id == undated)
        session.execute(of_case.values(due_at=None, queue_at=None, waiting_since=START))
    assert ids(desk, "anna") == [str(undated), str(dated)]


def test_lists_name_no_holder(desk: Desk) -> None:
    desk.claimed("anna")
    for path in ("/desk", "/desk/awaited", "/desk/awaited?who=colleague"):
        for who in ("anna", "boris"):
            page = desk.client(who).get(path).get_data(as_text=True)
            assert HOLDER not in page
            assert "Melnyk" not in page
    assert "Master of Computer Science" in desk.client("anna").get("/desk").get_data(as_text=True)


def test_a_refresh_costs_a_304(desk: Desk) -> None:
    desk.case()
    anna = desk.client("anna")
    part = anna.get("/desk", headers={"HX-Request": "true"})
    assert part.status_code == 200
    words = part.get_data(as_text=True)
    assert "<html" not in words
    assert 'hx-get="/desk?page=1"' in words
    again = {"HX-Request": "true", "If-None-Match": part.headers["ETag"]}
    assert anna.get("/desk", headers=again).status_code == 304
    desk.case()
    assert anna.get("/desk", headers=again).status_code == 200


def test_empty_lists_say_so(desk: Desk) -> None:
    anna = desk.client("anna")
    assert "Nothing waits for you" in anna.get("/desk").get_data(as_text=True)
    assert anna.get("/desk/awaited").get_data(as_text=True).count("No case waits here.") == 5


def test_a_reference_is_found_however_it_is_typed(desk: Desk) -> None:
    case_id = desk.case()
    anna = desk.client("anna")
    with desk.store.reading() as session:
        case = session.get(Case, case_id)
        assert case is not None
        reference = case.reference
    for text in (reference, reference.lower().replace("-", " ")):
        answer = anna.get("/desk/find", query_string={"reference": text})
        assert answer.headers["Location"] == f"/desk/cases/{case_id}"
    answer = anna.get("/desk/find?reference=nonsense")
    assert answer.status_code == 404 and 'value="nonsense"' in answer.text, "to be mended"
    assert "That is no reference" in answer.get_data(as_text=True)


def test_500_cases_are_paged(desk: Desk) -> None:
    fill(desk, 500)
    anna = desk.people["anna"]
    first, last = load_queue(desk.store, anna), load_queue(desk.store, anna, 99)
    assert (first.total, first.pages, len(first.lines)) == (500, 20, PAGE_SIZE)
    assert last.page == 20
    lines = (*first.lines, *last.lines)
    assert all(read_reference(line.reference) for line in lines), "`make bench` looks for one"
    dates = [line.due_at for line in lines]
    assert dates == sorted(date for date in dates if date)
    page = desk.client("anna").get("/desk?page=2").get_data(as_text=True)
    assert "Page 2 of 20" in page
    assert 'href="/desk?page=3#queue"' in page


def test_an_acknowledgement_that_is_late_says_so(desk: Desk) -> None:
    desk.case()
    anna = desk.client("anna")
    assert "To be acknowledged until 2 December 2026" in anna.get("/desk").text
    desk.at += timedelta(days=31)
    page = anna.get("/desk").text
    assert "Acknowledgement was due 2 December 2026" in page
    assert "To be acknowledged" not in page
