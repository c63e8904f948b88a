"""Histories of every release are replayed by today's workflows; see docs/adr/0004."""

import ast
import json
import re
from pathlib import Path

import pytest
from packaging.version import Version
from temporalio.worker import Replayer

from tests.support.loops import run
from tests.support.processes import ROOT
from tests.support.stores import make_store
from tests.workflows.fingerprints import FILE, fingerprint, load
from tests.workflows.record_histories import FOLDER, MASTER_KEY, fixed_keys
from workflows.codec import sealing_converter
from workflows.worker import WORKFLOWS, sandbox

HISTORIES = sorted(FOLDER.glob("*/[A-Z]*.json"))

ADVICE = """{name}: today's code asks the engine for other things, or in another order, than when
this history was recorded. A case that is open now would be stuck. Keep the old way beside the new
one with temporalio.workflow.patched("..."), and record histories of the new one
(python -m tests.workflows.record_histories). docs/adr/0004 says more."""


def test_every_workflow_type_is_recorded() -> None:
    known = {workflow.__name__ for queue in WORKFLOWS.values() for workflow in queue}
    for release in FOLDER.iterdir():
        recorded = {path.stem for path in release.glob("[A-Z]*.json")}
        assert recorded == set(json.loads((release / FILE).read_text()))
    assert {path.stem for path in HISTORIES} == known


def test_the_newest_release_covers_every_workflow() -> None:
    known = {workflow.__name__ for queue in WORKFLOWS.values() for workflow in queue}
    newest = max(FOLDER.iterdir(), key=lambda folder: Version(folder.name))
    prints = json.loads((newest / FILE).read_text())
    assert set(prints) == known and all(prints.values())


def patches_in_code() -> set[str]:
    """The ids of all patches that the workflow files ask for."""
    found = set()
    for file in (ROOT / "workflows").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if getattr(called, "attr", "") in ("patched", "deprecate_patch"):
                assert isinstance(node, ast.Call)
                (name,) = node.args
                assert isinstance(name, ast.Constant), "a patch has a fixed name"
                found.add(str(name.value))
    return found


def patches_written_down() -> dict[str, tuple[str, str]]:
    """The patches in force by decision 4: workflow and release by the patch's id."""
    text = (ROOT / "docs" / "adr" / "0004-changing-workflows.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| ([\d.]+) \|", text, re.MULTILINE)
    return {name: (workflow, since) for name, workflow, since in rows}


def test_every_patch_is_written_down_and_none_that_is_gone() -> None:
    assert patches_in_code() == set(patches_written_down())


def test_the_release_that_brought_a_patch_has_it_in_its_history() -> None:
    for workflow, since in patches_written_down().values():
        for folder in FOLDER.iterdir():
            marks = json.loads((folder / FILE).read_text())[workflow].count("marker core_patch")
            assert bool(marks) is (Version(folder.name) >= Version(since)), (workflow, folder.name)


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_history_is_replayed(path: Path, tmp_path: Path) -> None:
    store = make_store(tmp_path, master_key=MASTER_KEY)
    replayer = Replayer(
        workflows=[workflow for queue in WORKFLOWS.values() for workflow in queue],
        workflow_runner=sandbox(),
        data_converter=sealing_converter(fixed_keys(store)),
        build_id="replay",
    )
    history = load(path)
    result = run(replayer.replay_workflow(history, raise_on_replay_failure=False))
    assert result.replay_failure is None, ADVICE.format(name=path.stem)
    committed = json.loads((path.parent / FILE).read_text())[path.stem]
    assert fingerprint(history) == committed, f"{path.stem}: recorded anew without its fingerprint"
