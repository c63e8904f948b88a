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
            kept = [word for word in words if word not in stopwords] or list(words)
            for word in kept:
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
        kept = [i for i, word in enumerate(words) if word not in self.stopwords]
        kept = kept or list(range(len(words)))
        found: list[Match[T]] = []
        for at in range(len(kept)):
            for node in self._steps(self._root, words[kept[at]]):
                self._walk(node, words, kept, [at], found)
        return found

    def _walk(
        self,
        node: _Node[T],
        words: Sequence[str],
        kept: list[int],
        path: list[int],
        found: list[Match[T]],
    ) -> None:
        if node.values:
            positions = frozenset(kept[i] for i in path)
            gap = path[-1] - path[0] + 1 - len(path)
            letters = sum(len(words[i]) for i in positions)
            found.extend(Match(value, positions, gap, letters) for value in node.values)
        if not node.exact and not node.stems:
            return
        used = path[-1] - path[0] + 1 - len(path)
        for skip in range(MAX_GAP + 1 - used):
            following = path[-1] + 1 + skip
            if following >= len(kept):
                break
            for child in self._steps(node, words[kept[following]]):
                self._walk(child, words, kept, [*path, following], found)


def undominated(matches: list[Match[T]]) -> list[Match[T]]:
    """Drop every match whose words are all part of a longer one."""
    kept = [
        match
        for match in matches
        if not any(match.positions < other.positions for other in matches)
    ]
    return sorted(kept, key=lambda match: (match.start, -len(match.positions)))
