"""Credits and lengths side by side on the evaluation's page: figures with reasons, no finding."""

from uuid import UUID

import pytest

from recognition.domain import verbs
from recognition.domain.vocabulary import FieldName
from recognition.store.queries.casefile import load_case_file
from tests.web.desk.conftest import Desk, send


def found(desk: Desk, case: UUID, **fields: str) -> None:
    for name, value in fields.items():
        verb = verbs.FindField(field=FieldName(name), value=value, reason="As on the paper.")
        desk.do(case, verb, "anna")


def workload_of(desk: Desk, case: UUID) -> str:
    page = desk.client("anna").get(f"/desk/cases/{case}/evaluation").text
    return page[page.index('<section id="workload"') : page.index('<section id="quality"')]


@pytest.fixture
def british(desk: Desk) -> UUID:
    """Three years in the United Kingdom, measured against three years and 180 credits here."""
    case = desk.claimed(country="GB")
    found(desk, case, credits="360", duration="3 years", award_date="2015-07-01")
    path = f"/desk/cases/{case}/evaluation"
    given = {"target": "Bachelor", "credits_here": "180", "years_here": "3"}
    assert send(desk.client("anna"), path, f"{path}/purpose", **given).status_code == 303
    return case


def test_credits_and_length_stand_beside_those_here(desk: Desk, british: UUID) -> None:
    shown = workload_of(desk, british)
    assert "UK credits (CATS, SCQF): 120 a year" in shown and "ECTS credits: 60 a year" in shown
    row = shown[shown.index("Converted: ECTS credits") :]
    assert row.index(">180<") < row.index("Full-time years")
    assert "3 years" in shown and "do not fit together" not in shown
    assert "usual ones in that country" in shown and "Source:" in shown


def test_it_suggests_no_difference_and_decides_nothing(desk: Desk, british: UUID) -> None:
    """GDPR, article 22: suggested with its reason, and nothing is chosen before a person does."""
    shown = workload_of(desk, british)
    assert "It sees no difference. It finds nothing: the finding is yours." in shown
    assert " checked" not in shown[shown.index('name="finding"') : shown.index("<textarea")]
    assert load_case_file(desk.store, desk.rules, british).evaluated.evaluation.elements == ()


def test_raw_figures_of_two_systems_are_not_compared(desk: Desk, british: UUID) -> None:
    """180 British credits are 90 here: less, which is shown and never judged."""
    found(desk, british, credits="180", duration="18 months")
    shown = workload_of(desk, british)
    assert ">90<" in shown and "It only lays the figures side by side" in shown


def test_what_is_not_sure_is_not_converted(desk: Desk) -> None:
    case = desk.claimed(country="US")
    found(desk, case, credits="150", duration="4 years")
    shown = workload_of(desk, case)
    assert "It is not sure in what these credits are counted" in shown
    assert "US semester credit hours (30), US quarter credit hours (45)" in shown
    found(desk, case, credits="150 semester hours")
    shown = workload_of(desk, case)
    assert ">300<" in shown and "The paper names them so." in shown
    assert "Credits and length do not fit together" in shown


def test_the_length_here_is_kept_and_checked(desk: Desk, british: UUID) -> None:
    path = f"/desk/cases/{british}/evaluation"
    anna = desk.client("anna")
    answer = send(anna, path, f"{path}/purpose", target="Bachelor", years_here="forty")
    assert answer.status_code == 422 and 'id="purpose-years_here-error"' in answer.text
    answer = send(anna, path, f"{path}/purpose", target="Bachelor", years_here="3,5")
    assert answer.status_code == 303
    purpose = load_case_file(desk.store, desk.rules, british).evaluated.evaluation.purpose
    assert purpose is not None and purpose.years_here == 3.5
