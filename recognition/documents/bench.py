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

# Peaks come from the kernel's high-water marks: getrusage would count the parent's before exec, and
# so does a child that is not yet called tesseract.
_MEMORY = """
import sys, threading
from pathlib import Path
from recognition.documents.intake import check_file
from recognition.documents.pages import split
from recognition.documents.reader import read_page
def peak(pid, name=''):
    try:
        lines = Path(f'/proc/{pid}/status').read_text().splitlines()
    except OSError:
        return 0
    if name not in lines[0]:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith('VmHWM')), 0)
highest, done = 0, threading.Event()
def watch():
    global highest
    while not done.wait(0.01):
        for task in Path('/proc/self/task').iterdir():
            try:
                children = (task / 'children').read_text().split()
            except OSError:
                continue
            highest = max([highest, *(peak(child, 'tesseract') for child in children)])
watcher = threading.Thread(target=watch)
watcher.start()
data = Path(sys.argv[1]).read_bytes()
for page in split(data, check_file(data).media_type):
    read_page(page)
done.set()
watcher.join()
print((peak('self') + highest) // 1024)
"""


def bench() -> list[tuple[str, float, str]]:
    """(name, value, unit) of: a page by tesseract, a page with a text layer, memory of both."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        names = ["turkish-transcript.pdf", "polish-diploma.pdf"]
        scan, text = write_samples(Path(folder), only=names)
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
    return float(done.stdout)
