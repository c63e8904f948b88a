"""What the machine doubts is asked of the applicant, with the cut-out in front of her."""

import io
import re

import pytest
from PIL import Image

from recognition.domain.verbs import ConfirmReading
from recognition.domain.vocabulary import Agreement, DocumentState, FieldName, ValueOrigin
from recognition.store.queries.applicant import Paper, fields, papers
from recognition.store.tables import FieldValue
from recognition.web.cutouts import frame
from recognition.web.services import Services
from tests.web.applicant import people
from tests.web.applicant.conftest import Applicant, case_id
from tests.web.applicant.test_draft import picture, sent

GUESS = "1990-02-01 <b>"
DOUBTS = {FieldName.DATE_OF_BIRTH: GUESS, FieldName.GRADE: "4,S"}


@pytest.fixture
def case(olena: Applicant) -> str:
    started = olena.start()
    olena.fill(started)
    olena.post(f"{started}/papers/items/qualification", files=sent((picture(), "diploma.png")))
    return started


@pytest.fixture
def paper(services: Services, case: str) -> Paper:
    return papers(services.store, case_id(case))[0]


@pytest.fixture
def path(services: Services, case: str, paper: Paper) -> str:
    people.read(services, paper.id, picture(), "Olena Kovalchuk", doubtful=DOUBTS)
    return f"{case}/papers/{paper.id}"


def asked_of(page: str) -> str:
    return page.split('<div class="asked">')[1].split("See it on the paper")[0]


def value_of(page: str, name: str) -> str:
    (found,) = re.findall(rf'<input id="{name}"[^>]* value="([^"]*)"', page)
    return found


def test_a_doubtful_field_is_empty_and_shows_its_place(olena: Applicant, path: str) -> None:
    page = olena.text(f"{path}/read")
    assert value_of(page, "date_of_birth") == value_of(page, "grade") == ""
    assert value_of(page, "holder_name") == "Olena Kovalchuk"
    assert page.count("We could not read this surely. What stands here?") == 2
    assert f'src="{path}/fields/date_of_birth.webp"' in page
    read = page.split('<input id="holder_name"')[1].split("</details>")[0]
    assert f'src="{path}/fields/holder_name.webp"' in read, "folded: it was read"
    assert 'class="details"' in read and "<details" not in asked_of(page)
    assert 'name="shown" value="date_of_birth"' not in page, "an empty line says nothing"
    assert "The machine would read:</label>" not in page
    assert "<bdi>1990-02-01 &lt;b&gt;</bdi>" in page
    assert 'id="box-date_of_birth" class="doubtful"' in page


def test_the_cut_out_is_the_line_and_for_her_alone(
    olena: Applicant, path: str, services: Services, paper: Paper
) -> None:
    answer = olena.get(f"{path}/fields/grade.webp")
    assert answer.mimetype == "image/webp"
    assert answer.headers["Cache-Control"] == "private, no-store"
    with Image.open(io.BytesIO(answer.get_data())) as shown:
        size = shown.size
    place = fields(services.store, paper.id)[FieldName.GRADE].place
    assert place
    assert (frame(place).width, frame(place).height) == size
    assert size[0] > 3 * size[1], "a line, not a page"
    assert len(answer.get_data()) < 30_000
    assert olena.get(f"{path}/fields/credits.webp").status_code == 404
    assert olena.get(f"{path}/fields/nonsense.webp").status_code == 404


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_cut_out_of_a_turned_page_is_upright(
    olena: Applicant, services: Services, case: str, paper: Paper, rotation: int
) -> None:
    people.read(
        services, paper.id, picture(), "Olena", doubtful={FieldName.GRADE: "4"}, rotation=rotation
    )
    answer = olena.get(f"{case}/papers/{paper.id}/fields/grade.webp")
    with Image.open(io.BytesIO(answer.get_data())) as shown:
        width, height = shown.size
    assert (width > height) == (rotation == 180)


