"""A real server on a random loopback port, and a real browser, with JavaScript and without."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from shutil import which
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from recognition.domain.vocabulary import Purpose
from recognition.web.app import create_app
from recognition.web.services import LegalTerm, Services

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Settings:
    """Plain settings for the shell."""

    secret_key: str = "a-key-for-tests-only-0123456789abcdef"
    embedded: bool = True
    secure_cookies: bool = False
    max_upload_bytes: int = 2_000_000


@dataclass(frozen=True)
class Office:
    """An invented office."""

    name: str = "Recognition Office of Neustadt"
    address: tuple[str, ...] = ("Rathausplatz 1", "12345 Neustadt")
    email: str = "office@example.org"
    phone: str = "+49 30 0000 000"
    timezone: str = "Europe/Berlin"
    languages: tuple[str, ...] = ("en", "de", "fr", "uk", "ar")
    appeal_body: str = "Administrative Court of Neustadt"
    fee_text: str = "The procedure is free of charge."


def shell_services(**changes: Any) -> Services:
    """Return services for the shell alone, with ``changes``."""
    given: dict[str, Any] = {
        "settings": Settings(),
        "office": Office(),
        "clock": lambda: datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        "terms": (
            LegalTerm(Purpose.ACADEMIC, 4, "Lisbon Recognition Convention"),
            LegalTerm(Purpose.PROFESSIONAL, 3, "Directive 2005/36/EC"),
        ),
    }
    return Services(**(given | changes))


@pytest.fixture
def services() -> Services:
    """Services of the shell alone."""
    return shell_services()


@pytest.fixture
def app(services: Services) -> Flask:
    """The shell, with its pattern page."""
    return create_app(services)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` on a free loopback port; yield its address without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()


@pytest.fixture
def live_server() -> Iterator[Callable[[Flask], str]]:
    """Call it with an application: it is served until the test ends; returns the address."""
    running = []

    def serve(app: Flask) -> str:
        context = serving(app)
        address = context.__enter__()
        running.append(context)
        return address

    yield serve
    for context in reversed(running):
        context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, headless."""
    program = which("chromium-headless-shell") or which("chromium")
    assert program, "no Chromium: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


@contextmanager
def _context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with JavaScript that fails the test on a script error or a blocked resource."""
    with _context(browser, locale="en-GB") as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda message: (
                troubles.append(message.text)
                if message.type == "error" and "status of" not in message.text
                else None
            ),
        )
        yield page
        assert not troubles


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    with _context(browser, locale="en-GB", java_script_enabled=False) as context:
        yield context.new_page()
