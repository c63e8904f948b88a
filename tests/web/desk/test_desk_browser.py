"""The desk in a real browser: accessible, fitting, by keyboard, live, and whole without scripts."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from recognition.actions.record_comparison import record_comparison
from recognition.actions.register_authority import make_secret, register_authority
from recognition.actions.store_document import store_document
from recognition.domain import verbs
from recognition.domain.decision import Condition, DecisionContent, Exclusion
from recognition.domain.vocabulary import (
    AdaptationResult,
    Agreement,
    AppealKind,
    ConditionKind,
    ConditionResult,
    DocumentKind,
    EvaluationElement,
    FieldName,
    MediaType,
    Outcome,
    Purpose,
    ReadingWarning,
)
from recognition.store.keys import OFFICE_SCOPE
from recognition.store.tables import CaseDocument, Decision, Outbox, Proposal, Request
from recognition.web.identity import COOKIE
from tests.support.browser import follow
from tests.support.people import content, findings
from tests.web.accessible import RULES, examine, not_looked_at
from tests.web.desk.conftest import Desk

Serve = Callable[[Flask], str]
WORKLOAD = EvaluationElement.WORKLOAD
PRACTICE = Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward.", months=12)
COURSE = Condition(kind=ConditionKind.BRIDGING_COURSE, text="Pharmacology, one term.")
PARTIAL = DecisionContent(
    outcome=Outcome.PARTIAL,
    compares_to="Bachelor",
    reasons="It is shorter.",
    exclusions=(
        Exclusion(outcome=Outcome.FULL, reason="shorter", elements=(WORKLOAD,)),
        Exclusion(outcome=Outcome.ALTERNATIVE, reason="none", elements=(WORKLOAD,)),
    ),
    conditions=(Condition(kind=ConditionKind.MISSING_CREDITS, text="30 credits", credits=30),),
)


def sign_in(page: Page, desk: Desk, who: str, address: str) -> None:
    page.context.clear_cookies()
    page.context.add_cookies([{"name": COOKIE, "value": desk.tokens[who], "url": address}])


def proposal_of(desk: Desk, case_id: UUID) -> UUID:
    with desk.store.reading() as session:
        query = select(Proposal.id).where(Proposal.case_id == case_id).order_by(Proposal.round)
        return list(session.scalars(query))[-1]


def evidence(desk: Desk, case_id: UUID) -> None:
    """Two more papers: one in doubt and with courses, one that contradicts it."""
    read = {FieldName.HOLDER_NAME: "Oksana Melnyk", FieldName.DATE_OF_BIRTH: "1990-01-02"}
    course = {"title": "Анатомія людини", "credits": "6", "grade": "95", "page": 1}
    section = {"number": "2.1", "text": "Name of qualification", "page": 1}
    one = desk.paper(
        case_id,
        DocumentKind.TRANSCRIPT,
        read,
        {FieldName.CREDITS: "l80"},
        contents={"courses": [course], "sections": [section]},
        missing_packs=["khm"],
        advice="apt-get install --no-install-recommends tesseract-ocr-khm",
        warnings=[ReadingWarning.LANGUAGE_PACK_MISSING],
    )
    other = desk.paper(case_id, DocumentKind.SUPPLEMENT, read)
    found = {
        FieldName.HOLDER_NAME: Agreement.SAME,
        FieldName.DATE_OF_BIRTH: Agreement.DIFFERENT,
    }
    record_comparison(desk.store, one, {other: found}, desk.at)


def question_by_mail(desk: Desk) -> str:
    """The page on which an institution without webhooks answers."""
    university = register_authority(
        desk.store, "Village University", "", make_secret(), desk.at, email="registry@u.example"
    )
    case_id = desk.claimed("clara")
    desk.do(case_id, verbs.AskAuthority(authority_id=university, message="Year 2015."), "clara")
    with desk.store.reading() as session:
        asked = session.scalars(select(Request).where(Request.case_id == case_id)).one()
    desk.do(case_id, verbs.AgreeToQuestion(request_id=asked.id))
    with desk.store.reading() as session:
        rows = session.scalars(select(Outbox).where(Outbox.case_id == case_id)).all()
    sealed = next(row.payload["sealed_token"] for row in rows if "sealed_token" in row.payload)
    return f"/answer/{desk.store.keys.unseal(OFFICE_SCOPE, bytes.fromhex(sealed)).decode()}"


def furnish(desk: Desk) -> dict[str, str]:
    """A case for every page; returns each page's path as anna sees it."""
    mine, signing, appealed = desk.claimed("anna"), desk.claimed("boris"), desk.claimed("boris")
    decided = desk.claimed("boris")
    evidence(desk, mine)
    item = verbs.AskedItem(kind="text", subject="", text="Why?")
    desk.do(mine, verbs.AskApplicant(items=(item,)), "anna")
    desk.do(mine, verbs.AskAuthority(authority_id=desk.authority), "anna")
    desk.do(mine, verbs.AddNote(text="نص بالعربية"), "anna")
    desk.do(mine, verbs.AnswerBackground(part="place", answers={"town": "حلب"}))
    desk.do(mine, verbs.FindField(field=FieldName.CREDITS, value="240 ECTS", reason="So"), "anna")
    with desk.store.reading() as session:
        asked = session.scalars(select(Request.id).order_by(Request.id)).all()
    desk.do(mine, verbs.ObjectToQuestion(request_id=asked[1], reason="danger"))
    for finding in findings(Outcome.REFUSAL):
        desk.do(mine, finding, "anna")
    for case_id in (signing, appealed, decided):
        for finding in findings(Outcome.PARTIAL):
            desk.do(case_id, finding, "boris")
        desk.do(case_id, verbs.Propose(content=PARTIAL), "boris")
    desk.do(signing, verbs.SendBack(proposal_id=proposal_of(desk, signing), reason="No"), "clara")
    changed = PARTIAL.model_copy(update={"reasons": "It is much shorter."})
    desk.do(signing, verbs.Propose(content=changed), "boris")
    desk.do(appealed, verbs.SignOff(proposal_id=proposal_of(desk, appealed)), "clara")
    desk.do(decided, verbs.SignOff(proposal_id=proposal_of(desk, decided)), "clara")
    desk.do(appealed, verbs.Appeal(kind=AppealKind.DECISION, grounds="unfair"))
    case = f"/desk/cases/{mine}"
    steps = ("conflict", "notes", "fields/holder_name", "codes/isced_f")
    more = ("acknowledge", "ask-applicant", "ask-authority", "delay", "evaluation", "background")
    forms = ("propose", "propose?outcome=refusal", "propose?outcome=conditional")
    return {
        "queue": "/desk",
        "queue narrowed down": "/desk?country=UA&purpose=academic&field=99&held=mine&stage=x",
        "queue narrowed to nothing": "/desk?country=SY&country=TR&stage=closed",
        "awaited": "/desk/awaited",
        "own sign-in": "/desk/sign-in",
        "case": case,
        **{step: f"{case}/{step}" for step in (*steps, *more, *forms)},
        "review": f"{case}/requests/{asked[1]}/review",
        "sign-off": f"/desk/cases/{signing}/sign-off",
        "signed": f"/desk/cases/{appealed}",
        "appeal": f"/desk/cases/{appealed}/appeal",
        "correct": f"/desk/cases/{decided}/correct",
        "answer": question_by_mail(desk),
        "date of a paper": "/desk/cases/{}/papers/{}/date".format(*good_standing(desk)),
        **after_the_decision(desk),
    }


