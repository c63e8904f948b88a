"""Codes: reasons in words, accepting, overruling with a reason, and the history of both."""

import pytest
from sqlalchemy import select

from recognition.isced.reasons import ReasonKind
from recognition.store.tables import CodeFinding
from recognition.web.desk.reasons import code_title, reason_sentence
from tests.web.desk.conftest import Desk, send


def test_nothing_is_chosen_beforehand_and_reasons_are_sentences(desk: Desk) -> None:
    case_id = desk.claimed()
    page = desk.client("anna").get(f"/desk/cases/{case_id}/codes/isced_f").get_data(as_text=True)
    radios = page[page.index("<fieldset") : page.index("</fieldset>")]
    assert "0613 Software and applications development and analysis" in radios
    assert "checked" not in radios
    assert "means 0613 Software" in page
    assert "of 100 such suggestions about" in page
    assert '<optgroup label="06 Information and Communication Technologies' in page
    assert page.count("<option") > 110


def test_accept_then_overrule(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/codes/isced_level"
    anna = desk.client("anna")
    assert send(anna, path).status_code == 422
    assert send(anna, path, code="7").status_code == 303
    answer = send(anna, path, code="other", other_code="6", reason="")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Please give a reason." in page
    assert '<option value="6" selected>' in page
    answer = send(anna, path, code="other", other_code="6", reason="three years")
    assert answer.headers["Location"] == f"/desk/cases/{case_id}#codes"
    with desk.store.reading() as session:
        rows = list(session.scalars(select(CodeFinding).order_by(CodeFinding.id)))
    assert [(row.code, row.machine_code, row.reason) for row in rows] == [
        ("7", "7", ""),
        ("6", "7", "three years"),
    ]
    page = anna.get(path).get_data(as_text=True)
    assert page.index("Machine overruled") < page.index("Machine agreed")
    assert "three years" in page
    assert rows[0].mapper_release
    assert rows[0].mapper_release in page


def test_a_scheme_that_is_none(desk: Desk) -> None:
    case_id = desk.claimed()
    assert desk.client("anna").get(f"/desk/cases/{case_id}/codes/nace").status_code == 404


@pytest.mark.parametrize("kind", list(ReasonKind))
def test_every_kind_of_reason_has_a_sentence(desk: Desk, kind: ReasonKind) -> None:
    with desk.app.test_request_context():
        reason = {"kind": kind.value, "evidence": "licenciatura", "source": "s", "code": "0613"}
        said = str(reason_sentence(reason))
    assert "licenciatura" in said
    assert "%(" not in said


def test_titles_of_codes() -> None:
    assert code_title("7") == "7 Master's or equivalent level"
    assert code_title("0613").startswith("0613 Software")
    assert code_title("") == ""
