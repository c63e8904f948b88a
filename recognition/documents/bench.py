"""Speed and memory of the reading, for ``make bench``."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from recognition.documents.intake import check_file
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.samples import write_samples

_MEMORY = """
import resource, sys
from pathlib import Path
from recognition.documents import check_file, read_page, split
data = Path(sys.argv[1]).read_bytes()
for page in split(data, check_file(data).media_type):
    read_page(page)
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(max(own, children) // 1024, (own + children) // 1024)
"""


def bench() -> list[tuple[str, float, str]]:
    """(name, value, unit) of: a page by tesseract, a page with a text layer, memory of both."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        paths = {path.name: path for path in write_samples(Path(folder))}
        scan, text = paths["turkish-transcript.pdf"], paths["polish-diploma.pdf"]
        return [
            ("page read by tesseract, A4", _seconds(scan), "s"),
            ("page split and read from its text layer", _seconds(text), "s"),
            ("memory of a process that reads a page, with tesseract", _memory(scan), "MB"),
        ]


def _seconds(path: Path) -> float:
    data = path.read_bytes()
    kind = check_file(data).media_type
    for page in split(data, kind):  # once to warm up: models, expressions
        read_page(page)
        break
    started, pages = time.perf_counter(), 0
    for page in split(data, kind):
        read_page(page)
        pages += 1
    return round((time.perf_counter() - started) / pages, 2)


def _memory(path: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[1])