def good_standing(desk: Desk, dated: str = "2026-07-20") -> tuple[UUID, UUID]:
    """A case about a regulated profession of anna's, and its certificate of good standing."""
    case = desk.draft()
    desk.do(case, verbs.EditApplication(purpose=Purpose.PROFESSIONAL))
    paper = desk.paper(case, DocumentKind.OTHER, {FieldName.AWARD_DATE: dated})
    given_for(desk, case, paper, "good_standing")
    desk.do(case, verbs.Submit())
    desk.do(case, verbs.Claim(), "anna")
    return case, paper


def given_for(desk: Desk, case: UUID, paper: UUID, item: str) -> None:
    """Have a paper of a case stand for an item of its checklist."""
    link = (CaseDocument.case_id == case, CaseDocument.document_id == paper)
    with desk.store.writing() as session:
        session.execute(update(CaseDocument).where(*link).values(item_id=item))


def after_the_decision(desk: Desk) -> dict[str, str]:
    """The pages of conditions and adaptation periods, each in a case that is as far."""
    begun, assessed, told = (decided_with(desk, one) for one in (PRACTICE, PRACTICE, COURSE))
    first = desk.at.date()
    given = {"place": "Ward 3", "first_day": first, "months": 12}
    stated = verbs.StateAdaptation.model_validate({**given, "document_id": minutes(desk, 1)})
    desk.do(begun, stated)
    desk.do(assessed, verbs.RecordAdaptation.model_validate(given), "boris")
    longer = {"result": AdaptationResult.EXTENDED, "months": 18, "reason": "She was ill."}
    desk.do(assessed, verbs.AssessAdaptation.model_validate(longer), "boris")
    came = {"position": 0, "result": ConditionResult.NOT_FULFILLED, "day": first}
    failed = verbs.RecordCondition.model_validate({**came, "evidence": "Minutes."})
    desk.do(told, failed, "boris")
    claims = {**came, "result": ConditionResult.FULFILLED, "document_id": minutes(desk, 2)}
    desk.do(told, verbs.StateCondition.model_validate(claims))
    paths = {
        begun: ("adaptation", "adaptation/review"),
        assessed: ("adaptation/assessment", "adaptation/assessment/correct"),
        told: ("conditions/1", "conditions/1/review", "conditions/1/correct", "reopen"),
    }
    shown = {"begun": begun, "assessed": assessed, "told": told}
    return {
        **{name: f"/desk/cases/{case}" for name, case in shown.items()},
        **{step: f"/desk/cases/{case}/{step}" for case, steps in paths.items() for step in steps},
    }


