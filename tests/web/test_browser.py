"""The shell in a real browser: readable, usable by keyboard, live, whole without scripts."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import flask
import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from playwright.sync_api import Page, expect

from recognition.errors import ErrorCode, NotYetConfirmed
from recognition.web.app import create_app
from recognition.web.services import Services
from tests.support.browser import follow
from tests.web.accessible import examine, not_looked_at
from tests.web.shell import shell_settings

Serve = Callable[[Flask], str]
ACTION = UUID("01890000-0000-7000-8000-000000000001")
PATHS = {
    **dict.fromkeys(("/", "/privacy", "/accessibility", "/patterns", "/verify"), 200),
    f"/received/{ACTION}": 202,
    "/no-such-page": 404,
}
"""The pages that are for anybody, and what they answer."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_accessible_and_fit(
    app: Flask, live_server: Serve, page: Page, language: str, width: int, scheme: str
) -> None:
    """Directive (EU) 2016/2102, article 4: axe finds no fault, at any width, in any script."""
    address = live_server(app)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    known = [path for path, status in PATHS.items() if status != 404]
    assert not not_looked_at(app, known, "public", "pending", "patterns")
    for path, status in PATHS.items():
        examine(page, f"{address}{path}?lang={language}", width, status)


def test_what_is_folded_is_printed(app: Flask, live_server: Serve, page: Page) -> None:
    """A file that is printed, for a court, shows all of it."""
    page.goto(live_server(app) + "/?lang=en")
    folded = page.locator("details:not([open]) .details-body p").first
    seen = "e => e.checkVisibility({contentVisibilityAuto: true})"
    assert not folded.evaluate(seen)
    page.emulate_media(media="print")
    assert folded.evaluate(seen)
    box = folded.bounding_box()
    assert box is not None and box["height"] > 10


def test_targets_are_large_enough(app: Flask, live_server: Serve, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(live_server(app) + "/patterns")
    for target in page.locator("button, .button, nav a, summary, input:not([type=hidden])").all():
        box = target.bounding_box()
        if box and not target.evaluate("e => e.type === 'radio' || e.type === 'checkbox'"):
            assert box["height"] >= 44, target.evaluate("e => e.outerHTML")


def test_skip_link_is_first_and_leads_to_the_content(
    app: Flask, live_server: Serve, page: Page
) -> None:
    page.goto(live_server(app) + "/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Start an application")).to_be_focused()


def test_reading_direction_follows_the_language(app: Flask, live_server: Serve, page: Page) -> None:
    page.goto(live_server(app) + "/")
    follow(page.get_by_role("link", name="العربية"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    heading = page.locator("h1").bounding_box()
    aside = page.locator("aside").bounding_box()
    assert heading and aside and heading["x"] > aside["x"]


def test_a_live_block_refreshes_until_it_is_settled(
    app: Flask, live_server: Serve, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "live" in request.url else None)
    page.goto(live_server(app) + "/patterns/live?pages=1")
    expect(page.get_by_text("Settled")).to_be_visible()
    count = len(asked)
    page.wait_for_timeout(1500)
    assert len(asked) == count == 3
    assert page.locator("#reading").count() == 1


def test_unchanged_blocks_cost_a_304(app: Flask, live_server: Serve, page: Page) -> None:
    with page.expect_response(lambda answer: answer.status == 304):
        page.goto(live_server(app) + f"/received/{ACTION}")
    assert page.locator("#received").count() == 1


def slow_form(services: Services, done: set[UUID]) -> Flask:
    """Return an application with a form whose action is confirmed when its id is in ``done``."""
    app = create_app(replace(services, confirmed=done.__contains__))
    app.config["WTF_CSRF_ENABLED"] = False

    def form() -> str:
        if flask.request.method == "POST":
            raise NotYetConfirmed(ErrorCode.WAITING_FOR_ENGINE, str(ACTION))
        return "<form method=post><input name=reason value=Practice><button>Go</button></form>"

    app.add_url_rule("/form", "form", form, methods=["GET", "POST"])
    return app


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_received_goes_on_by_itself_with_and_without_scripts(
    services: Services, live_server: Serve, request: pytest.FixtureRequest, kind: str
) -> None:
    page: Page = request.getfixturevalue(kind)
    done: set[UUID] = set()
    address = live_server(slow_form(services, done))
    page.goto(address + "/form")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", name="Received, not yet confirmed")).to_be_visible()
    done.add(ACTION)
    expect(page.get_by_role("button", name="Go")).to_be_visible(timeout=15_000)
    assert page.url == address + "/form"


UPLOAD = """
{% extends "layouts/base.html" %}{% from "components/form.html" import form %}
{% from "components/file_upload.html" import file_upload %}
{% from "components/button.html" import button %}
{% block main %}<h1>Papers</h1>{% call form("/papers", files=true) %}
{{ file_upload("paper", "Choose a file") }}{{ button("Send") }}{% endcall %}{% endblock %}
"""


def _send(page: Page, address: str, content: bytes, clicks: int) -> None:
    page.goto(address)
    page.set_input_files("#paper", {"name": "a.pdf", "mimeType": "", "buffer": content})
    page.get_by_role("button", name="Send").click(click_count=clicks)


@pytest.mark.parametrize(("kind", "clicks"), [("page", 2), ("plain_page", 1)])
def test_a_file_is_sent_once_and_a_too_large_one_is_refused(
    services: Services, live_server: Serve, request: pytest.FixtureRequest, kind: str, clicks: int
) -> None:
    """Without scripts a browser may send two clicks twice: ``store_document`` keeps one of both."""
    page: Page = request.getfixturevalue(kind)
    app = create_app(replace(services, settings=shell_settings(max_upload_mb=1)))
    taken: list[bytes] = []

    def papers() -> ResponseReturnValue:
        if flask.request.method == "GET":
            return flask.render_template_string(UPLOAD)
        taken.append(flask.request.files["paper"].read())
        return flask.redirect("/privacy", 303)

    app.add_url_rule("/papers", "papers", papers, methods=["GET", "POST"])
    address = live_server(app) + "/papers"
    _send(page, address, b"%PDF", clicks)
    expect(page.get_by_role("heading", name="Your data", level=1)).to_be_visible()
    _send(page, address, b"x" * 1_200_000, clicks)
    if kind == "page":  # said before it is sent, which saves a slow line an hour
        assert "too large" in page.eval_on_selector("#paper", "field => field.validationMessage")
        assert page.url == address
    else:
        expect(page.get_by_role("heading", name="The file is too large", level=1)).to_be_visible()
    assert taken == [b"%PDF"]
