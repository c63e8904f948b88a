"""Candidates for a field: what stands after a label, before a phrase, or in a line of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recognition.documents.extraction.layout import PageText, Span
from recognition.documents.extraction.lexicon import (
    Match,
    Phrases,
    all_stops,
    expression,
    find,
    phrases,
)

_LEAD = re.compile(r"[\s:;,.\-–—/|_=\"'()«»“”„*]*")
_HARD = re.compile(r"[\n\t]|[;:|«»“”\"()\[\]]|\.(?=\s|$)|,")
_MAX = 140


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value and how strong the evidence is (0..1), before checks."""

    span: Span
    strength: float


@dataclass(frozen=True, slots=True)
class Ends:
    """What ends a value besides the next label and the end of the line."""

    comma: bool = True
    brackets: bool = True
    stop: bool = True  # a full stop before a space


def after_labels(
    page: PageText,
    languages: tuple[str, ...],
    section: str,
    *,
    role: str = "before",
    ends: Ends = Ends(),
    outside: Sequence[Match] = (),
) -> Iterator[Candidate]:
    """What follows the labels of a field: in the line, else beside the label, else below it.

    Longer labels are surer. Labels within a longer one of ``outside`` are no labels.
    """
    group = phrases(languages, section, role)
    stops = all_stops(languages)
    for match in find(page, group, fuzzy=True):
        if any(_within(match, other) for other in outside):
            continue
        if page.folded[match.end : match.end + 1] == ")":
            continue
        long = min(0.05, (match.end - match.start) * 0.0025)
        inline = _skip(page, match.end, group)
        if _same_segment(page, match.end - 1, inline):
            yield Candidate(_until(page, inline, stops, ends), 0.88 + long)
            continue
        yielded = False
        segment = page.segment_at(page.at[match.end - 1])
        if segment is not None and "\t" not in page.folded[match.end : inline]:
            for neighbour in page.neighbours(segment):
                start = _folded_place(page, neighbour.start)
                start = _skip(page, start, group)
                span = _until(page, start, stops, ends)
                if span.text:
                    yielded = True
                    yield Candidate(span, 0.86 + long)
        if not yielded or "\t" in page.folded[match.end : inline]:
            yield Candidate(_until(page, inline, stops, ends), 0.78 + long)


def _within(match: Match, other: Match) -> bool:
    overlaps = other.start < match.end and match.start < other.end
    return overlaps and other.end - other.start > match.end - match.start


def before_phrases(
    page: PageText, languages: tuple[str, ...], section: str, *, role: str = "after"
) -> Iterator[Candidate]:
    """What stands right before a phrase, back to the last stop."""
    stops = all_stops(languages)
    for match in find(page, phrases(languages, section, role), fuzzy=False):
        text = page.folded[: match.start].rstrip(" \n\t:-–—\"'«»")
        low = max(0, len(text) - _MAX)
        window = text[low:]
        cut = 0
        for hard in _HARD.finditer(window):
            cut = max(cut, hard.end())
        for stop in expression(stops).finditer(window):
            if stop.end() < len(window):
                cut = max(cut, stop.end())
        start = low + cut + len(_LEAD.match(window[cut:])[0])  # type: ignore[index]
        if start < len(text):
            yield Candidate(page.span(start, len(text)), 0.75)


def lines_with(page: PageText, group: Phrases) -> Iterator[tuple[Match, Span]]:
    """Each whole line (wrapped lines joined) that holds a phrase of the group."""
    seen: set[int] = set()
    for match in find(page, group):
        start = max(page.folded.rfind(mark, 0, match.start) for mark in "\n\t") + 1
        ends = [page.folded.find(mark, match.end) for mark in "\n\t"]
        end = min([place for place in ends if place >= 0], default=len(page.folded))
        if start not in seen:
            seen.add(start)
            yield match, page.span(start, end)


def _skip(page: PageText, place: int, group: Phrases) -> int:
    """Past punctuation, and past the same label in a second language."""
    for _ in range(3):
        place += len(_LEAD.match(page.folded, place)[0])  # type: ignore[index]
        again = expression(group).match(page.folded, place)
        if again is None or "/" not in page.folded[max(0, place - 3) : place]:
            break
        place = again.end()
    return place


def _same_segment(page: PageText, start: int, place: int) -> bool:
    """Whether a label's end and a place are in one line of one column."""
    if place >= len(page.folded):
        return False
    segment = page.segment_at(page.at[start])
    return segment is not None and segment.start <= page.at[place] < segment.end


def _folded_place(page: PageText, place: int) -> int:
    return next((i for i, at in enumerate(page.at) if at >= place), len(page.at))


def _until(page: PageText, start: int, stops: Phrases, ends: Ends) -> Span:
    """From ``start`` to the next stop, at most one wrapped line or two further."""
    window = page.folded[start : start + _MAX]
    end = len(window)
    for hard in _HARD.finditer(window):
        mark = hard[0]
        if mark == "," and (not ends.comma or not window[: hard.start()].strip()):
            continue
        if mark in "()" and not ends.brackets:
            continue
        if mark == "." and (not ends.stop or _abbreviation(window, hard.start())):
            continue
        if hard.start() == 0:
            continue
        end = hard.start()
        break
    for stop in expression(stops).finditer(window):
        if window[stop.end() : stop.end() + 1] == ")":
            continue  # "(Finance Option)": part of the value
        if stop.start() > 0:
            end = min(end, stop.start())
            break
        if not window[stop.end() : end].strip(" :-/"):
            return page.span(start, start)  # a label, not a value
    text = window[:end].rstrip(" :-–—,/\"'")
    return page.span(start, start + len(text)) if text else page.span(start, start)


def _abbreviation(window: str, place: int) -> bool:
    word = re.split(r"[\s]", window[:place])[-1]
    return len(word) <= 3 or "." in word