def test_nothing_is_taken_over_by_silence(
    olena: Applicant, services: Services, path: str, paper: Paper
) -> None:
    assert olena.post(f"{path}/read", holder_name="Olena Kovalchuk").status_code == 303
    known = fields(services.store, paper.id)
    assert known[FieldName.DATE_OF_BIRTH].best == ""
    assert known[FieldName.DATE_OF_BIRTH].asked
    assert "1990-02-01" not in olena.text(path.split("/papers")[0] + "/check")


def test_the_guess_is_hers_once_she_ticks_it(
    olena: Applicant, services: Services, path: str, paper: Paper
) -> None:
    given = {"take": ["date_of_birth", "grade", "holder_name", "credits"], "grade": "4,5"}
    assert olena.post(f"{path}/read", holder_name="Olena Kovalchuk", **given).status_code == 303
    known = fields(services.store, paper.id)
    assert known[FieldName.DATE_OF_BIRTH].best == GUESS
    assert known[FieldName.GRADE].best == "4,5", "what she types beats what she ticks"
    assert known[FieldName.HOLDER_NAME].best == "Olena Kovalchuk"
    assert FieldName.CREDITS not in known
    with services.store.reading() as session:
        rows = session.query(FieldValue).filter_by(field=FieldName.DATE_OF_BIRTH).all()
    origins = {row.origin: row for row in rows}
    assert set(origins) == {ValueOrigin.DOUBTFUL, ValueOrigin.STATED}, "neither overwrites"
    assert origins[ValueOrigin.STATED].author_id == olena.id
    assert origins[ValueOrigin.STATED].normalised == GUESS.casefold(), "it means what was read"
    page = olena.text(f"{path}/read")
    assert "What stands here?" not in page and f'{path}/fields/grade.webp"' in page


def test_a_tick_stays_when_something_else_is_wrong(olena: Applicant, path: str) -> None:
    answer = olena.post(f"{path}/read", take="date_of_birth", credits="x" * 500)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="take-date_of_birth" name="take" value="date_of_birth"' in page
    assert 'aria-describedby="take-date_of_birth-hint" checked' in page
    assert 'aria-describedby="take-grade-hint" checked' not in page


def test_a_paper_with_doubts_alone_is_read_and_can_be_sent(
    olena: Applicant, services: Services, path: str, case: str, paper: Paper
) -> None:
    assert paper.state is not DocumentState.UNREADABLE
    page = olena.text(f"{case}/reading")
    assert "2 places could not be read surely." in page and "Read, please check" in page
    state = olena.do(case, ConfirmReading(document_id=paper.id))
    assert state.stage
    page = olena.text(f"{case}/reading")
    assert "Checked by you" in page and "surely" not in page, "she has looked: nothing to be done"


def test_contradictions_are_said_in_a_plain_sentence(
    olena: Applicant, services: Services, path: str, case: str, paper: Paper
) -> None:
    other = people.second(services, case_id(case), olena.id)
    people.read(services, other, picture(), "Olena Petrenko")
    names = {FieldName.HOLDER_NAME: Agreement.SIMILAR, FieldName.INSTITUTION: Agreement.SAME}
    people.compare(services, paper.id, other, names)
    page = olena.text(f"{case}/reading")
    assert "say different things" not in page
    people.compare(services, paper.id, other, {FieldName.AWARD_DATE: Agreement.DIFFERENT})
    assert "say different things" not in olena.text(f"{case}/reading"), "neither says a date"
    people.compare(services, paper.id, other, {FieldName.INSTITUTION: Agreement.DIFFERENT})
    page = olena.text(f"{case}/reading")
    assert "Two of your papers say different things here: School or university." in page


def test_a_name_written_differently_is_no_problem(
    olena: Applicant, services: Services, path: str, case: str, paper: Paper
) -> None:
    other = people.second(services, case_id(case), olena.id)
    people.read(services, other, picture(), "Olena M. Kovalchuk")
    people.compare(services, paper.id, other, {FieldName.HOLDER_NAME: Agreement.SIMILAR})
    said = "Your name is written differently in two papers. That is no problem"
    assert said in olena.text(f"{case}/reading")
    olena.post(f"{case}/names", explanation="My second name.")
    assert said not in olena.text(f"{case}/reading")
