"""The eight sections of a Diploma Supplement and their items, by number.

The numbers are those of the model that the European Commission, the Council of Europe and
UNESCO/CEPES agreed on; labels may be in any language, so only numbers are looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recognition.documents.extraction.page.layout import PageText, Span
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.model import Section

_NUMBER = re.compile(
    r"(?:(?<=[\n\t])|^)\s*(?P<section>[1-8])(?:[.,]\s?(?P<item>\d))?[.):]?\s(?=\s*\S)"
)


@dataclass(frozen=True, slots=True)
class _Head:
    page: PageText
    start: int
    body: int
    number: tuple[int, int]


def sections(paper: Paper) -> tuple[Section, ...]:
    """Items in order ("2.1" and its text, label included), where at least four sections stand."""
    heads = _rising([head for page in paper.pages for head in _heads(page)])
    if len({head.number[0] for head in heads}) < 4:
        return ()
    return tuple(_section(head, following) for head, following in zip(heads, [*heads[1:], None],
                                                                      strict=True))  # fmt: skip


def _heads(page: PageText) -> Iterator[_Head]:
    for hit in _NUMBER.finditer(page.folded):
        number = (int(hit["section"]), int(hit["item"] or 0))
        yield _Head(page, hit.start("section"), hit.end(), number)


def _rising(heads: list[_Head]) -> list[_Head]:
    """The longest run of numbers that rise: what breaks the order is a number of something else."""
    best: list[tuple[int, int]] = []
    for index, head in enumerate(heads):
        length, before = 1, -1
        for earlier in range(index):
            if heads[earlier].number < head.number and best[earlier][0] + 1 > length:
                length, before = best[earlier][0] + 1, earlier
        best.append((length, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: best[i][0])
    run = []
    while at >= 0:
        run.append(heads[at])
        at = best[at][1]
    return run[::-1]


def _section(head: _Head, following: _Head | None) -> Section:
    page = head.page
    same = following is not None and following.page is page
    end = following.start if following is not None and same else len(page.folded)
    span = Span(page, head.body, end)
    section, item = head.number
    return Section(
        number=f"{section}.{item}" if item else str(section),
        text=span.text,
        page=page.number,
        box=span.box,
    )
