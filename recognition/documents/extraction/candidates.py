"""Candidates for a field, by general means.

What stands after, beside, below or above a label, before a phrase, or around a word that gives a
value away. Where a value begins and ends is seldom certain, so each means gives several
stretches, and says what each begins and ends at; the ranking chooses.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from recognition.documents.extraction.layout import PageText, Segment, Span
from recognition.documents.extraction.level import union
from recognition.documents.extraction.lexicon import table
from recognition.documents.extraction.matching import Match
from recognition.documents.language import letter_script
from recognition.documents.model import Box

LEAD = re.compile(r"[\s:;,.\-–—/|_=\"'()«»“”„*…·•]*")
_MARK = re.compile(
    r"[;:|«»“”\"()\[\]{}]|\.(?=\s|$)|\.{3,}|…|_{2,}|[。；：「」【】（）։።፣፤]|\s[-–—/·•]\s"
)
_COMMA = re.compile(r"[,，、،]")
_MAX = 160
_LABEL_GOES_ON = 40  # letters: from a label to the colon that ends it
_OPENING = '«“”„"(['
SMALL_WORDS = frozenset(table("small_words")["words"])
"""Words that a name or title may hold in small letters, and seldom ends with."""

_NO_LABEL = Match(0, 0)


class Means(StrEnum):
    """How a candidate was found."""

    INLINE = "inline"
    BESIDE = "beside"
    BELOW = "below"
    ABOVE = "above"
    NEXT = "next"
    BEFORE_PHRASE = "before_phrase"
    LINE = "line"
    PART = "part"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value, how it was found, and by which phrase (none: size 0).

    ``role`` is the phrase's role; ``edges`` what the stretch begins and ends at; ``parts`` are
    the stretches that make the value where it is not one; ``normalised`` is its form for
    comparing where that is not what is printed.
    """

    span: Span
    means: Means
    role: str = ""
    label: Match = _NO_LABEL
    edges: tuple[str, ...] = ()
    parts: tuple[Span, ...] = ()
    normalised: str = ""
    bonus: float = 0.0

    @property
    def value(self) -> str:
        """As printed, one part after the other."""
        if self.parts:
            return " ".join(part.text for part in self.parts)
        text = self.span.text.strip(" .,;:'\"-–—/|_*«»„“”")
        return text + ")" if text.count("(") == text.count(")") + 1 else text

    @property
    def box(self) -> Box | None:
        """Where it stands, on the page image as it was split off."""
        boxes = [box for part in self.parts or (self.span,) if (box := part.box)]
        return union(boxes) if boxes else None

    @property
    def compared(self) -> str:
        """As it is compared with other candidates."""
        if self.parts:
            return " ".join(part.folded for part in self.parts)
        return self.normalised or self.span.folded

    def on(self, span: Span, *edges: str) -> "Candidate":
        """The same with another stretch, and what that begins or ends at."""
        return replace(self, span=span, edges=(*self.edges, *edges), parts=())

    def cut(self, span: Span, edge: str) -> "Candidate":
        """The same, ended elsewhere: what it ended at before no longer counts."""
        kept = (e for e in self.edges if not e.startswith("to_"))
        return replace(self, span=span, edges=(*kept, edge), parts=())


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
        for start, edges in starts(page, end - 1, match.start):
            if start < end:
                span = Span(page, start, end)
                yield Candidate(span, Means.BEFORE_PHRASE, role, match, edges)


def around_words(page: PageText, section: str, role: str) -> Iterator[Candidate]:
    """Stretches around each word that gives a value away, within its line."""
    for match in page.found(section, role):
        for start, edges in starts(page, match.start, match.start):
            whole = Candidate(to_line_end(page, start), Means.LINE, role, match, edges)
            yield from (c for c in endings(whole) if c.span.end >= match.end)


