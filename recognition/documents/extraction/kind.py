"""What kind of paper it is: its headings and wording speak for one."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median

from recognition.documents.extraction.courses import rows
from recognition.documents.extraction.page.layout import PageText, Segment
from recognition.documents.extraction.page.matching import Match
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.ranking.choice import models
from recognition.documents.extraction.sections import sections
from recognition.documents.extraction.weights import Features, shares
from recognition.domain.vocabulary import DocumentType

KINDS = tuple(DocumentType)
_LEAST_SHARE, _UNIT = 8.0, 4.0  # logarithm of a share below which less says no more
_NUMERAL = re.compile(r"\d{1,3}(?:[.,٫]\d{1,2})?\s?[%٪]?")
_WORDS = re.compile(r"[^\W\d_]{3}")
_FULL = 0.6  # of a page's width
_PREVIOUS = 80  # letters behind "previous document:" in which that one is named


def document_type(paper: Paper) -> tuple[DocumentType, float]:
    """The kind of paper and its calibrated probability."""
    model = models()["document_type"]
    scores = [model.score(features) for features in kind_features(paper)]
    probabilities = shares(scores)
    best = max(range(len(KINDS)), key=lambda i: probabilities[i])
    return KINDS[best], model.probability(probabilities[best])


def kind_features(paper: Paper) -> list[Features]:
    """What speaks for each kind, in the order of ``KINDS``."""
    common = dict(_common(paper))
    tagged = _tagged(paper)
    out = []
    for place, kind in enumerate(KINDS):
        features: Features = {f"{kind.value}:bias": 1.0}
        spoken = [
            (page, match)
            for page in paper.pages
            for match in page.found(*_key(kind))
            if not _of_another(page, match)
        ]
        for page, match in spoken:
            for name, value in _spoken(page, match):
                features[name] = max(features.get(name, 0.0), value)
        features["count"] = min(len(spoken), 4) / 2
        features["tagged"] = tagged[place]
        features |= {f"{kind.value}:{name}": value for name, value in features.items()}
        features |= {f"{kind.value}:{name}": value for name, value in common.items()}
        out.append(features)
    return out


def _tagged(paper: Paper) -> list[float]:
    """What the tagger says of each kind: a mean of the pages, by its log-shares."""
    pages = [tags.kinds for page in paper.pages if (tags := paper.tags[page.number]).kinds]
    if not pages:
        return [0.0] * len(KINDS)
    mean = [sum(each) / len(pages) for each in zip(*pages, strict=True)]
    return [max(said, -_LEAST_SHARE) / _UNIT for said in mean]


@cache
def _key(kind: DocumentType) -> tuple[str, str]:
    return "document_type", kind.value


def _of_another(page: PageText, match: Match) -> bool:
    """Whether it names the paper with which the holder was admitted to these studies."""
    labels = page.found("document_type", "previous")
    return any(label.start <= match.start < label.end + _PREVIOUS for label in labels)


def _spoken(page: PageText, match: Match) -> Iterator[tuple[str, float]]:
    """How a phrase is said: as a heading, early, large."""
    segment = page.segment_at(match.start)
    if segment is None:
        return
    heading = match.size > 0.6 * (segment.end - segment.start)
    yield "heading" if heading else "mention", 1.0
    yield "size", min(match.size, 30) / 15
    if match.start < len(page.folded) / 3:
        yield "early_heading" if heading else "early", 1.0
    if segment.height > 0.85 * max(s.height for s in page.segments):
        yield "largest", 1.0


def _common(paper: Paper) -> Iterator[tuple[str, float]]:
    """What every kind is held against: tables, sections, the words of titles."""
    yield "table", float(any(_is_course_table(page) for page in paper.pages))
    marked = sum(_is_marked(row) for page in paper.pages for row in rows(page))
    yield "marked_rows", min(marked, 16) / 8
    yield "supplement", float(bool(sections(paper)))
    yield "pages", min(len(paper.pages), 4) / 2
    for role in ("words", "headings", "professions", "plain"):
        found = sum(len(page.found("qualification_title", role)) for page in paper.pages)
        yield role, min(found, 4) / 4
    letters = sum(len(page.folded) for page in paper.pages)
    yield "long", min(letters, 4000) / 2000
    yield from _set_like(paper)


def _set_like(paper: Paper) -> Iterator[tuple[str, float]]:
    """How it is set: a diploma has large lines among small ones, a letter full lines alike."""
    segments = [segment for page in paper.pages for segment in page.segments]
    if segments:
        heights = [segment.height for segment in segments]
        full = sum(segment.box[2] - segment.box[0] > _FULL for segment in segments)
        yield "contrast", min(max(heights) / (median(heights) or 1), 4) / 2
        yield "full_lines", full / len(segments)


def _is_marked(row: Sequence[Segment]) -> bool:
    """Whether words and numerals stand in columns of a row, as a course and its marks do."""
    numerals = [segment for segment in row if _NUMERAL.fullmatch(_text(segment))]
    return bool(numerals) and any(_WORDS.search(_text(segment)) for segment in row)


def _text(segment: Segment) -> str:
    return " ".join(word.text for word in segment.words)


def _is_course_table(page: PageText) -> bool:
    """A row of two or more column headers of a list of courses."""
    for subject in page.found("courses", "subject"):
        own = page.segment_at(subject.start)
        for role in ("credits", "grade", "hours", "code"):
            for match in page.found("courses", role):
                other = page.segment_at(match.start)
                if own and other and own is not other and abs(own.box[1] - other.box[1]) < 0.01:
                    return True
    return False
