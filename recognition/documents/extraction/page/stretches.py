"""Lines of a page as stretches of its text."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from recognition.documents.extraction.page.layout import PageText, Span

LEAD = re.compile(r"[\s:;,.\-–—/|_=\"'()«»“”„*…·•]*")
"""What stands before a value and is no part of it."""
MOST = 160
"""Letters that a value has at most."""


def line_at(page: PageText, place: int) -> Span:
    """The line around a place, wrapped lines joined, up to gaps."""
    index = max(0, bisect_left(page.breaks, place))
    start = page.breaks[index - 1] + 1 if index > 0 else 0
    end = page.breaks[index] if index < len(page.breaks) else len(page.folded)
    return Span(page, min(start, place), end)


def to_line_end(page: PageText, start: int) -> Span:
    """From a place to the end of its line, at most 160 letters."""
    return Span(page, start, min(line_at(page, start).end, start + MOST))


def lines(page: PageText) -> Iterator[Span]:
    """Every line, wrapped lines joined, parted at gaps."""
    start = 0
    for end in (*page.breaks, len(page.folded)):
        if end > start:
            yield Span(page, start, end)
        start = end + 1


def same_line(page: PageText, start: int, place: int) -> bool:
    """Whether two places are in one line of one column, or in lines that wrap."""
    if place >= len(page.folded):
        return False
    index = bisect_left(page.breaks, start)
    return index >= len(page.breaks) or page.breaks[index] >= place