def endings(candidate: Candidate) -> Iterator[Candidate]:
    """A candidate with each end that it may have: from its own back, and on into the next line."""
    span, page = candidate.span, candidate.span.page
    if span.end <= span.start:
        return
    seen: dict[int, list[str]] = {}
    for end, edge in _ends(span):
        clean = span.start + len(page.folded[span.start : end].rstrip(" :-–—,/\"'(.\n\t"))
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
        if hits and hits[0][0] in _OPENING:  # a name in quotes, and what stands after it
            later = next((h for h in hits[2:]), None)
            yield (start + later.start() if later else span.end), "to_after_quotes"
    digit = re.search(r"(?<=\W)\d", text)
    if digit and text[: digit.start()].strip():
        yield start + digit.start(), "to_digit"
    other = _other_script(text)
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


def _other_script(text: str) -> int | None:
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


def starts(page: PageText, place: int, word: int) -> list[tuple[int, tuple[str, ...]]]:
    """Where a value that holds ``place`` may begin; ``word`` is where the telling word stands."""
    line = line_at(page, place)
    found: dict[int, list[str]] = {}

    def add(start: int, edge: str) -> None:
        lead = LEAD.match(page.folded, start, max(place, start))
        start = lead.end() if lead else start
        if start <= place:
            found.setdefault(start, []).append(edge)

    low = max(line.start, place - _MAX)
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
    body = _after_body(page, low, place)
    if body is not None:
        add(body, "from_body")
    text = page.folded[low:place]
    marks = [h for h in re.finditer(rf"{_MARK.pattern}|{_COMMA.pattern}", text) if _parts(text, h)]
    if marks:
        add(low + marks[-1].end(), "from_mark")
    other = _other_script(page.folded[low : place + 1][::-1])
    if other is not None:
        add(place + 1 - other, "from_script")
    add(_capitals_back(page, low, place), "from_capital")
    return [(start, tuple(edges)) for start, edges in found.items()]


def _after_body(page: PageText, low: int, place: int) -> int | None:
    """Where the name of a body ends, after which Chinese goes on without a space."""
    ends = [
        match.end
        for match in page.found("institution", "words")
        if low <= match.start and match.end <= place
        and letter_script(page.folded[match.end - 1]) == "Hani"
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


def line_at(page: PageText, place: int) -> Span:
    """The line around a place, wrapped lines joined, up to gaps."""
    index = max(0, bisect_left(page.breaks, place))
    start = page.breaks[index - 1] + 1 if index > 0 else 0
    end = page.breaks[index] if index < len(page.breaks) else len(page.folded)
    return Span(page, min(start, place), end)


def to_line_end(page: PageText, start: int) -> Span:
    """From a place to the end of its line, at most 160 letters."""
    return Span(page, start, min(line_at(page, start).end, start + _MAX))


def lines(page: PageText) -> Iterator[Span]:
    """Every line, wrapped lines joined, parted at gaps."""
    start = 0
    for end in (*page.breaks, len(page.folded)):
        if end > start:
            yield Span(page, start, end)
        start = end + 1


_CODE = re.compile(r"(?=\S*\d)[\w.\-/]{2,12}[.:]?\s+(?=[^\W\d])")
_WITHIN_WORDS = frozenset({"to_digit", "to_small"})
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"\n\t]{3,110})[»“”\"]")


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
        other = _other_script(page.folded[line.start : line.end])
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


def same_line(page: PageText, start: int, place: int) -> bool:
    """Whether two places are in one line of one column, or in lines that wrap."""
    if place >= len(page.folded):
        return False
    index = bisect_left(page.breaks, start)
    return index >= len(page.breaks) or page.breaks[index] >= place


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each stretch once for each means and label, what it begins and ends at joined."""
    found: dict[tuple[object, ...], Candidate] = {}
    for c in candidates:
        key = (c.span.page.number, c.span.start, c.span.end, c.means, c.role, c.label, c.value,
               c.normalised)  # fmt: skip
        before = found.get(key)
        edges = dict.fromkeys((*(before.edges if before else ()), *c.edges))
        found[key] = replace(c, edges=tuple(edges))
    return list(found.values())
