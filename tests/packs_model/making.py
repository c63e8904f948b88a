"""Training files painted side by side, in processes that know the texts of a folder."""

import json
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from recognition.documents.language import letter_script
from recognition.documents.tesseract import Picture
from tests.packs_model import lines, lstmf, pages, seen
from tests.packs_model.alphabet import Alphabet
from tests.packs_model.fonts import Fonts
from tests.packs_model.script import SCRIPTS
from tests.packs_model.seen import Text
from tests.packs_model.texts import Texts

FILE_PAGES = 20  # of a training file: some 400 lines


@dataclass(frozen=True, slots=True)
class Source:
    """What lines are made of: a script, the letters of its pack, lines of papers and words.

    ``fonts``: files of fonts beside those that fontconfig knows.
    """

    code: str
    unicharset: Path
    texts: Path
    fonts: tuple[Path, ...] = ()


def gather(
    source: Source, words: Sequence[Sequence[str]], papers: Iterable[Path], pool: Executor
) -> Source:
    """Print the papers and keep their lines, and words of dictionaries, in the source's file.

    Of the first dictionary only words of the script count.
    """
    code = source.code
    own, *others = ([word for word in some if len(word) > 1] for some in words)
    own = [word for word in own if seen.has(word, code)]
    others = [[word for word in some if any(map(letter_script, word))] for some in others]
    found = pool.map(partial(_printed, code=code), papers, chunksize=8)
    lines = [line for each in found for line in each]
    source.texts.write_text(json.dumps([lines, [own, *others]]), encoding="utf-8")
    return source


def _printed(paper: Path, code: str) -> list[Text]:
    return list(seen.lines(paper, code))


@cache
def painter(source: Source) -> pages.Painter:
    """The painter of a source, made once a process."""
    script = SCRIPTS[source.code]
    printed, words = json.loads(source.texts.read_text(encoding="utf-8"))
    texts = Texts(script, [Text(*line) for line in printed], words)
    alphabet = Alphabet(source.unicharset, from_the_right=script.from_the_right)
    others = Fonts(SCRIPTS[script.beside]) if script.beside else None
    return pages.Painter(texts, Fonts(script, source.fonts), alphabet, others)


def training_file(path: Path, *, source: Source, seed: int, count: int = FILE_PAGES) -> int:
    """Write the lines of some pages, spoilt, prepared, mixed; how many there are."""
    chance, made = random.Random(f"{seed} {path.parent.name} {path.stem}"), painter(source)
    tall = SCRIPTS[source.code].tall
    found: list[tuple[Picture, str]] = []
    for _ in range(count):
        page = made.page(chance)
        found += lines.matched(page.lines, lines.cut(pages.spoilt(page.picture, chance), tall=tall))
    chance.shuffle(found)
    entries = [lstmf.entry(strip, made.alphabet.visual(taught)) for strip, taught in found]
    return lstmf.write(path, [entry for entry in entries if entry is not None])


def training_files(
    source: Source, folder: Path, count: int, seed: int, pool: Executor
) -> dict[Path, int]:
    """Write so many files; those that have lines, and how many."""
    folder.mkdir()
    files = [folder / f"{number:04}.lstmf" for number in range(count)]
    sizes = pool.map(partial(training_file, source=source, seed=seed), files)
    return {file: size for file, size in zip(files, sizes, strict=True) if size}
