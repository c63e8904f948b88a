"""What a letter is made of before it is set: words with their language and direction, in order.

The template sets these parts; it knows nothing of decisions, and what people wrote reaches it as
data alone, so that none of it can be taken for markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

UNKNOWN = "und"
"""The language of people's own words, which nobody told us (ISO 639-2: undetermined)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, its direction (``ltr`` or ``rtl``) and its language (ISO 639)."""

    text: str
    dir: str
    lang: str = UNKNOWN


Line = tuple[Words, ...]
"""A message in each language of the letter, or people's own words in one."""

Cell = tuple[Line, ...]
"""What stands in one place of a table, one line under the other."""

SHORT = 1500
"""So many signs in two columns take half a page at most."""


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence, its languages beside each other."""

    line: Line
    part: Literal["say"] = field(default="say", init=False)


@dataclass(frozen=True, slots=True)
class Own:
    """People's own words by paragraphs, each on the side where its letters begin."""

    paragraphs: tuple[Words, ...]
    strong: bool = False
    part: Literal["own"] = field(default="own", init=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value under its name."""

    name: Line
    value: Cell


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts in two columns; ``whole`` if they are so short that no page needs to end within."""

    facts: tuple[Fact, ...]
    whole: bool
    part: Literal["facts"] = field(default="facts", init=False)

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> Self:
        """These facts, kept on one page if they are short."""
        lines = (line for one in facts for line in (one.name, *one.value))
        signs = sum(len(words.text) for line in lines for words in line)
        return cls(tuple(facts), signs <= SHORT)


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared, and a cell for each column."""

    name: Line
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table whose columns have names, and whose rows too."""

    columns: tuple[Line, ...]
    rows: tuple[Row, ...]
    part: Literal["comparison"] = field(default="comparison", init=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A term and what is said of it."""

    name: Line
    parts: tuple[Say | Own, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of terms."""

    items: tuple[Item, ...]
    part: Literal["items"] = field(default="items", init=False)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signed, and where the letter can be checked.

    ``qr`` is a picture in SVG; without one nothing is signed yet.
    """

    signature: Words
    signed: Line
    qr: str
    qr_text: str
    checks: tuple[tuple[Line, str], ...]
    part: Literal["signing"] = field(default="signing", init=False)


Part = Say | Own | Facts | Comparison | Items | Signing


@dataclass(frozen=True, slots=True)
class Section:
    """Parts under a heading; ``whole`` if no page may end within."""

    heading: Line
    parts: Sequence[Part]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """That a letter is a draft: the mark of each page, what that means, and what is missing."""

    word: Line
    mark: Line
    meaning: Say
    lacks: Line
    missing: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter, from its head to its foot."""

    lang: str
    dir: str
    title: str
    description: str
    author: str
    draft: Draft | None
    head: tuple[Words, ...]
    contact: tuple[Words, ...]
    foot: Words | None
    reference: str
    holder: Words
    born: Line
    about: tuple[Fact, ...]
    heading: Line
    outcome: Line
    said: Line
    notes: tuple[Say, ...]
    sections: tuple[Section, ...]
