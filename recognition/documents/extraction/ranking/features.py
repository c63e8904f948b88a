"""What speaks for and against a candidate, as numbers: the same for every field.

Each feature is between about -2 and 2, so that the weights of a ranking can be read beside one
another. Names begin with what they look at: the means, the label, the place, the shape, the words.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from recognition.documents.extraction.candidate import Candidate
from recognition.documents.extraction.page.layout import PageText
from recognition.documents.extraction.page.names import (
    SMALL_WORDS,
    capitalised,
    looks_like_name,
)
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.quotes import unbalanced
from recognition.documents.extraction.page.stretches import line_at
from recognition.documents.extraction.page.word_roles import ROLES
from recognition.documents.extraction.ranking.chronology import among_dates, dates_of
from recognition.documents.extraction.ranking.scope import scope_features
from recognition.documents.extraction.ranking.tag_features import tag_features
from recognition.documents.extraction.weights import Features
from recognition.documents.language import letter_script
from recognition.domain.vocabulary import FieldName

_INSIDE = (
    ("institution", "words"), ("institution", "bodies"), ("institution", "parts"),
    ("qualification_title", "words"), ("qualification_title", "professions"),
    ("qualification_title", "headings"), ("qualification_title", "plain"),
    ("field_of_study", "general"), ("signers", "words"), ("grade", "values"),
    ("document_type", "transcript"), ("holder_name", "titles"), ("courses", "subject"),
)  # fmt: skip
_LABELS = (
    ("holder_name", "before"), ("holder_name", "after"), ("date_of_birth", "before"),
    ("award_date", "before"), ("institution", "before"), ("qualification_title", "before"),
    ("field_of_study", "before"), ("grade", "before"), ("credits", "before"),
    ("duration", "before"), ("document_number", "before"), ("relatives", "before"),
)  # fmt: skip
_BY_MEANS = (
    "bonus", "label_alone", "label_size", "label_colon", "label_apart", "place_whole_line",
    "place_tall", "shape_words", "shape_one_word", "shape_capitalised", "edge_to_line",
    "edge_to_small", "edge_to_stop", "edge_to_mark", "edge_to_comma", "next_word", "before_word",
    "has_label", "has_stop",
)  # fmt: skip
_RIVALS = (
    ("institution_bodies", "institution_words"), ("institution_words", "institution_bodies"),
    ("qualification_title_headings", "qualification_title_before"),
    ("qualification_title_headings", "qualification_title_words"),
    ("qualification_title_headings", "qualification_title_professions"),
    ("qualification_title_words", "qualification_title_professions"),
    ("qualification_title_professions", "qualification_title_words"),
)  # fmt: skip
_KINDS = (
    ("comma", ",،、，;"), ("stop", ".։።。"), ("colon", ":"), ("open", "([«„“\""), ("close", ")]»”"),
    ("number", "№#"), ("dash", "-–—/"),
)  # fmt: skip
_APART = frozenset({"courses", "document_type"})  # phrases that say nothing of their neighbours
_TOGETHER = frozenset({"Hani", "Jpan", "Hang"})  # scripts that are written together
_NEAR = 3  # letters between a value and the word beside it
_BETWEEN = " \n\t,.:;()«»„“”\"'-–—/"


@dataclass(frozen=True, slots=True)
class _Context:
    """What is looked up again and again on one page; ``said``: roles that the paper has at all."""

    usual: float
    tallest: float
    begin: dict[int, frozenset[str]]
    end: dict[int, frozenset[str]]
    table_heads: dict[int, int]
    said: frozenset[str]


def _context(page: PageText, paper: Paper) -> _Context:
    begin: defaultdict[int, set[str]] = defaultdict(set)
    end: defaultdict[int, set[str]] = defaultdict(set)
    for (section, role), found in page.matches.items():
        if section not in _APART:
            for match in found:
                begin[match.start].add(f"{section}_{role}")
                end[match.end].add(f"{section}_{role}")
    heads: Counter[int] = Counter()
    for (section, _), found in page.matches.items():
        if section == "courses":
            for match in found:
                segment = page.segment_at(match.start)
                if segment is not None:
                    heads[round((segment.box[1] + segment.box[3]) * 100)] += 1
    tallest = max((s.height for s in page.segments), default=1.0)
    return _Context(
        paper.height(page) or tallest,
        tallest,
        {place: frozenset(keys) for place, keys in begin.items()},
        {place: frozenset(keys) for place, keys in end.items()},
        dict(heads),
        frozenset(f"{s}_{r}" for p in paper.pages for (s, r), found in p.matches.items() if found),
    )


def describe(name: FieldName, candidates: Sequence[Candidate], paper: Paper) -> list[Features]:
    """Features of the candidates of one field of a paper, in their order."""
    contexts = {page.number: _context(page, paper) for page in paper.pages}
    seen = {(c.compared, c.means, c.label.start, c.span.page.number) for c in candidates}
    ways = Counter(text for text, *_ in seen)
    dates = dates_of(candidates)
    every = [
        _features(c, paper, contexts[c.span.page.number], ways[c.compared]) for c in candidates
    ]
    repeats = Counter[str]()
    tagged = tag_features(name, candidates, paper)
    for out, candidate, tags in zip(every, candidates, tagged, strict=True):
        out.update(tags)
        _repeated(out, candidate, paper, repeats)
        out.update(among_dates(candidate, dates))
        out.update(dict.fromkeys(scope_features(name, candidate, paper), 1.0))
    return [{n: round(value, 4) for n, value in out.items() if value} for out in every]


def _repeated(out: Features, candidate: Candidate, paper: Paper, known: Counter[str]) -> None:
    """How often the paper says the value: a holder or an institution is named again and again."""
    text = candidate.span.folded
    if text not in known:
        known[text] = sum(page.folded.count(text) for page in paper.pages)
    out["repeated"] = min(known[text] - 1, 3) / 2
    if known[text] > 1:
        out[f"{candidate.means.value}:repeated"] = 1.0


def _features(candidate: Candidate, paper: Paper, context: _Context, ways: int) -> Features:
    out: Features = {"bias": 1.0, f"means_{candidate.means.value}": 1.0}
    if candidate.role:
        out[f"role_{candidate.role}"] = 1.0
        out[f"{candidate.means.value}_{candidate.role}"] = 1.0
    for edge in candidate.edges:
        out[f"edge_{edge}"] = 1.0
    out["ways"] = min(ways - 1, 3) / 2
    out["bonus"] = candidate.bonus
    _label(out, candidate, context)
    _place(out, candidate, paper, context)
    _around(out, candidate, context)
    _shape(out, candidate, paper)
    _words(out, candidate)
    _letters(out, candidate, paper)
    _rivals(out, context)
    for name in _BY_MEANS:  # what speaks for a value after a label may not for a line alone
        if out.get(name):
            out[f"{candidate.means.value}:{name}"] = out[name]
    return out


def _rivals(out: Features, context: _Context) -> None:
    """Whether the paper has what would be the value rather: a school below its ministry."""
    for own, rival in _RIVALS:
        if out.get(f"has_{own}") and not out.get(f"has_{rival}") and rival in context.said:
            out[f"{own}_beside_{rival}"] = 1.0


def _label(out: Features, candidate: Candidate, context: _Context) -> None:
    label, page = candidate.label, candidate.span.page
    if not label.size:
        return
    out["label_size"] = min(label.size, 30) / 15
    out["label_misread"] = 1.0 if label.sure < 0.9 else 0.0
    segment = page.segment_at(label.start)
    if segment is not None:
        out["label_alone"] = 1.0 if segment.end - segment.start - label.size < 4 else 0.0
        out["label_begins"] = 1.0 if label.start - segment.start < 3 else 0.0
        heads = context.table_heads.get(round((segment.box[1] + segment.box[3]) * 100), 0)
        out["label_heads_table"] = min(heads, 4) / 2 if heads > 1 else 0.0
    out["label_colon"] = 1.0 if ":" in page.folded[label.end : label.end + 3] else 0.0
    between = page.folded[label.end : candidate.span.start]
    out["label_apart"] = min(len(between.strip(" :.,-")), 40) / 20


def _place(out: Features, candidate: Candidate, paper: Paper, context: _Context) -> None:
    span, page = candidate.span, candidate.span.page
    segment = page.segment_at(span.start)
    if segment is None:
        return
    down = segment.box[1]
    out["place_down"] = down
    out["place_top"] = 1.0 if down < 0.25 else 0.0
    out["place_foot"] = 1.0 if down > 0.75 else 0.0
    out["place_first_page"] = 1.0 if page is paper.pages[0] else 0.0
    ratio = math.log(max(segment.height, 1e-4) / context.usual)
    out["place_tall"] = max(-1.5, min(1.5, 2 * ratio))
    out["place_tallest"] = 1.0 if segment.height > 0.9 * context.tallest else 0.0
    middle = (segment.box[0] + segment.box[2]) / 2
    out["place_centred"] = 1.0 if abs(middle - 0.5) < 0.06 else 0.0
    line = line_at(page, span.start)
    out["place_whole_line"] = 1.0 if line.end - line.start - (span.end - span.start) < 4 else 0.0
    out["place_begins_line"] = 1.0 if span.start - line.start < 3 else 0.0


def _around(out: Features, candidate: Candidate, context: _Context) -> None:
    """What comes right before and after, in the line or across its end."""
    span, page = candidate.span, candidate.span.page
    after = page.folded[span.end : span.end + 6]
    following = span.end + len(after) - len(after.lstrip(_BETWEEN))
    for key in context.begin.get(following, ()):
        out[f"next_{key}"] = 1.0
    before = page.folded[max(0, span.start - 6) : span.start]
    preceding = span.start - len(before) + len(before.rstrip(_BETWEEN))
    for key in context.end.get(preceding, ()):
        out[f"prev_{key}"] = 1.0
    out[f"next_is_{_kind(page.printed(span.end, span.end + 4), 0)}"] = 1.0
    out[f"before_is_{_kind(page.printed(max(0, span.start - 4), span.start), -1)}"] = 1.0
    out["next_word"] = 1.0 if after[:1] == " " and after[1:2].isalnum() else 0.0
    out["before_word"] = 1.0 if before[-1:] == " " and before[-2:-1].isalnum() else 0.0


def _kind(text: str, at: int) -> str:
    """What kind of sign a text begins (0) or ends (-1) with."""
    if not text:
        return "nothing"
    sign = text[at]
    if sign.isalpha():
        return "capital" if sign.isupper() else "small"
    if sign.isdigit():
        return "digit"
    return next((name for name, signs in _KINDS if sign in signs), "other")


def _shape(out: Features, candidate: Candidate, paper: Paper) -> None:
    text = candidate.value
    letters = [c for c in text if c.isalpha()]
    words = text.split()
    out["shape_words"] = min(len(words), 12) / 6
    out["shape_one_word"] = 1.0 if len(words) == 1 else 0.0
    out["shape_three_words"] = 1.0 if 2 <= len(words) <= 4 else 0.0
    out["shape_long"] = min(len(text), 120) / 60
    out["shape_short"] = 1.0 if len(text) < 4 else 0.0
    out["shape_digits"] = sum(c.isdigit() for c in text) / max(1, len(text))
    cased = [c for c in letters if c.upper() != c.lower()]
    out["shape_upper"] = 1.0 if cased and all(c.isupper() for c in cased) else 0.0
    out["shape_capitalised"] = 1.0 if cased and capitalised(text) else 0.0
    out["shape_begins_small"] = 1.0 if cased and words and words[0][:1].islower() else 0.0
    out["shape_uncased"] = 0.0 if cased else 1.0
    out["shape_name"] = 1.0 if looks_like_name(text) else 0.0
    small = [word.strip(".,'").casefold() in SMALL_WORDS for word in words]
    out["shape_ends_small"] = 1.0 if small and small[-1] else 0.0
    out["shape_starts_small"] = 1.0 if small and small[0] else 0.0
    out["shape_unbalanced"] = 1.0 if unbalanced(text) else 0.0
    inside = candidate.span.page.folded[candidate.span.start : candidate.span.end]
    out["shape_broken"] = min(sum(c in "\n\t" for c in inside), 3) / 2
    out["shape_punctuated"] = 1.0 if any(c in text for c in ",;:/") else 0.0
    out["shape_brackets"] = 1.0 if "(" in text else 0.0
    out["shape_spaced"] = 1.0 if len(words) > 3 and len(letters) < 1.5 * len(words) else 0.0
    scripts = {script for c in letters if (script := letter_script(c))}
    out["shape_mixed"] = 1.0 if len(scripts) > 1 and not scripts <= _TOGETHER else 0.0
    own = sum(letter_script(c) == paper.script for c in letters)
    out["shape_main_script"] = own / max(1, len(letters))
    confidences = [word.confidence for word in candidate.span.words]
    if confidences:
        out["read_badly"] = 1.0 - sum(confidences) / len(confidences)
        out["read_worst"] = 1.0 if min(confidences) < 0.4 else 0.0


def _words(out: Features, candidate: Candidate) -> None:
    span = candidate.span
    page = span.page
    for section, role in _INSIDE:
        inside = page.within(section, role, span.start, span.end)
        if inside:
            out[f"has_{section}_{role}"] = 1.0
            if inside[0].start == span.start:
                out[f"begins_{section}_{role}"] = 1.0
            covered = sum(m.size for m in inside) / max(1, span.end - span.start)
            out[f"share_{section}_{role}"] = min(1.0, covered)
            if covered > 0.75:
                out[f"is_{section}_{role}"] = 1.0
    labels = [
        section for section, role in _LABELS
        if any(m.start > span.start for m in page.within(section, role, span.start, span.end))
    ]  # fmt: skip
    out["has_label"] = min(len(labels), 2) / 1
    stops = [m for m in page.stops_from(span.start)[:6] if m.end <= span.end]
    out["has_stop"] = min(len(stops), 3) / 2
    out["begins_stop"] = 1.0 if stops and stops[0].start == span.start else 0.0


def _letters(out: Features, candidate: Candidate, paper: Paper) -> None:
    """What its words look like by their letters, and those right before and after it."""
    words, span = paper.words[candidate.span.page.number], candidate.span
    first, last = bisect_left(words.starts, span.start), bisect_left(words.starts, span.end)
    if first == last:
        return
    for place, role in enumerate(ROLES):
        said = [one[place] for one in words.said[first:last]]
        out[f"letters_{role}_mean"] = sum(said) / len(said)
        out[f"letters_{role}_least"] = min(said)
        out[f"letters_{role}_first"] = said[0]
        out[f"letters_{role}_last"] = said[-1]
        if first and span.start - words.ends[first - 1] < _NEAR:
            out[f"letters_{role}_before"] = words.said[first - 1][place]
        if last < len(words.starts) and words.starts[last] - span.end < _NEAR:
            out[f"letters_{role}_after"] = words.said[last][place]
