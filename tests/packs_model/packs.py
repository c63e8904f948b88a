"""Tesseract's packs (``.traineddata``) taken apart and put together, by its own programs."""

import os
import shutil
import subprocess
import tempfile
import tomllib
from importlib import resources
from itertools import islice
from pathlib import Path

from recognition.documents import tesseract
from tests.packs_model import naming
from tests.packs_model.script import Script

OWN = Path(str(resources.files("recognition.documents"))) / "data" / "packs"
_DICTIONARIES = "*-dawg"
_EVERY = 2  # words of a dictionary for each phrase
_WORDS = 300_000  # at most, of a dictionary that may have millions


def base_of(script: Script, given: Path | None) -> Path:
    """The pack to begin with: a file that is given, or the one installed. Raises MissingPart."""
    return given.resolve(strict=True) if given is not None else installed(script.base)


def installed(pack: str) -> Path:
    """The file of a pack of this program or of this machine. Raises MissingPart."""
    tesseract.require_packs([pack])
    own = OWN / f"{pack}.traineddata"
    return own if own.exists() else folder() / own.name


def folder() -> Path:
    """Where tesseract has its packs."""
    said = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=True
    ).stdout
    return Path(said.split('"')[1])  # List of available languages in "FOLDER" (53):


def dictionaries(script: Script, given: Path | None, letters: "Parts") -> list[list[str]]:
    """Words of each dictionary of a script, those of ``letters`` for its base; a given one first.

    Of a style also the phrases of its first language, often.
    """
    found = [
        letters.words() if name == script.base else _words(installed(name))
        for name in (script.words or (script.base,))[given is not None :]
    ]
    if given is not None:
        found.insert(0, _words(given))
    if script.style_of:
        phrases = _phrases(script.languages.split()[0])
        found[0] += phrases * (len(found[0]) // (_EVERY * len(phrases)))
    return found


def _words(pack: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        return Parts(pack, Path(name)).words()


def _phrases(language: str) -> list[str]:
    """All phrases that the reading has for a language (ISO 639-1)."""
    data = resources.files("recognition.documents") / "data" / "phrases" / f"{language}.toml"
    sections = tomllib.loads(data.read_text("utf-8")).values()
    return [phrase for section in sections for some in section.values() for phrase in some]


class Parts:
    """The components of a pack as files of a folder, its letters under their own names."""

    def __init__(self, pack: Path, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._prefix = folder / "pack."
        run("combine_tessdata", "-u", pack, self._prefix)
        letters = self.file("lstm-unicharset")
        letters.write_text(naming.plain(letters.read_text("utf-8")), "utf-8")

    def file(self, name: str) -> Path:
        """The file of a component such as ``lstm`` or ``lstm-unicharset``."""
        return self._prefix.with_name(f"pack.{name}")

    def whole(self) -> Path:
        """The pack of these components."""
        run("combine_tessdata", self.file(""))
        return self.file("traineddata")

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
        shutil.move(parts.whole(), pack)


def plain(pack: Path, folder: Path) -> Path:
    """A copy of a pack in a folder, its letters under their own names, as training needs them."""
    return Path(shutil.move(Parts(pack, folder).whole(), folder / pack.name))


def name_privately(pack: Path) -> None:
    """Give the Latin letters of a pack their private names, in place (see ``naming``)."""
    with tempfile.TemporaryDirectory() as name:
        parts = Parts(pack, Path(name))
        letters = parts.file("lstm-unicharset")
        letters.write_text(naming.private(letters.read_text("utf-8")), "utf-8")
        shutil.move(parts.whole(), pack)


def run(*command: str | Path) -> str:
    """What a program prints that runs in one thread. Raises CalledProcessError."""
    words = list(map(str, command))
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=one_thread())
    return done.stdout + done.stderr


def one_thread() -> dict[str, str]:
    """The environment in which tesseract's programs take one thread."""
    return os.environ | {"OMP_THREAD_LIMIT": "1"}
