"""The lines that are printed on the invented papers of ``tests/papers/seen``."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from recognition.documents.language import letter_script
from tests.packs_model.script import SCRIPTS
from tests.papers.generate import print_paper
from tests.papers.source import Paper, read_paper

PAPERS = Path(__file__).parent.parent / "papers" / "seen"
_HELD = 5  # one paper of so many is kept out
_SHORT = 3  # letters of a line that says nothing


class Text(NamedTuple):
    """A line in logical order, and the BCP 47 tag of its language."""

    words: str
    language: str


def papers(code: str) -> list[Path]:
    """The papers on which a letter of the script is printed; of a style, those in its languages."""
    found = [p for p in sorted(PAPERS.glob("*.html")) if has(p.read_text(encoding="utf-8"), code)]
    if SCRIPTS[code].style_of:
        own = SCRIPTS[code].languages.split()
        found = [path for path in found if set(own) & set(read_paper(path).matter.languages)]
    return found


def has(text: str, code: str) -> bool:
    """Whether a letter of the script is in a text."""
    script = SCRIPTS[code].style_of or code
    return any(letter_script(letter) == script for letter in set(text))


def is_held(path: Path) -> bool:
    """Whether a paper is kept out of the training, to measure on what is like it."""
    digest = hashlib.md5(path.stem.encode(), usedforsecurity=False)
    return int(digest.hexdigest(), 16) % _HELD == 0


def lines(path: Path, code: str) -> Iterator[Text]:
    """The lines of a paper with letters of the script. Raises a PaperError.

    They come from the layout. In text layers of Arabic some brackets come swapped, here none do.
    Of a style all versions of the papers in its first language are printed, else the first.
    """
    paper = read_paper(path)
    own = SCRIPTS[code].languages.split()
    language = next((each for each in paper.matter.languages if each in own), own[0])
    every = SCRIPTS[code].style_of and language == own[0]
    for number in range(paper.versions if every else 1):
        yield from _lines(paper, number, language, code)


def _lines(paper: Paper, number: int, language: str, code: str) -> Iterator[Text]:
    _, truth = print_paper(paper, number)
    for page in truth["text"]:
        for line in page:
            words = " ".join(line.split())
            if len(words) > _SHORT and has(words, code):
                yield Text(words, language)
