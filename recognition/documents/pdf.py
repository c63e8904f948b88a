"""PDF: structure (pypdf), page images and text layer (pypdfium2).

PDFium is not safe for threads, so every call into it holds one lock of the process.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from threading import Lock

import pypdf
import pypdfium2 as pdfium
from PIL import Image
from pypdf.generic import DictionaryObject

from recognition.documents import image, layercheck, textlayer
from recognition.documents.model import LayerVerdict, PageSource, Word
from recognition.documents.pdftext import PageText, page_text
from recognition.errors import DocumentRejected, ErrorCode

_PDFIUM = Lock()
_SCAN_DPI = 300
_TEXT_DPI = 150  # enough to look at; the words come from the text layer


def check(data: bytes, *, max_pages: int, max_pixels: int) -> int:
    """Number of pages; raises DocumentRejected where it is broken, locked or too much."""
    if b"%%EOF" not in data[-4096:]:
        raise DocumentRejected(ErrorCode.FILE_BROKEN)  # cut off: pages may be lost unseen
    try:
        pages = _structure(data, max_pages, max_pixels)
    except DocumentRejected:
        raise
    except Exception as broken:  # pypdf raises many kinds on damaged files
        raise DocumentRejected(ErrorCode.FILE_BROKEN) from broken
    with _PDFIUM, _opened(data) as document:
        if not pages or len(document) != pages:
            raise DocumentRejected(ErrorCode.FILE_BROKEN)
    return pages


def _structure(data: bytes, max_pages: int, max_pixels: int) -> int:
    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentRejected(ErrorCode.FILE_ENCRYPTED)
    pages = len(reader.pages)
    if pages > max_pages:
        raise DocumentRejected(ErrorCode.TOO_MANY_PAGES)
    for page in reader.pages:
        for pixels in _image_sizes(page, set()):
            if pixels > max_pixels:
                raise DocumentRejected(ErrorCode.PAGE_TOO_LARGE)
    return pages


def _image_sizes(drawn: DictionaryObject, seen: set[int]) -> Iterator[int]:
    """Pixels of the pictures of a page, and of the forms that it draws."""
    resources = drawn.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return
    for reference in objects.get_object().values():
        thing = reference.get_object()
        if id(thing) in seen:  # forms may draw each other
            continue
        seen.add(id(thing))
        if thing.get("/Subtype") == "/Form":
            yield from _image_sizes(thing, seen)
        if thing.get("/Subtype") == "/Image":
            yield int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as broken:
        raise DocumentRejected(ErrorCode.FILE_BROKEN) from broken


def split(data: bytes) -> Iterator[PageSource]:
    """Each page rendered, with the words of its text layer and a verdict on them."""
    with _PDFIUM:
        document = _opened(data)
    try:
        for index in range(len(document)):
            yield _page(document, index)
    finally:
        with _PDFIUM:
            document.close()


def _page(document: pdfium.PdfDocument, index: int) -> PageSource:
    try:
        with _PDFIUM:
            page = document[index]
            text = page_text(page)
            verdict = textlayer.judge(text)
            usable = verdict in {LayerVerdict.TRUSTED, LayerVerdict.REVERSED}
            picture = _render(page, _TEXT_DPI if usable else _SCAN_DPI)
        if usable:
            verdict, words = _confirmed(text, verdict, picture)
            text = replace(text, words=words)
        with _PDFIUM:
            if usable and verdict is not LayerVerdict.TRUSTED:
                picture = _render(page, _SCAN_DPI)
            page.close()
    except pdfium.PdfiumError as broken:
        raise DocumentRejected(ErrorCode.FILE_BROKEN) from broken
    return PageSource(
        number=index + 1,
        image=image.encode(picture),
        width=picture.width,
        height=picture.height,
        text_words=text.words,
        layer=verdict,
    )


def _confirmed(
    text: PageText, verdict: LayerVerdict, picture: Image.Image
) -> tuple[LayerVerdict, tuple[Word, ...]]:
    """The verdict once the layer was put in order and held against the picture."""
    if verdict is LayerVerdict.REVERSED:
        text = replace(text, words=textlayer.put_in_order(text.words))
        if textlayer.judge(text) is not LayerVerdict.TRUSTED:
            return verdict, text.words
    return layercheck.confirm(text, picture), text.words


def _render(page: pdfium.PdfPage, dpi: int) -> Image.Image:
    width, height = page.get_size()
    short, long = image.A4_AT_300_DPI
    bounds = (short, long) if height >= width else (long, short)
    scale = min(dpi / 72, bounds[0] / width, bounds[1] / height)
    bitmap = page.render(scale=scale, may_draw_forms=False)
    picture = image.without_colours(bitmap.to_pil().convert("RGB"))
    bitmap.close()
    return image.fit(picture)
