"""The main job in a browser, on real parts: a scan goes in, two people decide, a letter comes out.

Once with JavaScript and once without.
"""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.story.conftest import LOOK_AGAIN_MS, People, wait_for, wait_until
from tests.support.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]

NAME = "Chinedu Emeka Okafor"


@pytest.mark.parametrize("people", [True, False], indirect=True, ids=["javascript", "plain"])
def test_from_scan_to_letter(people: People, request: pytest.FixtureRequest) -> None:
    email = f"chinedu.{'js' if 'javascript' in request.node.name else 'plain'}@example.org"
    applicant = people.applicant(email)
    case = _apply(people, applicant)
    first, second = people.assessor(0), people.assessor(1)
    _assess(first, case)
    _ask_and_answer(first, applicant, case)
    with people.authority() as authority:
        _ask_authority(first, applicant, case, authority.name)
        _consent(applicant, case, authority.name)
        _decide(first, second, case)
        _read_letter(applicant, case)
        authority.knows_the_decision(_reference(applicant, case))


def _decide(first: Page, second: Page, case: str) -> None:
    _propose(first, case, "The level matches.")
    _send_back(second, case)
    _propose(first, case, "Level, workload and learning outcomes match.")
    _sign(second, case)


def _apply(people: People, page: Page) -> str:
    page.goto("/applications")
    follow(page.get_by_role("button", name="Start a new application"))
    case = re.search(r"/applications/([0-9a-f-]{36})", page.url)
    assert case
    path = f"/applications/{case[1]}"
    page.goto(f"{path}/about")
    page.get_by_label("Other work").check()
    page.select_option("select[name=country]", "NG")
    page.fill("input[name=full_name]", NAME)
    follow(page.get_by_role("button", name="Save and go on"))
    page.goto(f"{path}/papers/items/qualification")
    page.set_input_files("input[type=file]", people.house.samples / "nigerian-degree.jpg")
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(f"**{path}/papers*")
    page.goto(f"{path}/papers/items/identity")
    page.get_by_text("I cannot get this paper").click()
    page.locator("input[name=reason][value=danger]").check()
    follow(page.get_by_role("button", name="Save the reason"))
    page.goto(f"{path}/reading")
    wait_until(page, "Check")
    page.goto(_href(page, "a[href$='/read']"))
    for _ in range(300):
        if page.locator("input[name=holder_name]").input_value() == NAME:
            break
        page.wait_for_timeout(LOOK_AGAIN_MS)
        page.reload()
    expect(page.locator("input[name=holder_name]")).to_have_value(NAME)
    page.fill("input[name=qualification_title]", "Bachelor of Engineering")
    page.fill("input[name=field_of_study]", "Civil Engineering")
    follow(page.get_by_role("button", name="This is right"))
    page.goto(f"{path}/check")
    page.get_by_role("button", name="Send my application").click()
    page.wait_for_url(f"**{path}/received*")
    page.goto(path)
    wait_until(page, "Assessment")
    return case[1]


def _assess(page: Page, case: str) -> None:
    page.goto(f"/desk/cases/{case}")
    follow(page.get_by_role("button", name="Take this case"))
    page.goto(f"/desk/cases/{case}/codes/isced_f")
    expect(page.get_by_text("Suggested by the machine").first).to_be_visible()
    page.locator("button[name=keep]").first.click()
    expect(page.get_by_text("Code kept")).to_be_visible()
    page.goto(f"/desk/cases/{case}/codes/isced_level")
    page.locator("button[name=keep]").first.click()
    expect(page.get_by_text("Code kept")).to_be_visible()


