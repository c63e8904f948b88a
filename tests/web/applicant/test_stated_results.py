"""The holder tells what came of a condition, with a paper, and follows what is recorded of it.

Directive 2005/36/EC, article 14.
"""

import io
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page

from recognition.domain.verbs import CorrectCondition, Reopen, ReviewCondition
from recognition.domain.vocabulary import ConditionResult, Right, Role
from recognition.store.queries.conditions import ConditionsShown, conditions_of
from recognition.store.tables import Account, StaffRight
from recognition.web.services import Services
from tests.web.accessible import examine
from tests.web.applicant.conftest import Applicant
from tests.web.applicant.test_adaptation import on, paper
from tests.web.applicant.test_after_decision import MEASURES, conditional, decide
from tests.web.applicant.test_after_sending import act, case, case_id, desk
from tests.web.applicant.test_browser import Serve, stay_signed_in

__all__ = ["case", "desk"]

TEST = MEASURES[1]
GIVEN = {"result": "fulfilled", "day": "2026-11-18", "text": "On the second attempt."}


@pytest.fixture
def tested(
    olena: Applicant,
    case: str,
    services: Services,
    desk: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """A decision of 2 November 2026 that asks for a test, eighteen days later."""
    decide(services, case, desk, conditional(TEST))
    on(monkeypatch, olena, date(2026, 11, 20))
    return case


def shown(services: Services, case: str) -> ConditionsShown:
    return conditions_of(services.store, services.rules, case_id(case))


def look(
    services: Services, case: str, desk: UUID, result: ConditionResult | None, **more: str
) -> None:
    (one,) = shown(services, case).waiting
    assert one.waiting is not None
    given = {"statement_id": one.waiting.id, "day": one.waiting.day, "evidence": "The minutes."}
    verb = ReviewCondition.model_validate({**given, "result": result, **more})
    act(services, case_id(case), verb, Role.ASSESSOR, desk)


def test_she_tells_it_with_a_paper_and_it_is_recorded(
    olena: Applicant, tested: str, services: Services, desk: UUID
) -> None:
    path = f"{tested}/decision/conditions/1"
    assert path in olena.text(tested) and path in olena.text(f"{tested}/decision")
    assert "A practical test." in olena.text(path)
    for name in ("result", "day"):
        answer = olena.post(path, path, files=paper(), **{**GIVEN, name: ""})
        assert answer.status_code == 422 and f'id="{name}-error"' in answer.text, name
        assert "On the second attempt." in answer.text, "what was typed stands there"
    assert olena.post(path, path, **GIVEN).status_code == 422, "without a paper"
    for wrong in ("2026-11-01", "2026-11-21"):
        answer = olena.post(path, path, files=paper(), **{**GIVEN, "day": wrong})
        assert "This day cannot be right" in answer.text
    assert not shown(services, tested).waiting
    assert olena.post(path, path, files=paper(), **GIVEN).status_code == 303
    for page in (tested, f"{tested}/decision"):
        assert "An assessor looks at what you told us" in olena.text(page)
    assert "contract.png" in olena.text(f"{tested}/decision")
    assert "checked" in olena.text(path), "it can still be changed"
    look(services, tested, desk, ConditionResult.FULFILLED)
    page = olena.text(f"{tested}/decision")
    assert "You have passed the aptitude test" in page and "The minutes." in page
    assert "contract.png" in page, "her paper goes with the record"
    assert olena.get(path).status_code == 404 and path not in olena.text(tested)


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"MZ\x90\x00 a program", "We take PDF, JPEG"), (b"%PDF-1.4 half", "opened")],
)
def test_its_paper_is_checked_at_the_door(
    olena: Applicant, tested: str, services: Services, data: bytes, says: str
) -> None:
    path = f"{tested}/decision/conditions/1"
    answer = olena.post(path, path, files=(io.BytesIO(data), "minutes.pdf"), **GIVEN)
    assert answer.status_code == 422 and says in answer.text
    assert not shown(services, tested).waiting


