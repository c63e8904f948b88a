"""The second step in a real browser: accessible, narrow, right to left, without scripts."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from tests.support.apps import Phone
from tests.support.browser import follow
from tests.web.accessible import RULES, examine, not_looked_at
from tests.web.staff.conftest import EMAIL, PASSWORD, STEP, House

pytestmark = pytest.mark.browser
Serve = Callable[[Flask], str]
BASE = "/staff/sign-in"
PAGES = (f"{BASE}/code", f"{BASE}/recovery", f"{BASE}/set-up")


@pytest.fixture(autouse=True)
def _now(house: House) -> None:
    """A browser keeps a cookie until its own clock says that it is over."""
    house.at = datetime.now(UTC)


def give_password(page: Page, address: str) -> None:
    page.goto(f"{address}{BASE}")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    follow(page.locator("main form button"))


def confirm(page: Page, house: House) -> Phone:
    """Tell the app the key that the page shows, and type its code."""
    key = page.locator(".key").inner_text().replace(" ", "")
    phone = Phone(key, (), session=None)  # type: ignore[arg-type] # the browser's, not ours
    page.fill("#code", phone.code(house.at))
    follow(page.locator("main form button"))
    return phone


def test_every_page_is_accessible_and_fits(house: House, live_server: Serve, page: Page) -> None:
    """Directive (EU) 2016/2102, article 4: narrow, right to left, where most goes wrong."""
    address = live_server(house.app)
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    assert not not_looked_at(house.app, PAGES, "second_step")
    give_password(page, address)
    examine(page, f"{address}{BASE}/set-up?lang=ar", 320)
    page.fill("#code", "1")
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    confirm(page, house)
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    looked = Axe().run(page, options=RULES)  # shown once: it cannot be opened by its address
    assert looked.violations_count == 0, looked.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    examine(page, f"{address}/desk/sign-in?lang=ar", 320)
    page.context.clear_cookies(name="session")
    house.at += STEP
    give_password(page, address)
    for path in PAGES[:2]:
        examine(page, f"{address}{path}?lang=ar", 320)


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_setting_up_and_signing_in_with_and_without_scripts(
    house: House, live_server: Serve, request: pytest.FixtureRequest, kind: str
) -> None:
    page: Page = request.getfixturevalue(kind)
    address = live_server(house.app)
    give_password(page, address)
    phone = confirm(page, house)
    codes = page.locator(".recovery-codes li").all_inner_texts()
    page.get_by_role("link", name="go to my queue").click()
    page.get_by_role("link", name="My sign-in").click()
    expect(page.get_by_text("10 recovery codes are left")).to_be_visible()
    follow(page.get_by_role("button", name="Sign out"))
    house.at += STEP
    give_password(page, address)
    page.fill("#code", phone.code(house.at))
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    follow(page.get_by_role("button", name="Sign out"))
    give_password(page, address)
    page.get_by_role("link", name="I do not have my phone").click()
    page.fill("#code", codes[3])
    page.keyboard.press("Enter")
    expect(page.get_by_text("9 recovery codes are left")).to_be_visible()


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_staff_sign_in_without_a_press_too_many(
    house: House, live_server: Serve, request: pytest.FixtureRequest, kind: str
) -> None:
    """One begins in the box; after a mistake with scripts, in what was wrong."""
    page: Page = request.getfixturevalue(kind)
    page.goto(f"{live_server(house.app)}{BASE}")
    expect(page.locator("#email")).to_be_focused()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#email")).to_have_value(EMAIL)
    if kind == "page":
        expect(page.get_by_role("alert")).to_be_focused()
