"""Numbers in words, in any language: 'twenty-third', 'zweitausendfünfzehn', 'دو هزار و نه'.

The words are data (``[numbers]`` of ``data/dates/<language>.toml``). One grammar reads them all:
parts add up, 100 and 1000 multiply what stands before them, and of two tens the first counts
hundreds ('nineteen ninety-eight'). Parts may be written together, with or without a joining word.
"""

from dataclasses import dataclass, field

_ENDING = 4  # letters that may follow a stem
_PARTS = 12
_HEAD = 2
_GAPS = " -\n\t"
_UNSPACED = (  # first and last letters of the scripts that do not part words
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u9fff"),  # Kana, Han
    ("\uac00", "\ud7a3"),  # Hangul
)


VOWELS = r"\u0900-\u0dff\u0e31-\u0e4e\u1000-\u103f\u1780-\u17d3"
"""Ranges with the signs of vowels that are parts of words, yet match no ``\\w``."""


def is_letter(letter: str) -> bool:
    """Whether a sign belongs to a word: letters, and the vowel signs that some scripts add."""
    if letter.isalpha():
        return True
    signs = "\u0900" <= letter <= "\u109f" or "\u1780" <= letter <= "\u17d3"
    return signs and not letter.isdigit()


def boundary(text: str, at: int) -> bool:
    """Whether a word ends before a place; scripts without spaces end words anywhere."""
    if at >= len(text) or not is_letter(text[at]):
        return True
    return text[at] > "\u0dff" and any(low <= text[at] <= high for low, high in _UNSPACED)


@dataclass(slots=True)
class NumberWords:
    """The words of some languages: whole ones, stems, and what joins them."""

    whole: dict[str, int] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)
    joins: tuple[str, ...] = ()
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def add(self, word: str, value: int) -> None:
        """Take up a word, or a stem that ends in ``*``; the first meaning stays."""
        stem = word.endswith("*")
        word = word.rstrip("*")
        (self.stems if stem else self.whole).setdefault(word, value)
        head = word[:_HEAD]
        sizes = {*self.sizes.get(head, ()), len(word)}
        self.sizes[head] = tuple(sorted(sizes, reverse=True))

    def read(self, text: str, at: int) -> tuple[int, int] | None:
        """The end and the value of the longest number that begins at a place."""
        found = self._parts(text, at, 0)
        if found is None:
            return None
        end, values = found
        value = evaluate(values)
        return None if value is None else (end, value)

    def _parts(self, text: str, at: int, depth: int) -> tuple[int, list[int]] | None:
        if depth >= _PARTS:
            return None
        for end, value in self._words(text, at):
            for following in self._next(text, end):
                rest = self._parts(text, following, depth + 1)
                if rest is not None:
                    return rest[0], [value, *rest[1]]
            if boundary(text, end):
                return end, [value]
        return None

    def _words(self, text: str, at: int) -> list[tuple[int, int]]:
        """Words that begin at a place, as (end, value): whole ones first, the longest first."""
        every = self.sizes.get(text[at : at + _HEAD]) or self.sizes.get(text[at : at + 1]) or ()
        sizes = [size for size in every if at + size <= len(text)]
        found = []
        for size in sizes:
            value = self.whole.get(text[at : at + size])
            if value is not None:
                found.append((at + size, value))
        for size in sizes:
            value = self.stems.get(text[at : at + size])
            if value is not None:
                end = at + size
                while end < len(text) and is_letter(text[end]):
                    end += 1
                if end - at - size <= _ENDING:
                    found.append((end, value))
        return found

    def _next(self, text: str, end: int) -> list[int]:
        """Where the next part may begin: right here, after a gap, after a joining word."""
        if end >= len(text):
            return []
        start = end
        while start < len(text) and start - end < 3 and text[start] in _GAPS:
            start += 1
        places = [start]
        for join in self.joins:
            if text.startswith(join, start):
                after = start + len(join)
                while after < len(text) and text[after] in _GAPS:
                    after += 1
                places.append(after)
        return places


def evaluate(values: list[int]) -> int | None:
    """One number out of the values of its parts; None if they make none below 10,000."""
    total, current = 0, -1
    for value in values:
        if value == 1000:
            total, current = total + (current if current > 0 else 1) * 1000, -1
        elif value == 100:
            current = current * 100 if current > 0 else 100
        elif 18 <= current <= 21 and 10 <= value < 100 and not total:
            total, current = current * 100, value
        else:
            current = max(current, 0) + value
    number = total + max(current, 0)
    return number if number < 10_000 else None
