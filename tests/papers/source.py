"""A paper file: its front matter and its HTML, of which each version takes other values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.papers.errors import BadMarkup, UnequalVersions
from tests.papers.frontmatter import FrontMatter, split_front_matter

_TOKEN = re.compile(
    r"<!--.*?-->|<style\b.*?</style\s*>|<[a-z/!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_VALUES = re.compile(r"""(<f\b[^>]*?\sv\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"""<(?:script|img|image|link|iframe|object|embed|video)\b|\bsrc\s*=|@import"""
    r"""|\bhref\s*=\s*["']?(?!["']?\#)|url\(\s*["']?(?!["']?\#)""",
    re.IGNORECASE,
)
_FEWEST, _MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper file, read and checked as far as that goes without printing it."""

    file: str
    matter: FrontMatter
    tokens: tuple[str, ...]
    versions: int

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return Path(self.file).stem

    def tokens_of(self, version: int) -> Iterator[str]:
        """Tags and runs of text of one version, in order."""
        for token in self.tokens:
            if is_text(token):
                yield _choose(token, version)
            else:
                yield _VALUES.sub(
                    lambda v: f"{v[1]}{v[2][0]}{_choose(v[2][1:-1], version).strip()}{v[2][0]}",
                    token,
                )


def read_paper(path: Path) -> Paper:
    """Read a paper file. Raises a PaperError that names it."""
    matter, html = split_front_matter(path.name, path.read_text(encoding="utf-8"))
    outside = _OUTSIDE.search(html)
    if outside:
        raise BadMarkup(path.name, f"outside files are not allowed: {outside[0]}")
    tokens = tuple(token for token in _TOKEN.findall(html) if not token.startswith("<!"))
    if "<" in tokens:
        raise BadMarkup(path.name, "a '<' that begins no tag; write &lt;")
    return Paper(path.name, matter, tokens, _count_versions(path.name, matter, tokens))


def is_text(token: str) -> bool:
    """Whether a token is a run of text, not a tag."""
    return not token.startswith("<")


def _choose(run: str, version: int) -> str:
    """The value of one version; the white space around the run belongs to all of them."""
    if "|" not in run:
        return run
    value = run.split("|")[version]
    before = run[: len(run) - len(run.lstrip())] or value[: len(value) - len(value.lstrip())]
    after = run[len(run.rstrip()) :] or value[len(value.rstrip()) :]
    return before + value.strip() + after


def _count_versions(file: str, matter: FrontMatter, tokens: tuple[str, ...]) -> int:
    counts = {f"{name} of the front matter": count for name, count in matter.lists().items()}
    for token in tokens:
        runs = [token] if is_text(token) else [found[2] for found in _VALUES.finditer(token)]
        counts |= {repr(run.strip()): run.count("|") + 1 for run in runs if "|" in run}
    if len(set(counts.values())) > 1:
        said = "; ".join(f"{count} in {name}" for name, count in _odd_ones(counts))
        raise UnequalVersions(file, said)
    versions = next(iter(counts.values()), 1)
    if not _FEWEST <= versions <= _MOST:
        raise UnequalVersions(file, f"{versions} versions instead of {_FEWEST} to {_MOST}")
    return versions


def _odd_ones(counts: dict[str, int]) -> list[tuple[str, int]]:
    """One example of the most frequent count, and all that differ from it."""
    every = list(counts.values())
    usual = max(set(every), key=every.count)
    odd = [(name, count) for name, count in counts.items() if count != usual]
    example = next((name, count) for name, count in counts.items() if count == usual)
    return [example, *odd]
