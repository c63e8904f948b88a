"""``recognition map`` as a person and as a program uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from recognition.errors import InvalidInput
from recognition.isced.bench import bench
from recognition.isced.command import map_command


def run(*arguments: str) -> str:
    """Run the command and return what it printed."""
    result = CliRunner().invoke(map_command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_for_people() -> None:
    """Readable lines with titles, confidence and reasons."""
    text = run("--title", "ليسانس في الحقوق", "--country", "sy", "--year", "2009")
    assert "Level: 6 Bachelor's or equivalent level, ISCED-A 660, EQF 6" in text
    assert "Field: 0421 Law" in text
    assert "systems/sy:bachelor" in text


def test_json_shape() -> None:
    """The JSON shape is the published one."""
    found = json.loads(run("--title", "Master of Laws", "--json"))
    level, field = found["isced_level"], found["isced_f"]
    keys = {"code", "confidence", "abstained", "alternatives", "reasons"}
    assert keys | {"isced_a", "eqf"} <= set(level)
    assert keys <= set(field)
    assert (level["code"], level["eqf"], field["code"]) == ("7", 7, "0421")
    assert level["abstained"] is False
    assert 0 <= level["confidence"] <= 1
    assert all(set(item) == {"code", "confidence"} for item in field["alternatives"])
    assert {"kind", "evidence", "source", "code", "text"} == set(field["reasons"][0])


def test_bulk_keeps_order(tmp_path: Path) -> None:
    """One JSON object a row, in order, with any of the columns."""
    file = tmp_path / "titles.tsv"
    file.write_text(
        'country\ttitle\tyear\nFR\tLicence de droit\t2010\n\t"Nursing"\t\n\t\t\n', "utf-8"
    )
    rows = [json.loads(line) for line in run("--tsv", str(file), "--json").splitlines()]
    assert [row["isced_f"]["code"] for row in rows] == ["0421", "0913", "9999"]
    assert rows[0]["isced_level"]["code"] == "6"


def test_file_without_titles_is_refused(tmp_path: Path) -> None:
    """A file whose header names no title is a typed error."""
    file = tmp_path / "wrong.tsv"
    file.write_text("name\nx\n", "utf-8")
    result = CliRunner().invoke(map_command, ["--tsv", str(file)])
    assert isinstance(result.exception, InvalidInput)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"title\n\xff\xfe\n", "save it as UTF-8"),
        (b"title\n" + b"x" * 200_000, "no tab-separated table"),
    ],
)
def test_a_file_that_is_no_table_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    """Never with a traceback."""
    file = tmp_path / "titles.tsv"
    file.write_bytes(content)
    result = CliRunner().invoke(map_command, ["--tsv", str(file)])
    assert result.exit_code == 1 and told in result.output
    assert isinstance(result.exception, SystemExit)


def test_nothing_given_is_refused() -> None:
    """Without a title the command says what to give."""
    result = CliRunner().invoke(map_command, [])
    assert result.exit_code == 2
    assert "--title" in result.output


def test_help_has_an_example() -> None:
    """The help shows an example."""
    assert "recognition map --tsv titles.tsv --json" in run("--help")


def test_bench_gives_figures() -> None:
    """The figures are there and plausible."""
    figures = {name: (value, unit) for name, value, unit in bench()}
    assert figures["title mapped"][1] == "ms"
    assert 0 < figures["title mapped"][0] < 50
