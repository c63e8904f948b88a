"""Finding lexicon phrases in a title: a trie over words, with stems and small gaps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
MIN_STEM = 2
MAX_GAP = 2


@dataclass(slots=True)
class _Node(Generic[T]):
    exact: "dict[str, _Node[T]]" = field(default_factory=dict)
    stems: "dict[str, _Node[T]]" = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: the positions of its words, and how many other words stand between."""

    value: T
    positions: frozenset[int]
    gap: int
    letters: int

    @property
    def start(self) -> int:
        """Position of the first word."""
        return min(self.positions)


class PhraseIndex(Generic[T]):
    """Phrases by their words; ``find`` is linear in the length of the title."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]], stopwords: frozenset[str]):
        self._root: _Node[T] = _Node()
        self.stopwords = stopwords
        for words, value in entries:
            node = self._root
            for word in words:
                branch = node.stems if word.endswith("*") else node.exact
                node = branch.setdefault(word.rstrip("*"), _Node())
            node.values.append(value)

    def _steps(self, node: _Node[T], word: str) -> Iterator[_Node[T]]:
        if word in node.exact:
            yield node.exact[word]
        if node.stems:
            for length in range(MIN_STEM, len(word) + 1):
                if word[:length] in node.stems:
                    yield node.stems[word[:length]]

    def find(self, words: Sequence[str]) -> list[Match[T]]:
        """Find every phrase in the words of a title; positions count all words."""
        found: list[Match[T]] = []
        for at, word in enumerate(words):
            for node in self._steps(self._root, word):
                self._walk(node, words, (at,), 0, found)
        return found

    def _walk(
        self,
        node: _Node[T],
        words: Sequence[str],
        path: tuple[int, ...],
        gap: int,
        found: list[Match[T]],
    ) -> None:
        """Go on from the last word matched; stopwords between words are free."""
        if node.values:
            letters = sum(len(words[i]) for i in path)
            found.extend(Match(value, frozenset(path), gap, letters) for value in node.values)
        if not node.exact and not node.stems:
            return
        for following in range(path[-1] + 1, len(words)):
            for child in self._steps(node, words[following]):
                self._walk(child, words, (*path, following), gap, found)
            gap += words[following] not in self.stopwords
            if gap > MAX_GAP:
                break


def undominated(matches: list[Match[T]]) -> list[Match[T]]:
    """Drop every match whose words are all part of a longer one."""
    kept = [
        match
        for match in matches
        if not any(match.positions < other.positions for other in matches)
    ]
    return sorted(kept, key=lambda match: (match.start, -len(match.positions)))
