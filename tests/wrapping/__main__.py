"""``python -m tests.wrapping PAPERS...``: fit the weights that tell which lines wrap.

Each PAPERS is a folder of documents of ``python -m tests.papers``: their truth files say of each
printed line whether the next one continues it. What is read of a document is kept beside it.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rapidfuzz import fuzz, process

from recognition.documents.extraction.page.order import pieces
from recognition.documents.extraction.page.paper import phrase_languages, with_relatives
from recognition.documents.extraction.page.piece import Piece
from recognition.documents.extraction.page.wrapping import PROBABLE, Around
from recognition.documents.model import PageReading
from recognition.documents.scoring import Truth, truths
from tests.ranking.fitting import best, folds, weights_of
from tests.ranking.groups import Group, readings

TARGET = Path("recognition/documents/data/wrapping.json")
_ALIKE = 80  # of a hundred: a printed line and the same line as it was read
_RIDGE = 1.0

Printed = list[tuple[str, bool]]  # lines in the order of the file, and whether each goes on


def groups_of(job: tuple[Path, Truth]) -> list[Group]:
    """One group for each line that was read: the lines below it, and which of them goes on."""
    folder, truth = job
    lines = printed(folder / f"{truth.id}.truth.json")
    template = truth.id.rsplit("-", 1)[0]
    read = readings(folder, truth)
    languages = phrase_languages(with_relatives([c for page in read for c in page.languages]))
    return [
        group for page in read if page.words for group in _of_page(page, lines, template, languages)
    ]


def printed(path: Path) -> Printed:
    """The printed lines that a truth file holds."""
    known = json.loads(path.read_text(encoding="utf-8"))
    return [
        (_plain(text), goes_on)
        for texts, wraps in zip(known["text"], known["wraps"], strict=True)
        for text, goes_on in zip(texts, wraps, strict=True)
    ]


def _of_page(
    reading: PageReading, lines: Printed, template: str, languages: tuple[str, ...]
) -> Iterable[Group]:
    upright = reading.rotation not in {90, 270}
    aspect = reading.height / reading.width if upright else reading.width / reading.height
    found = pieces(reading, aspect)
    page, at = Around(found, aspect, languages), _places(found, lines)
    for number, index in at.items():
        goes_on = lines[number][1]
        if goes_on and number + 1 not in at:
            continue  # what it goes on in was not read: nothing to learn
        group = Group(template, goes_on)
        below = page.below(index)
        group.features = [page.features(index, other) for other in below]
        group.values = [str(other) for other in below]
        group.right = [goes_on and other == at[number + 1] for other in below]
        yield group


def _places(found: Sequence[Piece], lines: Printed) -> dict[int, int]:
    """By the number of a printed line the index of the piece that was read of it."""
    left = {number: text for number, (text, _) in enumerate(lines) if len(text) > 1}
    out: dict[int, int] = {}
    for index, piece in enumerate(found):
        near = process.extractOne(_plain(piece.text), left, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if near is not None:
            out[near[2]] = index
            del left[near[2]]
    return out


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def measure(groups: Sequence[Group]) -> str:
    """Precision and recall on papers of forms that the weights were not fitted on."""
    count = Counter[str]()
    for weights, held in folds(groups, _RIDGE):
        for group in (groups[number] for number in held):
            top = best(group, weights)
            said = top is not None and top[1] > PROBABLE
            count["said"] += said
            count["right"] += said and top is not None and group.right[top[0]]
            count["wanted"] += group.wanted
    return (
        f"n={count['wanted']} P {count['right'] / count['said']:.3f} "
        f"R {count['right'] / count['wanted']:.3f}"
    )


def main() -> None:
    """Measure on folds, then write the weights fitted on all."""
    jobs = [(Path(folder), t) for folder in sys.argv[1:] for t in truths(Path(folder))]
    with ProcessPoolExecutor(2) as pool:
        groups = [g for found in pool.map(groups_of, jobs, chunksize=8) for g in found]
    sys.stdout.write(f"{measure(groups)}\n")
    TARGET.write_text(json.dumps(weights_of(groups, _RIDGE), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
