"""At the desk: what a holder told of a condition, and a result that was recorded by mistake.

Directive 2005/36/EC, article 14.
"""

from datetime import date
from uuid import UUID

import pytest
from playwright.sync_api import Page

from recognition.actions.store_document import store_document
from recognition.domain import verbs
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionResult,
    MediaType,
    ReopenGround,
)
from tests.web.accessible import examine
from tests.web.desk.conftest import Desk, hidden, send
from tests.web.desk.test_adaptation import decided as practising
from tests.web.desk.test_conditions import PASSED, decided, record
from tests.web.desk.test_desk_browser import Serve, sign_in

__all__ = ["decided", "practising"]


def told(desk: Desk, case: UUID, position: int = 0) -> None:
    """The holder tells that it is done, with a paper."""
    paper = store_document(
        desk.store,
        desk.people["applicant"],
        f"%PDF-1.4 minutes {position} {desk.at}".encode(),
        name="minutes.pdf",
        media_type=MediaType.PDF,
        pages=1,
        at=desk.at,
    ).document_id
    given = {"position": position, "day": date(2026, 11, 18), "text": "On the second attempt."}
    verb = {**given, "result": ConditionResult.FULFILLED, "document_id": paper}
    desk.do(case, verbs.StateCondition.model_validate(verb))


def test_what_was_told_is_looked_at_and_recorded(desk: Desk, decided: UUID) -> None:
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    path = f"{page}/conditions/1/review"
    assert anna.get(path).status_code == 403, "nothing was told"
    assert f"{decided}" not in anna.get("/desk").text
    told(desk, decided)
    assert f"{decided}" in anna.get("/desk").text, "it is the office's turn"
    shown = anna.get(page).text
    assert "The holder tells what came of a condition" in shown and path in shown
    before = anna.get(f"{page}/reopen").text
    assert "The holder tells what came of a condition" in before, "look at it first"
    form = anna.get(path).text
    for words in ("minutes.pdf", "On the second attempt.", 'value="2026-11-18"', "Test passed"):
        assert words in form
    assert anna.get(f"{page}/conditions/2/review").status_code == 404, "nothing of the course"
    given = {"found": "fulfilled", "day": "2026-11-18", "evidence": "Minutes of 18 November."}
    for name, wrong in (("found", ""), ("day", "2026-12-24"), ("day", ""), ("evidence", "")):
        answer = send(anna, path, "", **{**given, name: wrong})
        assert answer.status_code == 422 and f'id="{name}-error"' in answer.text, (name, wrong)
    without = send(anna, path, "", found="no", reason="")
    assert without.status_code == 422 and 'id="reason-error"' in without.text
    assert send(anna, path, "", **given).status_code == 303
    shown = anna.get(page).text
    assert "Minutes of 18 November." in shown and "minutes.pdf" in shown
    assert "Aptitude test: Test passed." in shown, "in the timeline"


def test_what_the_paper_does_not_show_is_not_recorded(desk: Desk, decided: UUID) -> None:
    told(desk, decided, 1)
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    path = f"{page}/conditions/2/review"
    assert send(anna, path, "", found="no", reason="No stamp.").status_code == 303
    shown = anna.get(page).text
    assert "Told by the holder and not recorded:" in shown and "No stamp." in shown
    assert shown.count("No result recorded") == 2 and path not in shown
    assert f"{decided}" not in anna.get("/desk").text


def test_what_she_told_anew_is_not_reviewed_on_an_old_page(desk: Desk, decided: UUID) -> None:
    told(desk, decided)
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    path = f"{page}/conditions/1/review"
    old = anna.get(path).text
    told(desk, decided)
    form = old[old.rindex("<form") :]
    given = {"found": "fulfilled", "day": "2026-11-18", "evidence": "Minutes."}
    answer = anna.post(path, data=hidden(form) | given)
    assert answer.status_code == 409
    assert "No result recorded" in anna.get(page).text


def test_a_result_is_recorded_anew_by_whom_the_office_has_named(desk: Desk, decided: UUID) -> None:
    anna, boris, page = desk.client("anna"), desk.client("boris"), f"/desk/cases/{decided}"
    path = f"{page}/conditions/1/correct"
    assert anna.get(path).status_code == 403 and path not in anna.get(page).text
    record(desk, decided, 0, ConditionResult.FULFILLED)
    assert path in anna.get(page).text and path not in boris.get(page).text
    assert boris.get(path).status_code == 403
    assert "Minutes of 20 November." in anna.get(path).text
    given = {**PASSED, "result": "not_fulfilled", "mistake": "Two candidates of one name."}
    wrongs = {"result": "", "day": "2026-12-24", "evidence": "", "mistake": ""}
    for name, wrong in wrongs.items():
        answer = send(anna, path, "", **{**given, name: wrong})
        assert answer.status_code == 422 and f'id="{name}-error"' in answer.text, name
    assert send(anna, path, "", **given).status_code == 303
    shown = anna.get(page).text
    assert "Two candidates of one name." in shown and "Test not passed" in shown
    assert "Test passed" in shown, "what was recorded stays to be seen"
    assert "Result of a condition recorded anew" in shown, "in the timeline"
    assert anna.get(f"{page}/conditions/1").status_code == 200, "it can be passed again"