def decided_with(desk: Desk, condition: Condition) -> UUID:
    """A case that is decided under a condition."""
    case = desk.claimed("boris")
    for finding in findings(Outcome.CONDITIONAL):
        desk.do(case, finding, "boris")
    whole = content(Outcome.CONDITIONAL).model_copy(update={"conditions": (condition,)})
    desk.do(case, verbs.Propose(content=whole), "boris")
    desk.do(case, verbs.SignOff(proposal_id=proposal_of(desk, case)), "clara")
    return case


def minutes(desk: Desk, number: int) -> UUID:
    """A paper of the holder's that no case has yet."""
    data = f"%PDF-1.4 minutes {number}".encode()
    owner, pdf = desk.people["applicant"], MediaType.PDF
    stored = store_document(
        desk.store, owner, data, name="minutes.pdf", media_type=pdf, pages=1, at=desk.at
    )
    return stored.document_id


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(1440, "light", "en"), (320, "dark", "ar")]
)
def test_pages_are_accessible_and_fit(
    desk: Desk,
    live_server: Serve,
    page: Page,
    width: int,
    scheme: str,
    language: str,
) -> None:
    paths = furnish(desk)
    assert not not_looked_at(desk.app, paths.values(), "desk", "answering")
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(f"{address}/desk?lang={language}")
    for path in paths.values():
        examine(page, address + path, width)


@pytest.mark.browser
def test_the_queue_refreshes_itself(desk: Desk, live_server: Serve, page: Page) -> None:
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.clock.install()
    page.goto(f"{address}/desk")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    desk.case()
    page.clock.fast_forward("00:21")
    expect(page.get_by_text("Master of Computer Science")).to_be_visible()


