"""Sample scans, written once for all tests of the room."""

from pathlib import Path

import pytest

from recognition.samples import write_samples


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder
