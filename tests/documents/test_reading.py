"""The samples, really read: what is printed is found, with its place."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from rapidfuzz.distance import Levenshtein

from recognition.documents.command import make_read_command
from recognition.documents.extraction.extract import candidates, extract
from recognition.documents.extraction.page.paper import paper
from recognition.documents.intake import check_file
from recognition.documents.model import DocumentReading, Field, PageReading, PageSource
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.domain.vocabulary import FieldName, ReadingSource, ReadingWarning
from recognition.reading import hints
from recognition.samples import Sample, samples

EXACT = {FieldName.DATE_OF_BIRTH, FieldName.AWARD_DATE, FieldName.COUNTRY, FieldName.DOCUMENT_TYPE}


@pytest.fixture(scope="session")
def readings(sample_folder: Path) -> dict[str, list[PageReading]]:
    out = {}
    for sample in samples():
        data = (sample_folder / sample.file).read_bytes()
        out[sample.file] = [read_page(p) for p in split(data, check_file(data).media_type)]
    return out


def agrees(name: FieldName, wanted: str, field: Field | None) -> bool:
    if field is None:
        return False
    if name in EXACT:
        return field.normalised == wanted
    same = Levenshtein.normalized_similarity(wanted.casefold(), field.normalised.casefold())
    return same >= 0.9


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.file)
def test_a_sample_is_read(sample: Sample, readings: dict[str, list[PageReading]]) -> None:
    pages = readings[sample.file]
    assert len(pages) == len(sample.pages)
    reading = extract(pages, hints)
    right = [n for n, wanted in sample.fields.items() if agrees(n, wanted, reading.fields.get(n))]
    missed = {n: reading.fields.get(n) for n in sample.fields if n not in right}
    assert len(right) >= 0.75 * len(sample.fields), missed


def test_the_samples_together_are_read_well(readings: dict[str, list[PageReading]]) -> None:
    right = total = 0
    for sample in samples():
        fields = extract(readings[sample.file], hints).fields
        total += len(sample.fields)
        right += sum(agrees(n, wanted, fields.get(n)) for n, wanted in sample.fields.items())
    assert right >= 0.9 * total


def test_no_value_runs_on_into_the_label_of_another(
    readings: dict[str, list[PageReading]],
) -> None:
    """Lines that seem to go on: "…Смарагдових Озер / спеціальність … / кваліфікація …"."""
    whole = paper(readings["ukrainian-diploma.pdf"], hints)
    for name in (FieldName.INSTITUTION, FieldName.QUALIFICATION_TITLE, FieldName.FIELD_OF_STUDY):
        values = [candidate.compared for candidate in candidates(name, whole)]
        assert values
        assert not [v for v in values if "озер" in v and "спеціальність" in v]


def test_main_languages_are_recognised(readings: dict[str, list[PageReading]]) -> None:
    for sample in samples():
        assert sample.language in extract(readings[sample.file]).languages, sample.file


def test_a_field_says_where_it_stands(readings: dict[str, list[PageReading]]) -> None:
    holder = extract(readings["polish-diploma.pdf"]).fields[FieldName.HOLDER_NAME]
    assert holder.source is ReadingSource.TEXT_LAYER
    assert holder.box is not None
    x0, y0, x1, y1 = holder.box
    assert 0.2 < x0 < x1 < 0.8
    assert 0.1 < y0 < y1 < 0.7


def test_a_reading_survives_json(readings: dict[str, list[PageReading]]) -> None:
    for pages in readings.values():
        reading = extract(pages)
        assert DocumentReading.model_validate_json(reading.model_dump_json()) == reading


def scan_page(folder: Path, file: str) -> PageSource:
    data = (folder / file).read_bytes()
    return next(iter(split(data, check_file(data).media_type)))


def test_a_page_upside_down_is_read_and_its_boxes_stay_on_the_picture(
    sample_folder: Path, readings: dict[str, list[PageReading]]
) -> None:
    page = scan_page(sample_folder, "turkish-transcript.pdf")
    turned = Image.open(BytesIO(page.image)).rotate(180)
    out = BytesIO()
    turned.save(out, "PNG")
    reading = read_page(page.model_copy(update={"image": out.getvalue()}))
    assert reading.rotation == 180
    place = {word.text: word.box for word in reading.words}
    upright = {word.text: word.box for word in readings["turkish-transcript.pdf"][0].words}
    assert place["Karadeniz"][1] == pytest.approx(1 - upright["Karadeniz"][3], abs=0.02)
    assert extract([reading]).fields[FieldName.DATE_OF_BIRTH].normalised == "1996-11-03"


def test_a_blank_page_is_said_to_be_blank() -> None:
    out = BytesIO()
    Image.new("L", (1240, 1754), 255).save(out, "PNG")
    page = PageSource(number=1, image=out.getvalue(), width=1240, height=1754)
    reading = read_page(page)
    assert reading.warnings == (ReadingWarning.PAGE_BLANK,)
    assert reading.words == ()
    assert extract([reading]).fields == {}


def test_a_page_that_takes_too_long_ends_with_a_warning(sample_folder: Path) -> None:
    page = scan_page(sample_folder, "turkish-transcript.pdf")
    reading = read_page(page, seconds=0.3)
    assert ReadingWarning.PAGE_TIMED_OUT in reading.warnings
    assert reading.seconds < 3


def test_the_command_prints_one_object_a_file(sample_folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    level = Field(
        value="6", normalised="6", page=1, box=None, confidence=0.9, source=ReadingSource.DERIVED
    )
    command = make_read_command(lambda reading: {FieldName.ISCED_LEVEL: level})
    good = sample_folder / "polish-diploma.pdf"
    done = CliRunner().invoke(command, [str(good), str(broken), "--json"])
    assert done.exit_code == 1
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["id"] == "polish-diploma"
    assert first["file"] == "polish-diploma.pdf"
    assert first["pages"] == 1
    assert first["document_type"] == "diploma"
    assert first["fields"]["award_date"]["normalised"] == "2018-07-15"
    assert first["fields"]["isced_level"]["value"] == "6"
    assert set(first["fields"]["holder_name"]) == {
        "value", "normalised", "page", "box", "confidence", "source",
    }  # fmt: skip
    assert second["error"] == "file_broken"


def test_the_command_prints_the_courses_of_a_transcript(sample_folder: Path) -> None:
    done = CliRunner().invoke(
        make_read_command(), [str(sample_folder / "turkish-transcript.pdf"), "--json"]
    )
    line = json.loads(done.stdout)
    assert len(line["courses"]) >= 3
    assert all(course["title"] and course["box"] for course in line["courses"])


def test_the_command_prints_for_people(sample_folder: Path) -> None:
    done = CliRunner().invoke(make_read_command(), [str(sample_folder / "ukrainian-diploma.pdf")])
    assert done.exit_code == 0
    assert "holder_name" in done.stdout
    assert "2019-06-30" in done.stdout
