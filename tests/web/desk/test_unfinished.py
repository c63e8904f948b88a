"""A proposal that was left half-typed: found again, by its author alone, until it is proposed."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from recognition.domain.vocabulary import Outcome
from recognition.store.queries.proposal_drafts import load_proposal_draft
from recognition.store.tables import ProposalDraft
from recognition.web.identity import COOKIE
from tests.web.desk.conftest import Desk, hidden, send
from tests.web.desk.test_decision import rows

WORDS = "The theses were not looked at yet."
TYPED = {
    "outcome": "conditional",
    "compares_to": "Bachelor",
    "reasons": WORDS,
    "why-full": "Fewer hours of practice.",
    "condition-kind-1": "aptitude_test",
    "condition-text-1": "A test in pharmacology.",
}


@pytest.fixture
def case_id(desk: Desk) -> UUID:
    """A case that Anna holds."""
    return desk.claimed("anna")


def test_looking_for_a_code_leads_back_with_all_that_was_typed(desk: Desk, case_id: UUID) -> None:
    anna, path = desk.client("anna"), f"/desk/cases/{case_id}"
    left = send(anna, f"{path}/propose", go="isced_level", **TYPED)
    assert left.status_code == 303
    assert left.headers["Location"] == f"{path}/codes/isced_level?then=propose"
    codes = anna.get(left.headers["Location"]).get_data(as_text=True)
    assert f'href="{path}/propose#codes"' in codes
    there = left.headers["Location"]
    kept = send(anna, there, there, keep="7", reason="Second cycle.")
    assert kept.headers["Location"] == f"{path}/propose#codes"
    page = anna.get(f"{path}/propose").get_data(as_text=True)
    for words in (WORDS, "Fewer hours of practice.", "A test in pharmacology."):
        assert words in page
    assert re.search(r'value="conditional"\s+checked', page)
    assert "What you typed before is here" in page


@pytest.mark.parametrize("sent", [{"step": "keep"}, {"step": "outcome"}, {"go": "evaluation"}])
def test_every_way_out_keeps_it(desk: Desk, case_id: UUID, sent: dict[str, str]) -> None:
    anna, path = desk.client("anna"), f"/desk/cases/{case_id}/propose"
    assert send(anna, path, **TYPED, **sent).status_code in (200, 303)
    assert WORDS in anna.get(path).get_data(as_text=True)


def test_it_is_sealed_and_its_author_s_alone(desk: Desk, case_id: UUID) -> None:
    path = f"/desk/cases/{case_id}"
    send(desk.client("anna"), f"{path}/propose", step="keep", **TYPED)
    (row,) = rows(desk, ProposalDraft, case_id)
    assert WORDS.encode() not in row.sealed
    assert load_proposal_draft(desk.store, case_id, desk.people["boris"]) is None
    assert WORDS not in desk.client("boris").get(path).get_data(as_text=True)


def test_it_is_thrown_away_or_proposed(desk: Desk, case_id: UUID) -> None:
    anna, path = desk.client("anna"), f"/desk/cases/{case_id}/propose"
    send(anna, path, step="keep", **TYPED)
    assert send(anna, path, step="forget").headers["Location"] == path
    assert WORDS not in anna.get(path).get_data(as_text=True)
    form = hidden(anna.get(path).text)
    full = {"outcome": Outcome.FULL.value, "compares_to": "Master", "reasons": "It fits."}
    assert send(anna, path, step="propose", **full).status_code == 303
    assert not rows(desk, ProposalDraft, case_id)
    late = anna.post(path, data=form | full | {"step": "typed"})
    assert late.status_code == 204
    assert not rows(desk, ProposalDraft, case_id), "what the proposal overtook is not kept again"


@pytest.mark.browser
def test_it_is_kept_while_somebody_types(
    desk: Desk, case_id: UUID, live_server: Callable[[Flask], str], page: Page
) -> None:
    address = live_server(desk.app)
    page.context.add_cookies([{"name": COOKIE, "value": desk.tokens["anna"], "url": address}])
    page.goto(f"{address}/desk/cases/{case_id}/propose?outcome=full")
    with page.expect_response(lambda answer: answer.status == 204):
        page.locator("[name=reasons]").press_sequentially(WORDS)  # and the box is not left
    page.goto(f"{address}/desk")
    page.goto(f"{address}/desk/cases/{case_id}/propose")
    expect(page.locator("[name=reasons]")).to_have_value(WORDS)


@pytest.mark.browser
def test_half_typed_words_are_not_left_by_mistake(
    desk: Desk, case_id: UUID, live_server: Callable[[Flask], str], page: Page
) -> None:
    address = live_server(desk.app)
    page.context.add_cookies([{"name": COOKIE, "value": desk.tokens["anna"], "url": address}])
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    path = f"{address}/desk/cases/{case_id}/ask-applicant"
    page.goto(path)
    page.get_by_label("Message to the applicant").press_sequentially("We need")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="My queue").click(no_wait_after=True)
    assert asked == ["beforeunload"] and page.url == path
    page.select_option("select[name=what-1]", "document:transcript")
    page.get_by_role("button", name="Ask the applicant").click()
    expect(page.get_by_text("The applicant was asked.")).to_be_visible()
    assert asked == ["beforeunload"], "what is sent is not lost, and nothing is asked"
