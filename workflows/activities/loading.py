"""What acts need and is slow to load is loaded before somebody waits for it."""

from contextlib import suppress

import structlog

from recognition.errors import BrokenSetting


def load_mapper() -> None:
    """Load it (a second), or the first act that needs it does so while others wait for SQLite.

    A broken file of the office's own is said by the act that needs it.
    """
    from recognition.isced.mapper import warm_up

    with suppress(BrokenSetting):
        warm_up()
        structlog.get_logger().info("mapper_loaded")
