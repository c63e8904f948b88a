"""A real server on a random loopback port, and a real browser, with JavaScript and without."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from recognition.web.app import create_app
from recognition.web.services import Services
from tests.web.shell import serving, shell_services


@pytest.fixture
def services() -> Services:
    """Services of the shell alone."""
    return shell_services()


@pytest.fixture
def app(services: Services) -> Flask:
    """The shell, with its pattern page."""
    return create_app(services)


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


@contextmanager
def _context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(**options)
    context.set_default_timeout(30_000)
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
