"""What a line says of itself: that it is a label, the name of a state, or leads on to a value."""

from functools import cache
from typing import NamedTuple

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.lexicon import Key, phrasebook, table
from recognition.documents.extraction.page.matching import find_all
from recognition.documents.extraction.page.states import state_names

LABELS: tuple[Key, ...] = (
    ("stop", "words"),
    *((name, "before") for name in (
        "holder_name", "date_of_birth", "place_of_birth", "relatives", "document_number",
        "nationality", "award_date", "institution", "qualification_title", "field_of_study",
        "grade", "credits", "duration",
    )),
    ("holder_name", "family"), ("holder_name", "given"), ("holder_name", "middle"),
)  # fmt: skip
"""Phrases that stand before a value, and other words that begin something of their own."""

_BESIDE = " .,:;-_/()\"'"
_LEAST = 4  # letters of a label: shorter ones are words of any line


class Said(NamedTuple):
    """Whether a line begins with a label, is nothing else, has a colon after it, ends with one."""

    label: bool
    alone: bool
    colon: bool
    leads: bool
    state: bool
    """It is the name of a state and nothing else."""
    leads_on: bool
    """Its last word is one that no line ends with unless it goes on."""


@cache
def said(text: str, languages: tuple[str, ...]) -> Said:
    """What a line says of itself, by the phrases of some languages as they are written."""
    folded = fold(text)
    plain = folded.strip(_BESIDE)
    start, end = len(folded) - len(folded.lstrip(_BESIDE)), len(folded.rstrip(_BESIDE))
    found = find_all(folded, phrasebook(languages), fuzzy=False)
    labels = [m for key in LABELS for m in found.get(key, ()) if m.size >= _LEAST]
    first = max((m.end for m in labels if m.start == start), default=0)
    return Said(
        label=first > 0,
        alone=first >= end > 0,
        colon=first > 0 and folded[first : first + 2].lstrip()[:1] == ":",
        leads=any(m.end >= end for m in labels),
        leads_on=folded.rsplit(" ", 1)[-1] in _lead_on(),
        state=plain in state_names(languages).get(plain.split(" ", 1)[0], ()),
    )


@cache
def _lead_on() -> frozenset[str]:
    return frozenset(fold(word) for word in table("small_words")["lead_on"])
