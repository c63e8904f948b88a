"""From the pages of a document to its fields."""

from collections.abc import Sequence

from recognition.documents.model import DocumentReading, PageReading


def extract(pages: Sequence[PageReading]) -> DocumentReading:
    """What the pages say together; fields that are uncertain are left out."""
    return DocumentReading(
        pages=len(pages),
        languages=tuple(dict.fromkeys(code for page in pages for code in page.languages)),
        warnings=tuple(dict.fromkeys(code for page in pages for code in page.warnings)),
        missing_packs=tuple(dict.fromkeys(name for page in pages for name in page.missing_packs)),
    )
