"""Where a value may begin and end: at its line, a mark, a phrase, another script, a small word."""

import re
from collections.abc import Iterator
from dataclasses import replace

from recognition.documents.extraction.candidate import Candidate
from recognition.documents.extraction.page.layout import PageText, Segment, Span
from recognition.documents.extraction.page.names import SMALL_WORDS
from recognition.documents.extraction.page.stretches import LEAD, MOST, line_at
from recognition.documents.language import letter_script

_MARK = re.compile(
    r"[;:|«»“”\"()\[\]{}]|\.(?=\s|$)|\.{3,}|…|_{2,}|[。；：「」【】（）։።፣፤]|\s[-–—/·•]\s"
)
_COMMA = re.compile(r"[,，、،]")
_LAST_WORD = re.compile(r"\s(\S+)$")
_OPENING = '«“”„"(['


def endings(candidate: Candidate) -> Iterator[Candidate]:
    """A candidate with each end that it may have: from its own back, and on into the next line."""
    span, page = candidate.span, candidate.span.page
    if span.end <= span.start:
        return
    seen: dict[int, list[str]] = {}
    for end, edge in _ends(span):
        clean = _without_small_words(page, span.start, end)
        if clean > span.start:
            seen.setdefault(clean, []).append(edge)
    for end, edges in seen.items():
        yield candidate.on(Span(page, span.start, end), *edges)
    below = _goes_on(span)
    if below is not None and below.start == span.end + 1:
        yield candidate.on(Span(page, span.start, below.end), "to_next_line")
    elif below is not None:
        parts = (span, Span(page, below.start, below.end))
        yield replace(candidate, parts=parts, edges=(*candidate.edges, "to_next_cell"))


def _without_small_words(page: PageText, start: int, end: int) -> int:
    """The end before marks, and before an "and" or "in" that leads on to what is said next."""
    while True:
        text = page.folded[start:end].rstrip(" :-–—,/\"'(.\n\t")
        last = _LAST_WORD.search(text)
        if last is None or last[1] not in SMALL_WORDS:
            return start + len(text)
        if page.printed(start + last.start(1), start + len(text))[:1].isupper():
            return start + len(text)
        end = start + last.start()


def _ends(span: Span) -> Iterator[tuple[int, str]]:
    page, start = span.page, span.start
    yield span.end, "to_line"
    segment = page.segment_at(start)
    if segment is not None and segment.end < span.end:
        yield segment.end, "to_row"
    stop = next((m for m in page.stops_from(start + 1) if m.end > start + 1), None)
    if stop is not None and stop.start < span.end:
        yield stop.start, "to_stop"
    text = page.folded[start : span.end]
    for pattern, edge in ((_MARK, "to_mark"), (_COMMA, "to_comma")):
        hits = [h for h in pattern.finditer(text) if _parts(text, h)]
        if hits:
            yield start + hits[0].start(), edge
        if len(hits) > 1 and hits[0][0] in _OPENING:  # "Sarjana Teknik (S.T.)", and not further
            yield start + hits[1].end(), "to_closing"
        if hits and hits[0][0] in _OPENING:  # a name in quotes, and what stands after it
            later = next((h for h in hits[2:]), None)
            yield (start + later.start() if later else span.end), "to_after_quotes"
    digit = re.search(r"(?<=\W)\d", text)
    if digit and text[: digit.start()].strip():
        yield start + digit.start(), "to_digit"
    other = other_script(text)
    if other is not None:
        yield start + other, "to_script"
    caps = _capitals(page, start, span.end)
    if caps is not None:
        yield caps, "to_small"


def _goes_on(span: Span) -> Segment | None:
    """The line right below, in the same column and of the same height: a value may go on there."""
    page = span.page
    own = page.segment_at(span.end - 1)
    below = page.below(own) if own is not None else None
    if own is None or below is None or below.end - below.start > 60:
        return None
    alike = abs(own.height - below.height) < 0.35 * max(own.height, below.height)
    left = abs(own.box[0] - below.box[0]) < 0.02
    right = abs(own.box[2] - below.box[2]) < 0.02
    middle = abs(own.box[0] + own.box[2] - below.box[0] - below.box[2]) < 0.06
    return below if alike and (left or right or middle) else None


