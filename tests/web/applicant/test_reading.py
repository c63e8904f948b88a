"""Watching the reading, checking what was read, and explaining names."""

import pytest

from recognition.domain.vocabulary import FieldName
from recognition.store.queries.applicant import Paper, fields, papers
from recognition.web.services import Services
from tests.web.applicant import people
from tests.web.applicant.conftest import Applicant, case_id
from tests.web.applicant.test_draft import picture, sent


@pytest.fixture
def case(olena: Applicant) -> str:
    started = olena.start()
    olena.fill(started)
    olena.post(f"{started}/papers/items/qualification", files=sent((picture(), "diploma.png")))
    return started


@pytest.fixture
def paper(services: Services, case: str) -> Paper:
    return papers(services.store, case_id(case))[0]


def test_the_block_asks_until_every_paper_is_settled(
    olena: Applicant, services: Services, case: str, paper: Paper
) -> None:
    page = olena.text(f"{case}/reading")
    assert "hx-get" in page and 'http-equiv="refresh"' in page
    tag = olena.get(f"{case}/reading", **{"HX-Request": "true"}).headers["ETag"]
    same = olena.get(f"{case}/reading", **{"HX-Request": "true", "If-None-Match": tag})
    assert same.status_code == 304
    people.read(services, paper.id, picture(), "Olena Kovalchuk")
    settled = olena.get(f"{case}/reading", **{"HX-Request": "true", "If-None-Match": tag})
    block = settled.get_data(as_text=True)
    assert settled.status_code == 200
    assert "Check what was read" in block and "hx-get" not in block and "<html" not in block
    assert 'http-equiv="refresh"' not in olena.text(f"{case}/reading")


def test_what_was_read_stands_beside_the_page(
    olena: Applicant, services: Services, case: str, paper: Paper
) -> None:
    people.read(services, paper.id, picture(), "Olena Kovalchuk")
    page = olena.text(f"{case}/papers/{paper.id}/read")
    assert 'value="Olena Kovalchuk" dir="auto"' in page and "جامعة دمشق" in page
    assert "Read clearly" in page and "Hard to read, please check" in page
    assert 'id="box-holder_name"' in page and 'href="#box-holder_name"' in page
    image = olena.get(f"{case}/papers/{paper.id}/pages/1.webp")
    assert image.mimetype == "image/webp"
    assert image.headers["Cache-Control"] == "private, no-store"
    assert olena.get(f"{case}/papers/{paper.id}/pages/2.webp").status_code == 404


def test_corrections_stand_beside_what_was_read(
    olena: Applicant, services: Services, case: str, paper: Paper
) -> None:
    people.read(services, paper.id, picture(), "0lena Kovalchuk")
    path = f"{case}/papers/{paper.id}/read"
    given = {"holder_name": "Olena Kovalchuk", "institution": "جامعة دمشق", "grade": "4,5"}
    assert olena.post(path, **given).status_code == 303
    known = fields(services.store, paper.id)
    assert known[FieldName.HOLDER_NAME].best == "Olena Kovalchuk"
    assert known[FieldName.HOLDER_NAME].read == "0lena Kovalchuk"
    assert known[FieldName.GRADE].best == "4,5"
    assert "The machine read:" in olena.text(path)
    assert "Checked by you" in olena.text(f"{case}/reading")


def test_an_emptied_line_says_that_it_is_not_on_the_paper(
    olena: Applicant, services: Services, case: str, paper: Paper
) -> None:
    people.read(services, paper.id, picture(), "Olena Kovalchuk")
    path = f"{case}/papers/{paper.id}/read"
    assert '<input type="hidden" name="shown" value="holder_name">' in olena.text(path)
    olena.post(path, shown="institution", institution="", holder_name="", grade="")
    known = fields(services.store, paper.id)
    assert (known[FieldName.INSTITUTION].best, known[FieldName.INSTITUTION].read) == (
        "",
        "جامعة دمشق",
    )
    # Her page did not show the name yet, and nothing was known of a grade.
    assert known[FieldName.HOLDER_NAME].best == "Olena Kovalchuk"
    assert FieldName.GRADE not in known


@pytest.mark.parametrize("failed", [True, False])
def test_where_reading_failed_or_is_not_done_she_types_it(
    olena: Applicant, services: Services, case: str, paper: Paper, failed: bool
) -> None:
    if failed:
        people.fail(services, paper.id)
    path = f"{case}/papers/{paper.id}/read"
    words = "Reading failed, type it yourself" if failed else "This paper is not read yet"
    assert words in olena.text(path)
    assert olena.post(path, qualification_title="Бакалавр").status_code == 303
    assert fields(services.store, paper.id)[FieldName.QUALIFICATION_TITLE].best == "Бакалавр"


def test_too_long_a_value_is_kept_and_pointed_out(
    olena: Applicant, case: str, paper: Paper
) -> None:
    answer = olena.post(f"{case}/papers/{paper.id}/read", grade="x" * 500, credits="180")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#grade"' in page and 'value="180"' in page


def test_another_name_is_a_question(
    olena: Applicant, services: Services, case: str, paper: Paper
) -> None:
    people.read(services, paper.id, picture(), "Ковальчук Олена")
    assert "The names differ" not in olena.text(f"{case}/reading")
    people.read(services, paper.id, picture(), "Марія Петренко")
    assert "The names differ" in olena.text(f"{case}/reading")
    assert "Is this you, too?" in olena.text(f"{case}/names")
    assert olena.post(f"{case}/names").status_code == 422
    assert olena.post(f"{case}/names", explanation="I married.").status_code == 303
    assert "The names differ" not in olena.text(f"{case}/reading")
    assert "I married." in olena.text(f"{case}/check")
