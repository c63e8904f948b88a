"""``python -m tests.papers OUT``: write documents and what is printed on them."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.papers.errors import PaperError, TakenName
from tests.papers.generate import Wish, check_paper, documents_of

HERE = Path(__file__).parent
PARTS = ("seen", "unseen", "later")
Outcome = int | PaperError
"""How many documents were written of a paper, or what is wrong with it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all documents; the exit code is 1 where a paper cannot be printed."""
    asked = _parser().parse_args(arguments)
    started = time.perf_counter()
    papers = _papers(asked.part, asked.paper)
    if asked.check:
        outcomes = _each(papers, _check, asked.jobs)
    else:
        asked.out.mkdir(parents=True, exist_ok=True)
        wish = Wish(asked.per_paper, asked.seed, asked.clean)
        outcomes = _taken(papers) or _each(
            papers, partial(_write, out=asked.out, wish=wish), asked.jobs
        )
    errors = [outcome for outcome in outcomes if isinstance(outcome, PaperError)]
    for error in errors:
        sys.stderr.write(f"{error}\n")
    written = sum(outcome for outcome in outcomes if isinstance(outcome, int))
    spent = time.perf_counter() - started
    sys.stdout.write(f"{written} documents of {len(papers)} papers in {spent:.1f} s\n")
    return 1 if errors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.papers", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write into")
    parser.add_argument("--part", choices=[*PARTS, "all"], default="seen")
    parser.add_argument("--paper", default="", metavar="NAME", help="only papers that begin so")
    parser.add_argument("--per-paper", type=int, default=1, metavar="N", help="versions of each")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--clean", action="store_true", help="everything as digital text PDF")
    parser.add_argument("--check", action="store_true", help="print all versions, write nothing")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    return parser


def _papers(part: str, name: str) -> list[Path]:
    folders = PARTS if part == "all" else (part,)
    return sorted(path for folder in folders for path in (HERE / folder).glob(f"{name}*.html"))


def _taken(papers: Sequence[Path]) -> list[Outcome]:
    """Papers of the same name in several parts: nothing is written while there are any."""
    names = Counter(path.name for path in papers)
    return [TakenName(name, "is in several parts") for name, count in names.items() if count > 1]


def _each(papers: Sequence[Path], work: Callable[[Path], Outcome], jobs: int) -> list[Outcome]:
    if jobs == 1:
        return list(map(work, papers))
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(work, papers))


def _check(path: Path) -> Outcome:
    try:
        check_paper(path)
    except PaperError as error:
        return error
    return 0


def _write(path: Path, *, out: Path, wish: Wish) -> Outcome:
    written = 0
    try:
        for document in documents_of(path, wish):
            document.write(out)
            written += 1
    except PaperError as error:
        return error
    return written


if __name__ == "__main__":
    sys.exit(main())
