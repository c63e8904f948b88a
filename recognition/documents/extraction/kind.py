"""What kind of paper it is: its headings and wording speak for one."""

from recognition.documents.extraction.layout import PageText
from recognition.documents.extraction.matching import Match
from recognition.documents.extraction.paper import Paper
from recognition.domain.vocabulary import DocumentType

# What is rarer in running text says more; a translation names the kind it translates as well.
_WEIGHT = {
    DocumentType.TRANSLATION: 3.0,
    DocumentType.DIPLOMA_SUPPLEMENT: 2.5,
    DocumentType.PROVISIONAL_CERTIFICATE: 2.2,
    DocumentType.TRANSCRIPT: 1.8,
    DocumentType.SCHOOL_LEAVING_CERTIFICATE: 1.6,
    DocumentType.VOCATIONAL_CERTIFICATE: 1.3,
    DocumentType.DIPLOMA: 0.8,
}


def document_type(paper: Paper) -> tuple[DocumentType, float]:
    """The kind of paper and its confidence; a diploma where nothing speaks."""
    scores = dict.fromkeys(DocumentType, 0.0)
    scores[DocumentType.DIPLOMA] = 0.3
    for kind in DocumentType:
        weights = [
            _spoken(page, match)
            for page in paper.pages
            for match in page.found("document_type", kind.value)
        ]
        if weights:
            top, *others = sorted(weights, reverse=True)
            scores[kind] += _WEIGHT[kind] * (top + 0.15 * sum(others[:2]))
    if any(_is_course_table(page) for page in paper.pages):
        scores[DocumentType.TRANSCRIPT] += 0.9
    best, second = sorted(scores, key=lambda kind: -scores[kind])[:2]
    return best, min(0.97, 0.6 + 0.25 * (scores[best] - scores[second]))


def _spoken(page: PageText, match: Match) -> float:
    """How much a phrase says: a heading more than a mention, early more than late."""
    segment = page.segment_at(match.start)
    size = segment.end - segment.start if segment else 1
    heading = 1.0 if match.size > 0.4 * size else 0.6
    return heading * (1.0 if match.start < len(page.folded) / 2 else 0.6)


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
