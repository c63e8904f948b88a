"""What comes next and what is still open: named where one decides, not only where one searches."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from recognition.actions.record_comparison import record_comparison
from recognition.domain import verbs
from recognition.domain.desk_verbs import AskedItem
from recognition.domain.evaluation import Evidence
from recognition.domain.vocabulary import (
    Agreement,
    CodeScheme,
    DocumentKind,
    ElementFinding,
    EvaluationSection,
    EvidenceKind,
    FieldName,
    RequestItemKind,
)
from recognition.store.tables import RequestItem
from tests.support.evaluations import element
from tests.web.desk.conftest import HOLDER, Desk, send
from tests.web.desk.test_decision import FULL
from tests.web.desk.test_desk_browser import Serve, sign_in


def next_step(desk: Desk, case_id: UUID, who: str = "anna") -> str:
    """Where the next step of the case leads, as the column that stays in view says it."""
    page = desk.client(who).get(f"/desk/cases/{case_id}").get_data(as_text=True)
    at_hand = page[page.index('class="at-hand"') : page.index('href="#summary"')]
    (step,) = re.findall(r'Next: <a href="([^"]+)"', at_hand) or [""]
    if step:
        primary = re.findall(r'class="button primary" href="([^"]+)"', page)
        assert primary[0] == step, "the one button that stands out is the same"
    return step.removeprefix(f"/desk/cases/{case_id}")


def ask(desk: Desk, case_id: UUID) -> None:
    item = AskedItem(kind=RequestItemKind.TEXT, subject="", text="How many hours?")
    desk.do(case_id, verbs.AskApplicant(items=(item,)), "anna")


def answer(desk: Desk, case_id: UUID) -> UUID:
    with desk.store.reading() as session:
        item = session.scalars(select(RequestItem).order_by(RequestItem.id.desc())).first()
    assert item
    given = verbs.AnswerRequest(request_id=item.request_id, item_id=item.id, text="900")
    desk.do(case_id, given)
    return item.request_id


def test_the_next_step_follows_the_order_of_the_work(desk: Desk) -> None:
    case_id = desk.case()
    assert next_step(desk, case_id) == "", "first somebody takes the case"
    desk.do(case_id, verbs.Claim(), "anna")
    ask(desk, case_id)
    assert next_step(desk, case_id) == "/acknowledge", "that does not wait for the applicant"
    desk.do(case_id, verbs.ReviewRequest(request_id=answer(desk, case_id)), "anna")
    assert next_step(desk, case_id) == "/acknowledge"
    assert next_step(desk, case_id, "boris") == "", "a colleague has no step in it"
    desk.do(case_id, verbs.Acknowledge(), "anna")
    assert next_step(desk, case_id) == "/codes/isced_level"
    for scheme, code in ((CodeScheme.ISCED_LEVEL, "7"), (CodeScheme.ISCED_F, "0613")):
        desk.do(case_id, verbs.FindCode(scheme=scheme, code=code, reason="As it says."), "anna")
    assert next_step(desk, case_id) == "/evaluation#institution"
    ask(desk, case_id)
    assert next_step(desk, case_id) == "", "the applicant acts next"
    request = answer(desk, case_id)
    assert next_step(desk, case_id) == f"/requests/{request}/review"
    desk.do(case_id, verbs.Propose(content=FULL), "anna")
    assert next_step(desk, case_id) == "", "a second assessor acts next"


def test_once_all_is_found_a_decision_is_proposed(desk: Desk) -> None:
    case_id = desk.claimed()
    desk.do(case_id, verbs.Acknowledge(), "anna")
    for scheme, code in ((CodeScheme.ISCED_LEVEL, "7"), (CodeScheme.ISCED_F, "0613")):
        desk.do(case_id, verbs.FindCode(scheme=scheme, code=code, reason="As it says."), "anna")
    path, anna = f"/desk/cases/{case_id}/evaluation", desk.client("anna")
    said = {
        "institution": {"standing": "accredited"},
        "programme": {"standing": "accredited"},
        "authenticity": {"authenticity": "plausible"},
        "purpose": {"target": "Master of Science"},
    }
    for section in EvaluationSection:
        if section is not EvaluationSection.EXPERIENCE:  # the Convention does not ask for it
            assert next_step(desk, case_id) == f"/evaluation#{section}"
            form = said.get(section, {"finding": "none", "there": "A", "here": "A"})
            assert send(anna, path, f"{path}/{section}", **form).status_code == 303, section
    assert next_step(desk, case_id) == "/propose"


def test_without_a_title_the_title_is_found_first(desk: Desk) -> None:
    case_id = desk.claimed(title="")
    desk.do(case_id, verbs.Acknowledge(), "anna")
    assert next_step(desk, case_id) == "/fields/qualification_title"


def test_the_date_is_at_hand_and_says_that_it_has_passed(desk: Desk) -> None:
    case_id = desk.claimed()
    path, anna = f"/desk/cases/{case_id}", desk.client("anna")
    assert "Overdue" not in anna.get(path).text
    desk.at = desk.at.replace(year=2027, month=6)
    for page in (path, f"{path}/codes/isced_f", f"{path}/propose"):
        head = anna.get(page).text.split("</h1>")[0]
        assert re.search(r"Decision due <time[^>]*>[^<]+</time> <span[^>]*>Overdue", head), page
    assert "Acknowledgement was due" in anna.get(path).text


def test_what_is_open_stands_where_one_proposes_and_signs(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna, boris = desk.client("anna"), desk.client("boris")
    heading = "Still open: look whether it would change the decision"
    assert heading not in anna.get(f"{path}/propose").text
    one, other = (
        desk.paper(case_id, kind, {FieldName.AWARD_DATE: day})
        for kind, day in ((DocumentKind.TRANSCRIPT, "2011"), (DocumentKind.SUPPLEMENT, "2014"))
    )
    record_comparison(
        desk.store, one, {other: {FieldName.AWARD_DATE: Agreement.DIFFERENT}}, desk.at
    )
    ask(desk, case_id)
    for page in (path, f"{path}/propose"):
        words = anna.get(page).text
        assert "To the applicant: Waiting for an answer · answer due" in words, page
        assert "Between the papers: Date of award · Differs" in words, page
    answer(desk, case_id)
    assert "To the applicant: Answered, to be reviewed" in anna.get(f"{path}/propose").text
    desk.do(case_id, verbs.Propose(content=FULL), "anna")
    words = boris.get(f"{path}/sign-off").text
    assert heading in words
    assert "To the applicant: Answered, to be reviewed" in words


def test_who_signs_sees_whom_it_is_about_and_on_what_it_rests(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna, boris = desk.client("anna"), desk.client("boris")
    field = Evidence(kind=EvidenceKind.FIELD, ref=FieldName.INSTITUTION)
    empty = Evidence(kind=EvidenceKind.FIELD, ref=FieldName.CREDITS)
    workload = element(ElementFinding.SUBSTANTIAL, evidence=(field, empty))
    desk.do(case_id, verbs.RecordFinding(finding=workload), "anna")
    found = {"scheme": CodeScheme.ISCED_LEVEL, "code": "6", "reason": "A first degree there."}
    desk.do(case_id, verbs.FindCode(**found), "anna")  # type: ignore[arg-type]
    typed = {
        "outcome": "partial",
        "step": "propose",
        "compares_to": "Bachelor",
        "reasons": "Less.",
        "why-full": "Less work.",
        "why-alternative": "None fits.",
        "condition-kind-1": "other",
        "condition-text-1": "A year more.",
    }
    purpose = f"{path}/evaluation"
    assert send(anna, purpose, f"{purpose}/purpose", target="Master").status_code == 303
    assert send(anna, f"{path}/propose", **typed).status_code == 303
    words = boris.get(f"{path}/sign-off").text
    about = words[words.index("about-title") : words.index("proposal-title")]
    for one in (HOLDER, "1 April 1990", "Master of Computer Science", "Київський університет"):
        assert one in about, one
    assert f'href="{path}/conflict"' in about
    proposal = words[words.index("proposal-title") :]
    assert "Machine overruled" in proposal and "A first degree there." in proposal
    assert f'href="{path}/fields/institution"' in proposal
    assert re.search(r"Credits: –</bdi>", proposal), "a field on which nothing stands is seen"


def test_codes_are_words_for_people(desk: Desk) -> None:
    case_id = desk.claimed()
    desk.paper(case_id, DocumentKind.TRANSCRIPT, {FieldName.DOCUMENT_TYPE: "diploma_supplement"})
    assert "<bdi>Diploma Supplement</bdi>" in desk.client("anna").get(f"/desk/cases/{case_id}").text
    stated = verbs.FindField(field=FieldName.COUNTRY, value="UA")
    desk.do(case_id, stated, "anna")
    words = desk.client("anna").get(f"/desk/cases/{case_id}/evaluation").text
    assert "Country: Ukraine" in words and "Country: UA" not in words


@pytest.mark.browser
def test_date_and_next_step_stay_in_view(desk: Desk, live_server: Serve, page: Page) -> None:
    address, case_id = live_server(desk.app), desk.claimed()
    sign_in(page, desk, "anna", address)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{address}/desk/cases/{case_id}#timeline")
    at_hand = page.locator(".at-hand")
    expect(at_hand).to_be_in_viewport(ratio=1)
    expect(at_hand).to_contain_text("Decision due")
    at_hand.get_by_role("link", name="Acknowledge the application").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acknowledge the application")
