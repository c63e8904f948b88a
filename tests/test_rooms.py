"""The rooms hold: the import contract is kept, and it can be broken."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.rooms_contract import RoomsContract

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def contract() -> RoomsContract:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (options,) = config["tool"]["importlinter"]["contracts"]
    return RoomsContract("rooms", config["tool"]["importlinter"], options)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("recognition.isced.mapper", "recognition.domain.vocabulary"),
        ("recognition.isced.mapper", "recognition.isced.lexicon"),
        ("recognition.actions.submit", "recognition.store"),
        ("recognition.web.desk", "recognition.store.queries.queue"),
        ("recognition.web.desk", "recognition.settings"),
        ("recognition.cli", "recognition.web"),
        ("workflows.case", "workflows.request"),
        ("workflows.gateway", "workflows.case"),
        ("workflows.activities.case", "recognition.actions.submit"),
    ],
)
def test_what_the_house_allows(contract: RoomsContract, importer: str, imported: str) -> None:
    assert contract.allows(importer, imported, contract.table())


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("recognition.domain.case", "recognition.settings"),
        ("recognition.domain.case", "recognition.store"),
        ("recognition.isced.mapper", "recognition.documents"),
        ("recognition.store.tables", "recognition.actions.submit"),
        ("recognition.actions.submit", "recognition.letters"),
        ("recognition.web.desk", "recognition.store.tables"),
        ("recognition.web.desk", "workflows.case"),
        ("recognition.web.desk", "recognition.letters"),
        ("recognition.actions.submit", "recognition.web"),
        ("recognition.newcomer", "recognition.store"),
        ("workflows.case", "recognition.settings"),
        ("workflows.case", "workflows.activities.case"),
        ("workflows.gateway", "recognition.actions"),
        ("workflows.activities.case", "recognition.web"),
    ],
)
def test_what_the_house_forbids(contract: RoomsContract, importer: str, imported: str) -> None:
    assert not contract.allows(importer, imported, contract.table())


def test_the_contract_is_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
