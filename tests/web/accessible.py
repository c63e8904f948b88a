"""What every page must be, looked at in a real browser; and which pages nobody has looked at."""

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from recognition.office import load_office

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

NO_PAGES = {
    *("static", "assets.serve", "applicant.letter", "applicant.copy", "desk.letter", "desk.draft"),
    *("trial.sample", "applicant.page_image", "applicant.cut_out"),
    *("desk.page_image", "desk.cut_out"),
    *("applicant.to_asked", "applicant.to_consents", "applicant.to_item"),
    *("applicant.to_papers", "applicant.to_question", "desk.find", "patterns.live"),
    *("health.live", "health.ready", "authority_api.status", "authority_api.decision"),
}
"""Addresses that answer with a file, a picture, another address, a part of a page, or data."""


OFFICE = load_office()
OWN = (OFFICE.name, *OFFICE.address, OFFICE.fee_text, OFFICE.appeal.name, OFFICE.appeal.how)
"""What the invented office of the tests wrote of itself, in English."""

UNMARKED = """own => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const language = node.parentElement.closest("[lang]").lang;
    if (own.includes(node.data.trim()) && language !== "en") found.push(node.data.trim());
  }
  return found;
}"""


def examine(page: Page, address: str, width: int, status: int = 200) -> None:
    """Open it: no violation of WCAG 2.2 AA, one heading of the first level, nothing to scroll.

    The office's own words have their language, whatever that of the page (3.1.2).
    """
    answer = page.goto(address)
    assert answer is not None and answer.status == status, address
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert page.locator("h1").count() == 1, address
    assert page.evaluate(UNMARKED, OWN) == [], address


def not_looked_at(app: Flask, paths: Iterable[str], *rooms: str) -> set[str]:
    """The pages of some blueprints that no path of ``paths`` opens."""
    addresses = app.url_map.bind("localhost")
    opened = {addresses.match(path.split("?")[0])[0] for path in paths}
    pages = {one.endpoint for one in app.url_map.iter_rules() if "GET" in (one.methods or ())}
    return {one for one in pages - NO_PAGES - opened if one.split(".")[0] in rooms}
