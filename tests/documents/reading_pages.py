"""Pages for tests of the extraction, as if they had been read: lines of words with boxes."""

from recognition.documents.extraction.page.paper import Paper, paper
from recognition.documents.model import PageReading, Word
from recognition.domain.vocabulary import ReadingSource

WIDTH, HEIGHT = 1654, 2339
_LETTER, _LINE = 0.011, 0.014


def page(
    *lines: str | tuple[tuple[float, str], ...],
    languages: tuple[str, ...] = ("en",),
    number: int = 1,
    source: ReadingSource = ReadingSource.TEXT_LAYER,
) -> PageReading:
    """A page of lines from top to bottom; a line is text, centred, or cells at places (0..1)."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        cells = ((0.5 - len(line) * _LETTER / 2, line),) if isinstance(line, str) else line
        top = 0.05 + row * 0.04
        for left, text in cells:
            for word in text.split():
                box = (left, top, left + len(word) * _LETTER, top + _LINE)
                words.append(Word(text=word, box=box, confidence=0.95, line=row))
                left += (len(word) + 1) * _LETTER
    return PageReading(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        source=source,
        languages=languages,
        script="Latn",
        words=tuple(words),
        reader_version="test",
    )


def whole(
    *lines: str | tuple[tuple[float, str], ...], languages: tuple[str, ...] = ("en",)
) -> Paper:
    """A document of one such page."""
    return paper([page(*lines, languages=languages)])
