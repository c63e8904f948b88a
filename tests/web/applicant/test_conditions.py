"""The holder follows what came of a condition, to the decision that is made anew.

Directive 2005/36/EC, article 14.
"""

from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page

from recognition.domain.verbs import (
    ChooseMeasure,
    Claim,
    Propose,
    RecordCondition,
    Reopen,
    SignOff,
)
from recognition.domain.vocabulary import (
    ConditionKind,
    ConditionResult,
    Outcome,
    ReopenGround,
    Role,
)
from recognition.store.facts import load_facts
from recognition.store.queries import progress
from recognition.web.services import Services
from tests.support.people import content
from tests.web.accessible import examine
from tests.web.applicant.conftest import Applicant
from tests.web.applicant.people import assessor
from tests.web.applicant.test_after_decision import MEASURES, conditional, decide
from tests.web.applicant.test_after_sending import act, application_of, case, case_id, desk
from tests.web.applicant.test_browser import Serve, stay_signed_in

__all__ = ["case", "desk"]


def record(services: Services, case: str, desk: UUID, result: ConditionResult) -> None:
    given = {"position": 1, "day": services.clock().date(), "evidence": "Minutes, page 2."}
    verb = RecordCondition.model_validate({**given, "result": result})
    act(services, case_id(case), verb, Role.ASSESSOR, desk)


def decide_anew(services: Services, case: str, desk: UUID) -> None:
    ident, second = case_id(case), assessor(services, "third@example.org")
    again = Reopen(ground=ReopenGround.CONDITION_FULFILLED)
    for verb in (again, Claim(), Propose(content=content(Outcome.FULL))):
        act(services, ident, verb, Role.ASSESSOR, desk)
    with services.store.reading() as session:
        proposal = load_facts(session, ident, services.rules).open_proposal
    assert proposal
    act(services, ident, SignOff(proposal_id=proposal.id), Role.ASSESSOR, second)


def test_she_sees_what_a_test_that_was_not_passed_leaves_open(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, conditional(*MEASURES))
    record(services, case, desk, ConditionResult.NOT_FULFILLED)
    page = olena.text(f"{case}/decision")
    assert "The aptitude test was not passed" in page and "can be taken again" in page
    assert "Minutes, page 2." in page
    assert f"{case}/decision/measure" in page, "the choice is still hers"
    assert "Test not passed" in olena.text(case), "in the timeline"


def test_who_has_passed_hears_that_the_office_is_next(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, conditional(*MEASURES))
    ident, applicant = case_id(case), application_of(services, case)
    (decision,) = progress.decisions(services.store, ident)
    choice = ChooseMeasure(decision_id=decision.id, kind=ConditionKind.APTITUDE_TEST)
    act(services, ident, choice, Role.APPLICANT, applicant)
    record(services, case, desk, ConditionResult.FULFILLED)
    for page in (olena.text(case), olena.text(f"{case}/decision")):
        assert "You have done what the decision asked for" in page
        assert "two people decide anew" in page
    assert "You can take the aptitude test until" not in olena.text(case)
    assert "What you still have to do" not in olena.text(f"{case}/decision")


def test_the_new_decision_says_what_she_has_fulfilled(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, conditional(MEASURES[0], MEASURES[1]))
    record(services, case, desk, ConditionResult.FULFILLED)
    decide_anew(services, case, desk)
    assert "The conditions of the decision are fulfilled" in olena.text(case), "in the timeline"
    page = olena.text(f"{case}/decision")
    assert "What you have fulfilled" in page and "no longer held against you" in page
    assert "Minutes, page 2." in page


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_pages_are_accessible_and_fit(
    app: Flask,
    live_server: Serve,
    page: Page,
    olena: Applicant,
    case: str,
    services: Services,
    desk: UUID,
    width: int,
    language: str,
) -> None:
    address = live_server(app)
    stay_signed_in(page, olena, address)
    page.set_viewport_size({"width": width, "height": 900})

    def look() -> None:
        for path in (case, f"{case}/decision"):
            examine(page, f"{address}{path}?lang={language}", width)

    decide(services, case, desk, conditional(*MEASURES))
    record(services, case, desk, ConditionResult.NOT_FULFILLED)
    look()
    record(services, case, desk, ConditionResult.FULFILLED)
    look()
    decide_anew(services, case, desk)
    look()
