"""The text layer of one PDF page as words with boxes (PDFium's raw text functions).

The caller holds PDFium's lock.
"""

import unicodedata
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from recognition.documents.model import Box, Word

_MAX_CHARACTERS = 60_000
_HYPHEN = {2: "-"}  # PDFium's mark for a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class PageText:
    """Words of a layer, and what is needed to judge it.

    ``invisible`` is the share of characters drawn without ink; ``image_cover`` the share of the
    page under its largest picture; ``unmapped`` the share of characters without a known letter.
    """

    words: tuple[Word, ...] = ()
    invisible: float = 0.0
    image_cover: float = 0.0
    unmapped: float = 0.0


@dataclass(slots=True)
class _Gatherer:
    """Collects characters into words, and words into lines."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    line: int = 0

    def add(self, letter: str, box: Box) -> None:
        if self.boxes and _new_line(self.boxes[-1], box):
            self.end_line()
        self.letters.append(letter)
        self.boxes.append(box)

    def end_word(self) -> None:
        text = unicodedata.normalize("NFKC", "".join(self.letters)).strip()
        if text:
            self.words.append(Word(text=text, box=self._union(), confidence=1.0, line=self.line))
        self.letters.clear()
        self.boxes.clear()

    def end_line(self) -> None:
        self.end_word()
        if self.words and self.words[-1].line == self.line:
            self.line += 1

    def _union(self) -> Box:
        x0 = min(box[0] for box in self.boxes) / self.width
        x1 = max(box[2] for box in self.boxes) / self.width
        top = 1 - max(box[3] for box in self.boxes) / self.height
        bottom = 1 - min(box[1] for box in self.boxes) / self.height
        return (_clip(x0), _clip(top), _clip(x1), _clip(bottom))


def _clip(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)


def _new_line(before: Box, after: Box) -> bool:
    """Whether two characters (PDF points, origin bottom left) cannot be neighbours in a line."""
    height = max(before[3] - before[1], after[3] - after[1], 1.0)
    return min(before[3], after[3]) - max(before[1], after[1]) < -0.5 * height


def page_text(page: pdfium.PdfPage) -> PageText:
    """Words of the layer in logical order as PDFium gives it, and figures to judge them by."""
    left, bottom, right, top = page.get_mediabox()
    width, height = page.get_size()
    textpage = page.get_textpage()
    gatherer = _Gatherer(width, height)
    count = min(textpage.count_chars(), _MAX_CHARACTERS)
    hidden = unmapped = seen = 0
    for index, letter in _logical(textpage, count):
        if letter in "\r\n":
            gatherer.end_line()
        elif letter.isspace():
            if not _false_space(textpage, index, count):
                gatherer.end_word()
        else:
            seen += 1
            unmapped += _is_unmapped(letter)
            hidden += _is_hidden(textpage, index)
            box = _char_box(textpage, index)
            gatherer.add(letter, (box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom))
    gatherer.end_line()
    cover = _image_cover(page, max(1.0, (right - left) * (top - bottom)))
    textpage.close()
    share = 1 / max(1, seen)
    return PageText(tuple(gatherer.words), hidden * share, cover, unmapped * share)


def _logical(textpage: pdfium.PdfTextPage, count: int) -> Iterator[tuple[int, str]]:
    """Letters in logical order: PDFium turns round the letters of one right-to-left ligature."""
    run: list[tuple[int, str]] = []
    place: Box | None = None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        letter = _HYPHEN.get(code) or (chr(code) if code < 0x110000 else "\ufffd")
        joins = unicodedata.bidirectional(letter) in {"R", "AL"}
        here = _char_box(textpage, index) if joins else None
        if here is None or here != place:
            yield from reversed(run)
            run.clear()
        place = here
        run.append((index, letter))
    yield from reversed(run)


def _is_unmapped(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in {"Co", "Cn", "Cc", "Cs"}


def _is_hidden(textpage: pdfium.PdfTextPage, index: int) -> bool:
    thing = raw.FPDFText_GetTextObject(textpage, index)
    if not thing:
        return False
    return bool(raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _char_box(textpage: pdfium.PdfTextPage, index: int) -> Box:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return (left.value, bottom.value, right.value, top.value)


def _false_space(textpage: pdfium.PdfTextPage, index: int, count: int) -> bool:
    """A space that PDFium added between letters that touch (joined scripts are kerned so)."""
    if raw.FPDFText_IsGenerated(textpage, index) != 1 or not 0 < index < count - 1:
        return False
    before, after = _char_box(textpage, index - 1), _char_box(textpage, index + 1)
    if _new_line(before, after):
        return False
    gap = max(before[0], after[0]) - min(before[2], after[2])
    return gap < 0.04 * max(before[3] - before[1], after[3] - after[1], 1.0)


def _image_cover(page: pdfium.PdfPage, area: float) -> float:
    largest = 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        largest = max(largest, (right - left) * (top - bottom) / area)
    return min(1.0, largest)
