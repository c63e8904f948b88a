"""The words that dates are written with in some languages, as one vocabulary.

Month names come from Unicode's CLDR (through Babel); what it lacks, and everything else, from
``data/dates/<language>.toml``, whose keys ``data/dates/en.toml`` explains. The months of other
calendars that any paper may use are in ``data/calendars.toml``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale, UnknownLocaleError

from recognition.documents.extraction.dates.number_words import NumberWords, boundary
from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.lexicon import table

_SHORTEST = 3  # letters of a month's name, unless the data gives it
_NUMBERED = re.compile(r"[\d月월]")  # 'tháng 6', '六月': read as numbers
_HEAD = 2


class Kind(Enum):
    """What a word or number is to a date."""

    NUMBER = auto()
    MONTH = auto()
    MONTH_BEFORE = auto()  # 'tháng 6': the word makes the number after it a month
    MONTH_AFTER = auto()  # '6 сарын': … the number before it
    ROMAN = auto()
    FILL = auto()
    MARK = auto()  # punctuation
    OTHER = auto()


MONTHS = (Kind.MONTH, Kind.MONTH_BEFORE, Kind.MONTH_AFTER)
"""Whatever names a month."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word means: a month has a calendar and a number, other words only a kind."""

    kind: Kind
    calendar: str = ""
    value: int = 0


@dataclass(slots=True)
class Vocabulary:
    """Words and phrases of dates, number words, and habits of some languages."""

    entries: dict[str, Entry] = field(default_factory=dict)
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    numbers: NumberWords = field(default_factory=NumberWords)
    prefixes: tuple[str, ...] = ()
    year_first: bool = False
    heads: re.Pattern[str] = re.compile("")  # how anything known begins, prefix and all
    months: re.Pattern[str] = re.compile("")  # how whatever makes a month begins

    def add(self, phrase: str, entry: Entry) -> None:
        """Take up a phrase; its first meaning stays."""
        self.entries.setdefault(phrase, entry)
        sizes = {*self.sizes.get(phrase[:_HEAD], ()), len(phrase)}
        self.sizes[phrase[:_HEAD]] = tuple(sorted(sizes, reverse=True))

    def close(self) -> None:
        """Prepare ``heads`` and ``months``, when all words are taken up."""
        numbers = (*self.numbers.whole, *self.numbers.stems)
        prefix = "(?:" + "|".join(map(re.escape, self.prefixes)) + ")?"
        self.heads = re.compile(prefix + _beginnings((*self.entries, *numbers)))
        months = (word for word, entry in self.entries.items() if entry.kind in MONTHS)
        self.months = re.compile(_beginnings(months))

    def longest(self, text: str, at: int) -> tuple[int, Entry] | None:
        """The end and the meaning of the longest phrase that begins at a place."""
        head = text[at : at + _HEAD]
        for size in (*self.sizes.get(head, ()), *self.sizes.get(head[:1], ())):
            entry = self.entries.get(text[at : at + size])
            if entry and at + size <= len(text) and boundary(text, at + size):
                return at + size, entry
        return None


def _beginnings(words: Iterable[str], depth: int = 3) -> str:
    """A pattern of the first letters of words."""
    after: dict[str, set[str]] = {}
    for word in words:
        if word:
            after.setdefault(word[0], set()).add(word[1:])
    if depth == 1:
        return "[" + "".join(map(re.escape, sorted(after))) + "]"
    parts = (
        re.escape(first) + ("" if "" in rest else _beginnings(rest, depth - 1))
        for first, rest in sorted(after.items())
    )
    return "(?:" + "|".join(parts) + ")"


@cache
def _known() -> frozenset[str]:
    folder = resources.files("recognition.documents").joinpath("data/dates")
    return frozenset(entry.name.removesuffix(".toml") for entry in folder.iterdir())


