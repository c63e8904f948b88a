"""Tesseract's packs (``.traineddata``) taken apart and put together, by its own programs."""

import os
import subprocess
import tempfile
from itertools import islice
from pathlib import Path

from recognition.documents import tesseract
from tests.packs_model.script import Script

_DICTIONARIES = "*-dawg"
_WORDS = 300_000  # at most, of a dictionary that may have millions


def base_of(script: Script, given: Path | None) -> Path:
    """The pack to begin with: a file that is given, or the one installed. Raises MissingPart."""
    if given is not None:
        return given.resolve(strict=True)
    return installed(script.base)


def installed(name: str) -> Path:
    """A pack of this machine by tesseract's name. Raises MissingPart."""
    tesseract.require_packs([name])
    return folder() / f"{name}.traineddata"


def folder() -> Path:
    """Where tesseract has its packs."""
    said = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=True
    ).stdout
    return Path(said.split('"')[1])  # List of available languages in "FOLDER" (53):


class Parts:
    """The components of a pack as files of a folder."""

    def __init__(self, pack: Path, folder: Path) -> None:
        self._prefix = folder / "pack."
        run("combine_tessdata", "-u", pack, self._prefix)

    def file(self, name: str) -> Path:
        """The file of a component such as ``lstm`` or ``lstm-unicharset``."""
        return self._prefix.with_name(f"pack.{name}")

    def words(self) -> list[str]:
        """Words of its dictionary, from all over it."""
        written, dictionary = self.file("words"), self.file("lstm-word-dawg")
        if not written.exists():
            run("dawg2wordlist", self.file("lstm-unicharset"), dictionary, written)
        with written.open(encoding="utf-8") as lines:
            step = 1 + sum(1 for _ in lines) // _WORDS
            lines.seek(0)
            return [line.strip() for line in islice(lines, 0, None, step)]


def without_dictionaries(pack: Path) -> None:
    """Take the dictionaries out of a pack, in place."""
    with tempfile.TemporaryDirectory() as name:
        parts = Parts(pack, Path(name))
        for dictionary in Path(name).glob(_DICTIONARIES):
            dictionary.unlink()
        run("combine_tessdata", parts.file(""))
        parts.file("traineddata").replace(pack)


def run(*command: str | Path) -> str:
    """What a program prints that runs in one thread. Raises CalledProcessError."""
    words = list(map(str, command))
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=one_thread())
    return done.stdout + done.stderr


def one_thread() -> dict[str, str]:
    """The environment in which tesseract's programs take one thread."""
    return os.environ | {"OMP_THREAD_LIMIT": "1"}
