"""An adaptation period at the desk: recorded, confirmed, assessed.

Directive 2005/36/EC, articles 3(1)(g) and 14.
"""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page

from recognition.actions.store_document import store_document
from recognition.domain import verbs
from recognition.domain.decision import Condition
from recognition.domain.facts import AdaptationFact
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    MediaType,
    Outcome,
    ReopenGround,
)
from recognition.store.facts import load_facts
from tests.support.people import content, findings
from tests.web.accessible import examine
from tests.web.desk.conftest import Desk, send
from tests.web.desk.test_desk_browser import Serve, proposal_of, sign_in

PRACTICE = Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward.", months=12)


@pytest.fixture
def decided(desk: Desk) -> UUID:
    """A case decided on 2 November 2026 that asks for twelve months, three weeks later."""
    case = desk.claimed()
    for finding in findings(Outcome.CONDITIONAL):
        desk.do(case, finding, "anna")
    whole = content(Outcome.CONDITIONAL).model_copy(update={"conditions": (PRACTICE,)})
    desk.do(case, verbs.Propose(content=whole), "anna")
    desk.do(case, verbs.SignOff(proposal_id=proposal_of(desk, case)), "boris")
    with desk.store.reading() as session:
        decision = load_facts(session, case, desk.rules).decisions[-1]
    desk.do(case, verbs.RecordLetter(decision_id=decision.id, blob="b", sha256="c"), "machine")
    desk.at += timedelta(days=21)
    return case


def newest(desk: Desk, case: UUID) -> AdaptationFact:
    with desk.store.reading() as session:
        return load_facts(session, case, desk.rules).adaptations[-1]


def stated(desk: Desk, case: UUID) -> None:
    paper = store_document(
        desk.store,
        desk.people["applicant"],
        b"%PDF-1.4 contract",
        name="contract.pdf",
        media_type=MediaType.PDF,
        pages=1,
        at=desk.at,
    ).document_id
    first = date(2026, 11, 16)
    desk.do(
        case,
        verbs.StateAdaptation(place="Ward 3", first_day=first, months=12, document_id=paper),
    )


def test_the_beginning_is_recorded_and_the_end_is_shown(desk: Desk, decided: UUID) -> None:
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    assert "Not begun, as far as known" in anna.get(page).text
    path = f"{page}/adaptation"
    assert 'value="12"' in anna.get(path).text, "as the decision asks"
    given = {"place": "Ward 3", "first_day": "2026-11-16", "months": "12"}
    for name, wrong in (("place", ""), ("first_day", "2026-12-24"), ("months", "13")):
        answer = send(anna, path, "", **{**given, name: wrong})
        assert answer.status_code == 422 and f'id="{name}-error"' in answer.text
    assert send(anna, path, "", **given).status_code == 303
    shown = anna.get(page).text
    assert "from 16 November 2026 to 15 November 2027" in shown and "Going on" in shown
    assert 'value="2026-11-16"' in anna.get(path).text, "to be corrected"


def test_what_the_holder_states_waits_in_the_queue_and_is_looked_at(
    desk: Desk, decided: UUID
) -> None:
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    assert f"{decided}" not in anna.get("/desk").text
    stated(desk, decided)
    queue = anna.get("/desk").text
    assert f"{decided}" in queue and "Adaptation period" in queue, "and why"
    assert "The holder states when the adaptation period began" in anna.get(page).text
    path = f"{page}/adaptation/review"
    assert "contract.pdf" in anna.get(path).text and "15 November 2027" in anna.get(path).text
    assert send(anna, path).status_code == 422, "neither yes nor no"
    assert send(anna, path, "", confirmed="no").status_code == 422, "without a reason"
    assert send(anna, path, "", confirmed="yes").status_code == 303
    assert newest(desk, decided).confirmed_at == desk.at
    assert f"{decided}" not in anna.get("/desk").text
    assert anna.get(path).status_code == 403


def test_when_it_is_over_the_case_asks_for_its_assessment(desk: Desk, decided: UUID) -> None:
    anna, page = desk.client("anna"), f"/desk/cases/{decided}"
    begun = verbs.RecordAdaptation(place="Ward 3", first_day=date(2026, 11, 16), months=12)
    desk.do(decided, begun, "boris")
    path = f"{page}/adaptation/assessment"
    answer = send(anna, path, "", result="not_passed", reason="Not safe alone.")
    assert answer.status_code == 422 and "is not over yet" in answer.text
    desk.at += timedelta(days=365)
    desk.do(decided, verbs.PassDeadlines(), "machine")
    assert f"{decided}" in anna.get("/desk").text
    assert "its assessment is to be recorded" in anna.get(page).text
    assert send(anna, path, "", result="not_passed").status_code == 422, "without a reason"
    longer = {"result": "extended", "reason": "She was ill."}
    offered = re.findall(r'<option value="(\d+)">([^<]*)<', anna.get(path).text)
    assert len(offered) == 24 and offered[5] == ("18", "18 months: until 15 May 2028")
    for months in ("", "12", "37"):
        assert send(anna, path, "", months=months, **longer).status_code == 422, months
    assert send(anna, path, "", months="18", **longer).status_code == 303
    assert "to 15 May 2028" in anna.get(page).text
    assert f"{decided}" not in anna.get("/desk").text
    assert send(anna, path, "", result="passed").status_code == 303
    assert newest(desk, decided).result is AdaptationResult.PASSED
    shown = anna.get(page).text
    assert "Record the assessment" not in shown and "She was ill." in shown


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_pages_are_accessible_and_fit(
    desk: Desk, decided: UUID, live_server: Serve, page: Page, width: int, language: str
) -> None:
    address, case = live_server(desk.app), f"/desk/cases/{decided}"
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": width, "height": 900})
    stated(desk, decided)
    looked_at = [case, f"{case}/adaptation", f"{case}/adaptation/review"]
    for path in looked_at:
        examine(page, f"{address}{path}?lang={language}", width)
    ident = newest(desk, decided).id
    desk.do(decided, verbs.ReviewAdaptation(adaptation_id=ident, confirmed=True), "anna")
    for path in (case, f"{case}/adaptation/assessment"):
        examine(page, f"{address}{path}?lang={language}", width)
    desk.do(decided, verbs.AssessAdaptation(result=AdaptationResult.PASSED), "boris")
    for path in (case, f"{case}/adaptation/assessment/correct", f"{case}/reopen"):
        examine(page, f"{address}{path}?lang={language}", width)
    desk.do(decided, verbs.Reopen(ground=ReopenGround.CONDITION_FULFILLED), "anna")
    examine(page, f"{address}{case}?lang={language}", width)
