"""What goes wrong outside of the program is said in a sentence, never as a traceback."""

import base64
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recognition.cli import _Group
from recognition.errors import BrokenSetting, ErrorCode
from recognition.figures_command import make_figures_command, now
from recognition.settings import KEYS_FILE, make_settings, with_kept_keys
from recognition.store import migrate
from recognition.store.engine import make_engine
from recognition.store.opening import open_store

KEY = base64.b64encode(b"k" * 32).decode()


def figures(file: str, database_url: str, folder: Path) -> Result:
    """``recognition figures FILE`` on a database."""
    settings = make_settings(run_folder=folder, database_url=database_url, master_key=KEY)
    command = make_figures_command(lambda: open_store(settings), lambda: "Europe/Lisbon", now)
    group = _Group("recognition")
    group.add_command(command, "count")  # the group's own ``figures`` asks the machine's settings
    return CliRunner().invoke(group, ["count", file])


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///{folder}/empty.db",
        "sqlite:///{folder}/nowhere/there.db",
        "postgresql://user:word@127.0.0.1:1/name",
    ],
)
def test_a_database_that_is_not_as_it_should_be(tmp_path: Path, url: str) -> None:
    said = figures(str(tmp_path / "out.tsv"), url.format(folder=tmp_path), tmp_path)
    assert said.exit_code == 1
    assert "RECOGNITION_DATABASE_URL" in said.output and "db upgrade" in said.output
    assert "word" not in said.output and len(said.output.splitlines()) == 1


@pytest.mark.parametrize(
    ("file", "why"),
    [("/dev/full", "No space left on device."), ("{folder}/none/a.tsv", "No such file")],
)
def test_a_file_that_cannot_be_written(tmp_path: Path, file: str, why: str) -> None:
    url = f"sqlite:///{tmp_path}/r.db"
    migrate.upgrade(make_engine(url))
    said = figures(file.format(folder=tmp_path), url, tmp_path)
    assert said.exit_code == 1 and why in said.output
    assert len(said.output.splitlines()) == 1


@pytest.mark.parametrize("kept", ["{", "[]", '{"master_key": "x"}', "\xff", ""])
def test_a_file_of_keys_that_holds_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / KEYS_FILE).write_text(kept, "latin-1")
    with pytest.raises(BrokenSetting) as caught:
        with_kept_keys(make_settings(run_folder=tmp_path))
    assert caught.value.code is ErrorCode.KEY_MISSING and KEYS_FILE in caught.value.advice


def test_a_key_that_is_none_is_a_setting_at_fault(tmp_path: Path) -> None:
    (tmp_path / KEYS_FILE).write_text(json.dumps({"master_key": "short", "secret_key": "short"}))
    with pytest.raises(BrokenSetting) as caught:
        with_kept_keys(make_settings(run_folder=tmp_path))
    assert caught.value.code is ErrorCode.SETTING_INVALID
