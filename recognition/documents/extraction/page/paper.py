"""A whole document as text: its pages, languages and what is usual on it."""

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from recognition.documents.extraction.page.layout import PageText, page_text
from recognition.documents.extraction.page.lexicon import known_languages, table
from recognition.documents.extraction.page.tagger import PageTags, Tagger, page_tags, tagger
from recognition.documents.extraction.page.word_roles import (
    PageWords,
    WordRoles,
    page_words,
    word_roles,
)
from recognition.documents.language import letter_script
from recognition.documents.model import PageReading

Hints = Callable[[str, str], tuple[float, float]]
"""How much a text in a language (ISO 639-1) is like a subject, and like a degree: 0..1 each."""


def no_hints(text: str, language: str) -> tuple[float, float]:
    """Where nobody knows subjects and degrees: the wording of the paper alone decides."""
    return 0.0, 0.0


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages that have words; ``languages`` have phrases, those on the paper first.

    ``spoken``: the same with those that have none, of which the months are known all the same;
    ``month_first``: numeric dates are written as in the United States.
    """

    pages: tuple[PageText, ...]
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    script: str = ""
    month_first: bool = False
    heights: dict[int, float] = field(default_factory=dict)
    hints: Hints = no_hints
    words: dict[int, PageWords] = field(default_factory=dict)
    tags: dict[int, PageTags] = field(default_factory=dict)

    def height(self, page: PageText) -> float:
        """The usual height of a line of a page, as a fraction of the page."""
        return self.heights.get(page.number, 0.0)


def paper(
    readings: Sequence[PageReading],
    hints: Hints = no_hints,
    roles: WordRoles | None = None,
    tags: Tagger | None = None,
) -> Paper:
    """The document that some page readings make; ``roles`` and ``tags``: other models of words."""
    spoken = with_relatives([c for reading in readings for c in reading.languages])
    languages = phrase_languages(spoken)
    pages = tuple(page_text(reading, languages) for reading in readings if reading.words)
    heights = {
        page.number: statistics.median(s.height for s in page.segments)
        for page in pages
        if page.segments
    }
    scripts = Counter(
        script for page in pages for letter in page.text if (script := letter_script(letter))
    )
    main = scripts.most_common(1)
    american = any(page.found("month_first", "words") for page in pages)
    words = {page.number: page_words(page.folded, roles or word_roles()) for page in pages}
    script = main[0][0] if main else ""
    tagged = {
        page.number: page_tags(page, script, words[page.number], tags or tagger()) for page in pages
    }
    return Paper(pages, languages, spoken, script, american, heights, hints, words, tagged)


def with_relatives(found: Sequence[str]) -> tuple[str, ...]:
    """Languages that a paper may be in: those found, their nearest relatives, and English.

    A short text is easily taken for a sister language; the words of both do no harm.
    """
    relatives = table("relatives")
    every = (*found, *(r for code in found for r in relatives.get(code, ())), "en")
    return tuple(dict.fromkeys(every))


def phrase_languages(spoken: Sequence[str]) -> tuple[str, ...]:
    """Those of some languages that there are phrases for."""
    return tuple(code for code in spoken if code in known_languages())
