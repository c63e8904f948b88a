"""Pressing what leads to another page: the next line meets that page and not the old one."""

from playwright.sync_api import Locator


def follow(control: Locator) -> None:
    """Press a link or button and return once the page that it leads to is loaded whole.

    A bare ``click`` returns when the answer begins: a list read then may still be empty, and a
    ``goto`` right after it may cut the sending off.
    """
    with control.page.expect_navigation(wait_until="load"):
        control.click()