def other_script(text: str) -> int | None:
    """Where letters of another script begin than the first; papers print a value in each."""
    first = ""
    for place, letter in enumerate(text):
        script = letter_script(letter)
        if script and first and script != first:
            return place
        first = first or script
    return None


def _parts(text: str, hit: re.Match[str]) -> bool:
    """Whether a mark parts a text (a full stop after an abbreviation does not)."""
    if not text[: hit.start()].strip(" \"'(«„“"):
        return False
    return hit[0] != "." or not _abbreviation(text, hit.start())


def _abbreviation(window: str, place: int) -> bool:
    word = re.split(r"[\s]", window[:place])[-1]
    return len(word) <= 3 or "." in word


def _capitals(page: PageText, start: int, end: int) -> int | None:
    """End of the run of capitalised words that begins a stretch; None where there is none."""
    last = None
    for hit in re.finditer(r"\S+", page.folded[start:end]):
        word = page.printed(start + hit.start(), start + hit.end()).lstrip("'‘’ʻ(\"“„«")
        letters = [c for c in word if c.isalpha()]
        if not letters or letters[0].upper() == letters[0].lower():
            return None if last is None else last
        if letters[0].isupper():
            last = start + hit.end()
        elif hit[0].strip(".,'") not in SMALL_WORDS:
            break
    return last


def starts(
    page: PageText, place: int, word: int, *, after_body: bool = False
) -> list[tuple[int, tuple[str, ...]]]:
    """Where a value that holds ``place`` may begin; ``word`` is where the telling word stands.

    ``after_body``: it may follow the name of a body (in Chinese every value may).
    """
    line = line_at(page, place)
    found: dict[int, list[str]] = {}

    def add(start: int, edge: str) -> None:
        lead = LEAD.match(page.folded, start, max(place, start))
        start = lead.end() if lead else start
        if start <= place:
            found.setdefault(start, []).append(edge)

    low = max(line.start, place - MOST)
    add(low, "from_line")
    segment = page.segment_at(place)
    if segment is not None:
        add(segment.start, "from_row")
    add(word, "from_word")
    stop = max((m.end for m in page.stops if low <= m.start and m.end <= place), default=None)
    if stop is not None:
        add(stop, "from_stop")
    lead = max((m.end for m in page.found("institution", "lead")
                if low <= m.start and m.end <= place + 1), default=None)  # fmt: skip
    if lead is not None:
        add(lead, "from_lead")
    body = _after_body(page, low, place, spaced=after_body)
    if body is not None:
        add(body, "from_body")
    text = page.folded[low:place]
    marks = [h for h in re.finditer(rf"{_MARK.pattern}|{_COMMA.pattern}", text) if _parts(text, h)]
    if marks:
        add(low + marks[-1].end(), "from_mark")
    other = other_script(page.folded[low : place + 1][::-1])
    if other is not None:
        add(place + 1 - other, "from_script")
    add(_capitals_back(page, low, place), "from_capital")
    return [(start, tuple(edges)) for start, edges in found.items()]


def _after_body(page: PageText, low: int, place: int, *, spaced: bool) -> int | None:
    """Where the name of a body ends; in Chinese a value goes on after it without a space."""
    ends = [
        match.end
        for match in page.found("institution", "words")
        if low <= match.start and match.end <= place
        and (spaced or letter_script(page.folded[match.end - 1]) == "Hani")
    ]  # fmt: skip
    return max(ends, default=None)


def _capitals_back(page: PageText, low: int, place: int) -> int:
    """Beginning of the run of capitalised words that ends at a place."""
    first = place
    for hit in reversed(list(re.finditer(r"\S+", page.folded[low:place]))):
        word = page.printed(low + hit.start(), low + hit.end())
        letters = [c for c in word if c.isalpha()]
        if letters and letters[0].isupper():
            first = low + hit.start()
        elif hit[0].strip(".,'") not in SMALL_WORDS:
            break
    return first
