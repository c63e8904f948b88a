"""Making a machine ready: everything pinned, no addresses, and told when it cannot."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETUP = ROOT / ".ci" / "setup.py"
FRONTEND = ROOT / "recognition" / "web" / "frontend"


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recognition_setup", SETUP)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_everything_is_pinned_with_its_digest() -> None:
    files = [*ROOT.glob("requirements*.txt"), *(ROOT / ".ci").glob("requirements*.txt")]
    assert len(files) == 4
    for path in files:
        text = path.read_text(encoding="utf-8")
        for entry in re.findall(r"^(?![ #])(.+?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL):
            assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry), f"{path.name}: {entry}"
            assert "--hash=sha256:" in entry, f"{path.name}: {entry}"


def test_the_front_end_is_locked_without_addresses() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    for entry in packages.values():
        assert entry["integrity"].startswith("sha512-")
        assert "resolved" not in entry


def test_no_address_stands_where_packages_are_named() -> None:
    paths = [*ROOT.glob("requirements*.txt"), *(ROOT / ".ci").iterdir(), ROOT / "Makefile"]
    paths += [FRONTEND / name for name in ("package.json", "package-lock.json", ".npmrc")]
    for path in paths:
        if path.is_file():
            assert "://" not in path.read_text(encoding="utf-8"), path


def test_libraries_are_pinned_beside_the_lock_of_a_running_office() -> None:
    """``recognition up`` holds the file ``.run/lock``, which must be no folder then."""
    pins = re.search(r"^PINS := (\S+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert pins is not None and pins[1] != ".run/lock"


def test_system_packages_are_sorted_and_named_once() -> None:
    for path in (ROOT / ".ci").glob("apt-*.txt"):
        names = path.read_text(encoding="utf-8").split()
        assert names == sorted(set(names))


@pytest.mark.parametrize(
    ("there", "right"), [({"dpkg-query"}, ""), ({"dpkg-query", "sudo"}, "sudo ")]
)
def test_without_the_right_the_line_to_run_is_printed(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, there: set[str], right: str
) -> None:
    """This machine has every package and its root: what another lacks is told to the script."""

    def refused(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(setup, "has_module", lambda name: True)
    monkeypatch.setattr(setup, "is_installed", lambda name: name != "tesseract-ocr-vie")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup.shutil, "which", lambda name: name if name in there else None)
    monkeypatch.setattr(setup.subprocess, "run", refused)
    with pytest.raises(SystemExit) as stopped:
        setup.system_packages(for_tests=False)
    line = str(stopped.value).splitlines()[-1]
    install = "apt-get install -y --no-install-recommends tesseract-ocr-vie"
    assert line == f"{right}apt-get update && {right}{install}"
    assert ("as root" in str(stopped.value)) is (not right)


def test_a_wrong_word_is_told() -> None:
    done = subprocess.run(
        [sys.executable, SETUP, "fly"], capture_output=True, text=True, timeout=20, check=False
    )
    assert done.returncode != 0
    assert done.stderr.startswith("Say 'run' or 'test'")


def test_the_digest_changes_with_what_is_installed_from(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text("one")
    first = setup.digest_of_inputs()
    assert setup.digest_of_inputs() == first
    (tmp_path / "pyproject.toml").write_text("two")
    assert setup.digest_of_inputs() != first
