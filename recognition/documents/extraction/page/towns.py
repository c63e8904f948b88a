"""Towns of the world by which a paper may say its country: ``data/towns`` (GeoNames).

A name that towns of several countries share, or that is a usual word or a person's name on papers
elsewhere, is not among them.
"""

import lzma
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources

from recognition.documents.extraction.page.layout import PageText
from recognition.documents.extraction.page.matching import Match
from recognition.documents.extraction.page.tokens import Token, tokenise

NAMES = "data/towns/names.tsv.xz"
"""Lines of a folded name, a tab and the country (ISO 3166-1 alpha-2), below the room's folder."""
LONGEST = 3  # words
_HANGING = ("و", "ب", "ل")  # Arabic: and, in, for


@cache
def towns() -> dict[str, str]:
    """Folded name → country."""
    packed = resources.files("recognition.documents").joinpath(NAMES).read_bytes()
    lines = lzma.decompress(packed).decode().splitlines()
    return dict(line.split("\t") for line in lines)


def towns_on(page: PageText) -> Iterator[tuple[str, Match]]:
    """(country, where) of every town that a page names with a capital letter."""
    known = towns()
    for name, words in named(tokenise(page.folded), known):
        if not page.printed(words[0].start, words[0].end)[:1].islower():
            yield known[name], Match(words[0].start, words[-1].end)


def named(tokens: list[Token], known: Collection[str]) -> Iterator[tuple[str, list[Token]]]:
    """(known name, words) of every town, the longest name where it begins."""
    place = 0
    while place < len(tokens):
        step = 1
        for size in range(min(LONGEST, len(tokens) - place), 0, -1):
            words = tokens[place : place + size]
            name = _known(" ".join(word.text for word in words), known)
            if name:
                yield name, words
                step = size
                break
        place += step


def _known(name: str, known: Collection[str]) -> str | None:
    if name not in known and name.startswith(_HANGING):
        name = name[1:]
    return name if name in known else None
