"""Sample scans, written once for all tests of the room."""

from pathlib import Path

import pytest

from recognition.samples import write_samples


def pytest_itemcollected(item: pytest.Item) -> None:
    """One process writes the samples, and reads them, for all tests that want them."""
    if "sample_folder" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.xdist_group("samples"))


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder
