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
