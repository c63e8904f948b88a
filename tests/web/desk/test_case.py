"""The case page: what it shows, what it offers to whom, and its one-click verbs."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain import verbs
from recognition.domain.vocabulary import FieldName
from recognition.store.tables import Claim, Conflict, FieldValue, LookUp, Note
from tests.web.desk.conftest import HOLDER, Desk, hidden, send


def looks(desk: Desk, case_id: UUID) -> list[str]:
    with desk.store.reading() as session:
        return list(session.scalars(select(LookUp.what).where(LookUp.case_id == case_id)))


def test_the_whole_file_is_on_one_page(desk: Desk) -> None:
    case_id = desk.claimed()
    page = desk.client("anna").get(f"/desk/cases/{case_id}").get_data(as_text=True)
    for words in (
        HOLDER,
        "Oksana Melnyk",
        "Київський університет",
        "Values differ",
        "differs from what was read",
        "very sure, from the picture",
        "unsure, from the picture",
        "Cannot be had:",
        "Suggested by the machine:",
        "Case taken",
        "Ukraine",
        "A decision is due at the latest on",
    ):
        assert words in page, words
    for section in ("summary", "fields", "checklist", "codes", "requests", "decision", "notes"):
        assert f'href="#{section}"' in page
        assert f'id="{section}"' in page
    assert page.count('href="#box-') == 5 == page.count('<g id="box-')
    assert looks(desk, case_id) == ["case"]


def test_opening_again_within_half_an_hour_is_one_look(desk: Desk) -> None:
    case_id = desk.case()
    anna, boris = desk.client("anna"), desk.client("boris")
    for client in (anna, anna, boris):
        assert client.get(f"/desk/cases/{case_id}").status_code == 200
    assert looks(desk, case_id) == ["case", "case"]


def test_a_page_of_a_paper_is_shown_and_written_down(desk: Desk) -> None:
    case_id = desk.case()
    anna = desk.client("anna")
    page = anna.get(f"/desk/cases/{case_id}").get_data(as_text=True)
    (source,) = re.findall(r'<img src="([^"]*/documents/[^"]*)"', page)
    answer = anna.get(source)
    assert answer.status_code == 200
    assert answer.data == desk.page()
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "no-store"
    assert looks(desk, case_id) == ["case", "document"]
    other = desk.case()
    assert anna.get(source.replace(str(case_id), str(other))).status_code == 404
    assert anna.get(source[:-1] + "7").status_code == 404


def test_only_what_one_may_do_is_offered(desk: Desk) -> None:
    case_id = desk.case()
    path = f"/desk/cases/{case_id}"
    page = desk.client("anna").get(path).get_data(as_text=True)
    assert "Take this case" in page
    for words in (
        "Propose a decision",
        "Ask the applicant",
        "Give the case back",
        "Check and sign",
    ):
        assert words not in page
    desk.do(case_id, verbs.Claim(), "anna")
    assert "Propose a decision" in desk.client("anna").get(path).get_data(as_text=True)
    page = desk.client("boris").get(path).get_data(as_text=True)
    assert "Take this case" not in page
    assert "Propose a decision" not in page
    for step in ("propose", "ask-applicant", "ask-authority", "sign-off", "reopen", "appeal"):
        assert desk.client("boris").get(f"{path}/{step}").status_code == 403, step


def test_claim_release_and_hand_over(desk: Desk) -> None:
    case_id = desk.case()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")

    def holder() -> UUID | None:
        with desk.store.reading() as session:
            claim = session.get(Claim, case_id)
            return claim.assessor_id if claim else None

    answer = send(anna, path, f"{path}/claim")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{path}#summary"
    assert holder() == desk.people["anna"]
    assert "You hold this case now." in anna.get(path).get_data(as_text=True)
    send(anna, path, f"{path}/release")
    assert holder() is None
    send(anna, path, f"{path}/claim")
    assert send(anna, path, f"{path}/hand-over", to="").status_code == 303
    assert "Choose the colleague first" in anna.get(path).text
    assert holder() == desk.people["anna"], "nobody is chosen beforehand"
    answer = send(anna, path, f"{path}/hand-over", to=str(desk.people["boris"]))
    assert answer.status_code == 303
    assert holder() == desk.people["boris"]


def test_of_two_who_take_a_case_at_once_the_second_is_shown_who_was_quicker(desk: Desk) -> None:
    path = f"/desk/cases/{desk.case()}"
    anna, boris = desk.client("anna"), desk.client("boris")
    page = boris.get(path).get_data(as_text=True)
    form = page[page.index(f'action="{path}/claim"') :]
    old = hidden(form[: form.index("</form>")])
    send(anna, path, f"{path}/claim")
    answer = boris.post(f"{path}/claim", data=old, follow_redirects=True)
    assert answer.request.path == path
    words = answer.get_data(as_text=True)
    assert "Another person works on this case." in words and "Anna Weber" in words


def test_a_hand_over_from_an_old_page_is_told_what_changed(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    page = anna.get(path).get_data(as_text=True)
    form = page[page.index(f'action="{path}/hand-over"') :]
    old = hidden(form[: form.index("</form>")])
    desk.do(case_id, verbs.FindField(field=FieldName.GRADE, value="1.3"), "anna")
    answer = anna.post(f"{path}/hand-over", data=old | {"to": str(desk.people["boris"])})
    assert answer.status_code == 303
    page = anna.get(answer.headers["Location"]).get_data(as_text=True)
    assert "The case changed after you opened it" in page
    news = page[: page.index('class="contents"')]
    assert "Finding on a field" in news
    assert "Application received" not in news


def test_a_conflict_closes_the_case(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    assert send(anna, f"{path}/conflict", reason="").status_code == 422
    answer = send(anna, f"{path}/conflict", reason="My cousin")
    assert answer.headers["Location"] == "/desk"
    with desk.store.reading() as session:
        assert session.get(Conflict, (case_id, desk.people["anna"])) is not None
        assert session.get(Claim, case_id) is None
    for page in ("", "/notes", "/codes/isced_f"):
        assert anna.get(path + page).status_code == 403
    before = looks(desk, case_id)
    assert anna.get(path).status_code == 403
    assert looks(desk, case_id) == before
    assert desk.client("boris").get(path).status_code == 200


def test_notes(desk: Desk) -> None:
    case_id = desk.case()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    answer = send(anna, path, f"{path}/notes", text="Ask a <colleague> about it")
    assert answer.headers["Location"] == f"{path}#notes"
    page = desk.client("boris").get(path).get_data(as_text=True)
    assert "Ask a &lt;colleague&gt; about it" in page
    answer = send(anna, path, f"{path}/notes", text="x" * 8001)
    assert answer.status_code == 422
    assert "x" * 8001 in answer.get_data(as_text=True)
    with desk.store.reading() as session:
        assert len(list(session.scalars(select(Note)))) == 1


def test_a_field_is_found_beside_what_was_read(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/fields/holder_name"
    anna = desk.client("anna")
    page = anna.get(path).get_data(as_text=True)
    assert "Oksana Melnyk" in page
    assert 'class="chosen"' in page
    answer = send(anna, path, value="", reason="as in the passport")
    assert answer.status_code == 422
    assert "as in the passport" in answer.get_data(as_text=True)
    assert send(anna, path, value="Oksana Melnyk", reason="passport").status_code == 303
    with desk.store.reading() as session:
        row = session.scalars(select(FieldValue).where(FieldValue.origin == "found")).one()
        assert (row.field, row.value, row.reason) == ("holder_name", "Oksana Melnyk", "passport")
    page = anna.get(f"/desk/cases/{case_id}").get_data(as_text=True)
    assert "differs from what was stated" in page
    assert anna.get(f"/desk/cases/{case_id}/fields/nonsense").status_code == 404


def test_a_draft_and_an_unknown_case_are_not_there(desk: Desk) -> None:
    draft = desk.draft()
    anna = desk.client("anna")
    assert anna.get(f"/desk/cases/{draft}").status_code == 404
    assert anna.get(f"/desk/cases/{UUID(int=7)}").status_code == 404


def test_a_stranger_is_asked_to_sign_in(desk: Desk) -> None:
    case_id = desk.case()
    client = desk.app.test_client()
    for path in ("/desk", "/desk/awaited", "/desk/find", f"/desk/cases/{case_id}"):
        assert client.get(path).status_code == 401


def test_an_answer_that_does_not_come_in_time_is_waited_for(desk: Desk) -> None:
    case_id = desk.case()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    desk.reached = False
    answer = send(anna, path, f"{path}/notes", text="a long note")
    assert answer.status_code == 202
    page = answer.get_data(as_text=True)
    assert "a long note" in page
    assert f"back={path}" in page.replace("%2F", "/")
    desk.reached = True
    sent = hidden(page)
    waiting = f"/received/{sent['action_id']}?back={path}"
    assert anna.get(waiting).status_code == 202
    assert anna.post(f"{path}/notes", data=sent).status_code == 303
    assert anna.get(waiting).headers["Location"] == path


def test_the_same_form_twice_is_done_once(desk: Desk) -> None:
    case_id = desk.case()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    page = anna.get(f"{path}/notes").get_data(as_text=True)
    for _ in range(2):
        answer = anna.post(f"{path}/notes", data=hidden(page) | {"text": "once"})
        assert answer.status_code == 303
    with desk.store.reading() as session:
        assert len(list(session.scalars(select(Note)))) == 1


@pytest.mark.parametrize(
    ("language", "look_up", "finding"),
    [
        ("en", "Search", "Record a finding"),
        ("ar", "بحث", "تسجيل استنتاج"),
        ("de", "Suchen", "Feststellung eintragen"),
        ("fr", "Rechercher", "Consigner un constat"),
        ("uk", "Шукати", "Записати висновок"),
    ],
)
def test_looking_a_case_up_and_finding_on_a_field_are_two_words(
    desk: Desk, language: str, look_up: str, finding: str
) -> None:
    case_id, anna = desk.claimed(), desk.client("anna")
    queue = anna.get(f"/desk?lang={language}").get_data(as_text=True)
    page = anna.get(f"/desk/cases/{case_id}?lang={language}").get_data(as_text=True)
    (button,) = re.findall(r'role="search">.*?<button[^>]*>(.*?)</button>', queue, re.S)
    links = re.findall(rf'href="/desk/cases/{case_id}/fields/\w+">([^<]+)<', page)
    assert button.strip() == look_up
    assert links and set(links) == {finding}


def test_a_country_is_shown_by_its_name(desk: Desk) -> None:
    case_id, anna = desk.claimed(), desk.client("anna")
    desk.do(case_id, verbs.FindField(field=FieldName.COUNTRY, value="SY"), "anna")
    row = anna.get(f"/desk/cases/{case_id}").text.split('id="field-country"')[1].split("</tr>")[0]
    assert "<bdi>Syria</bdi>" in row and "<bdi>SY</bdi>" not in row
