"""The order of the steps: how a page becomes words, and a file a document.

Each step is a plain function elsewhere; only their order, their time and their failures stand
here.
"""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import cv2

from recognition.documents import language, layout, prepare, recognise, tesseract
from recognition.documents.extraction.extract import extract
from recognition.documents.extraction.page.paper import Hints, no_hints
from recognition.documents.intake import check_file
from recognition.documents.model import (
    DocumentReading,
    LayerVerdict,
    PageReading,
    PageSource,
    Word,
)
from recognition.documents.pages import split
from recognition.documents.upright import Laid, upright
from recognition.domain.vocabulary import ReadingSource, ReadingWarning

READER_VERSION = "6"
_BLANK = 0.0004
_LOW = 0.55
_FROM_THE_RIGHT = frozenset({"Arab", "Hebr"})


def read_page(source: PageSource, *, seconds: float = tesseract.PAGE_SECONDS) -> PageReading:
    """Words of one page, from its text layer where that can be trusted, else by tesseract.

    Never longer than about ``seconds``: then, and where nothing can be read, the reading is
    empty and a warning says why. Raises MissingPart where tesseract itself is not installed.
    """
    started = time.perf_counter()
    cv2.setNumThreads(1)  # pages are read side by side, a process each
    if source.layer is LayerVerdict.TRUSTED:
        reading = _from_layer(source)
    else:
        reading = _recognised(source, started + seconds)
    return reading.model_copy(update={"seconds": round(time.perf_counter() - started, 3)})


def _from_layer(source: PageSource) -> PageReading:
    pairs = language.languages(word.text for word in source.text_words)
    return PageReading(
        number=source.number,
        width=source.width,
        height=source.height,
        source=ReadingSource.TEXT_LAYER,
        languages=tuple(code for _, code in pairs),
        script=pairs[0][0] if pairs else "",
        words=source.text_words,
        warnings=(ReadingWarning.SCRIPT_UNKNOWN,) if _unknown_script(source) else (),
        layer=source.layer,
        reader_version=READER_VERSION,
    )


def _unknown_script(source: PageSource) -> bool:
    """Whether the text layer, believed or not, has much in a script that nothing here reads."""
    return language.has_unknown_script(" ".join(word.text for word in source.text_words))


def _recognised(source: PageSource, until: float) -> PageReading:
    warnings: list[ReadingWarning] = []
    if source.layer not in {LayerVerdict.ABSENT, LayerVerdict.SPARSE}:
        warnings.append(ReadingWarning.TEXT_LAYER_DISTRUSTED)
    if _unknown_script(source):
        warnings.append(ReadingWarning.SCRIPT_UNKNOWN)
    found = _Found()
    try:
        found = _look(source, until)
    except tesseract.PageTimedOut:
        warnings.append(ReadingWarning.PAGE_TIMED_OUT)
    return PageReading(
        number=source.number,
        width=source.width,
        height=source.height,
        source=ReadingSource.OCR,
        languages=tuple(code for _, code in found.pairs),
        script=found.pairs[0][0] if found.pairs else "",
        words=tuple(found.words),
        warnings=tuple(dict.fromkeys([*warnings, *found.warnings])),
        missing_packs=tuple(found.missing),
        layer=source.layer,
        rotation=found.rotation,
        reader_version=READER_VERSION,
    )


class _Found:
    """What the look at one page has gathered so far."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.pairs: list[tuple[str, str]] = []
        self.warnings: list[ReadingWarning] = []
        self.missing: list[str] = []
        self.rotation = 0


def _look(source: PageSource, until: float) -> _Found:
    found = _Found()
    page = prepare.decode(source.image)
    if prepare.ink_share(page.picture) < _BLANK:
        found.warnings.append(ReadingWarning.PAGE_BLANK)
        return found
    page = prepare.even_background(prepare.flatten_page(page))
    found.rotation, laid = upright(page)
    parts = [(part.page, _part(part, found, until)) for part in laid]
    if any(script in _FROM_THE_RIGHT for script in parts[0][1].scripts[:1]):
        parts.reverse()
    if not any(read.scripts for _, read in parts):
        found.warnings.append(ReadingWarning.SCRIPT_UNKNOWN)
    if found.missing:
        found.warnings.append(ReadingWarning.LANGUAGE_PACK_MISSING)
    for part, read in parts:
        before = found.words[-1].line + 1 if found.words else 0
        found.words += _words(part, read.tokens, (source.width, source.height), before)
    found.pairs = language.languages(word.text for word in found.words if word.confidence > 0.4)
    _judge(found)
    return found


def _part(part: Laid, found: _Found, until: float) -> recognise.Found:
    """What stands on a page, or on one of two that were copied side by side."""
    segments = layout.segments(part.clean, part.seen)
    read = recognise.recognise(part.clean, segments, part.ruled, lambda: _left(until))
    if not any(segment.script for segment in segments):
        read.scripts = []
    found.missing = list(dict.fromkeys([*found.missing, *read.missing]))
    return read


def _left(until: float) -> float:
    left = until - time.perf_counter()
    if left < 0.5:
        raise tesseract.PageTimedOut
    return left


def _words(
    page: prepare.Prepared,
    tokens: Sequence[tesseract.Token],
    size: tuple[int, int],
    before: int,
) -> list[Word]:
    """Words on the page image; their lines are counted on from ``before``."""
    every = dict.fromkeys(token.line[0] for token in tokens)
    places = {line: index for index, line in enumerate(every, start=before)}
    return [
        Word(
            text=token.text,
            box=prepare.page_box(page, (token.left, token.top, token.right, token.bottom), size),
            confidence=round(token.confidence, 3),
            line=places[token.line[0]],
        )
        for token in tokens
    ]


def _judge(found: _Found) -> None:
    letters = sum(len(word.text) for word in found.words)
    if letters < 8:
        found.warnings.append(ReadingWarning.PAGE_UNREADABLE)
        return
    sure = sum(len(word.text) * word.confidence for word in found.words) / letters
    if sure < _LOW:
        found.warnings.append(ReadingWarning.LOW_CONFIDENCE)


def read_document(
    data: bytes,
    *,
    seconds: float = tesseract.PAGE_SECONDS,
    workers: int | None = None,
    hints: Hints = no_hints,
) -> DocumentReading:
    """Everything at once, in this process and its children: for the command line.

    Pages are read in at most ``workers`` processes (default: the machine's cores). Raises
    DocumentRejected and MissingPart.
    """
    intake = check_file(data)
    bound = min(workers or os.cpu_count() or 1, intake.pages)
    pages = split(data, intake.media_type)
    if bound < 2:
        return extract([read_page(page, seconds=seconds) for page in pages], hints)
    with ProcessPoolExecutor(bound, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(read_page, page, seconds=seconds) for page in pages]
        return extract([result.result() for result in waiting], hints)
