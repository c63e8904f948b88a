"""A copy of the data folder that a test may spoil."""

import shutil
from pathlib import Path

import pytest

import recognition.isced


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the installed data into a folder of the test's own."""
    source = Path(recognition.isced.__file__).parent / "data"
    return Path(shutil.copytree(source, tmp_path / "data"))
