"""``make bench``: the first figures, each from real parts, in about four minutes.

They say something about this machine and its load at this moment; compare only what was measured
in one run. ``python -m tests.bench engine`` measures the engine alone, and ``python -m tests.bench
long 10`` keeps a hundred cases in flight for ten minutes; ``python -m tests.bench queue`` opens the
queue of 5,000 cases on both databases, beside a bare page.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from recognition.documents.bench import bench as bench_documents
from recognition.isced.bench import bench as bench_isced
from tests.bench.engine import bench as bench_engine
from tests.bench.long import bench as bench_long
from tests.bench.queue import bench as bench_queue
from tests.bench.reading import bench as bench_reading

Figure = tuple[str, float, str]
Part = Callable[[Path], Iterable[Figure]]


def _parts(arguments: list[str]) -> tuple[Part, ...]:
    match arguments:
        case ["long", minutes]:
            return (lambda folder: bench_long(folder, float(minutes)),)
        case ["engine"]:
            return (bench_engine,)
        case ["queue"]:
            return (bench_queue,)
        case []:
            return (
                lambda _: bench_documents(),
                lambda folder: bench_reading(folder / "pages"),
                lambda _: bench_isced(),
                bench_engine,
                bench_queue,
            )
    raise SystemExit("python -m tests.bench [engine | queue | long MINUTES]")


def main() -> None:
    """Print every figure as it is found."""
    parts = _parts(sys.argv[1:])
    started = time.perf_counter()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for part in parts:
            for name, value, unit in part(Path(folder)):
                print(f"{name:<64} {value:>10.3f} {unit}", flush=True)
    print(f"measured in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