def _ask_and_answer(desk: Page, applicant: Page, case: str) -> None:
    desk.goto(f"/desk/cases/{case}/ask-applicant")
    desk.select_option("select[name=what-1]", label="Answer to my question")
    desk.fill("textarea[name=text-1]", "How many hours of practice did you have?")
    follow(desk.get_by_role("button", name="Ask the applicant"))
    applicant.goto(f"/applications/{case}")
    wait_for(applicant, "a[href*='/requests/']")
    applicant.goto(_href(applicant, "a[href*='/requests/']"))
    expect(applicant.get_by_text("How many hours of practice")).to_be_visible()
    applicant.goto(_href(applicant, "a[href*='/items/']"))
    applicant.fill("textarea[name=text]", "Nine hundred hours.")
    follow(applicant.get_by_role("button", name="Send the answer"))
    desk.goto(f"/desk/cases/{case}")
    wait_until(desk, "Nine hundred hours.")
    desk.goto(_href(desk, "a[href$='/review']"))
    follow(desk.get_by_role("button", name="Mark as reviewed"))


def _ask_authority(desk: Page, applicant: Page, case: str, name: str) -> None:
    """The applicant is told first, and agrees; the authority's own process answers."""
    desk.goto(f"/desk/cases/{case}/ask-authority")
    desk.select_option("select[name=authority_id]", label=name)
    follow(desk.get_by_role("button", name="Announce the question"))
    applicant.goto(f"/applications/{case}")
    wait_for(applicant, "a[href*='/questions/']")
    applicant.goto(_href(applicant, "a[href*='/questions/']"))
    follow(applicant.get_by_role("button", name="Yes, ask them now"))
    desk.goto(f"/desk/cases/{case}")
    wait_until(desk, "Confirmed as genuine")
    desk.goto(_href(desk, "a[href$='/review']"))
    follow(desk.get_by_role("button", name="Mark as reviewed"))


def _consent(page: Page, case: str, name: str) -> None:
    page.goto(f"/applications/{case}/consents")
    page.select_option("select[name=authority_id]", label=name)
    page.fill("[name=purpose]", "Admission to a course")
    page.fill("input[name=until]", "2099-12-31")
    follow(page.get_by_role("button", name="Let them see it"))


def _reference(page: Page, case: str) -> str:
    page.goto(f"/applications/{case}")
    found = re.search(r"\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())
    assert found
    return found[0]


def _href(page: Page, selector: str) -> str:
    found = page.locator(selector).first.get_attribute("href")
    assert found
    return found


def _propose(page: Page, case: str, reasons: str) -> None:
    page.goto(f"/desk/cases/{case}/propose")
    page.locator("input[name=outcome][value=full]").check()
    go_on = page.get_by_role("button", name="Go on")
    follow(go_on.or_(page.get_by_role("button", name="Change the outcome")).first)
    page.fill("[name=compares_to]", "Licenciatura em Engenharia Civil")
    page.fill("[name=reasons]", reasons)
    follow(page.get_by_role("button", name="Propose to a second assessor"))
    page.goto(f"/desk/cases/{case}")
    wait_until(page, "Sign-off")


def _send_back(page: Page, case: str) -> None:
    page.goto(f"/desk/cases/{case}/sign-off")
    page.fill("[name=reason]", "Name the workload too.")
    follow(page.get_by_role("button", name="Send back"))
    page.goto(f"/desk/cases/{case}")
    wait_until(page, "Assessment")


def _sign(page: Page, case: str) -> None:
    page.goto(f"/desk/cases/{case}/sign-off")
    expect(page.get_by_text("Level, workload and learning outcomes match.").first).to_be_visible()
    follow(page.get_by_role("button", name="Sign the decision"))


def _read_letter(page: Page, case: str) -> None:
    page.goto(f"/applications/{case}/decision")
    wait_for(page, "a[href$='letter.pdf']")
    answer = page.request.get(_href(page, "a[href$='letter.pdf']"))
    assert answer.headers["content-type"] == "application/pdf"
    pdf = pypdf.PdfReader(io.BytesIO(answer.body()))
    words = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert NAME in words
    assert "Level, workload and learning outcomes match." in words
    code = re.search(r"code: (\w{4}(?:-\w{4}){3})", words)
    assert code and f"/verify/{code[1]}" in words.replace(" ", ""), "a line may end within it"
