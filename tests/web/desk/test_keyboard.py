"""The desk by keyboard: where one stands is kept, and what was done is seen and said there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.desk.conftest import Desk
from tests.web.desk.test_desk_browser import Serve, sign_in

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.textContent.trim()"


def tab(page: Page, times: int = 1) -> str:
    """Press Tab; the words of what has the focus then."""
    for _ in range(times):
        page.keyboard.press("Tab")
    return str(page.evaluate(FOCUSED))


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_what_was_done_is_seen_where_one_lands(
    desk: Desk, live_server: Serve, request: pytest.FixtureRequest, kind: str
) -> None:
    page: Page = request.getfixturevalue(kind)
    address, case_id = live_server(desk.app), desk.claimed()
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{address}/desk/cases/{case_id}#notes")
    page.get_by_label("New note").fill("The register number is hard to read.")
    page.get_by_role("button", name="Keep the note").press("Enter")
    done = page.get_by_role("status").filter(has_text="Note kept.")
    expect(done).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", name="Notes")).to_be_in_viewport(ratio=1)
    covered = done.bounding_box()
    page.keyboard.press("Tab")
    focused = page.locator(":focus").bounding_box()
    assert covered and focused
    assert focused["y"] >= covered["y"] + covered["height"], "2.4.11: not obscured"


def test_what_was_done_is_said_after_the_page_is_there(
    desk: Desk, live_server: Serve, page: Page
) -> None:
    """A status that stands on the page from the start is not read out (4.1.3)."""
    address, case_id = live_server(desk.app), desk.claimed()
    sign_in(page, desk, "anna", address)
    page.add_init_script(
        """document.addEventListener("DOMContentLoaded", () => {
          const status = document.querySelector("[role=status]");
          const heard = (text) => document.documentElement.setAttribute("data-heard", text);
          if (status) new MutationObserver(() => heard(status.textContent || "silence"))
            .observe(status, { childList: true });
        });"""
    )
    page.goto(f"{address}/desk/cases/{case_id}")
    page.get_by_label("New note").fill("Seen.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("html")).to_have_attribute("data-heard", "Note kept.")
    expect(page.get_by_role("status")).to_have_text("Note kept.")


def test_a_refresh_of_the_queue_takes_nobody_s_place_and_says_only_the_number(
    desk: Desk, live_server: Serve, page: Page
) -> None:
    desk.case(title="Bachelor of Nursing")
    desk.case(title="Master of Physics")
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.clock.install()
    page.goto(f"{address}/desk")
    link = page.get_by_role("row", name="Master of Physics").get_by_role("link")
    link.focus()
    reference = link.text_content()
    desk.case(title="Diploma of Law", country="SY")
    page.clock.fast_forward("00:21")
    expect(page.get_by_text("Diploma of Law")).to_be_visible()
    assert page.evaluate(FOCUSED) == reference, "the focus stays"
    spoken = page.locator("[aria-live], [role=status]")
    expect(spoken).to_have_text([re.compile("3 cases wait for you")])
    assert "Physics" not in str(spoken.text_content()), "not the whole table"


def test_who_looks_at_a_box_goes_on_in_the_row(desk: Desk, live_server: Serve, page: Page) -> None:
    address, case_id = live_server(desk.app), desk.claimed()
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk/cases/{case_id}")
    link = page.get_by_role("link", name=re.compile("^page 1.*Date of award"))
    link.press("Enter")
    expect(page.locator("svg g:target text")).to_have_text("7")
    expect(link).to_be_focused()
    assert tab(page) == "Record a finding: Date of award"


def test_a_finding_leads_back_to_its_row(desk: Desk, live_server: Serve, plain_page: Page) -> None:
    address, case_id, page = live_server(desk.app), desk.claimed(), plain_page
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk/cases/{case_id}")
    page.get_by_role("link", name=re.compile("^Record a finding.*Grade")).press("Enter")
    page.get_by_label("What do you find?").fill("good")
    page.get_by_role("button", name="Keep the finding").press("Enter")
    expect(page.get_by_role("row", name="Grade")).to_be_in_viewport()
    assert tab(page) == "Change: Grade"


def test_the_skip_link_of_a_case_leads_to_what_can_be_done(
    desk: Desk, live_server: Serve, plain_page: Page
) -> None:
    address, case_id, page = live_server(desk.app), desk.case(), plain_page
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk/cases/{case_id}")
    assert tab(page) == "Skip to the content"
    page.keyboard.press("Enter")
    expect(page.locator("#summary-title")).to_be_focused()
    assert tab(page) == "Take this case"


def test_a_narrowed_queue_begins_at_its_cases(
    desk: Desk, live_server: Serve, plain_page: Page
) -> None:
    desk.case(country="UA")
    desk.case(country="SY", title="Bachelor of Nursing")
    address, page = live_server(desk.app), plain_page
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk")
    page.locator(".details > summary").press("Enter")
    tab(page)
    page.keyboard.type("Syr")
    assert tab(page) == "Show", "beside the country"
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk?country=SY#queue")
    expect(page.get_by_role("row", name="Bachelor of Nursing")).to_be_visible()
    assert tab(page).startswith("2026-"), "the first case"


def test_a_mistake_says_which_field_it_is_in_the_order_of_the_form(
    desk: Desk, live_server: Serve, plain_page: Page
) -> None:
    address, case_id, page = live_server(desk.app), desk.claimed(), plain_page
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk/cases/{case_id}/propose?outcome=full")
    page.get_by_role("button", name="Propose to a second assessor").click()
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text(
        [
            "Compares to – Please fill this in.",
            "Reasons, as the holder will read them – Please give a reason.",
        ]
    )


def test_the_chosen_outcome_is_gone_on_with(desk: Desk, live_server: Serve, page: Page) -> None:
    address, case_id = live_server(desk.app), desk.claimed()
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk/cases/{case_id}/propose")
    page.get_by_label("Full recognition").press("Space")
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_role("heading", name="Full recognition")).to_be_focused()


def test_each_button_of_the_evaluation_says_its_part(
    desk: Desk, live_server: Serve, plain_page: Page
) -> None:
    """Of ten that are alike nobody can tell which is which from a list of them (2.4.6)."""
    address, case_id, page = live_server(desk.app), desk.claimed(), plain_page
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk/cases/{case_id}/evaluation")
    openers = page.locator(".sections > section > details > summary").all_text_contents()
    buttons = page.locator("button", has_text="Keep this finding").all_text_contents()
    for words in (openers, buttons):
        assert len(words) == len(set(words)) >= 9
    assert "Record a finding: Workload" in [" ".join(one.split()) for one in openers]


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_a_mistyped_reference_is_mended_where_it_stands(
    desk: Desk, live_server: Serve, request: pytest.FixtureRequest, kind: str
) -> None:
    page: Page = request.getfixturevalue(kind)
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk")
    box = page.get_by_label("Find a case by its reference")
    box.fill("2026-AAAA-BBBB")
    box.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That is no reference.")
    expect(box).to_be_focused()
    expect(box).to_have_value("2026-AAAA-BBBB")
    expect(box).to_have_accessible_description(re.compile("check each sign"))
