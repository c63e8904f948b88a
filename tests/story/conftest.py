"""The whole house, as ``make run`` starts it, and the people who use it in a browser."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.support.processes import ROOT, Program, free_port

START_SECONDS = 240
"""A start takes about nine seconds of a processor, of which a loaded machine gives little."""

LOOK_AGAIN_MS = 300


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

    @contextmanager
    def authority(self) -> Iterator["AuthorityOffice"]:
        """An authority, registered by the command, listening in a process of its own."""
        office = AuthorityOffice(self.house)
        office.listener.start()
        try:
            yield office
        finally:
            office.listener.stop()

    def _mailed_link(self, email: str) -> str:
        page = self.page()
        until = time.monotonic() + 120
        while time.monotonic() < until:
            page.goto("/mailbox")
            mails = page.locator("article", has_text=email)
            link = mails.locator("a[href*='/sign-in/link/']").first
            if link.count():
                found = link.get_attribute("href")
                assert found
                return found
            page.wait_for_timeout(LOOK_AGAIN_MS)
        raise AssertionError("no sign-in link was mailed")

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()


class AuthorityOffice:
    """An authority that answers every question with 'confirmed', over HTTP."""

    def __init__(self, house: House) -> None:
        port = free_port()
        self.name = f"University number {port}"
        self._house = house
        added = _command(house, "authority", "add", self.name, "--url", f"http://127.0.0.1:{port}/")
        found = re.search(r"[0-9a-f-]{36}", added), re.search(r"whsec_\S+", added)
        assert found[0] and found[1], added
        self._who = ["--authority-id", found[0][0], "--secret", found[1][0]]
        self._who += ["--office-url", house.address]
        self._log = house.folder / f"authority-{port}.jsonl"
        self.listener = Program(
            "authority",
            "listen",
            "--port",
            str(port),
            *self._who,
            "--answer",
            "confirmed",
            "--log",
            str(self._log),
            env=house.env,
            log=house.folder / "authority.log",
        )

    def knows_the_decision(self, reference: str) -> None:
        """It was told by a signed webhook, once, and may ask for the decision by the consent."""
        for _ in range(100):
            if "case.decided" in (self._log.read_text() if self._log.exists() else ""):
                break
            time.sleep(0.3)
        told = self._log.read_text()
        assert told.count("case.decided") == 1, told
        answer = _command(self._house, "authority", "query", reference, *self._who, "--decision")
        assert "full" in answer, answer


def _command(house: House, *arguments: str) -> str:
    """Run ``recognition …`` to its end, and return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "recognition", *arguments],
        env={**os.environ, **house.env, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def wait_until(page: Page, text: str, seconds: int = 60) -> None:
    """Load the page anew until it shows ``text``: what a person without JavaScript does."""
    _reload_until(page, page.get_by_text(text).first, text, seconds)


def wait_for(page: Page, selector: str, seconds: int = 60) -> None:
    """Load the page anew until it has what ``selector`` finds."""
    _reload_until(page, page.locator(selector), selector, seconds)


def _reload_until(page: Page, wanted: Locator, name: str, seconds: int) -> None:
    until = time.monotonic() + seconds
    while not wanted.count():
        assert time.monotonic() < until, f"no {name!r}: {page.locator('main').inner_text()[:600]}"
        page.wait_for_timeout(LOOK_AGAIN_MS)
        page.reload()
