"""``make bench``: the first figures, each from real parts, in under three minutes.

They say something about this machine and its load at this moment; compare only what was measured
in one run.
"""

import os
import tempfile
import time
from pathlib import Path

from recognition.documents.bench import bench as bench_documents
from recognition.isced.bench import bench as bench_isced
from tests.bench.engine import bench as bench_engine
from tests.bench.reading import bench as bench_reading

Figure = tuple[str, float, str]


def main() -> None:
    """Print every figure as it is found."""
    started = time.perf_counter()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        parts = (
            bench_documents,
            lambda: bench_reading(Path(folder) / "pages"),
            bench_isced,
            lambda: bench_engine(Path(folder)),
        )
        for part in parts:
            for name, value, unit in part():
                print(f"{name:<58} {value:>10.3f} {unit}", flush=True)
    print(f"measured in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
