"""The lines that are printed on the invented papers of ``tests/papers/seen``."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from recognition.documents.language import letter_script
from tests.packs_model.script import SCRIPTS
from tests.papers.generate import print_paper
from tests.papers.source import read_paper

PAPERS = Path(__file__).parent.parent / "papers" / "seen"
_HELD = 5  # one paper of so many is kept out
_SHORT = 3  # letters of a line that says nothing


class Text(NamedTuple):
    """A line in logical order, and the BCP 47 tag of its language."""

    words: str
    language: str


def papers(code: str) -> list[Path]:
    """The papers on which a letter of the script is printed."""
    return [p for p in sorted(PAPERS.glob("*.html")) if has(p.read_text(encoding="utf-8"), code)]


def has(text: str, code: str) -> bool:
    """Whether a letter of the script is in a text."""
    return any(letter_script(letter) == code for letter in set(text))


def is_held(path: Path) -> bool:
    """Whether a paper is kept out of the training, to measure on what is like it."""
    digest = hashlib.md5(path.stem.encode(), usedforsecurity=False)
    return int(digest.hexdigest(), 16) % _HELD == 0


def lines(path: Path, code: str) -> Iterator[Text]:
    """The lines of the first version of a paper with letters of the script. Raises a PaperError.

    They come from the layout. In text layers of Arabic some brackets come swapped, here none do.
    """
    _, truth = print_paper(read_paper(path), 0)
    own = SCRIPTS[code].languages.split()
    language = next((each for each in truth["languages"] if each in own), own[0])
    for page in truth["text"]:
        for line in page:
            words = " ".join(line.split())
            if len(words) > _SHORT and has(words, code):
                yield Text(words, language)
