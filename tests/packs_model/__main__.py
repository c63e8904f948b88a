"""``python -m tests.packs_model SCRIPT OUT --minutes N [--base FILE]``: train a pack of tesseract.

Takes the pack that tesseract has for the script, trains its network on with lines that went through
our own spoiling and preparation, and writes OUT (``.traineddata``): whole numbers, no dictionaries,
private names for Latin letters.
"""

import argparse
import math
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.packs_model import growing, making, network, packs, seen, training
from tests.packs_model.making import Source
from tests.packs_model.script import SCRIPTS

_HELD_FILES = 2  # training files of texts of papers that were kept out, to measure on


def main(arguments: Sequence[str] | None = None) -> None:
    """Paint, train, measure, keep."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not asked.out.absolute().parent.is_dir():
        parser.error(f"there is no folder for {asked.out}")
    script = SCRIPTS[asked.script]
    given = packs.base_of(script, asked.base)
    with tempfile.TemporaryDirectory(prefix="pack-") as name:
        work = Path(name)
        base = packs.plain(given, work / "plain")
        grown = growing.grown(base, script.letters, work / "grown")
        letters = packs.Parts(grown, work / "base")
        words = packs.dictionaries(script, asked.words, letters)
        taught, held = _files(asked, letters, words, work)
        begun = (
            packs.Parts(packs.installed(script.start), work / "begun") if script.start else letters
        )
        start = training.Start(work / "start.lstm", base, grown)
        start.network.write_bytes(network.as_floats(begun.file("lstm").read_bytes()))
        state = training.train(start, taught, work / "trained", 60 * asked.minutes)
        training.write_pack(state, grown, asked.out)
        for pack in (base, asked.out):
            wrong = training.errors(pack, held, work)
            _say(f"{pack.name}: {wrong.letters:.2f} % of letters, {wrong.words:.2f} % of words")
        packs.name_privately(asked.out)


def _files(
    asked: argparse.Namespace, letters: packs.Parts, words: Sequence[Sequence[str]], work: Path
) -> tuple[list[Path], ...]:
    """Training files, and those of papers that are kept out."""
    papers = seen.papers(asked.script)
    count = math.ceil(asked.pages / making.FILE_PAGES)
    made = []
    with ProcessPoolExecutor(asked.jobs) as pool:
        for held, files, purpose in ((False, count, "to learn"), (True, _HELD_FILES, "to measure")):
            own = [paper for paper in papers if seen.is_held(paper) is held]
            texts, fonts = work / f"{held}.json", tuple(asked.font)
            source = Source(asked.script, letters.file("lstm-unicharset"), texts, fonts)
            making.gather(source, words, own, pool)
            sizes = making.training_files(source, work / f"{held}", files, asked.seed, pool)
            made.append(list(sizes))
            _say(f"{sum(sizes.values())} lines {purpose}, with texts of {len(own)} papers")
    return made[0], made[1]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.packs_model", description=__doc__)
    parser.add_argument("script", choices=SCRIPTS, help="code of ISO 15924")
    parser.add_argument("out", type=Path, metavar="OUT", help="the pack to write")
    parser.add_argument("--minutes", type=float, required=True, metavar="N", help="of training")
    parser.add_argument("--base", type=Path, metavar="FILE", help="the pack to begin with")
    parser.add_argument("--words", type=Path, metavar="FILE", help="the pack with the dictionary")
    parser.add_argument(
        *("--font",), type=Path, action="append", default=[], metavar="FILE", help="one more font"
    )
    parser.add_argument("--pages", type=int, default=1000, metavar="N", help="pages to paint")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2, help="processes that paint")
    return parser


if __name__ == "__main__":
    main()
