"""What holds for every test."""

import os
import sys
from collections.abc import Iterator
from shutil import which

import pytest
import structlog
from flask import Flask
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser, sync_playwright

from tests.support.databases import database_url, empty_url, migrated, postgres
from tests.support.sharing import how_many

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


class _Compiled(BytecodeCache):
    """Templates, compiled once a process: each test's application would compile them anew."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled, unless the template has changed since."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._code[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}


def pytest_xdist_auto_num_workers() -> int | None:
    """`-n auto`: a process for each core, as far as memory goes; the variable says otherwise."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return how_many(len(os.sched_getaffinity(0)), memory)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last, whatever the random order; of each kind the slow ones come first.

    Playwright keeps an event loop and greenlets in the main thread from its first test on; other
    stories need a loop of their own there, and Python 3.11 parses no source beside greenlets.
    Where several processes share the tests, none is to begin a long one when the others are done.
    """
    items.sort(key=lambda item: (_needs_browser(item), item.get_closest_marker("slow") is None))


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
