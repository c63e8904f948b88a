"""Candidates for a field, by general means.

What stands after, beside, below or above a label, before a phrase, or around a word that gives a
value away. Where a value begins and ends is seldom certain, so each means gives several
stretches, and says what each begins and ends at; the ranking chooses.
"""

import re
from collections.abc import Iterator, Sequence

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.edges import endings, other_script, starts
from recognition.documents.extraction.page.layout import PageText, Segment, Span
from recognition.documents.extraction.page.matching import Match
from recognition.documents.extraction.page.stretches import LEAD, lines, same_line, to_line_end
from recognition.documents.language import letter_script

_LABEL_GOES_ON = 40  # letters: from a label to the colon that ends it
_CODE = re.compile(r"(?=\S*\d)[\w.\-/]{2,12}[.:]?\s+(?=[«„“\"]?[^\W\d])")
_SECOND_LABEL = re.compile(r"\s?[/|]\s?[^\W\d]")  # "Name / ስም", the value in another cell
_WITHIN_WORDS = frozenset({"to_digit", "to_small"})
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"\n\t]{3,110})[»“”\"]")


def after_labels(
    page: PageText, section: str, *, role: str = "before", outside: Sequence[Match] = ()
) -> Iterator[Candidate]:
    """What follows the labels of a field: in the line, else beside, below or above the label.

    Labels within a longer phrase of ``outside`` are none. Spans reach to the end of the line.
    """
    for match in page.found(section, role):
        if any(_within(match, other) for other in outside):
            continue
        inline = skip_labels(page, match.end, section, role)
        if same_line(page, match.end, inline):
            yield Candidate(to_line_end(page, inline), Means.INLINE, role, match)
            colon = _after_colon(page, match)
            if colon is not None and colon > inline:
                yield Candidate(
                    to_line_end(page, colon), Means.INLINE, role, match, ("from_colon",)
                )
            elif _SECOND_LABEL.match(page.folded, match.end):
                after = to_line_end(page, match.end).end + 1
                yield from _around(page, match, after, section, role)
        else:
            yield from _around(page, match, inline, section, role)


def _after_colon(page: PageText, label: Match) -> int | None:
    """Where a value begins after a label that goes on: "Name / Naam:", "Name (in full):"."""
    rest = page.folded[label.end : to_line_end(page, label.end).end]
    place = rest.find(":", 0, _LABEL_GOES_ON)
    if place < 0 or not rest[place + 1 :].strip():
        return None
    lead = LEAD.match(page.folded, label.end + place)
    return lead.end() if lead else label.end + place + 1


def _around(
    page: PageText, match: Match, inline: int, section: str, role: str
) -> Iterator[Candidate]:
    segment = page.segment_at(match.end - 1)
    if segment is None:
        return
    places: list[tuple[Segment | None, Means]] = [
        (page.beside(segment), Means.BESIDE),
        (page.below(segment), Means.BELOW),
    ]
    if not page.folded[segment.start : match.start].strip(" (:-–—/"):
        places.append((page.above(segment), Means.ABOVE))
    taken = set()
    for neighbour, means in places:
        if neighbour is not None:
            taken.add(neighbour.start)
            start = skip_labels(page, neighbour.start, section, role)
            yield Candidate(to_line_end(page, start), means, role, match)
    if inline < len(page.folded) and inline not in taken:
        yield Candidate(to_line_end(page, inline), Means.NEXT, role, match)


def _within(match: Match, other: Match) -> bool:
    return other.start < match.end and match.start < other.end and other.size > match.size


def before_phrases(page: PageText, section: str, *, role: str = "after") -> Iterator[Candidate]:
    """What stands right before a phrase: several beginnings, from the line's on.

    In Chinese, where no space tells, a phrase within a longer one may be meant as well.
    """
    han = [
        m
        for m in page.every.get((section, role), ())
        if letter_script(page.folded[m.start]) == "Hani"
    ]
    for match in dict.fromkeys([*page.found(section, role), *han]):
        end = len(page.folded[: match.start].rstrip(" \n\t:-–—\"'«»,("))
        if end <= 0:
            continue
        after_body = section == "field_of_study"  # "Kauno kolegijos verslo vadybos programą"
        for start, edges in starts(page, end - 1, match.start, after_body=after_body):
            if start < end:
                span = Span(page, start, end)
                yield Candidate(span, Means.BEFORE_PHRASE, role, match, edges)


def around_words(page: PageText, section: str, role: str) -> Iterator[Candidate]:
    """Stretches around each word that gives a value away, within its line."""
    for match in page.found(section, role):
        for start, edges in starts(page, match.start, match.start):
            whole = Candidate(to_line_end(page, start), Means.LINE, role, match, edges)
            yield from (c for c in endings(whole) if c.span.end >= match.end)
            if start < match.start and section == "institution":
                yield Candidate(Span(page, start, match.end), Means.LINE, role, match,
                                (*edges, "to_own_word"))  # fmt: skip


def plain_lines(page: PageText) -> Iterator[Candidate]:
    """Every short line as it stands, without a code before it, on into the next, and in quotes."""
    for line in lines(page):
        if line.end - line.start > 130:
            continue
        whole = Candidate(line, Means.SHAPE)
        yield from (c for c in endings(whole) if set(c.edges) - _WITHIN_WORDS)
        code = _CODE.match(page.folded, line.start, line.end)
        if code and code.end() < line.end:
            yield whole.on(Span(page, code.end(), line.end), "from_code")
        other = other_script(page.folded[line.start : line.end])
        if other is not None:
            yield whole.on(Span(page, line.start + other, line.end), "from_script")
    for quoted in _QUOTED.finditer(page.folded):
        yield Candidate(Span(page, *quoted.span(1)), Means.SHAPE, edges=("in_quotes",))


def wrapped_rows(page: PageText) -> Iterator[Candidate]:
    """Single rows of lines that seem to wrap: each may be a line of its own after all."""
    ends = {-1, len(page.folded), *page.breaks}
    for segment in page.segments:
        whole = segment.start - 1 in ends and segment.end in ends
        if 2 < segment.end - segment.start < 130 and not whole:
            row = Span(page, segment.start, segment.end)
            yield Candidate(row, Means.SHAPE, edges=("from_row", "to_row"))


def skip_labels(page: PageText, place: int, section: str, role: str) -> int:
    """Past punctuation, and past the same label in another language."""
    for _ in range(3):
        lead = LEAD.match(page.folded, place)
        place = lead.end() if lead else place
        again = next((m for m in page.found(section, role) if m.start == place), None)
        if again is None or not same_line(page, place, again.end):
            break
        place = again.end
    return place