def test_a_reopened_case_keeps_what_it_rests_on(desk: Desk, decided: UUID) -> None:
    for position in (0, 1):
        record(desk, decided, position, ConditionResult.FULFILLED)
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    path = f"{page}/conditions/1/correct"
    old = anna.get(path).text
    desk.do(decided, verbs.Reopen(ground=ReopenGround.CONDITION_FULFILLED), "clara")
    assert anna.get(path).status_code == 403 and path not in anna.get(page).text
    given = {**PASSED, "result": "not_fulfilled", "mistake": "Two candidates of one name."}
    late = anna.post(path, data=hidden(old[old.rindex("<form") :]) | given)
    assert late.status_code in (403, 409)


def test_what_she_told_before_a_reopening_stays_to_be_read(desk: Desk, decided: UUID) -> None:
    """A court, and who evaluates anew, sees what was told, what became of it, and acts on none."""
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    told(desk, decided, 1)
    path = f"{page}/conditions/2/review"
    assert send(anna, path, "", found="no", reason="No stamp.").status_code == 303
    told(desk, decided)
    standing = anna.get(page).text
    assert "Nobody has looked at it" in standing and "and nobody has looked at it" not in standing
    desk.do(decided, verbs.Reopen(reason="New papers."), "boris")
    shown = anna.get(page).text
    assert "The holder told what came of a condition, and nobody has looked at it" in shown
    version = shown[shown.index('id="version-1"') :]
    for words in ("On the second attempt.", "minutes.pdf", "18 November 2026", "Test passed"):
        assert words in version, words
    assert version.index("No stamp.") < version.index("Nobody has looked at it"), "in its order"
    assert "Anna Weber" in version, "who looked at it"
    for number in (1, 2):
        assert f"{page}/conditions/{number}" not in shown, "nothing can be done about it"
        assert anna.get(f"{page}/conditions/{number}/review").status_code == 403


def test_a_period_before_a_reopening_stays_to_be_read(desk: Desk, practising: UUID) -> None:
    anna, page = desk.client("anna"), f"/desk/cases/{practising}"
    first = date(2026, 11, 16)
    begun = verbs.RecordAdaptation(place="Ward 3", first_day=first, months=12)
    desk.do(practising, begun, "boris")
    longer = {"result": AdaptationResult.EXTENDED, "months": 18, "reason": "Illness."}
    desk.do(practising, verbs.AssessAdaptation.model_validate(longer), "clara")
    desk.do(practising, verbs.Reopen(reason="New papers."), "boris")
    shown = anna.get(page).text
    version = shown[shown.index('id="version-1"') :]
    for words in ("Ward 3", "16 November 2026", "12 months", "18 months", "Illness.", "Clara Ito"):
        assert words in version, words
    assert "and nobody has looked at it" not in shown and "/adaptation" not in shown


def test_an_assessment_is_recorded_anew(desk: Desk, practising: UUID) -> None:
    anna, boris = desk.client("anna"), desk.client("boris")
    page = f"/desk/cases/{practising}"
    path = f"{page}/adaptation/assessment/correct"
    begun = verbs.RecordAdaptation(place="Ward 3", first_day=date(2026, 11, 16), months=12)
    desk.do(practising, begun, "boris")
    assert anna.get(path).status_code == 403
    desk.do(practising, verbs.AssessAdaptation(result=AdaptationResult.PASSED), "boris")
    assert path in anna.get(page).text and boris.get(path).status_code == 403
    assert "13 months: until 15 December 2027" in anna.get(path).text
    given = {"result": "extended", "months": "18", "reason": "Illness.", "mistake": "Wrong ward."}
    for name, wrong in (("result", ""), ("months", "12"), ("reason", ""), ("mistake", "")):
        answer = send(anna, path, "", **{**given, name: wrong})
        assert answer.status_code == 422 and f'id="{name}-error"' in answer.text, name
    assert send(anna, path, "", **given).status_code == 303
    shown = anna.get(page).text
    assert "Wrong ward." in shown and "from 16 November 2026 to 15 May 2028" in shown
    assert "Going on" in shown


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_pages_are_accessible_and_fit(
    desk: Desk, decided: UUID, live_server: Serve, page: Page, width: int, language: str
) -> None:
    address, case = live_server(desk.app), f"/desk/cases/{decided}"
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": width, "height": 900})
    told(desk, decided)
    record(desk, decided, 1, ConditionResult.FULFILLED)
    for path in (case, f"{case}/conditions/1/review", f"{case}/conditions/2/correct"):
        examine(page, f"{address}{path}?lang={language}", width)
    examine(page, f"{address}{case}/reopen?lang={language}", width)
    desk.do(decided, verbs.Reopen(reason="New papers."), "boris")
    examine(page, f"{address}{case}?lang={language}", width)
