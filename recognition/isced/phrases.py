"""Finding lexicon phrases in a title: a trie over words, with stems and small gaps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from recognition.isced.text import forms, is_sign

T = TypeVar("T")
MIN_STEM = 2
MAX_GAP = 2
# A compound word is searched for a phrase that ends it; both parts have at least so many letters.
COMPOUND_HEAD = 3
COMPOUND_TAIL = 5


@dataclass(slots=True)
class _Node(Generic[T]):
    exact: "dict[str, _Node[T]]" = field(default_factory=dict)
    stems: "dict[str, _Node[T]]" = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: the positions of its words, and how many other words stand between.

    ``inside`` says that it is the last part of a compound word.
    """

    value: T
    positions: frozenset[int]
    gap: int
    letters: int
    inside: bool = False

    @property
    def start(self) -> int:
        """Position of the first word."""
        return min(self.positions)


class PhraseIndex(Generic[T]):
    """Phrases by their words; ``find`` is linear in the length of the title.

    ``plurals``: a phrase in the singular is found in the plural, too (engineers, ingénieurs).
    """

    def __init__(
        self,
        entries: Iterable[tuple[Sequence[str], T]],
        stopwords: frozenset[str],
        *,
        plurals: bool = False,
    ) -> None:
        self._plurals = plurals
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

    def find(self, words: Sequence[str], *, compounds: bool = False) -> list[Match[T]]:
        """Find every phrase in the words of a title; positions count all words.

        ``compounds``: the language joins nouns to words, so look at the ends of long words too.
        """
        found: list[Match[T]] = []
        for at, word in enumerate(words):
            for form in forms(word, plurals=self._plurals):
                for node in self._steps(self._root, form):
                    self._walk(node, words, (at,), 0, found)
            if compounds:
                self._end(at, word, found)
        return found

    def _end(self, at: int, word: str, found: list[Match[T]]) -> None:
        """Find the longest one-word phrase that a compound word ends with."""
        for start in range(COMPOUND_HEAD, len(word) - COMPOUND_TAIL + 1):
            tail = word[start:]
            nodes = [self._root.exact[tail]] if tail in self._root.exact else []
            nodes += [
                self._root.stems[tail[:length]]
                for length in range(COMPOUND_TAIL, len(tail) + 1)
                if tail[:length] in self._root.stems
            ]
            values = [value for node in nodes for value in node.values]
            if values:
                place = frozenset((at,))
                found.extend(Match(v, place, 0, len(tail), inside=True) for v in values)
                return

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
        signs = is_sign(words[path[-1]])
        for following in range(path[-1] + 1, len(words)):
            for form in forms(words[following], plurals=self._plurals):
                for child in self._steps(node, form):
                    self._walk(child, words, (*path, following), gap, found)
            gap += words[following] not in self.stopwords
            if gap > MAX_GAP or signs:
                break


def undominated(
    matches: list[Match[T]], foreign: Callable[[T], bool] = lambda value: False
) -> list[Match[T]]:
    """Drop every match whose words are all part of a longer one; a foreign one hides no other."""
    kept = [
        match
        for match in matches
        if not any(
            match.positions < other.positions and (foreign(match.value) or not foreign(other.value))
            for other in matches
        )
    ]
    return sorted(kept, key=lambda match: (match.start, -len(match.positions)))


def preferred(matches: list[Match[T]], first: Callable[[T], bool]) -> list[Match[T]]:
    """Drop every match whose words are all part of one that comes ``first``."""
    places = [match.positions for match in matches if first(match.value)]
    return [
        match
        for match in matches
        if first(match.value) or not any(match.positions <= place for place in places)
    ]
