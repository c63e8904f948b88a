"""What holds for every test."""

import sys
from collections.abc import Iterator
from shutil import which

import pytest
import structlog
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.support.databases import database_url, empty_url, migrated, postgres

__all__ = ["database_url", "empty_url", "migrated", "postgres"]  # fixtures for every test

# A loaded machine is slow: only pytest's own limits are about time.
settings.register_profile("house", deadline=None, max_examples=60)
settings.load_profile("house")

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last, whatever the random order.

    Playwright keeps an event loop and greenlets in the main thread from its first test on; other
    stories need a loop of their own there, and Python 3.11 parses no source beside greenlets.
    """
    items.sort(key=_needs_browser)


def _needs_browser(item: pytest.Item) -> bool:
    """Whether it uses the browser, or may ask for it by name while it runs."""
    asks = {"browser", "page", "plain_page", "people"}
    named = "browser" in item.path.stem or item.get_closest_marker("browser") is not None
    return named or bool(asks & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """A command run within the tests sets up logs for its process, which is everybody's here."""
    hook = sys.excepthook
    yield
    structlog.reset_defaults()
    sys.excepthook = hook


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, headless."""
    program = which("chromium-headless-shell") or which("chromium")
    assert program, "no Chromium: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()