@pytest.mark.browser
def test_the_queue_is_narrowed_down_by_keyboard_without_scripts(
    desk: Desk, live_server: Serve, plain_page: Page
) -> None:
    desk.case(country="UA")
    desk.case(country="SY", title="Bachelor of Nursing")
    address = live_server(desk.app)
    page = plain_page
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk")
    page.locator(".details > summary").press("Enter")
    page.get_by_label("Country", exact=True).select_option("SY")
    page.get_by_label("Study", exact=True).press("Space")
    page.get_by_role("button", name="Show these cases").press("Enter")
    expect(page.get_by_text("Bachelor of Nursing")).to_be_visible()
    expect(page.get_by_text("Master of Computer Science")).to_have_count(0)
    chosen = page.get_by_role("list", name="The queue is narrowed down to")
    expect(chosen.get_by_role("link", name="Country: Syria take this choice back")).to_be_visible()
    chosen.get_by_role("link", name="Country: Syria").press("Enter")
    expect(page.get_by_text("Master of Computer Science")).to_be_visible()
    expect(chosen.get_by_role("link")).to_have_text([re.compile("Purpose: Study")])
    chosen.get_by_role("link").press("Enter")
    expect(chosen).to_have_count(0)


@pytest.mark.browser
def test_a_narrowed_queue_refreshes_itself_and_stays_narrowed(
    desk: Desk, live_server: Serve, page: Page
) -> None:
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.clock.install()
    page.goto(f"{address}/desk?country=SY")
    expect(page.get_by_text("No case that waits for you fits all of this")).to_be_visible()
    desk.case(country="UA")
    desk.case(country="SY", title="Bachelor of Nursing")
    page.clock.fast_forward("00:21")
    expect(page.get_by_text("Bachelor of Nursing")).to_be_visible()
    expect(page.get_by_text("Master of Computer Science")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "ar")])
def test_the_opened_form_is_accessible_and_fits(
    desk: Desk, live_server: Serve, page: Page, width: int, language: str
) -> None:
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/desk?lang={language}&country=UA&country=SY")
    page.locator(".details > summary").press("Enter")
    expect(page.locator(".narrow")).to_be_visible()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_field_lights_up_its_box_and_the_contents_stay_in_view(
    desk: Desk, live_server: Serve, page: Page
) -> None:
    case_id = desk.claimed()
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/desk/cases/{case_id}")
    page.get_by_role("link", name=re.compile("page 1.*Date of award")).click()
    lit = page.locator("svg g:target")
    expect(lit).to_have_count(1)
    expect(lit.locator("text")).to_have_text("7")
    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_role("heading", name="Timeline")).to_be_in_viewport()
    expect(page.get_by_role("navigation", name="In this case")).to_be_in_viewport()


