"""What counts as right, and the figures that follow."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from recognition.documents.evaluate import calibration_error, coverage, figures, judge, score
from recognition.documents.measuring import make_evaluate_command
from recognition.documents.model import DocumentReading, Field
from recognition.documents.scoring import Truth, alike, truths
from recognition.domain.vocabulary import FieldName, ReadingSource
from recognition.samples import write_samples

TRUTH = Truth(
    id="t1",
    file="t1.pdf",
    fields={
        FieldName.HOLDER_NAME: "Kestrel Marlowe",
        FieldName.AWARD_DATE: "2019",
        FieldName.CREDITS: "240 ECTS",
        FieldName.ISCED_LEVEL: "6",
    },
    verbatim={FieldName.HOLDER_NAME: ("کسترل مارلو",)},
    accept={FieldName.ISCED_LEVEL: ("6", "7")},
    groups={"script": "Latn"},
)


def read(**fields: tuple[str, float]) -> DocumentReading:
    return DocumentReading(
        pages=1,
        fields={
            FieldName(name): Field(
                value=value, normalised=value, page=1, box=None, confidence=sure,
                source=ReadingSource.OCR,
            )
            for name, (value, sure) in fields.items()
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        (FieldName.HOLDER_NAME, "MARLOWE, Kestrel", True),
        (FieldName.HOLDER_NAME, "كسترل مارلو", True),
        (FieldName.HOLDER_NAME, "Kestrel Marlow", True),
        (FieldName.HOLDER_NAME, "Kestrel Marsh", False),
        (FieldName.AWARD_DATE, "2019-06-01", True),
        (FieldName.AWARD_DATE, "2018-06-01", False),
        (FieldName.CREDITS, "240.0", True),
        (FieldName.CREDITS, "24", False),
        (FieldName.ISCED_LEVEL, "7", True),
        (FieldName.ISCED_LEVEL, "5", False),
    ],
)
def test_a_value_agrees(name: FieldName, value: str, right: bool) -> None:
    assert TRUTH.agrees(name, value) is right


def test_nothing_agrees_with_nothing() -> None:
    assert not alike("", "")


def test_wrong_counts_twice_silence_once_and_an_invented_value_as_false() -> None:
    verdicts = judge(TRUTH, read(holder_name=("Somebody Else", 0.9), grade=("A", 0.7)))
    found = score(verdicts)
    assert (found.right, found.false, found.missing) == (0, 2, 4)
    assert coverage(verdicts) == 0.25
    assert calibration_error(verdicts) == pytest.approx(0.8)


def test_figures_are_plain_data() -> None:
    verdicts = judge(TRUTH, read(holder_name=("Kestrel Marlowe", 1.0)))
    data = json.loads(json.dumps(figures(verdicts)))
    assert data["micro"] == {"precision": 1.0, "recall": 0.25, "f1": 0.4, "values": 4}
    assert data["by_script"]["Latn"]["f1"] == 0.4


def test_a_truth_file_of_another_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.truth.json").write_text('{"fields": []}')
    with pytest.raises(ValueError, match=r"bad\.truth\.json"):
        truths(tmp_path)


def test_the_command_reads_and_scores_a_folder(tmp_path: Path) -> None:
    write_samples(tmp_path, only=["polish-diploma.pdf"])
    fields = {"award_date": "2018-07-15", "country": "PL", "document_type": "diploma"}
    truth = {"id": "p", "file": "polish-diploma.pdf", "fields": fields, "languages": ["pl"]}
    (tmp_path / "p.truth.json").write_text(json.dumps(truth))
    command = make_evaluate_command(lambda reading: {})
    done = CliRunner().invoke(command, [str(tmp_path), "--json", "--workers", "1"])
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["by_field"]["award_date"]["recall"] == 1.0
    assert data["by_language"]["pl"]["values"] == 3


def test_a_folder_without_truth_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(make_evaluate_command(lambda reading: {}), [str(tmp_path)])
    assert done.exit_code == 1
    assert "no document with a truth file" in done.stderr
