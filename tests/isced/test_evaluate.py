"""``recognition evaluate isced``: figures of a labelled file, and plain words for a bad one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from recognition.cli import main
from recognition.isced.evaluate import Outcome, calibration, coverage, figures
from recognition.isced.labelled import read_labelled
from recognition.isced.mapper import map_qualification
from recognition.isced.model import Query

FIELDS = """title\tlanguage\tcountry\tisced_f\tsource
Nursing\ten\tGB\t0913\tregister
Enfermería\tes\tPE\t091\tregister
Nursing\ten\tGB\t0912\tdecision
Law\ten\tUS\t04\tdecision
"""
LEVELS = """qualification_title\tlanguage\tcountry\tisced_level\tisced_a_code
Bachelor of Laws\ten\tGB\t6\t660
Master of Laws\ten\tGB\t6\t
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "titles.tsv"
    file.write_text(text, encoding="utf-8")
    return file


def test_figures_at_each_digit_by_language_and_source(tmp_path: Path) -> None:
    """Labels of different depth are compared as deep as they go, and counted apart."""
    done = CliRunner().invoke(
        main,
        ["evaluate", "isced", str(written(tmp_path, FIELDS)), "--json"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0
    found = json.loads(done.output)
    field = found["isced_f"]
    assert found["titles"] == field["titles"] == 4
    assert "isced_level" not in found
    assert {count: one["titles"] for count, one in field["digits"].items()} == {
        "2": 4,
        "3": 3,
        "4": 2,
    }
    assert field["digits"]["2"]["top_1"] == 1.0
    assert field["digits"]["4"]["top_1"] == 0.5
    assert field["by_language"]["en"]["titles"] == 3
    assert field["by_source"]["register"]["digits"]["2"]["top_3"] == 1.0
    assert 0 <= field["calibration_error"] <= 1
    assert field["coverage_at_95"] <= 0.75
    assert field["ms"] > 0


def test_table_for_people_and_the_wrong_titles(tmp_path: Path) -> None:
    """Without --json there are tables; --errors lists label, code and title of what is wrong."""
    done = CliRunner().invoke(
        main,
        ["evaluate", "isced", str(written(tmp_path, LEVELS)), "--errors"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0
    assert "top 1 @1" in done.output
    assert "by country" in done.output
    wrong = [line for line in done.output.splitlines() if line.startswith("6    7")]
    assert len(wrong) == 1
    assert wrong[0].endswith("Master of Laws")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs a header line, separated by tabs, with a column title"),
        ("title\tcode\nLaw\t0421\n", "needs a column isced_level or isced_f"),
        ("title\tisced_f\n", "has no labelled line below its header"),
        ("title\tisced_f\nLaw\t0499x\n", "line 2: '0499x' is no code of the list for isced_f"),
        ("title\tisced_f\nLaw\t0421\n\t0421\n", "line 3: the title is missing"),
        ("title\tisced_f\nLaw\t\n", "line 2: the label is missing"),
        ("title\tisced_f\nLaw\t0421\tx\n", "line 2: has 3 cells, but the header names 2"),
        ("title\tisced_f\tyear\nLaw\t0421\tlast\n", "line 2: the year 'last' is not a number"),
        ("title\ttitle\tisced_f\nLaw\tLaw\t0421\n", "two columns of one name: title"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    """File and line are named, and what to change; there is no traceback."""
    done = CliRunner().invoke(main, ["evaluate", "isced", str(written(tmp_path, text))])
    assert done.exit_code == 1
    message = str(done.exception)
    assert message.startswith("titles.tsv")
    assert said in message


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    """A file in another encoding is told how to be saved."""
    file = tmp_path / "titles.tsv"
    file.write_bytes("title\tisced_f\nEnfermería\t0913\n".encode("latin-1"))
    done = CliRunner().invoke(main, ["evaluate", "isced", str(file)])
    assert "save it as UTF-8" in str(done.exception)


def test_both_labels_of_a_row_and_all_columns_are_read(tmp_path: Path) -> None:
    """A row may carry both labels; a mark of byte order and Windows line ends do no harm."""
    text = (
        "\ufefftitle\tfield\tyear\tcountry\tisced_level\tisced_f\r\nBSc\tLaw\t2001\tgb\t6\t0421\r\n"
    )
    (row,) = read_labelled(written(tmp_path, text))
    assert row.query == Query("BSc", field="Law", country="GB", year=2001)
    assert row.labels == ("6", "0421")


def outcome(title: str, label: str) -> Outcome:
    query = Query(title, language="en")
    return Outcome(query, label, map_qualification(query), 0.001)


def test_measures() -> None:
    """Coverage ends where too many are wrong; calibration counts every title once."""
    some = [outcome("Nursing", "0913"), outcome("Nursing", "0912"), outcome("Law", "04")]
    assert [o.right() for o in some] == [True, False, True]
    assert some[1].right(2)
    assert [some[1].among(3, digits) for digits in (2, 3)] == [True, True]
    assert coverage(some[:1]) == 1
    assert coverage(some[1:2]) == 0
    assert sum(count for _, _, count in calibration(some)) == 3
    assert figures(some)["ms"] == 1.0


def test_with_phrases_withheld_less_is_right(tmp_path: Path) -> None:
    """What is withheld cannot be found: it shows how the mapper does on words it does not know."""
    titles = {
        "Krankenpflege": "0913", "Rechtswissenschaft": "0421", "Maschinenbau": "0715",
        "Tischlerei": "0722", "Zahnmedizin": "0911", "Fischerei": "0831",
        "Tiermedizin": "0841", "Bauingenieurwesen": "0732",
    }  # fmt: skip
    lines = [f"{title}\tde\t{code}" for title, code in titles.items()]
    file = written(tmp_path, "title\tlanguage\tisced_f\n" + "\n".join(lines) + "\n")
    shares = []
    for words in ([], ["--withhold", "0.9"]):
        done = CliRunner().invoke(
            main, ["evaluate", "isced", str(file), "--json", *words], catch_exceptions=False
        )
        shares.append(json.loads(done.output)["isced_f"]["digits"]["4"]["top_1"])
    assert shares[0] == 1.0 > shares[1]
