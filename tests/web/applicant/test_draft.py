"""A draft, page by page."""

from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from recognition.actions.deriving import rederive
from recognition.store.queries.applicant import papers
from recognition.store.tables import Case
from recognition.web.services import Services
from tests.web.applicant.conftest import Applicant, DirectEngine, case_id, hidden_of


def picture(shade: int = 200) -> bytes:
    """A small scan."""
    out = BytesIO()
    Image.new("L", (300, 400), shade).save(out, "PNG")
    return out.getvalue()


def sent(*files: tuple[bytes, str]) -> list[tuple[BytesIO, str]]:
    return [(BytesIO(data), name) for data, name in files]


@pytest.fixture
def case(olena: Applicant) -> str:
    started = olena.start()
    assert olena.fill(started).status_code == 303
    return started


def test_typed_values_are_kept_when_something_is_missing(olena: Applicant) -> None:
    case = olena.start()
    answer = olena.fill(
        case, full_name="", phone="+000 1", country="ZZ", date_of_birth="2999-01-01"
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="+000 1"' in page
    for name in ("full_name", "country", "date_of_birth"):
        assert f'href="#{name}"' in page
    assert 'href="#phone"' not in page


def test_living_anywhere_and_kosovo(olena: Applicant) -> None:
    case = olena.start()
    assert olena.fill(case, country="XK", residence_country="NR").status_code == 303
    assert "Kosovo" in olena.text(f"{case}/check") and "Nauru" in olena.text(f"{case}/check")


def test_it_is_said_how_long_a_draft_is_kept(olena: Applicant, case: str) -> None:
    """The office's choice in the regime's data: ninety days after the last change."""
    words = "It is deleted on 31 January 2027 if you change nothing until then."
    for path in (f"{case}/tasks", "/applications"):
        assert words in olena.text(path)


def test_every_step_can_be_opened(olena: Applicant, case: str) -> None:
    for page in (
        "about",
        "tasks",
        "papers",
        "papers/add",
        "papers/items/transcript",
        "reading",
        "names",
        "check",
        "delete",
    ):
        assert "<h1" in olena.text(f"{case}/{page}")


def test_files_come_in_and_are_read(olena: Applicant, case: str, engine: DirectEngine) -> None:
    path = f"{case}/papers/items/qualification"
    files = sent((picture(), "front.png"), (picture(10), "back.png"))
    assert olena.post(path, files=files).status_code == 303
    page = olena.text(f"{case}/papers")
    assert "2 files are here." in page and "front.png" in page
    assert len(engine.read) == 2


def test_the_same_bytes_are_one_paper_and_said_so(olena: Applicant, case: str) -> None:
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(), "a.png")))
    olena.post(f"{case}/papers/items/transcript", files=sent((picture(), "b.png")))
    page = olena.text(f"{case}/papers")
    assert "You gave us this file before. We keep it once." in page
    assert "a.png" in page and "b.png" not in page


def test_a_refused_file_is_named_and_the_others_are_kept(olena: Applicant, case: str) -> None:
    files = sent((b"hello", "notes.txt"), (picture(), "good.png"), (b"", "empty.pdf"))
    answer = olena.post(f"{case}/papers/items/qualification", files=files)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "\u2068notes.txt\u2069: We take PDF" in page
    assert "\u2068empty.pdf\u2069: The file is empty" in page
    assert "good.png" in page
    assert olena.post(f"{case}/papers/items/qualification").status_code == 422


@pytest.fixture
def few_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_MAX_PAPERS", "10")


@pytest.mark.usefixtures("few_papers")
def test_a_paper_too_many_is_named_and_those_before_it_are_kept(
    olena: Applicant, case: str
) -> None:
    files = sent(*((picture(number), f"{number}.png") for number in range(20, 31)))
    answer = olena.post(f"{case}/papers/items/qualification", files=files)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "\u206830.png\u2069: You have given us as many papers as we can keep." in page
    assert "29.png\u2069: " not in page and "29.png" in page


def test_cannot_be_had_needs_a_reason_and_can_be_taken_back(olena: Applicant, case: str) -> None:
    path = f"{case}/papers/items/transcript"
    refused = olena.post(f"{path}/cannot", path, note="It burnt.")
    assert refused.status_code == 422 and "It burnt." in refused.get_data(as_text=True)
    assert olena.post(f"{path}/cannot", path, reason="danger").status_code == 303
    assert "Cannot be had" in olena.text(f"{case}/papers")
    assert olena.post(f"{path}/cannot", path, take_back="1").status_code == 303
    assert "Cannot be had" not in olena.text(f"{case}/papers")


def test_a_paper_can_change_its_kind_be_replaced_and_removed(
    olena: Applicant, case: str, services: Services
) -> None:
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(), "old.png")))
    place = olena.text(f"{case}/papers").split('<a href="' + f"{case}/papers/")
    one = next(part.split('"')[0] for part in place if part[8:9] == "-")
    path = f"{case}/papers/{one}"
    assert olena.post(f"{path}/kind", path, kind="transcript").status_code == 303
    assert (
        olena.post(f"{path}/replace", path, files=sent((picture(9), "new.png"))).status_code == 303
    )
    page = olena.text(f"{case}/papers")
    assert "new.png" in page and "old.png" not in page
    assert olena.get(path).status_code == 404


def test_an_expired_draft_says_so_and_can_be_deleted(
    olena: Applicant, case: str, services: Services
) -> None:
    """GDPR, article 17."""
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(), "a.png")))
    with services.store.writing() as session:
        row = session.get(Case, case_id(case))
        assert row
        row.expired_at = services.clock()
        rederive(session, services.store.keys, services.rules, row, services.clock())
    assert "This draft was not sent in time" in olena.text(f"{case}/tasks")
    assert olena.fill(case).status_code == 403
    assert olena.post(f"{case}/delete").status_code == 303
    assert olena.get(f"{case}/tasks").status_code == 404


def test_a_form_sent_twice_does_a_thing_once(
    olena: Applicant, case: str, services: Services
) -> None:
    path = f"{case}/papers/items/qualification"
    hidden = hidden_of(olena.text(path))
    for _ in range(2):
        data = {**hidden, "files": sent((picture(), "a.png"), (picture(3), "b.png"))}
        answer = olena.client.post(path, data=data, content_type="multipart/form-data")
        assert answer.status_code == 303
    assert len(papers(services.store, case_id(case))) == 2


def test_a_translation_says_of_what(olena: Applicant, case: str, services: Services) -> None:
    olena.post(f"{case}/papers/items/qualification", files=sent((picture(), "a.png")))
    original = papers(services.store, case_id(case))[0].id
    path = f"{case}/papers/items/translation"
    files = sent((picture(4), "de.png"))
    assert olena.post(path, files=files, translation_of=str(uuid4())).status_code == 422
    files = sent((picture(4), "de.png"))
    assert olena.post(path, files=files, translation_of=str(original)).status_code == 303
    assert papers(services.store, case_id(case))[1].translation_of == original
