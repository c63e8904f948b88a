"""The applicant's pages in a real browser: accessible, narrow, right to left, without scripts."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from recognition.actions.register_authority import make_secret, register_authority
from recognition.domain.verbs import AskAuthority, Claim
from recognition.domain.vocabulary import FieldName, RequestTo, Role
from recognition.store.queries import progress
from recognition.store.queries.applicant import papers
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from tests.web.accessible import examine, not_looked_at
from tests.web.applicant import people
from tests.web.applicant.conftest import Applicant, DirectEngine, act, case_id
from tests.web.applicant.test_after_decision import MEASURES, conditional, decide
from tests.web.applicant.test_after_sending import ZONE
from tests.web.applicant.test_draft import picture, sent

pytestmark = pytest.mark.browser
MORE = ("/measure", "/check", "/conditions/2")
Serve = Callable[[Flask], str]


def draft(olena: Applicant, services: Services) -> list[str]:
    """The pages of a draft with a paper that was read and one that could not be."""
    case = olena.start()
    olena.fill(case)
    files = sent((picture(), "front.png"), (picture(9), "شهادة.png"))
    olena.post(f"{case}/papers/items/qualification", files=files)
    first, second = papers(services.store, case_id(case))
    doubts = {FieldName.DATE_OF_BIRTH: "1990-02-01", FieldName.GRADE: "جيد جدا"}
    people.read(services, first.id, picture(), "Maria Petrenko", doubtful=doubts)
    people.fail(services, second.id)
    names = ("about", "tasks", "papers", "papers/add", "papers/items/translation",
             "papers/items/transcript", f"papers/{first.id}", "reading", f"papers/{first.id}/read",
             f"papers/{second.id}/read", "names", "check", "delete", "background",
             "background/place")  # fmt: skip
    return [f"{case}/{name}" for name in names]


def submitted(olena: Applicant, services: Services) -> list[str]:
    """The pages of an application that is decided, and those on the way."""
    case = olena.start()
    olena.fill(case)
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(8), "front.png")))
    olena.post(f"{case}/check")
    desk: UUID = people.assessor(services, "desk@example.org")
    act(services, case_id(case), Claim(), Role.ASSESSOR, desk)
    authority = register_authority(
        services.store, "Ministry", "http://127.0.0.1:9/", make_secret(), services.clock()
    )
    asking = AskAuthority(authority_id=authority, message="Is it genuine?")
    act(services, case_id(case), asking, Role.ASSESSOR, desk)
    given = {"authority_id": str(authority), "purpose": "Admission", "until": "2027-01-01"}
    olena.post(f"{case}/consents", **given)
    asked = {one.to: one for one in progress.requests(services.store, case_id(case), ZONE)}
    own = asked[RequestTo.APPLICANT]
    names = ("", "/received?kept=1", f"/requests/{own.id}",
             f"/requests/{own.id}/items/{own.items[0].id}",
             f"/questions/{asked[RequestTo.AUTHORITY].id}", "/consents", "/withdraw")  # fmt: skip
    return [f"{case}{name}" for name in names]


def decided(olena: Applicant, services: Services) -> list[str]:
    case = olena.start()
    olena.fill(case)
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(7), "front.png")))
    olena.post(f"{case}/check")
    desk = people.assessor(services, "third@example.org")
    act(services, case_id(case), Claim(), Role.ASSESSOR, desk)
    decide(services, case, desk, conditional(*MEASURES))
    return [case, f"{case}/appeal", *(f"{case}/decision{more}" for more in ("", *MORE))]


def appealed(olena: Applicant, services: Services) -> list[str]:
    case = olena.start()
    olena.fill(case)
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(6), "front.png")))
    olena.post(f"{case}/check")
    desk = people.assessor(services, "fifth@example.org")
    act(services, case_id(case), Claim(), Role.ASSESSOR, desk)
    decide(services, case, desk, conditional(MEASURES[0]), second="sixth@example.org")
    olena.post(f"{case}/appeal", grounds="The hours are wrong.")
    more = ("appeal/withdraw", "decision", "decision/adaptation")
    return [case, *(f"{case}/{one}" for one in more)]


def stay_signed_in(page: Page, olena: Applicant, address: str) -> None:
    page.context.add_cookies([{"name": COOKIE, "value": olena.token, "url": address}])


def test_every_page_is_accessible_and_fits(
    app: Flask,
    live_server: Serve,
    page: Page,
    olena: Applicant,
    services: Services,
) -> None:
    """Directive (EU) 2016/2102, article 4: narrow, right to left, where most goes wrong."""
    address = live_server(app)
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    paths = ["/sign-in", "/sign-in/sent", "/sign-in/link/abc", "/staff/sign-in", "/mailbox",
             "/samples"]  # fmt: skip
    mine = ["/applications", *draft(olena, services), *submitted(olena, services)]
    mine += decided(olena, services) + appealed(olena, services)
    assert not not_looked_at(app, paths + mine, "applicant", "sign_in", "trial")
    for path in paths + mine:
        if path == "/applications":
            stay_signed_in(page, olena, address)
        mark = "&" if "?" in path else "?"
        examine(page, f"{address}{path}{mark}lang=ar", 320)


def upload(page: Page, address: str, case: str, engine: DirectEngine) -> None:
    page.goto(f"{address}{case}/papers")
    page.get_by_role("link", name="The diploma, degree or certificate").click()
    files = [
        {"name": name, "mimeType": "image/png", "buffer": data}
        for name, data in (("front.png", picture()), ("notes.txt", b"hello"))
    ]
    page.set_input_files("#files", files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("\u2068notes.txt\u2069: We take PDF")
    expect(page.get_by_role("link", name="front.png")).to_be_visible()
    page.set_input_files("#files", files[:1])  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("You gave us this file before. We keep it once.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your papers", level=1)).to_be_visible()
    assert len(engine.read) == 1


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_files_are_uploaded_with_and_without_scripts(
    app: Flask,
    live_server: Serve,
    olena: Applicant,
    engine: DirectEngine,
    request: pytest.FixtureRequest,
    kind: str,
) -> None:
    page: Page = request.getfixturevalue(kind)
    case = olena.start()
    olena.fill(case)
    address = live_server(app)
    stay_signed_in(page, olena, address)
    upload(page, address, case, engine)


def test_the_reading_is_seen_as_it_goes(
    app: Flask, live_server: Serve, page: Page, olena: Applicant, services: Services
) -> None:
    case = olena.start()
    olena.fill(case)
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(), "front.png")))
    address = live_server(app)
    stay_signed_in(page, olena, address)
    page.goto(f"{address}{case}/reading")
    expect(page.get_by_text("Waiting to be read")).to_be_visible()
    paper = papers(services.store, case_id(case))[0]
    people.read(services, paper.id, picture(), "Olena Kovalchuk")
    page.get_by_role("link", name="Check what was read").click()
    line = page.locator("img[src$='/fields/holder_name.webp']")
    expect(line).to_be_hidden()
    assert not line.evaluate("e => e.complete"), "nothing is sent before she asks for it"
    page.locator("summary", has_text=re.compile("See it on the paper: Name on the paper")).click()
    expect(line).to_be_visible()
    page.get_by_role("link", name=re.compile("Show it on the page.*Name on the paper")).click()
    expect(page.locator("#box-holder_name")).to_be_visible()
    page.get_by_label("Grade").fill("very good")
    page.get_by_role("button", name="This is right").click()
    expect(page.get_by_text("Checked by you")).to_be_visible()


def test_the_pages_before_and_after_sending_fit_a_telephone(
    app: Flask, live_server: Serve, plain_page: Page, olena: Applicant, services: Services
) -> None:
    """Twelve answers and a long history: what is done takes little room."""
    case, page = olena.start(), plain_page
    olena.fill(case)
    for number, item in ((40, "qualification"), (41, "identity"), (42, "transcript")):
        olena.post(f"{case}/papers/items/{item}", files=sent((picture(number), f"{item}.png")))
    first = papers(services.store, case_id(case))[0]
    people.read(services, first.id, picture(40), "Olena Kovalchuk")
    address = live_server(app)
    stay_signed_in(page, olena, address)
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(f"{address}{case}/check")
    assert page.evaluate("document.documentElement.scrollHeight") < 2600
    change = page.get_by_role("link", name=re.compile("^Change.*Full name"))
    name = page.locator("dd", has_text="Olena Kovalchuk")
    there, beside = change.bounding_box(), name.bounding_box()
    assert there and beside and there["height"] >= 40
    assert there["y"] < beside["y"] + beside["height"], "beside it, in the same row"
    olena.post(f"{case}/check")
    page.goto(f"{address}{case}")
    due = page.get_by_role("link", name="Check it")
    button = due.bounding_box()
    assert button and button["height"] >= 44, "what waits for her is a button"
    page.emulate_media(media="print")
    expect(due).to_be_hidden()
    page.emulate_media(media="screen")
    assert page.locator(".timeline li:visible").count() == 5
    page.locator("summary", has_text="Before that: ").press("Enter")
    expect(page.get_by_text("Application started")).to_be_visible()
    ways = page.get_by_role("heading", name="What you can do").locator("~ ul a").all()
    assert len(ways) > 4
    for link in ways:
        box = link.bounding_box()
        assert box and box["height"] >= 36, link.inner_text()


def test_what_was_typed_is_sent_after_signing_in_again(
    app: Flask, live_server: Serve, plain_page: Page, olena: Applicant, services: Services
) -> None:
    """WCAG 2.2.5: a session that ended takes no words along, without scripts too."""
    case, page = olena.start(), plain_page
    olena.fill(case)
    olena.post(f"{case}/check")
    address = live_server(app)
    stay_signed_in(page, olena, address)
    page.goto(f"{address}{case}/names")
    page.get_by_label("Why do the names differ?").fill("I married in 2019.")
    page.context.clear_cookies(name=COOKIE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you typed is not lost.")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new window").click()
    expect(opened.value.get_by_role("heading", name="Sign in or start")).to_be_visible()
    stay_signed_in(page, olena, address)
    page.reload()
    expect(page.get_by_text("Thank you. The assessor sees your explanation.")).to_be_visible()
    page.goto(f"{address}{case}/names")
    expect(page.get_by_label("Why do the names differ?")).to_have_value("I married in 2019.")


def test_what_is_typed_from_left_to_right_is_shown_so(
    app: Flask, live_server: Serve, page: Page, olena: Applicant
) -> None:
    """An address that begins with its sign, or a number that ends with its plus, is misread."""
    address = live_server(app)
    page.goto(f"{address}/sign-in?lang=ar")
    field = page.locator("#email")
    assert field.evaluate("e => getComputedStyle(e).direction") == "ltr"
    stay_signed_in(page, olena, address)
    page.goto(f"{address}{olena.start()}/about?lang=ar")
    assert page.locator("#phone").evaluate("e => getComputedStyle(e).direction") == "ltr"
    name = page.locator("#full_name")
    for typed, runs in (("", "rtl"), ("Nour", "ltr"), ("نور الحسن", "rtl"), ("", "rtl")):
        name.fill(typed)
        assert name.evaluate("e => getComputedStyle(e).direction") == runs


def test_papers_fit_a_telephone_and_show_what_is_to_do(
    app: Flask, live_server: Serve, plain_page: Page, olena: Applicant, services: Services
) -> None:
    """The longest list of all, without scripts: finished papers are folded, nothing else is."""
    case, page = olena.start(), plain_page
    olena.fill(case, purpose="professional", profession="Nurse")
    for number, item in ((30, "qualification"), (31, "identity")):
        olena.post(f"{case}/papers/items/{item}", files=sent((picture(number), f"{item}.png")))
    excused = f"{case}/papers/items/right_to_practise"
    assert olena.post(f"{excused}/cannot", excused, reason="danger").status_code == 303
    first, second = papers(services.store, case_id(case))
    people.read(services, first.id, picture(), "Maria Petrenko")
    people.fail(services, second.id)
    address = live_server(app)
    stay_signed_in(page, olena, address)
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(f"{address}{case}/papers")
    assert page.evaluate("document.documentElement.scrollHeight") < 3000
    expect(page.get_by_role("heading", name="Could not be read")).to_be_visible()
    expect(page.get_by_role("link", name="identity.png")).to_be_visible()
    expect(page.get_by_role("link", name="Transcript of records")).to_be_visible()
    expect(page.get_by_role("link", name="Certificate of health")).to_be_visible()
    expect(page.get_by_role("link", name="qualification.png")).to_be_hidden()
    page.locator("summary", has_text="Done: 2 papers").press("Enter")
    expect(page.get_by_role("link", name="qualification.png")).to_be_visible()
    expect(page.get_by_text("Cannot be had", exact=True)).to_be_visible()
    links = page.locator("main a[href*='/papers/items/']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert len(links) == len(set(links)) > 10, "one way to each paper"
