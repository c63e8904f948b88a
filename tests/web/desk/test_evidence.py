"""What the desk shows of a reading: doubts with cut-outs, contents, contradictions, candidates."""

import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from recognition.actions.record_comparison import record_comparison
from recognition.domain import verbs
from recognition.domain.vocabulary import Agreement, DocumentKind, FieldName, ReadingWarning
from recognition.store.tables import FieldValue, LookUp
from recognition.web.app import create_app
from recognition.web.assembly import institutions_of
from tests.web.desk.conftest import Desk, send

READ = {FieldName.HOLDER_NAME: "Oksana Melnyk", FieldName.DATE_OF_BIRTH: "1990-01-02"}
TRANSCRIPT = {
    "courses": [
        {"title": "Анатомія людини", "credits": "6", "grade": "95", "page": 1},
        {"title": "Physiology", "credits": "4", "grade": "", "page": 1, "box": [0, 0, 1, 1]},
    ],
    "sections": [{"number": "2.1", "text": "Name of qualification\nBachelor", "page": 1}],
    "something_newer": 7,
}


def shown(desk: Desk, case_id: UUID, tail: str = "") -> str:
    answer = desk.client("anna").get(f"/desk/cases/{case_id}{tail}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def section(page: str, name: str) -> str:
    (found,) = re.findall(rf'<section id="{name}".*?</section>', page, re.S)
    return found


def test_a_doubt_is_marked_and_shows_its_place(desk: Desk) -> None:
    case_id = desk.claimed()
    paper = desk.paper(case_id, DocumentKind.TRANSCRIPT, READ, {FieldName.CREDITS: "l80"})
    page = shown(desk, case_id)
    assert "Doubtful, not used" in page and "<bdi>l80</bdi>" in page
    assert f'id="box-{paper}-credits" class="doubtful"' in page
    source = f"/desk/cases/{case_id}/documents/{paper}/fields/credits"
    assert f'<img src="{source}"' in page and 'loading="lazy"' in page
    answer = desk.client("anna").get(source)
    assert answer.mimetype == "image/webp"
    assert answer.headers["Cache-Control"] == "private, no-store"
    with desk.store.reading() as session:
        assert "document" in {row.what for row in session.query(LookUp)}
    other = desk.case()
    assert desk.client("anna").get(source.replace(str(case_id), str(other))).status_code == 404
    one = shown(desk, case_id, "/fields/credits")
    assert source in one and 'id="value" name="value" type="text" value=""' in one, "no guess"


def test_a_doubt_is_found_as_read_by_the_button_that_says_it_alone(desk: Desk) -> None:
    case_id = desk.claimed()
    desk.paper(case_id, DocumentKind.TRANSCRIPT, READ, {FieldName.CREDITS: "١٨٠"})
    path = f"/desk/cases/{case_id}/fields/credits"
    anna = desk.client("anna")
    page = anna.get(path).text
    form = page[page.index(f'action="{path}"') :]
    first, take = re.findall(r'<button class="button [^>]*>[^<]+', form)[:2]
    assert "name=" not in first, "Enter keeps what was typed, never the guess"
    assert 'name="take" value="١٨٠"' in take and take.endswith("would read: ١٨٠")
    assert send(anna, path, take="١٨٠").status_code == 303
    with desk.store.reading() as session:
        row = session.query(FieldValue).filter_by(origin="found").one()
    assert (row.field, row.value) == (FieldName.CREDITS, "١٨٠")
    assert 'name="take"' not in anna.get(path).text, "once it is found, it is no doubt"


def test_a_doubt_is_no_value_of_the_case(desk: Desk) -> None:
    case_id = desk.claimed()
    desk.paper(case_id, DocumentKind.TRANSCRIPT, {}, {FieldName.CREDITS: "l80"})
    desk.do(case_id, verbs.FindField(field=FieldName.CREDITS, value="180"), "anna")
    page = shown(desk, case_id)
    assert "Values differ" in page and page.count("Values differ") == 1, "the name's alone"
    with desk.store.reading() as session:
        rows = session.query(FieldValue).filter_by(field=FieldName.CREDITS).all()
    assert {row.origin for row in rows} == {"doubtful", "found"}


def test_a_missing_pack_is_said_with_its_command(desk: Desk) -> None:
    case_id = desk.claimed()
    command = "apt-get install --no-install-recommends tesseract-ocr-khm"
    desk.paper(
        case_id,
        DocumentKind.TRANSCRIPT,
        READ,
        warnings=[ReadingWarning.LANGUAGE_PACK_MISSING],
        missing_packs=["khm"],
        advice=command,
    )
    page = shown(desk, case_id)
    assert f'<code class="command">{command}</code>' in page and "Missing here: khm." in page
    assert "a person reads it" in page


def test_courses_and_sections_are_folded_with_counts(desk: Desk) -> None:
    case_id = desk.claimed()
    paper = desk.paper(case_id, DocumentKind.TRANSCRIPT, READ, contents=TRANSCRIPT)
    page = shown(desk, case_id)
    table = re.findall(
        r'<details class="details">\s*<summary><span>2 courses.*?</details>', page, re.S
    )
    assert len(table) == 1 and "Анатомія людини" in table[0]
    assert "Grade" in table[0] and "Hours" not in table[0], "only columns that it has"
    assert f'href="#page-{paper}-1"' in table[0] and f'id="page-{paper}-1"' in page
    assert "1 section of the supplement" in page and "Name of qualification" in page
    assert b"Physiology" not in b"".join(
        file.read_bytes()
        for file in Path(desk.store.engine.url.database).parent.rglob("*")
        if file.is_file()
    ), "it is sealed"


def test_contradictions_stand_first_and_agreement_is_folded(desk: Desk) -> None:
    case_id = desk.claimed()
    one = desk.paper(case_id, DocumentKind.TRANSCRIPT, READ)
    values = READ | {FieldName.DATE_OF_BIRTH: "1990-02-01"}
    other = desk.paper(case_id, DocumentKind.SUPPLEMENT, values)
    assert 'id="between"' not in shown(desk, case_id)
    found = {
        FieldName.HOLDER_NAME: Agreement.SAME,
        FieldName.DATE_OF_BIRTH: Agreement.DIFFERENT,
        FieldName.GRADE: Agreement.DIFFERENT,
    }
    record_comparison(desk.store, other, {one: found}, desk.at)
    record_comparison(desk.store, one, {other: found}, desk.at)
    part = section(shown(desk, case_id), "between")
    loud, _, folded = part.partition("<details")
    assert "Date of birth" in loud and "1990-01-02" in loud and "1990-02-01" in loud
    assert "transcript.png" in loud and "supplement.png" in loud
    assert "Differs" in loud and "Grade" not in part, "no paper says a grade"
    assert "1 thing agrees" in folded and "Same person in 2 papers" in folded


def test_what_the_applicant_corrected_contradicts_no_more(desk: Desk) -> None:
    case_id = desk.draft()
    one = desk.paper(case_id, DocumentKind.TRANSCRIPT, READ)
    misread = READ | {FieldName.DATE_OF_BIRTH: "1990-01-07"}
    other = desk.paper(case_id, DocumentKind.QUALIFICATION, misread)
    found = {FieldName.DATE_OF_BIRTH: Agreement.DIFFERENT}
    record_comparison(desk.store, other, {one: found}, desk.at)
    values = {FieldName.DATE_OF_BIRTH: "1990-01-02"}
    desk.do(case_id, verbs.ConfirmReading(document_id=other, values=values))
    desk.do(case_id, verbs.Submit())
    part = section(shown(desk, case_id), "between")
    loud, _, folded = part.partition("<details")
    assert "No paper contradicts another." in loud
    assert "stated by the applicant; the machine read:" in folded and "1990-01-07" in folded


@pytest.mark.parametrize("broken", [False, True])
def test_institutions_of_the_office_s_register_stand_beside_the_name(
    desk: Desk, tmp_path: Path, broken: bool
) -> None:
    names = ["Київський університет", "Київський університет культури", "Університет Києва"]
    rows = [f"u{n}\t{name}\tUA\t\tNote {n}" for n, name in enumerate(names)]
    file = tmp_path / "register.tsv"
    file.write_text("\n".join(["id\tname\tcountry\tother_names\tnote", *rows, "x\t\tUA" * broken]))
    services = desk.app.extensions["recognition"]
    desk.app = create_app(replace(services, institutions=institutions_of(file)))
    case_id = desk.claimed()
    for tail in ("", "/fields/institution"):
        page = shown(desk, case_id, tail)
        if broken:
            assert "The register of institutions cannot be read." in page
        else:
            found = re.findall(r'<div class="candidates">.*?</div>', page, re.S)
            assert len(found) == 1 and "Note 0" in found[0] and "100 %" in found[0]
            assert found[0].count("<li>") <= 3


def test_without_an_institution_there_are_no_candidates(desk: Desk) -> None:
    case_id = desk.draft()
    desk.paper(case_id, DocumentKind.QUALIFICATION, READ)
    desk.do(case_id, verbs.Submit())
    assert 'class="candidates"' not in shown(desk, case_id)
