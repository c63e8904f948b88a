"""How many processes share the tests."""

MOST = 8
"""More do not help: the longest story takes as long as all that is left for each of them."""

BYTES = 3_000_000_000
"""Memory that the tests of one process take at most, with all the parts that they start."""


def how_many(cores: int, memory: int) -> int:
    """A process for each core, as far as the machine's memory (bytes) goes; one at least."""
    return max(1, min(cores, memory // BYTES, MOST))
