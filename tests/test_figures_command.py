"""``recognition figures``: how many wait, from where, how long; and nothing about a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from recognition.domain.verbs import (
    Claim,
    EditApplication,
    FindCode,
    Propose,
    Reopen,
    SignOff,
    Submit,
    Withdraw,
)
from recognition.domain.vocabulary import CodeScheme, Outcome
from recognition.figures_command import COLUMNS, make_figures_command
from recognition.store import tables
from tests.support.people import content
from tests.support.towns import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.store.close()


def written(office: Office, file: Path, *options: str) -> tuple[Result, list[dict[str, str]]]:
    """The command's answer, and the table's rows."""
    clock = lambda: office.at  # noqa: E731
    command = make_figures_command(lambda: office.store, lambda: "Europe/Lisbon", clock)
    done = CliRunner().invoke(command, [str(file), *options], catch_exceptions=False)
    head, *rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    assert tuple(head) == COLUMNS
    return done, [dict(zip(head, row, strict=True)) for row in rows]


def from_country(office: Office, country: str) -> None:
    case = office.draft()
    office.holder(case, EditApplication(country=country))
    office.holder(case, Submit())


def test_a_city_sees_figures_and_no_person(office: Office, tmp_path: Path) -> None:
    """How many wait, from where, in which fields, how long, and with which outcome."""
    for outcome in (*[Outcome.FULL] * 5, Outcome.REFUSAL):
        case = office.claimed()
        code = FindCode(scheme=CodeScheme.ISCED_F, code="0913", reason="So.")
        office.desk(case, code)
        office.evaluate(case, outcome)
        office.go(days=10)
        office.desk(case, Propose(content=content(outcome)))
        office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    for _ in range(5):
        office.submitted()
        office.go(days=2)
    office.holder(office.submitted(), Withdraw())
    from_country(office, "SY")
    file = tmp_path / "figures.tsv"
    done, rows = written(office, file)
    assert "2 lines; 1 groups were too small." in done.output
    assert all(row["country"] == "ER" and row["purpose"] == "labour_market" for row in rows)
    unknown, nursing = rows
    assert (unknown["field"], unknown["waiting"], unknown["waiting_days"]) == ("", "5", "6")
    shown = ("field", "waiting", "decided", "decision_days", "full", "refusal", "partial")
    assert [nursing[name] for name in shown] == ["09", "0", "6", "10", "", "<5", "0"], (
        "one refusal is not told by what is left of six"
    )
    assert nursing["waiting_days"] == "", "nobody waits"
    text = file.read_text("utf-8")
    with office.store.reading() as session:
        for one in session.scalars(select(tables.Case)):
            hidden = [one.reference, str(one.id), *one.details.get("full_name", "").split()]
            assert not any(word in text for word in hidden)


def test_what_is_taken_up_again_waits_and_is_counted_once(office: Office, tmp_path: Path) -> None:
    for _ in range(2):
        case = office.decided(Outcome.FULL)
    office.desk(case, Reopen(reason="New papers."))
    office.desk(case, Claim())
    _, (row,) = written(office, tmp_path / "f.tsv", "--least", "2")
    assert (row["waiting"], row["decided"]) == ("<2", "<2")


def test_each_year_has_its_figures(office: Office, tmp_path: Path) -> None:
    """What an office reports by law: received, decided, how long, how late, with what outcome."""
    for outcome in (*[Outcome.FULL] * 6, *[Outcome.REFUSAL] * 5):
        case = office.claimed()
        office.desk(case, FindCode(scheme=CodeScheme.ISCED_F, code="0913", reason="So."))
        office.evaluate(case, outcome)
        office.go(days=7)
        office.desk(case, Propose(content=content(outcome)))
        office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    from_country(office, "SY")
    file = tmp_path / "years.tsv"
    clock = lambda: office.at  # noqa: E731
    command = make_figures_command(lambda: office.store, lambda: "Europe/Lisbon", clock)
    done = CliRunner().invoke(command, [str(file), "--years"], catch_exceptions=False)
    assert "6 lines of 1 years." in done.output
    head, *lines = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    rows = {row[1]: dict(zip(head, row, strict=True)) for row in lines}
    shown = ("year", "received", "decided", "decision_days", "late", "full", "refusal", "partial")
    assert [rows["all"][name] for name in shown] == ["2026", "12", "11", "7", "0", "6", "5", "0"]
    assert rows["country"]["value"] == "other", "who came from Syria is not told apart"
    assert rows["country"]["received"] == "12" and rows["regime"]["value"] == "lisbon"


def test_a_single_case_can_never_be_asked_for(office: Office, tmp_path: Path) -> None:
    office.decided(Outcome.FULL)
    done, rows = written(office, tmp_path / "f.tsv", "--least", "2")
    assert rows == [] and "1 groups were too small" in done.output
    command = make_figures_command(lambda: office.store, lambda: "UTC", lambda: office.at)
    assert CliRunner().invoke(command, [str(tmp_path / "g.tsv"), "--least", "1"]).exit_code != 0
