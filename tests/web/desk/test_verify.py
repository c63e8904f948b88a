"""Anybody who holds a letter can see whether it is genuine and still counts, and no more."""

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from recognition.domain import verbs
from recognition.domain.vocabulary import Outcome, VerifyShown
from recognition.store.tables import Decision, Proposal
from tests.support.people import content, findings
from tests.web.accessible import examine, not_looked_at
from tests.web.desk.conftest import HOLDER, Desk
from tests.web.desk.test_desk_browser import Serve


def decide(desk: Desk, case: UUID, outcome: Outcome = Outcome.FULL) -> str:
    """Two people decide; the code on the letter."""
    desk.do(case, verbs.Claim(), "anna")
    for finding in findings(outcome):
        desk.do(case, finding, "anna")
    desk.do(case, verbs.Propose(content=content(outcome)), "anna")
    with desk.store.reading() as session:
        proposal = session.scalars(select(Proposal.id).order_by(Proposal.round)).all()[-1]
    desk.do(case, verbs.SignOff(proposal_id=proposal), "boris")
    with desk.store.reading() as session:
        return session.scalars(select(Decision.code).order_by(Decision.version)).all()[-1]


def page(desk: Desk, address: str) -> tuple[int, str]:
    answer = desk.app.test_client().get(address, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_letter_counts_until_a_newer_one_takes_its_place(desk: Desk) -> None:
    case = desk.case()
    code = decide(desk, case)
    status, words = page(desk, f"/verify/{code}")
    assert status == 200 and "This letter is genuine and counts" in words
    assert HOLDER not in words and "Bachelor of Science in Nursing" not in words
    before = page(desk, f"/verify/{code}")[1]
    desk.do(case, verbs.Reopen(reason="A slip in the title"), "clara")
    assert page(desk, f"/verify/{code}")[1] == before, "one person alone takes nothing from her"
    assert "Counts until the new decision" in desk.client("anna").get(f"/desk/cases/{case}").text
    desk.at += timedelta(hours=1)
    newer = decide(desk, case)
    assert "This letter no longer counts" in page(desk, f"/verify/{code}")[1]
    assert "This letter is genuine and counts" in page(desk, f"/verify/{newer}")[1]


def test_one_whose_recognition_is_taken_back_is_revoked(desk: Desk) -> None:
    """By two people again, with their reasons in the newer letter; the page says the fact alone."""
    case = desk.case()
    code = decide(desk, case)
    desk.do(case, verbs.Reopen(reason="The school says that it never issued this."), "clara")
    desk.at += timedelta(hours=1)
    newer = decide(desk, case, Outcome.REFUSAL)
    words = page(desk, f"/verify/{code}")[1]
    assert "This letter was revoked" in words and HOLDER not in words
    assert "This letter is genuine and counts" in page(desk, f"/verify/{newer}")[1]
    desk.do(case, verbs.Reopen(reason="The school has found it after all."), "clara")
    desk.at += timedelta(hours=1)
    decide(desk, case)
    for older in (code, newer):
        assert "This letter no longer counts" in page(desk, f"/verify/{older}")[1]


def test_it_shows_no_more_than_the_holder_agreed_to(desk: Desk) -> None:
    """GDPR, articles 5(1)(c) and 25(2): nothing unless she agrees."""
    case = desk.case()
    code = decide(desk, case)
    said = {
        VerifyShown.HOLDER: HOLDER,
        VerifyShown.OUTCOME: "Full recognition",
        VerifyShown.COMPARES_TO: "Bachelor of Science in Nursing",
    }
    for what, words in said.items():
        desk.do(case, verbs.ShowOnVerify(shows=(what,)))
        shown = page(desk, f"/verify/{code}")[1]
        assert words in shown and "What the holder lets this page say" in shown
        assert not [other for one, other in said.items() if one is not what and other in shown]
    desk.do(case, verbs.ShowOnVerify(shows=tuple(VerifyShown)))
    assert all(words in page(desk, f"/verify/{code}")[1] for words in said.values())
    desk.do(case, verbs.ShowOnVerify())
    shown = page(desk, f"/verify/{code}")[1]
    assert not [words for words in said.values() if words in shown]
    assert "This page shows no name and no outcome" in shown


def test_a_code_is_read_as_people_type_it(desk: Desk) -> None:
    code = decide(desk, desk.case())
    typed = code.replace("-", " ").lower()
    status, words = page(desk, f"/verify?code={typed}")
    assert status == 200 and "genuine" in words


def test_an_unknown_code_is_said(desk: Desk) -> None:
    status, words = page(desk, "/verify/0000-0000-0000-0000")
    assert status == 404 and "We know no letter with this code" in words
    assert "0000-0000-0000-0000" in words, "to be compared with the letter"
    assert "Check a letter" in page(desk, "/verify")[1]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_pages_are_accessible_and_fit(
    desk: Desk, live_server: Serve, page: Page, width: int, language: str
) -> None:
    """What employers and universities see of a letter, whatever has become of it."""
    address, case = live_server(desk.app), desk.case()
    page.set_viewport_size({"width": width, "height": 900})
    path = f"/verify/{decide(desk, case)}"
    assert not not_looked_at(desk.app, ["/verify", path], "verify")
    desk.do(case, verbs.ShowOnVerify(shows=tuple(VerifyShown)))

    def look(address_of: str, status: int = 200) -> None:
        examine(page, f"{address}{address_of}?lang={language}", width, status)

    look("/verify")
    look(path)
    look("/verify/0000-0000-0000-0000", 404)
    desk.do(case, verbs.Reopen(reason="A slip in the title"), "clara")
    look(path)
    for outcome in (Outcome.FULL, Outcome.REFUSAL):  # superseded, then revoked
        desk.at += timedelta(hours=1)
        decide(desk, case, outcome)
        look(path)
        desk.do(case, verbs.Reopen(reason="A slip in the title"), "clara")
