"""Pages a second of the reading, beside `ocrmypdf --force-ocr` and tesseract alone.

The same pictures at 300 dpi for all three, two at a time. The others are told the languages; the
reading has to find them, and which way up a page is, and its lines.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from recognition.documents.intake import check_file
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.samples import samples, write_samples

Page = tuple[Path, str]  # a picture, and tesseract's packs for it
Figure = tuple[str, float, str]

_PACKS = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "pl": "pol",
    "tr": "tur", "uk": "ukr", "vi": "vie", "am": "amh", "pt": "por", "ru": "rus", "sq": "sqi",
}  # fmt: skip
_PAGES = 10
_AT_ONCE = 2
_ROUND = 4
_HERE = Path(sys.executable).parent


def bench(folder: Path) -> Iterator[Figure]:
    """Pages a second of each, and how the reading compares."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    pages = list(_pages(folder))[:_PAGES]
    works = [_ours, _tesseract, *([_ocrmypdf] if _program() else [])]
    seconds = dict.fromkeys(works, 0.0)
    spawn = get_context("spawn")
    warm = (pages[-1], spawn.Barrier(_AT_ONCE))  # in Latin letters: the model of languages as well
    with (
        ProcessPoolExecutor(_AT_ONCE, spawn, initializer=_warm, initargs=warm) as processes,
        ThreadPoolExecutor(_AT_ONCE) as threads,
    ):
        list(processes.map(abs, range(_AT_ONCE)))
        for at in range(0, len(pages), _ROUND):  # by turns: another's load then meets all alike
            for work in works:
                pool = processes if work is _ours else threads
                seconds[work] += _seconds(pool, work, pages[at : at + _ROUND])
    ours, alone = len(pages) / seconds[_ours], len(pages) / seconds[_tesseract]
    yield "pages read, two at a time", ours, "pages/s"
    yield "the same by tesseract alone, languages given", alone, "pages/s"
    yield "our pace to that of tesseract alone (0.85 is wanted)", ours / alone, "times"
    if _ocrmypdf not in seconds:
        print("ocrmypdf is not installed: no comparison with it")
        return
    whole = len(pages) / seconds[_ocrmypdf]
    yield "the same by ocrmypdf --force-ocr, languages given", whole, "pages/s"
    yield "our pace to that of ocrmypdf (3 is wanted)", ours / whole, "times"


def _pages(folder: Path) -> Iterator[Page]:
    """The pages of the samples as pictures at 300 dpi."""
    for sample, path in zip(samples(), write_samples(folder), strict=True):
        if sample.language not in _PACKS:
            continue
        for number, picture in enumerate(_pictures(path)):
            place = folder / f"{path.stem}-{number}.300.png"
            picture.convert("L").save(place, dpi=(300, 300))
            yield place, _PACKS[sample.language]


def _pictures(path: Path) -> Iterator[Image.Image]:
    if path.suffix == ".pdf":
        with pdfium.PdfDocument(path) as document:
            for page in document:
                yield page.render(scale=300 / 72).to_pil()
        return
    with Image.open(path) as picture:
        for frame in range(getattr(picture, "n_frames", 1)):
            picture.seek(frame)
            longest = 3508 / max(picture.size)
            yield picture.resize((int(picture.width * longest), int(picture.height * longest)))


def _seconds(pool: Executor, work: Callable[[Page], None], pages: Sequence[Page]) -> float:
    started = time.perf_counter()
    list(pool.map(work, pages))
    return time.perf_counter() - started


def _warm(page: Page, every: Barrier) -> None:
    """Read a page, as the service's processes have; then wait until all processes have."""
    _ours(page)
    every.wait()


def _ours(page: Page) -> None:
    data = page[0].read_bytes()
    for source in split(data, check_file(data).media_type):
        read_page(source)


def _tesseract(page: Page) -> None:
    place, packs = page
    command = ["tesseract", place, place.with_suffix(""), "-l", packs, "--psm", "3"]
    subprocess.run(command, check=True, capture_output=True)


def _ocrmypdf(page: Page) -> None:
    place, packs = page
    command = [_program(), "--force-ocr", "-l", packs, place, place.with_suffix(".pdf")]
    subprocess.run(command, check=True, capture_output=True)


def _program() -> str:
    beside = _HERE / "ocrmypdf"
    return str(beside) if beside.is_file() else shutil.which("ocrmypdf") or ""
