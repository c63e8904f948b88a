"""``recognition isced export``: decisions as a table that measuring and refitting read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from recognition.domain.verbs import FindCode
from recognition.domain.vocabulary import CodeScheme
from recognition.exporting import COLUMNS, lines, make_export_command
from recognition.isced.labelled import read_labelled
from recognition.store import tables
from recognition.store.queries.evidence import Decided
from tests.support.towns import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.store.close()


def test_decisions_are_exported_counted_and_without_the_holder(
    office: Office, tmp_path: Path
) -> None:
    """Like titles are counted together; the table is a labelled file."""
    for who, code in ((0, "0913"), (0, "0913"), (0, "0912")):
        case = office.claimed()
        office.desk(case, FindCode(scheme=CodeScheme.ISCED_F, code=code, reason="So."), who)
        office.desk(case, FindCode(scheme=CodeScheme.ISCED_LEVEL, code="6", reason="So."), who)
        office.go(days=1)
    file = tmp_path / "decisions.tsv"
    command = make_export_command(lambda: office.store)
    done = CliRunner().invoke(command, [str(file)], catch_exceptions=False)
    assert "3 lines: 6 findings, 1 of them not as suggested." in done.output
    head, *rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    assert tuple(head) == COLUMNS
    found = [dict(zip(head, row, strict=True)) for row in rows]
    shown = ("isced_f", "isced_level", "differs", "times", "assessors", "first", "last")
    assert [[row[name] for name in shown] for row in found] == [
        ["0912", "", "yes", "1", "1", "2026-03-04", "2026-03-04"],
        ["0913", "", "no", "2", "1", "2026-03-02", "2026-03-03"],
        ["", "6", "no", "3", "1", "2026-03-02", "2026-03-04"],
    ]
    assert {row["suggested"] for row in found} == {"0913", "6"}
    assert {row["abstained"] for row in found} == {"no"}
    assert all(0 < float(row["confidence"]) < 1 and row["release"] for row in found)
    assert [row.labels for row in read_labelled(file)] == [("0912",), ("0913",), ("6",)]
    text = file.read_text("utf-8")
    with office.store.reading() as session:
        for case in session.scalars(select(tables.Case)):
            hidden = [case.reference, str(case.id), *case.details.get("full_name", "").split()]
            assert not any(word in text for word in hidden)


def test_no_title_is_a_formula_for_who_opens_the_table_as_a_sheet() -> None:
    day = datetime(2026, 11, 2, tzinfo=UTC)
    title = '\t=@ HYPERLINK("https://evil.example")\n+B-A'
    one = Decided("isced_f", title, "-", "UA", "0913", "", None, None, "", 1, 1, day, day)
    _head, row = lines((one,))
    assert row.split("\t")[:3] == ['HYPERLINK("https://evil.example") +B-A', "", "UA"]
    assert len(row.split("\t")) == len(COLUMNS)


def test_nothing_decided_yet(office: Office, tmp_path: Path) -> None:
    """An office without findings gets a header alone."""
    file = tmp_path / "decisions.tsv"
    done = CliRunner().invoke(make_export_command(lambda: office.store), [str(file)])
    assert "0 lines" in done.output
    assert file.read_text("utf-8") == "\t".join(COLUMNS) + "\n"