def test_what_was_not_recorded_says_why_and_can_be_told_again(
    olena: Applicant, tested: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article III.5: with reasons."""
    path = f"{tested}/decision/conditions/1"
    olena.post(path, path, files=paper(), **GIVEN)
    look(services, tested, desk, None, reason="The second page is missing.")
    for page in (f"{tested}/decision", path):
        assert "The second page is missing." in olena.text(page)
    assert 'value="2026-11-18"' in olena.text(path), "what she said stands there"
    assert "The paper does not show the result yet" in olena.text(tested), "in the timeline"
    assert olena.post(path, path, files=paper(), **GIVEN).status_code == 303


def test_she_reads_why_a_result_was_recorded_anew(
    olena: Applicant, tested: str, services: Services, desk: UUID
) -> None:
    path = f"{tested}/decision/conditions/1"
    olena.post(path, path, files=paper(), **GIVEN)
    look(services, tested, desk, ConditionResult.FULFILLED)
    assert "You have done what the decision asked for" in olena.text(tested)
    correct(services, tested, desk)
    page = olena.text(f"{tested}/decision")
    assert "The aptitude test was not passed" in page
    assert "the result before was a mistake" in page and "Another candidate." in page
    assert "Test passed" in page, "what was recorded stays to be seen"
    assert "You have done what the decision asked for" not in olena.text(tested)
    assert "The result of a condition was recorded anew" in olena.text(tested)
    assert olena.get(path).status_code == 200, "she can tell it again"


def correct(services: Services, case: str, desk: UUID) -> None:
    with services.store.writing() as session:
        email = session.get_one(Account, desk).email
        session.add(StaffRight(account_id=desk, right=Right.CORRECT, granted_at=services.clock()))
    assert email
    given = {"position": 0, "day": "2026-11-18", "evidence": "The minutes, read again."}
    verb = CorrectCondition.model_validate(
        {**given, "result": ConditionResult.NOT_FULFILLED, "mistake": "Another candidate."}
    )
    act(services, case_id(case), verb, Role.ASSESSOR, desk)


def test_what_she_told_stays_to_be_read_when_her_case_is_taken_up_again(
    olena: Applicant, tested: str, services: Services, desk: UUID
) -> None:
    path = f"{tested}/decision/conditions/1"
    olena.post(path, path, files=paper(), **GIVEN)
    look(services, tested, desk, None, reason="The second page is missing.")
    olena.post(path, path, files=paper(), **GIVEN)
    assert "What you told us, and what was recorded" not in olena.text(f"{tested}/decision")
    act(services, case_id(tested), Reopen(reason="New papers."), Role.ASSESSOR, desk)
    page = olena.text(f"{tested}/decision")
    assert "What this decision asked for" in page and "still have to do" not in page
    told = page[page.index("What you told us, and what was recorded") :]
    assert told.index("The second page is missing.") < told.index("Nobody had looked at it")
    assert "On the second attempt." in told and "contract.png" in told
    assert path not in page, "nothing can be done about it"
    assert "A new decision takes the place of this one." in page
    assert "The time for an appeal has ended" not in page and "You have time until" not in page


def test_nobody_tells_it_in_another_s_case(olena: Applicant, tested: str, sami: Applicant) -> None:
    path = f"{tested}/decision/conditions/1"
    assert olena.get(path).status_code == 200
    assert sami.get(path).status_code == 404
    assert olena.get(f"{tested}/decision/conditions/2").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_pages_are_accessible_and_fit(
    app: Flask,
    live_server: Serve,
    page: Page,
    olena: Applicant,
    tested: str,
    services: Services,
    desk: UUID,
    width: int,
    language: str,
) -> None:
    address, path = live_server(app), f"{tested}/decision/conditions/1"
    stay_signed_in(page, olena, address)
    page.set_viewport_size({"width": width, "height": 900})

    def look_at(*paths: str) -> None:
        for one in paths:
            examine(page, f"{address}{one}?lang={language}", width)

    look_at(path, tested)
    olena.post(path, path, files=paper(), **GIVEN)
    look_at(path, tested, f"{tested}/decision")
    look(services, tested, desk, None, reason="The second page is missing.")
    look_at(path, f"{tested}/decision")
    olena.post(path, path, files=paper(), **GIVEN)
    look(services, tested, desk, ConditionResult.FULFILLED)
    correct(services, tested, desk)
    look_at(tested, f"{tested}/decision")
