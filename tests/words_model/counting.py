"""Which words the invented papers say, and which of them within names, titles and subjects."""

import re
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.tokens import tokenise
from recognition.documents.extraction.page.word_roles import ROLES
from recognition.domain.vocabulary import FieldName
from tests.papers.marks import version_of
from tests.papers.source import read_paper

SEEN = Path("tests/papers/seen")
_NO_TEXT = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one version of a paper, and those of each role among them."""

    template: str
    every: Words
    by_role: dict[FieldName, Words]


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many versions a word stands, and in how many within each role."""

    every: Counter[str] = field(default_factory=Counter)
    by_role: dict[FieldName, Counter[str]] = field(
        default_factory=lambda: {role: Counter() for role in ROLES}
    )


def said_by_papers() -> list[Said]:
    """All versions of all seen papers."""
    with ProcessPoolExecutor(2) as pool:
        found = pool.map(_said, sorted(SEEN.glob("*.html")), chunksize=16)
        return [said for versions in found for said in versions]


def count(papers: Iterable[Said]) -> Counted:
    """The words of some versions."""
    counted = Counted()
    for said in papers:
        counted.every.update(said.every.union(*said.by_role.values()))
        for role, words in said.by_role.items():
            counted.by_role[role].update(words)
    return counted


def _said(path: Path) -> list[Said]:
    paper = read_paper(path)
    found = []
    for number in range(paper.versions):
        version = version_of(paper, number)
        printed = unescape(_NO_TEXT.sub(" ", version.html))
        by_role = {
            role: _words(" ".join(mark.printed for mark in version.marks if mark.name is role))
            for role in ROLES
        }
        found.append(Said(path.stem, _words(printed), by_role))
    return found


def _words(text: str) -> Words:
    return frozenset(token.text for token in tokenise(fold(text)) if not token.text.isdigit())