@cache
def date_data(languages: tuple[str, ...]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The data of languages, those they refer to (``also``), English and Latin, in that order."""
    codes = dict.fromkeys(languages)
    for code in languages:
        if code in _known():
            codes |= dict.fromkeys(table(f"dates/{code}").get("also", "").split())
    codes |= dict.fromkeys(("en", "la"))
    return tuple((code, table(f"dates/{code}") if code in _known() else {}) for code in codes)


@cache
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """The vocabulary of some languages; English and Latin always belong to it."""
    found = Vocabulary()
    data = date_data(languages)
    for code, own in data:
        endings = tuple(fold(ending) for ending in own.get("endings", "").split())
        for calendar in own.get("calendars", "").split():
            _add_named(found, calendar, table("calendars")["months"][calendar], endings)
        _add_months(found, code, own)
    for calendar, months in table("calendars")["months"].items():
        _add_named(found, calendar, months, ())
    for code, own in data:
        _add_words(found, own, single=code != "la" or "la" in languages)
    joins = {fold(join) for _, own in data for join in own.get("joins", "").split()}
    found.numbers.joins = tuple(sorted(joins, key=len, reverse=True))
    prefixes = {fold(prefix) for _, own in data for prefix in own.get("prefixes", "").split()}
    found.prefixes = tuple(sorted(prefixes, key=len, reverse=True))
    found.year_first = any(own.get("year_first") for code, own in data if code in languages)
    found.close()
    return found


def _spellings(written: str) -> Iterator[str]:
    """A phrase of the data (``_`` is a space within it) as it may stand in folded text."""
    phrase = fold(written.replace("_", " "))
    yield phrase
    for mark in ("-", "'"):
        if mark in phrase:
            yield phrase.replace(mark, " ")
            yield phrase.replace(mark, "")
    if "\u200c" in written:
        yield fold(written.replace("\u200c", " "))


def _add_words(found: Vocabulary, own: dict[str, Any], *, single: bool) -> None:
    kinds = (("month_before", Kind.MONTH_BEFORE), ("month_after", Kind.MONTH_AFTER))
    for key, kind in (*kinds, ("fill", Kind.FILL)):
        for written in own.get(key, "").split():
            for phrase in _spellings(written):
                found.add(phrase, Entry(kind))
    for value, words in own.get("numbers", {}).items():
        for written in words.split() if single else ():
            for word in _spellings(written):
                found.numbers.add(word, int(value))


def _add_months(found: Vocabulary, code: str, own: dict[str, Any]) -> None:
    endings = tuple(fold(ending) for ending in own.get("endings", "").split())
    for calendar, months in own.get("months", {}).items():
        _add_named(found, calendar, months, endings)
    for names in _cldr(code, own.get("locales", "").split()):
        for name, number in names:
            # folding may take away what told two abbreviations apart
            clear = len({other for same, other in names if same == name}) == 1
            long = len(name) >= (_SHORTEST if name.isascii() else 2)
            if clear and long and not _NUMBERED.search(name):
                _add_month(found, name, Entry(Kind.MONTH, "gregorian", number), endings)


def _cldr(code: str, locales: Iterable[str]) -> Iterator[list[tuple[str, int]]]:
    """Names of months with their numbers, whole ones before abbreviations."""
    for name in (code, *locales):
        try:
            months = Locale.parse(name).months
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                yield [
                    (fold(written).strip(".'׳"), number)
                    for number, written in months[context][width].items()
                ]


def _add_named(
    found: Vocabulary, calendar: str, months: dict[str, str], endings: tuple[str, ...]
) -> None:
    for number, names in months.items():
        for written in names.split():
            for name in _spellings(written):
                _add_month(found, name, Entry(Kind.MONTH, calendar, int(number)), endings)


def _add_month(found: Vocabulary, name: str, entry: Entry, endings: tuple[str, ...]) -> None:
    found.add(name, entry)
    for ending in endings if len(name) >= _SHORTEST else ():
        found.add(name + ending, entry)
