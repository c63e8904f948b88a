"""Papers that may not be old, at the desk: the program tells, the assessor decides.

Directive 2005/36/EC, article 50(1).
"""

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from recognition.domain.case import derive
from recognition.domain.vocabulary import DocumentKind, FieldName
from recognition.store.facts import load_facts
from recognition.store.tables import CaseDocument
from recognition.store.values import case_values, document_values
from tests.web.accessible import examine
from tests.web.desk.conftest import Desk, send
from tests.web.desk.test_desk_browser import Serve, given_for, good_standing, sign_in

DATE = FieldName.AWARD_DATE


@pytest.fixture
def professional(desk: Desk) -> tuple[UUID, UUID]:
    """A case of 2 November 2026 with a certificate of good standing that was read as older."""
    return good_standing(desk)


def checklist(desk: Desk, case: UUID, who: str = "anna") -> str:
    page = desk.client(who).get(f"/desk/cases/{case}").text
    return page[page.index('id="checklist"') : page.index('id="codes"')]


def test_the_assessor_sees_whether_a_paper_was_too_old(
    desk: Desk, professional: tuple[UUID, UUID]
) -> None:
    """Directive 2005/36/EC, article 50(1): told, and neither refused nor waited for."""
    case, paper = professional
    shown = checklist(desk, case)
    assert "20 July 2026" in shown and "read by the machine" in shown
    assert "2 November 2026" in shown and "Older than 3 months when submitted" in shown
    stage, revision = _state(desk, case)
    path = f"/desk/cases/{case}/papers/{paper}/date"
    anna = desk.client("anna")
    for wrong in ("", "2026-11-03", "July 2026"):
        answer = send(anna, path, "", value=wrong)
        assert answer.status_code == 422 and 'id="value-error"' in answer.text, wrong
    given = {"value": "2026-08-20", "reason": "Stamp on the back."}
    assert send(anna, path, "", **given).status_code == 303
    shown = checklist(desk, case)
    assert "20 August 2026" in shown and "Not older than 3 months when submitted" in shown
    assert "Anna Weber" in shown, "who recorded it"
    assert "Date of a paper." in anna.get(f"/desk/cases/{case}").text, "in the timeline"
    assert _state(desk, case) == (stage, revision + 1), "the procedure goes on as it did"


def _state(desk: Desk, case: UUID) -> tuple[str, int]:
    with desk.store.reading() as session:
        facts = load_facts(session, case, desk.rules)
    return derive(facts).stage, facts.revision


def test_its_date_is_its_own_and_none_of_the_qualification(
    desk: Desk, professional: tuple[UUID, UUID]
) -> None:
    case, paper = professional
    path = f"/desk/cases/{case}/papers/{paper}/date"
    assert send(desk.client("anna"), path, "", value="2026-08-20").status_code == 303
    with desk.store.reading() as session:
        award = case_values(session, case).get(DATE)
        assert award is None or award.found is None
        read = document_values(session, paper)[DATE]
    assert read.best is not None and read.best.value == "2026-07-20", "as the holder sees it"


def test_a_paper_that_comes_later_is_measured_by_its_own_day(
    desk: Desk, professional: tuple[UUID, UUID]
) -> None:
    case, _ = professional
    desk.at += timedelta(days=40)
    later = desk.paper(case, DocumentKind.OTHER, {DATE: "2026-08-20"})
    given_for(desk, case, later, "health")
    shown = checklist(desk, case)
    assert shown.count("Older than 3 months when submitted") == 2
    assert "12 December 2026" in shown


def test_without_a_day_nothing_is_told_of_its_age(
    desk: Desk, professional: tuple[UUID, UUID]
) -> None:
    case, _ = professional
    undated = desk.paper(case, DocumentKind.OTHER, {})
    given_for(desk, case, undated, "insurance")
    shown = checklist(desk, case)
    assert "Its date is not known." in shown
    assert "Whether it was older than 3 months when submitted is not known" in shown


def test_only_such_a_paper_of_this_case_has_a_date_of_its_own(
    desk: Desk, professional: tuple[UUID, UUID]
) -> None:
    case, paper = professional
    other = desk.claimed("anna")
    anna = desk.client("anna")
    with desk.store.reading() as session:
        query = select(CaseDocument.document_id).where(CaseDocument.case_id == other)
        diploma = session.scalars(query).one()
    assert anna.get(f"/desk/cases/{other}/papers/{paper}/date").status_code == 404
    assert anna.get(f"/desk/cases/{other}/papers/{diploma}/date").status_code == 404
    assert desk.client("boris").get(f"/desk/cases/{case}/papers/{paper}/date").status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_pages_are_accessible_and_fit(
    desk: Desk,
    professional: tuple[UUID, UUID],
    live_server: Serve,
    page: Page,
    width: int,
    language: str,
) -> None:
    case, paper = professional
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": width, "height": 900})
    for path in (f"/desk/cases/{case}", f"/desk/cases/{case}/papers/{paper}/date"):
        examine(page, f"{address}{path}?lang={language}", width)