@pytest.mark.browser
def test_two_people_decide_without_scripts(
    desk: Desk, live_server: Serve, plain_page: Page
) -> None:
    case_id = desk.case()
    address = live_server(desk.app)
    page = plain_page
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk")
    page.get_by_role("table").get_by_role("link").click()
    page.get_by_role("button", name="Take this case").click()
    page.get_by_role("link", name=re.compile("Find the code.*ISCED 2011 level")).click()
    page.get_by_label("Another code, chosen below").check()
    page.get_by_label("Another code (only").select_option("6")
    page.get_by_label("Reason").fill("three years")
    page.get_by_role("button", name="Keep this code").click()
    page.get_by_role("link", name="Go on with the evaluation").first.click()
    for section, typed in (
        ("purpose", {"target": "A bachelor of science"}),
        ("workload", {"there": "180", "text": "A year less.", "source": "The transcript"}),
    ):
        part = page.locator(f"#{section}")
        part.locator("summary").first.click()
        for name, words in typed.items():
            part.locator(f"#{section}-{name}").fill(words)
        if section == "workload":
            part.get_by_label("Substantial difference").check()
        part.get_by_role("button", name="Keep this finding").click()
    page.get_by_role("link", name="Propose a decision").click()
    page.get_by_label("Conditional recognition").check()
    page.get_by_role("button", name="Go on").click()
    for better in ("Full recognition", "Alternative recognition", "Partial recognition"):
        page.get_by_label(f"Why does it not fit: {better}?").fill(f"Not {better}")
    page.get_by_label("Compares to").fill("Bachelor of Science")
    page.get_by_label("Reasons").fill("It is shorter.")
    page.get_by_role("button", name="Propose to a second assessor").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what must be done")
    page.locator("#condition-kind-1").select_option("bridging_course")
    page.locator("#condition-text-1").fill("One term of mathematics")
    page.get_by_role("button", name="Propose to a second assessor").click()
    expect(page.get_by_text("Proposed. A second assessor checks it now.")).to_be_visible()
    sign_in(page, desk, "boris", address)
    page.goto(f"{address}/desk")
    page.get_by_role("table").get_by_role("link").click()
    page.get_by_role("link", name="Check and sign the proposal").click()
    expect(page.get_by_text("One term of mathematics")).to_be_visible()
    page.get_by_role("button", name="Sign the decision").click()
    expect(page.get_by_text("Signed. The letter is being made.")).to_be_visible()
    with desk.store.reading() as session:
        decision = session.scalars(select(Decision).where(Decision.case_id == case_id)).one()
    assert decision.content["isced_level"] == "6"
    assert decision.content["conditions"] == [
        {"kind": "bridging_course", "text": "One term of mathematics"}
    ]


@pytest.mark.browser
def test_a_finding_is_kept_by_keyboard_and_the_place_with_it(
    page: Page, desk: Desk, live_server: Serve
) -> None:
    address = live_server(desk.app)
    sign_in(page, desk, "anna", address)
    path = f"/desk/cases/{desk.claimed('anna')}/evaluation"
    page.goto(address + path)
    expect(page.locator("#main")).to_be_visible()
    later = page.locator("#quality-there")
    page.locator("#quality summary").first.click()
    later.fill("Typed before, and not kept yet")
    page.evaluate("window.marked = true")
    page.locator("#institution-standing").focus()
    page.keyboard.press("Space")
    page.locator("#institution-text").focus()
    page.keyboard.type("By the ministry.")
    page.locator("#institution-text").press("Tab")
    page.locator("#institution button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#institution .code-value")).to_have_text("Accredited")
    assert page.evaluate("window.marked"), "the page itself stayed"
    assert later.input_value() == "Typed before, and not kept yet"
    expect(page.locator("#programme-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.locator("#programme button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#programme-standing")).to_be_visible()


@pytest.mark.browser
def test_a_finding_is_kept_without_scripts(
    plain_page: Page, desk: Desk, live_server: Serve
) -> None:
    address = live_server(desk.app)
    sign_in(plain_page, desk, "anna", address)
    path = f"/desk/cases/{desk.claimed('anna')}/evaluation"
    plain_page.goto(address + path)
    plain_page.locator("#institution-standing").check()
    follow(plain_page.locator("#institution button"))
    assert plain_page.url.endswith("?after=institution#programme")
    expect(plain_page.locator("#institution .code-value")).to_have_text("Accredited")


def test_a_draft_opens_beside_the_form_which_can_still_be_sent(
    desk: Desk, live_server: Serve, page: Page
) -> None:
    address, case_id = live_server(desk.app), desk.claimed("anna")
    sign_in(page, desk, "anna", address)
    page.goto(f"{address}/desk/cases/{case_id}/propose?outcome=full")
    page.get_by_label("Compares to").fill("Master of Science")
    page.get_by_label("Reasons, as the holder will read them").fill("It fits.")
    with page.context.expect_page():
        page.get_by_role("button", name="See the letter as a draft").click()
    page.get_by_role("button", name="Propose to a second assessor").click()
    expect(page.get_by_text("Proposed. A second assessor checks it now.")).to_be_visible()
