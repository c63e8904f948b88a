"""A condition at the desk: its result, the case taken up for it, and what the next decision shows.

Directive 2005/36/EC, article 14.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from recognition.domain import verbs
from recognition.domain.case import derive
from recognition.domain.decision import Condition
from recognition.domain.vocabulary import ConditionKind, ConditionResult, Outcome, ReopenGround
from recognition.store.facts import load_facts
from recognition.store.tables import Decision, Note
from tests.support.people import content, findings
from tests.web.accessible import examine
from tests.web.desk.conftest import Desk, send
from tests.web.desk.test_desk_browser import Serve, proposal_of, sign_in

TEST = Condition(kind=ConditionKind.APTITUDE_TEST, text="A practical test.")
COURSE = Condition(kind=ConditionKind.BRIDGING_COURSE, text="Pharmacology, one term.")
PASSED = {"result": "fulfilled", "day": "2026-11-20", "evidence": "Minutes of 20 November."}


@pytest.fixture
def decided(desk: Desk) -> UUID:
    """A case decided on 2 November 2026 that asks for a test and a course, three weeks later."""
    case = desk.claimed()
    for finding in findings(Outcome.CONDITIONAL):
        desk.do(case, finding, "anna")
    whole = content(Outcome.CONDITIONAL).model_copy(update={"conditions": (TEST, COURSE)})
    desk.do(case, verbs.Propose(content=whole), "anna")
    desk.do(case, verbs.SignOff(proposal_id=proposal_of(desk, case)), "boris")
    desk.at += timedelta(days=21)
    return case


def record(desk: Desk, case: UUID, position: int, result: ConditionResult) -> None:
    given = {"day": desk.at.date(), "evidence": "Minutes of 20 November.", "result": result}
    verb = verbs.RecordCondition.model_validate({"position": position, **given})
    desk.do(case, verb, "boris")


def test_results_are_recorded_and_the_case_asks_to_be_reopened(desk: Desk, decided: UUID) -> None:
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    assert anna.get(page).text.count("No result recorded") == 2
    path = f"{page}/conditions/1"
    assert "Result of the aptitude test" in anna.get(path).text
    wrongs = {"result": ("", "maybe"), "day": ("", "2026-11-01", "2026-12-24"), "evidence": ("",)}
    for name, values in wrongs.items():
        for wrong in values:
            answer = send(anna, path, "", **{**PASSED, name: wrong})
            assert answer.status_code == 422 and f'id="{name}-error"' in answer.text, (name, wrong)
    failed = {**PASSED, "result": "not_fulfilled"}
    assert send(anna, path, "", **failed).status_code == 303
    assert "Test not passed" in anna.get(page).text and f"{decided}" not in anna.get("/desk").text
    assert send(anna, path, "", **PASSED).status_code == 303
    assert anna.get(path).status_code == 404, "it is passed"
    assert f"{decided}" not in anna.get("/desk").text, "the course is still open"
    assert send(anna, f"{page}/conditions/2", "", **PASSED).status_code == 303
    assert f"{decided}" in anna.get("/desk").text
    shown = anna.get(page).text
    assert "What the decision asked for is fulfilled" in shown
    assert "Bridging course: Fulfilled." in shown, "in the timeline"


def test_it_is_reopened_without_words_and_full_recognition_lies_ready(
    desk: Desk, decided: UUID
) -> None:
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    assert 'name="ground"' not in anna.get(f"{page}/reopen").text, "nothing is fulfilled yet"
    assert send(anna, f"{page}/reopen", "", reason="").status_code == 422
    forged = send(anna, f"{page}/reopen", "", ground="condition_fulfilled", reason="")
    assert forged.status_code == 422
    for position in (0, 1):
        record(desk, decided, position, ConditionResult.FULFILLED)
    assert send(anna, f"{page}/reopen", "", ground="other", reason="").status_code == 422
    done = send(anna, f"{page}/reopen", "", ground="condition_fulfilled", reason="")
    assert done.status_code == 303
    with desk.store.reading() as session:
        assert session.scalars(select(Note).where(Note.case_id == decided)).all() == []
    shown = anna.get(page).text
    assert "Fulfilled, as version 1 asked" in shown and "The conditions of the decision" in shown
    desk.do(decided, verbs.Claim(), "anna")
    form = anna.get(f"{page}/propose").text
    assert "What our earlier decision asked for is fulfilled." in form
    assert 'value="full" checked' in form and "no longer held against the holder" in form
    sent = {"outcome": "full", "step": "propose", "reasons": "It is fulfilled."}
    whole = {**sent, "compares_to": "Nurse", "seen": ""}
    assert send(anna, f"{page}/propose", "", **whole).status_code == 303
    boris = desk.client("boris")
    assert "Minutes of 20 November." in boris.get(f"{page}/sign-off").text


def test_what_she_has_counts_until_the_decision_that_gives_her_more(
    desk: Desk, decided: UUID
) -> None:
    """Directive 2005/36/EC, article 14: who did what was asked loses nothing by it meanwhile."""
    for position in (0, 1):
        record(desk, decided, position, ConditionResult.FULFILLED)
    with desk.store.reading() as session:
        code = session.scalars(select(Decision.code)).one()
    desk.do(decided, verbs.Reopen(ground=ReopenGround.CONDITION_FULFILLED), "clara")
    shown = desk.app.test_client().get(f"/verify/{code}").get_data(as_text=True)
    assert "This letter is genuine and counts" in shown
    assert "does not count at the moment" not in shown


def test_the_new_letter_counts_and_the_old_one_no_longer(desk: Desk, decided: UUID) -> None:
    for position in (0, 1):
        record(desk, decided, position, ConditionResult.FULFILLED)
    desk.do(decided, verbs.Reopen(ground=ReopenGround.CONDITION_FULFILLED), "clara")
    desk.do(decided, verbs.Claim(), "anna")
    desk.do(decided, verbs.Propose(content=content(Outcome.FULL)), "anna")
    desk.at += timedelta(hours=1)
    desk.do(decided, verbs.SignOff(proposal_id=proposal_of(desk, decided)), "boris")
    with desk.store.reading() as session:
        old, new = session.scalars(select(Decision.code).order_by(Decision.version)).all()
        assert derive(load_facts(session, decided, desk.rules)).stage == "decided"
    anybody = desk.app.test_client()

    def says(code: str) -> str:
        return anybody.get(f"/verify/{code}", follow_redirects=True).get_data(as_text=True)

    assert "This letter is genuine and counts" in says(new)
    assert "a newer decision has taken its place" in says(old)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_pages_are_accessible_and_fit(
    desk: Desk, decided: UUID, live_server: Serve, page: Page, width: int, language: str
) -> None:
    address, case = live_server(desk.app), f"/desk/cases/{decided}"
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": width, "height": 900})
    record(desk, decided, 0, ConditionResult.NOT_FULFILLED)
    examine(page, f"{address}{case}/conditions/1?lang={language}", width)
    for position in (0, 1):
        record(desk, decided, position, ConditionResult.FULFILLED)
    for path in (case, f"{case}/reopen"):
        examine(page, f"{address}{path}?lang={language}", width)
    desk.do(decided, verbs.Reopen(ground=ReopenGround.CONDITION_FULFILLED), "anna")
    desk.do(decided, verbs.Claim(), "anna")
    examine(page, f"{address}{case}/propose?lang={language}", width)
