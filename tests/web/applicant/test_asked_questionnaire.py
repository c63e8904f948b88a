"""The office asks for the questionnaire, and it is answered within the request.

Lisbon Convention, article VII.
"""

from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page

from recognition.domain.background import ASKED_FOR
from recognition.domain.verbs import AskApplicant, AskedItem
from recognition.domain.vocabulary import DocumentKind, FieldName, RequestItemKind, Role
from recognition.store.queries import progress
from recognition.store.queries.progress import RequestShown
from recognition.web.services import Services
from tests.web.accessible import examine
from tests.web.applicant.conftest import Applicant
from tests.web.applicant.test_after_sending import ZONE, act, case, case_id, desk
from tests.web.applicant.test_browser import Serve, stay_signed_in

__all__ = ["case", "desk"]

STUDIES = AskedItem(
    kind=RequestItemKind.QUESTIONNAIRE, subject=ASKED_FOR, text="Since the archive burned down."
)


def newest(services: Services, case: str) -> RequestShown:
    return progress.requests(services.store, case_id(case), ZONE)[0]


@pytest.fixture
def asked(case: str, services: Services, desk: UUID) -> str:
    """The address of the request's item, in a case whose office has asked for it."""
    act(services, case_id(case), AskApplicant(items=(STUDIES,)), Role.ASSESSOR, desk)
    found = newest(services, case)
    return f"{case}/requests/{found.id}/items/{found.items[0].id}"


def test_it_is_answered_there(olena: Applicant, case: str, services: Services, asked: str) -> None:
    request = asked.split("/items/")[0]
    assert "Tell us about your studies" in olena.text(request)
    form = olena.text(asked)
    assert "Since the archive burned down." in form and "Answer at least one part first" in form
    answer = olena.post(asked)
    assert answer.status_code == 422 and 'id="text-error"' in answer.text, "nothing is told yet"
    place = f"{case}/background/place"
    assert place in form, "each part is a link"
    olena.post(place, place, town="Damascus")
    last = services.rules.questionnaire.parts[-1].id
    path = f"{case}/background/{last}"
    assert olena.post(path, path).headers["Location"] == asked, "back to what is asked for"
    assert asked in olena.text(f"{case}/background")
    assert "Answer at least one part first" not in olena.text(asked)
    assert newest(services, case).open_items == 1
    assert olena.post(asked).status_code == 303
    assert newest(services, case).open_items == 0
    assert "Answered" in olena.text(request)
    assert olena.post(path, path).headers["Location"] == f"{case}/background", "it is answered"


def test_who_does_not_want_to_says_so(olena: Applicant, case: str, asked: str) -> None:
    assert olena.post(asked, text="I would rather talk.").status_code == 303
    assert "I would rather talk." in olena.text(asked.split("/items/")[0])


def test_what_is_asked_for_has_words(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """No code stands on her page: fields, kinds of papers and items have names."""
    items = (
        AskedItem(kind=RequestItemKind.CORRECTION, subject=FieldName.AWARD_DATE),
        AskedItem(kind=RequestItemKind.DOCUMENT, subject=DocumentKind.OTHER),
        AskedItem(kind=RequestItemKind.DOCUMENT, subject="curriculum"),
        AskedItem(kind=RequestItemKind.TEXT, subject="", text="How many hours?"),
    )
    act(services, case_id(case), AskApplicant(items=items), Role.ASSESSOR, desk)
    page = olena.text(f"{case}/requests/{newest(services, case).id}")
    for words in ("Date of award", "Other paper", "Question to you"):
        assert f"<bdi>{words}</bdi>" in page
    for code in ("award_date", "<bdi>other</bdi>", "<bdi>curriculum</bdi>"):
        assert code not in page


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "ar")])
def test_its_page_is_accessible_and_fits(
    app: Flask,
    live_server: Serve,
    page: Page,
    olena: Applicant,
    asked: str,
    width: int,
    language: str,
) -> None:
    address = live_server(app)
    stay_signed_in(page, olena, address)
    page.set_viewport_size({"width": width, "height": 900})
    for path in (asked, asked.split("/items/")[0]):
        examine(page, f"{address}{path}?lang={language}", width)
