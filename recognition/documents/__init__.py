"""From a file to pages, words and fields, each with page, box, confidence and source.

The order of the steps stands in :mod:`recognition.documents.reader`; each step is a plain
function in a module of its own. Nothing here knows a case, a person or the store.
"""

from recognition.documents.extraction.extract import extract
from recognition.documents.intake import IntakeResult, check_file
from recognition.documents.model import DocumentReading, Field, PageReading, PageSource, Word
from recognition.documents.pages import preview, split
from recognition.documents.reader import READER_VERSION, read_document, read_page

__all__ = [
    "READER_VERSION",
    "DocumentReading",
    "Field",
    "IntakeResult",
    "PageReading",
    "PageSource",
    "Word",
    "check_file",
    "extract",
    "preview",
    "read_document",
    "read_page",
    "split",
]
