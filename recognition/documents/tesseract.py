"""The one module that runs tesseract.

Each run is one process with one thread (``OMP_THREAD_LIMIT=1``: on two cores an A4 page takes a
third of the time), one time-out, and a temporary picture that goes with it.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from string import ascii_letters

import cv2
import numpy as np
import numpy.typing as npt
import pytesseract

from recognition.errors import ErrorCode, MissingPart

Picture = npt.NDArray[np.uint8]
PAGE_SECONDS = 60.0
_MEMORY, _ENOUGH_BYTES = Path("/dev/shm"), 200_000_000  # noqa: S108 - of Linux; one page has 9 MB
PRIVATE = {letter: chr(0xE200 + ord(letter)) for letter in ascii_letters}
"""What our own packs call Latin letters (private use of Unicode).

Under their own names tesseract would fill a table for its older engine at each start, whatever is
asked of it: two thirds of what a start takes.
"""

_BY_THEIR_OWN_NAMES = str.maketrans({name: letter for letter, name in PRIVATE.items()})
_OWN = Path(str(resources.files("recognition.documents"))) / "data" / "packs"
_SCRIPT_PACKS = {
    "Arabic": "script-arab",
    "Cyrillic": "script-cyrl",
    "Ethiopic": "script-ethi",
    "Latin": "script-latn",
}


class PageTimedOut(Exception):
    """Tesseract took longer than it may; the page is given up, the document goes on."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word as tesseract gives it: pixels, confidence 0..1, and its place in the layout."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


@cache
def version() -> str:
    """Tesseract's version, e.g. ``5.3.0``; raises MissingPart with the line that installs it."""
    try:
        return str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit) as missing:
        raise MissingPart(
            ErrorCode.PROGRAM_MISSING,
            "tesseract",
            advice="apt-get install --no-install-recommends tesseract-ocr",
        ) from missing


@cache
def own_packs() -> frozenset[str]:
    """Packs that come with this program, each for all languages of a script.

    ``tests/packs_model`` trains them on lines of diplomas as this program prepares them.
    """
    return frozenset(path.stem for path in _OWN.glob("*.traineddata"))


@cache
def installed_packs() -> frozenset[str]:
    """Names of the packs of this machine, as tesseract calls them, and of this program's own."""
    version()
    # pytesseract's own list leaves out the packs for whole scripts, which have capitals
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=True
    )
    return own_packs() | frozenset(listed.stdout.split("\n")[1:]) - {""}


def apt_line(packs: Sequence[str]) -> str:
    """The command that installs language packs."""
    names = " ".join(f"tesseract-ocr-{_debian(pack)}" for pack in packs)
    return f"apt-get install --no-install-recommends {names}"


def _debian(pack: str) -> str:
    """Debian's name of a pack: packs for a whole script are called after ISO 15924 there."""
    return _SCRIPT_PACKS.get(pack, pack.replace("_", "-"))


def require_packs(packs: Sequence[str]) -> None:
    """Raise MissingPart, with the command as advice, unless all the packs are installed."""
    missing = sorted(set(packs) - installed_packs())
    if missing:
        raise MissingPart(
            ErrorCode.LANGUAGE_PACK_MISSING, ",".join(missing), advice=apt_line(missing)
        )


def words(
    picture: Picture, packs: Sequence[str], *, seconds: float = PAGE_SECONDS, layout: int = 3
) -> list[Token]:
    """Words of a grey picture (uint8, height by width), in tesseract's reading order.

    ``packs`` are all of this program's own, or none is: tesseract looks into one folder.
    ``layout`` is tesseract's page segmentation mode. Raises MissingPart, PageTimedOut.
    """
    require_packs(packs)
    folder = f'--tessdata-dir "{_OWN}" ' if own_packs().issuperset(packs) else ""
    table = _run(
        pytesseract.image_to_data,
        picture,
        seconds,
        lang="+".join(packs),
        # black on white, all of it
        config=f"{folder}--psm {layout} --dpi 300 -c tessedit_do_invert=0",
        output_type=pytesseract.Output.DICT,
    )
    return [token for index in range(len(table["text"])) if (token := _token(table, index))]


def _run(call, picture: Picture, seconds: float, **options):  # type: ignore[no-untyped-def]
    version()
    _keep_in_memory()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory(prefix="page-") as folder:
        # Without compression; of other simple formats tesseract reads each pixel by itself.
        path = Path(folder) / "page.tiff"
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_TIFF_COMPRESSION, 1])
        try:
            return call(str(path), timeout=seconds, **options)
        except RuntimeError as slow:
            if isinstance(slow, pytesseract.TesseractError):
                raise
            raise PageTimedOut from slow


@cache
def _keep_in_memory() -> None:
    """Have what tesseract is given and what it answers lie in memory and on no disk.

    It is readable, and stays behind where this process is killed. In a container, where there is
    little room, ``/tmp`` is in memory itself (``docker-compose.yml``).
    """
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES:
        tempfile.tempdir = str(_MEMORY)


def _token(table: dict[str, list[str]], index: int) -> Token | None:
    printed = table["text"][index].translate(_BY_THEIR_OWN_NAMES)
    text = re.sub(r"[\u200e\u200f\u202a-\u202e]", "", printed).strip()
    confidence = float(table["conf"][index])
    if not text or confidence < 0:
        return None
    left, top = int(table["left"][index]), int(table["top"][index])
    return Token(
        text=text,
        left=left,
        top=top,
        right=left + int(table["width"][index]),
        bottom=top + int(table["height"][index]),
        confidence=min(1.0, confidence / 100),
        line=(
            int(table["block_num"][index]),
            int(table["par_num"][index]),
            int(table["line_num"][index]),
        ),
    )
