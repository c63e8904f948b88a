"""Histories of every release are replayed by today's workflows; see docs/adr/0004."""

import json
from pathlib import Path

import pytest
from temporalio.worker import Replayer

from tests.support.loops import run
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
