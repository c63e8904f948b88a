"""What a page says of a mistake: what to do about it, and nothing typed is lost (WCAG 3.3.3)."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from recognition.domain.verbs import AskApplicant, AskAuthority, AskedItem
from recognition.domain.vocabulary import RequestItemKind, RequestTo, Role
from recognition.store.queries import progress
from recognition.web.services import Services
from tests.web.applicant.conftest import Applicant, act, case_id
from tests.web.applicant.test_after_decision import MEASURES, conditional, decide
from tests.web.applicant.test_after_sending import ZONE, authority, case, desk
from tests.web.applicant.test_draft import picture, sent

__all__ = ["authority", "case", "desk"]

MUCH = "All of my words. " * 600
BROKEN = (b"hello", "letter.docx")


def kept(olena: Applicant, path: str, **values: str) -> str:
    """The page that comes back says that it is too long, and holds every word."""
    answer = olena.post(path, path, **values)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "This is too long. Please say it in fewer words." in page and MUCH.strip() in page
    return page


def test_a_long_appeal_is_not_lost(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, conditional(*MEASURES))
    kept(olena, f"{case}/appeal", grounds=MUCH)


def test_long_words_are_not_lost_elsewhere(
    olena: Applicant, case: str, services: Services, desk: UUID, authority: UUID
) -> None:
    kept(olena, f"{case}/names", explanation=MUCH)
    kept(olena, f"{case}/background/place", **{first_question(olena, case): MUCH})
    kept(olena, f"{case}/consents", authority_id=str(authority), purpose=MUCH)
    asked = progress.requests(services.store, case_id(case), ZONE)[0]
    kept(olena, f"{case}/requests/{asked.id}/items/{asked.items[0].id}", text=MUCH)
    item = f"{case}/papers/items/transcript"
    answer = olena.post(f"{item}/cannot", item, reason="danger", note=MUCH)
    assert answer.status_code == 422 and MUCH.strip() in answer.get_data(as_text=True)
    asking = AskAuthority(authority_id=authority, message="Is it genuine?")
    act(services, case_id(case), asking, Role.ASSESSOR, desk)
    found = progress.requests(services.store, case_id(case), ZONE)
    question = next(one for one in found if one.to is RequestTo.AUTHORITY)
    path = f"{case}/questions/{question.id}"
    answer = olena.post(f"{path}/object", path, reason=MUCH)
    assert answer.status_code == 422 and MUCH.strip() in answer.get_data(as_text=True)


def first_question(olena: Applicant, case: str) -> str:
    return olena.text(f"{case}/background/place").split('<textarea id="')[1].split('"')[0]


def test_an_empty_answer_is_told_what_an_answer_can_be(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    asked = progress.requests(services.store, case_id(case), ZONE)[0]
    path = f"{case}/requests/{asked.id}/items/{asked.items[0].id}"
    page = olena.post(path).get_data(as_text=True)
    assert "with a file, in your own words, or with the reason" in page
    item = AskedItem(kind=RequestItemKind.QUESTIONNAIRE, subject="questionnaire")
    act(services, case_id(case), AskApplicant(items=(item,)), Role.ASSESSOR, desk)
    asked = next(
        one
        for one in progress.requests(services.store, case_id(case), ZONE)
        if one.items[0].kind is RequestItemKind.QUESTIONNAIRE
    )
    path = f"{case}/requests/{asked.id}/items/{asked.items[0].id}"
    page = olena.post(path).get_data(as_text=True)
    assert page.count("Answer at least one part first") == 3, "summary, box and page"
    assert "with a file" not in page


def test_a_refused_file_of_an_answer_is_named(
    olena: Applicant, case: str, services: Services
) -> None:
    asked = progress.requests(services.store, case_id(case), ZONE)[0]
    path = f"{case}/requests/{asked.id}/items/{asked.items[0].id}"
    files = sent((picture(), "list.png"), BROKEN)
    page = olena.post(path, files=files, text="Both sides.").get_data(as_text=True)
    assert "\u2068letter.docx\u2069: We take PDF" in page and "Both sides." in page
    assert "Please choose the file again." in page


@pytest.mark.parametrize("email", ["", "nour", "nour@"])
def test_an_address_that_is_none_is_told_how_one_looks(app: Flask, email: str) -> None:
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    page = client.post("/sign-in", data={"email": email}).get_data(as_text=True)
    assert "like name@example.org" in page and f'value="{email}"' in page


def test_days_and_files_are_told_what_is_wrong(
    olena: Applicant, case: str, services: Services, authority: UUID
) -> None:
    draft = olena.start()
    page = olena.fill(draft, date_of_birth="2031-04-05").get_data(as_text=True)
    assert "This cannot be a date of birth." in page and 'value="2031-04-05"' in page
    assert "Date of birth – This cannot" in page, "the summary names the field"
    path = f"{case}/papers/items/transcript"
    assert "Choose a file first" in olena.post(path).get_data(as_text=True)
    many = sent(*((picture(number), f"{number}.png") for number in range(21)))
    page = olena.post(path, files=many).get_data(as_text=True)
    assert "These are too many files at once." in page and "too many pages" not in page
    past = (services.clock() - timedelta(days=1)).date().isoformat()
    given = {"authority_id": str(authority), "purpose": "Work", "until": past}
    page = olena.post(f"{case}/consents", **given).get_data(as_text=True)
    assert "Choose a day that is still to come." in page
