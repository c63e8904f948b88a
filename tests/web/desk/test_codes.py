"""Codes: reasons in words, accepting, overruling with a reason, and the history of both."""

import re

import pytest
from sqlalchemy import select

from recognition.domain.verbs import FindCode, FindField
from recognition.domain.vocabulary import CodeScheme, FieldName
from recognition.isced.reasons import ReasonKind
from recognition.store.tables import CodeFinding
from recognition.web.desk.reasons import code_title, reason_sentence
from tests.web.desk.conftest import Desk, send

TWO_DEGREES = "Master of Computer Science, college diploma"
"""The master is likelier, and the diploma could be meant."""


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


def test_titles_of_codes(desk: Desk) -> None:
    with desk.app.test_request_context():
        assert code_title("7") == "7 Master's or equivalent level"
        assert code_title("0613").startswith("0613 Software")
        assert code_title("") == ""


def test_titles_of_codes_are_in_the_reader_s_language(desk: Desk) -> None:
    case_id, anna = desk.claimed(), desk.client("anna")
    page = anna.get(f"/desk/cases/{case_id}/codes/isced_f?lang=uk").get_data(as_text=True)
    assert "0613 Розроблення та аналіз програмного забезпечення" in page
    assert "Software and applications" not in page
    levels = anna.get(f"/desk/cases/{case_id}/codes/isced_level?lang=ar").get_data(as_text=True)
    assert "6 مستوى البكالوريوس" in levels and "Bachelor's or" not in levels


def test_one_click_on_an_alternative_keeps_it_and_asks_for_the_reason(desk: Desk) -> None:
    case_id = desk.claimed(title=TWO_DEGREES)
    path = f"/desk/cases/{case_id}/codes/isced_level"
    anna = desk.client("anna")
    page = anna.get(path).get_data(as_text=True)
    assert '<button type="submit" disabled hidden>' in page
    assert re.search(r'name="keep" value="7" accesskey="1"', page)
    assert send(anna, path, keep="7").status_code == 303
    other = re.findall(r'name="keep" value="(\d)"', page)[1]
    answer = send(anna, path, keep=other)
    assert answer.status_code == 422
    assert re.search(rf'value="{other}" checked', answer.get_data(as_text=True))
    assert send(anna, path, keep=other, code="7", reason="five years").status_code == 303
    with desk.store.reading() as session:
        rows = list(session.scalars(select(CodeFinding).order_by(CodeFinding.id)))
    assert [row.code for row in rows] == ["7", other]


def test_what_was_found_for_this_title_before_is_shown_and_can_be_chosen(desk: Desk) -> None:
    for _ in range(2):
        first = desk.claimed()
        verb = FindCode(scheme=CodeScheme.ISCED_F, code="0714", reason="Robots.")
        desk.do(first, verb, who="anna")
    path = f"/desk/cases/{desk.claimed()}/codes/isced_f"
    page = desk.client("anna").get(path).get_data(as_text=True)
    assert "Assessors here found 0714 Electronics and automation for" in page
    assert "in 2 cases, last on 2 November 2026." in page
    assert "found here for this title in 2 cases" in page
    assert 'name="keep" value="0714"' in page
    assert '<p class="code-value">0613' in page


def test_a_machine_that_abstains_says_what_would_decide(desk: Desk) -> None:
    case_id = desk.claimed()
    for name in (FieldName.QUALIFICATION_TITLE, FieldName.INSTITUTION):
        desk.do(case_id, FindField(field=name, value="Zzyzx"), who="anna")
    path = f"/desk/cases/{case_id}/codes/isced_level"
    page = desk.client("anna").get(path).get_data(as_text=True)
    notice = page[page.index("Do not lean on this") :]
    assert "What would decide:" in notice
    assert "what it required for entry, and how long it took" in notice


def test_who_does_not_hold_the_case_sees_the_alternatives(desk: Desk) -> None:
    case_id = desk.claimed(title=TWO_DEGREES)
    path = f"/desk/cases/{case_id}/codes/isced_level"
    page = desk.client("boris").get(path).get_data(as_text=True)
    assert "What else it could be" in page
    assert 'name="keep"' not in page
