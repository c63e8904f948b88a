"""The whole house, as ``make run`` starts it, and the people who use it in a browser."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.processes import Program, free_port
from tests.web.conftest import browser

__all__ = ["browser"]

START_SECONDS = 90


@dataclass(frozen=True)
class House:
    """A running ``recognition up``: its address and the sign-ins that it printed."""

    address: str
    folder: Path
    env: dict[str, str]
    said: str

    @property
    def applicant_link(self) -> str:
        """The applicant's sign-in link; it can be used once."""
        return re.search(r"http://\S+/sign-in/link/\S+", self.said)[0]  # type: ignore[index]

    @property
    def assessors(self) -> list[tuple[str, str]]:
        """E-mail and password of each assessor."""
        return re.findall(r"assessor\s+(\S+), password (\S+):", self.said)

    @property
    def samples(self) -> Path:
        """The folder of the invented papers."""
        return self.folder / "samples"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Started once, with every part the real one; stopped by its own process."""
    folder = tmp_path_factory.mktemp("house")
    env = {
        "RECOGNITION_RUN_FOLDER": str(folder),
        "RECOGNITION_PORT": str(free_port()),
        "RECOGNITION_TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}",
        "PYTHONUNBUFFERED": "1",
    }
    log = folder / "up.log"
    program = Program("up", env=env, log=log)
    program.start()
    try:
        yield House(
            f"http://127.0.0.1:{env['RECOGNITION_PORT']}", folder, env, _greeting(program, log)
        )
    finally:
        program.stop()


def _greeting(program: Program, log: Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        said = log.read_text() if log.exists() else ""
        if "Ctrl-C" in said:
            return said
        assert program.process is not None and program.process.poll() is None, said
        time.sleep(0.2)
    raise AssertionError(f"it did not start within {START_SECONDS} s: {log.read_text()}")


@pytest.fixture
def people(browser: Browser, house: House, request: pytest.FixtureRequest) -> Iterator["People"]:
    """Browsers of their own for everybody; with JavaScript unless the test says otherwise."""
    javascript: bool = getattr(request, "param", True)
    made = People(browser, house, javascript)
    yield made
    made.close()


class People:
    """An applicant and two assessors, each in a browser of their own."""

    def __init__(self, browser: Browser, house: House, javascript: bool) -> None:
        self._browser = browser
        self._javascript = javascript
        self._contexts: list[BrowserContext] = []
        self.house = house

    def page(self) -> Page:
        """A fresh browser of somebody new."""
        context = self._browser.new_context(
            base_url=self.house.address,
            java_script_enabled=self._javascript,
            viewport={"width": 1280, "height": 900},
        )
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        return context.new_page()

    def applicant(self, email: str) -> Page:
        """Somebody who signs in by the link that was mailed to them."""
        page = self.page()
        page.goto("/sign-in")
        page.fill("input[name=email]", email)
        page.get_by_role("button", name="Send").click()
        link = self._mailed_link(email)
        page.goto(link)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/applications*")
        return page

    def assessor(self, number: int) -> Page:
        """One of the two assessors."""
        email, password = self.house.assessors[number]
        page = self.page()
        page.goto("/staff/sign-in")
        page.fill("input[name=email]", email)
        page.fill("input[name=password]", password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk*")
        return page

    def _mailed_link(self, email: str) -> str:
        page = self.page()
        for _ in range(120):
            page.goto("/mailbox")
            mails = page.locator("article", has_text=email)
            link = mails.locator("a[href*='/sign-in/link/']").first
            if link.count():
                found = link.get_attribute("href")
                assert found
                return found
            page.wait_for_timeout(1000)
        raise AssertionError("no sign-in link was mailed")

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()


def wait_until(page: Page, text: str, seconds: int = 60) -> None:
    """Load the page anew until it shows ``text``: what a person without JavaScript does."""
    for _ in range(seconds):
        if page.get_by_text(text).first.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"{text!r} never came: {page.locator('main').inner_text()[:600]}")


def wait_for(page: Page, selector: str, seconds: int = 60) -> None:
    """Load the page anew until it has what ``selector`` finds."""
    for _ in range(seconds):
        if page.locator(selector).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"{selector} never came: {page.locator('main').inner_text()[:600]}")
