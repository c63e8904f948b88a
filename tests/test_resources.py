"""Templates, schemas and htmx are found in a source tree and in an installed wheel alike."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recognition import resources
from recognition.errors import MissingPart

ROOT = Path(__file__).resolve().parents[1]

ASK = """
import json, pathlib, recognition, workflows
from recognition.checklist import checklist_for
from recognition.domain.vocabulary import Purpose
from recognition.office import load_office
from recognition.resources import frontend_dir, resource_dir

def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

print(json.dumps({
    "package": recognition.__file__,
    "workflows": workflows.__file__,
    "places": [str(resource_dir("templates")), str(resource_dir("schemas")), str(frontend_dir())],
    "templates": files(resource_dir("templates")),
    "schemas": files(resource_dir("schemas")),
    "htmx": len((frontend_dir() / "htmx.min.js").read_bytes()),
    "office": load_office().name,
    "items": len(checklist_for(Purpose.ACADEMIC, "SY", 6).items),
}))
"""


def answers(folder: Path, path: Path) -> dict[str, object]:
    env = {**os.environ, "PYTHONPATH": str(path)}
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


WHEEL = pytest.mark.xdist_group("wheel")
"""One process builds it for all tests that want it."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which a freshly built wheel was installed, with nothing else in it."""
    wheels = tmp_path_factory.mktemp("wheels")
    target = tmp_path_factory.mktemp("target")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = wheels.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(target), str(wheel)], check=True, timeout=120)
    return target


@WHEEL
def test_a_wheel_elsewhere_holds_what_the_source_tree_holds(
    installed: Path, tmp_path: Path
) -> None:
    here = answers(tmp_path, ROOT)
    there = answers(tmp_path, installed)
    assert str(here.pop("package")).startswith(str(ROOT))
    assert str(there.pop("package")).startswith(str(installed))
    assert str(here.pop("workflows")).startswith(str(ROOT))
    assert str(there.pop("workflows")).startswith(str(installed))
    places = here.pop("places"), there.pop("places")
    assert all(str(place).startswith(str(ROOT)) for place in places[0])
    assert all(str(place).startswith(str(installed)) for place in places[1])
    assert here["templates"]
    assert here["schemas"]
    assert here == there


@WHEEL
def test_a_wheel_holds_neither_tests_nor_a_second_htmx(installed: Path) -> None:
    names = {path.name for path in installed.iterdir()}
    assert "tests" not in names
    assert len(list(installed.rglob("htmx*.js"))) == 1


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The tree that runs these tests has all its files; another place is looked in instead.
    monkeypatch.setattr(resources, "_IN_WHEEL", tmp_path)
    monkeypatch.setattr(resources, "_HTMX_BY_NPM", tmp_path)
    with pytest.raises(MissingPart) as missing:
        resources.frontend_dir()
    assert "make setup" in missing.value.advice
