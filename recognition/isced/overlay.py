"""The office's own files, laid over the data that comes along (setting ``ISCED_FOLDER``).

::

    systems/sy.toml     qualifications of a country: added, corrected, or a whole country
    lexicon/es.toml     phrases of a language: added, or with another meaning
    mapper.toml         weights and calibration, as ``recognition isced refit`` writes them

docs/mapping.md says what may stand in each; ``recognition isced check`` says what is wrong.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recognition.errors import BrokenSetting, ErrorCode

PARTS = ("systems", "lexicon")
MODEL = "mapper.toml"
_DIGITS = 12


def own_files(folder: Path) -> list[Path]:
    """Every file of the office that counts, in order."""
    found = [path for part in PARTS for path in sorted((folder / part).glob("*.toml"))]
    return found + [path for path in (folder / MODEL,) if path.is_file()]


def digest(folder: Path) -> str:
    """Twelve characters that change whenever a file does; empty where there is none."""
    files = own_files(folder)
    if not files:
        return ""
    total = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()[:_DIGITS]


@contextmanager
def telling_where(folder: Path) -> Iterator[None]:
    """Put path, line and what to do into the errors of the office's files.

    Raises:
        BrokenSetting: what was raised within, told so that an operator can mend it.
    """
    if not folder.is_dir():
        raise BrokenSetting(
            ErrorCode.DATA_FILE_INVALID,
            str(folder),
            advice=f"There is no folder {folder}. Make it, or correct RECOGNITION_ISCED_FOLDER.",
        )
    try:
        yield
    except BrokenSetting as error:
        advice = f"{told(folder, error)}. Mend it; recognition isced check looks at every file."
        raise BrokenSetting(error.code, error.subject, advice=advice) from error


def told(folder: Path, error: BrokenSetting) -> str:
    """An error of a file as ``systems/sy.toml, line 12, level: no such ISCED 2011 level``."""
    name, _, key = error.subject.partition("#")
    path = next((path for path in own_files(folder) if path.name == name), None)
    if path is None:
        return f"{name}, {key}: {error.advice}"
    shown = path.relative_to(folder).as_posix()
    if not key:
        return f"{shown}: {error.advice}"
    line = line_of(path.read_text(encoding="utf-8"), key)
    return f"{shown}, line {line}, {key.rpartition('.')[2]}: {error.advice}"


def line_of(text: str, key: str) -> int:
    """The line of a TOML text on which a key stands, from 1; of its table, where it is absent.

    ``key`` is as errors name it: ``country``, ``fields.0311`` or ``qualification[4].level``.
    """
    table, _, leaf = key.rpartition(".")
    listed = re.fullmatch(r"(\w+)\[(\d+)\]", table or leaf)
    lines = text.splitlines()
    start, found = 0, -1
    if listed or table:
        name, number = (listed[1], int(listed[2])) if listed else (table, 0)
        heads = [at for at, line in enumerate(lines) if _is_head(line, name)]
        start = heads[number] + 1 if number < len(heads) else 0
    for at in range(start, len(lines)):
        if lines[at].lstrip().startswith("["):
            found = at if found < 0 and _is_head(lines[at], leaf) else found
            break
        if re.match(rf"""\s*["']?{re.escape(leaf)}["']?\s*=""", lines[at]):
            return at + 1
    return max(found, start - 1, 0) + 1


def _is_head(line: str, name: str) -> bool:
    return re.match(rf"\s*\[\[?\s*{re.escape(name)}\s*\]", line) is not None
