"""Stretches that the tagger takes for a value, wherever layout and phrases would not look."""

import re
from collections.abc import Iterator

import numpy as np

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.tagger import BEGIN, END, INSIDE, TAGGED, PageTags
from recognition.domain.vocabulary import FieldName

_LEAST = -2.5  # log-odds from which a value may begin, go on or end
_MOST_BEGINNINGS, _MOST_ENDS, _MOST_WORDS = 4, 2, 20
_SHARE = re.compile(r"\s?[%٪]")


def tagged_spans(paper: Paper, name: FieldName) -> Iterator[Candidate]:
    """The likeliest stretches of a field on each page, each with its likeliest ends."""
    own = TAGGED.index(name)
    for page in paper.pages:
        tags = paper.tags[page.number]
        for first, last in _stretches(tags, own):
            end = tags.ends[last]
            share = _SHARE.match(page.folded, end)
            whole = Span(page, tags.starts[first], share.end() if share else end)
            yield Candidate(whole, Means.TAGGED)


def _stretches(tags: PageTags, own: int) -> Iterator[tuple[int, int]]:
    """First and last word of each."""
    if not tags.starts:
        return
    odds = tags.odds[:, own]
    likely = np.argsort(-odds[:, BEGIN])[:_MOST_BEGINNINGS]
    for first in (int(place) for place in likely if odds[place, BEGIN] > _LEAST):
        ends = []
        for last in range(first, min(first + _MOST_WORDS, len(tags.starts))):
            if odds[last, INSIDE] < _LEAST:
                break
            if odds[last, END] > _LEAST:
                ends.append((-float(odds[last, END]), last))
        yield from ((first, last) for _, last in sorted(ends)[:_MOST_ENDS])
