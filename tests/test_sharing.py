"""How many processes `make test` starts on which machine."""

import pytest

from tests.support.sharing import how_many


@pytest.mark.parametrize(
    ("cores", "gigabytes", "processes"),
    [(1, 24, 1), (2, 24, 2), (8, 7.7, 2), (4, 2, 1), (8, 32, 8), (64, 256, 8)],
)
def test_a_process_for_each_core_as_far_as_memory_goes(
    cores: int, gigabytes: float, processes: int
) -> None:
    assert how_many(cores, int(gigabytes * 1e9)) == processes
