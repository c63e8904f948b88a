"""The background process: another one than the worker's, behind it, and there again if killed."""

import os
import signal

from tests.support.loops import run
from workflows.activities.printing import in_background


def test_it_is_another_process_that_gives_way() -> None:
    async def work() -> None:
        assert await in_background(os.getpid) != os.getpid()
        assert await in_background(os.nice, 0) == min(os.nice(0) + 10, 19)

    run(work())


def test_one_that_was_killed_is_replaced() -> None:
    async def work() -> None:
        first = await in_background(os.getpid)
        os.kill(first, signal.SIGKILL)
        assert await in_background(os.getpid) != first

    run(work())


def test_it_is_replaced_before_it_grows_large() -> None:
    async def work() -> None:
        seen = [await in_background(os.getpid) for _ in range(2500)]
        longest = max(seen.count(process) for process in set(seen))
        assert longest == 1000, "replaced, and not more often than that"

    run(work())
