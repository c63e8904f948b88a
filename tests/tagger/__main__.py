"""``python -m tests.tagger PAPERS[:TIMES]...``: train the tagger, and two for fitting the ranking.

Each PAPERS is a folder of documents with truth files, whose pages count TIMES. It needs the
dependency group ``tagger``, and half an hour of two processors for 7,700 documents that are read.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from recognition.documents.scoring import truths
from tests.tagger.examples import Example, examples
from tests.tagger.fitting import train
from tests.tagger.halves import place_of
from tests.tagger.packing import pack
from tests.words_model.halves import half_of

TARGET = Path("recognition/documents/data/tagger.npz")


def main() -> None:
    """Train on one half of the papers, on the other, and on all."""
    pages = [page for argument in sys.argv[1:] for page in _pages(argument)]
    for half in (0, 1):
        pack(train([p for p in pages if half_of(p.template) != half]), place_of(half))
    pack(train(pages), TARGET)


def _pages(argument: str) -> list[Example]:
    folder, _, times = argument.partition(":")
    jobs = [(Path(folder), truth) for truth in truths(Path(folder))]
    with ProcessPoolExecutor(2) as pool:
        found = [page for pages in pool.map(examples, jobs, chunksize=8) for page in pages]
    return found * int(times or 1)


if __name__ == "__main__":
    main()
