"""From HTML to a PDF (WeasyPrint), to its lines, and to pictures (PDFium)."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from weasyprint import HTML

from tests.papers.errors import PageOverflow
from tests.papers.marks import Version, plain
from tests.papers.picture import Picture
from tests.papers.source import Paper

FONTS = (
    "'Noto Serif', 'Noto Naskh Arabic', 'Noto Serif Ethiopic', 'Noto Serif Hebrew', "
    "'Noto Serif Devanagari', 'Noto Serif Bengali', 'Noto Serif Tamil', 'Noto Serif Sinhala', "
    "'Noto Serif Georgian', 'Noto Serif Armenian', 'Droid Sans Fallback', serif"
)
_STYLE = f"""
@page {{ size: A4 %s; margin: 18mm }}
html, body {{ margin: 0; padding: 0 }}
body {{ font-family: {FONTS}; font-size: 12pt; line-height: 1.35 }}
main {{ position: relative }}
main + main {{ break-before: page }}
"""
_SLACK = 2.0
"""CSS pixels that a line may stand over the edge: italics and accents do."""

logging.getLogger("weasyprint").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text in logical order, and its place in CSS pixels.

    ``goes_on``: the next line continues it because the words had no room.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    size: float
    direction: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page, in CSS pixels."""

    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed version of a paper."""

    pdf: bytes
    pages: tuple[Page, ...]


def print_version(paper: Paper, version: Version) -> Printed:
    """Print a version. Raises PageOverflow where a ``<main>`` needs more than its page."""
    style = _STYLE % ("landscape" if paper.matter.landscape else "portrait")
    document = HTML(
        string=f'<!doctype html><html lang="{paper.matter.languages[0]}"><head>'
        f"<meta charset=utf-8><style>{style}</style></head><body>{version.html}</body></html>"
    ).render()
    pages = tuple(_page(page._page_box) for page in document.pages)
    if len(pages) != version.pages:
        raise PageOverflow(paper.file, f"{version.pages} <main> take {len(pages)} pages")
    for number, page in enumerate(pages, 1):
        _check_edges(paper.file, number, page)
    return Printed(pdf_of(document), pages)


def pdf_of(document: Any) -> bytes:
    """The PDF of a rendered document."""
    written = document.write_pdf()
    if written is None:
        raise RuntimeError("WeasyPrint returned nothing")
    return bytes(written)


def pictures_of(pdf: bytes, dpi: int) -> list[Picture]:
    """Each page as a picture in colour."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [
            np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB")) for page in document
        ]
    finally:
        document.close()


def _page(box: Any) -> Page:
    lines = tuple(line for line in _with_markers(_lines(box)) if line.text)
    return Page(box.margin_width(), box.margin_height(), lines)


def _lines(box: Any, *, goes_on: bool = False) -> Iterator[tuple[bool, Line]]:
    """Lines of the layout in the order of the file, each with: is it the marker of a list item?"""
    if not _is_line(box):
        children = tuple(getattr(box, "children", ()))
        for child, after in zip_longest(children, children[1:]):
            yield from _lines(child, goes_on=_is_line(after) and not _is_broken(child))
        return
    pieces = list(_pieces(box))
    own = [index for index, piece in enumerate(pieces) if isinstance(piece, str) and piece.strip()]
    begin = own[0] if own else 0
    blocks = [(index, piece) for index, piece in enumerate(pieces) if not isinstance(piece, str)]
    for index, block in blocks:
        if index < begin:
            yield from _lines(block)
    yield str(box.element_tag).endswith("::marker"), _line(box, pieces, goes_on=goes_on)
    for index, block in blocks:
        if index >= begin:
            yield from _lines(block)


def _pieces(box: Any) -> Iterator[Any]:
    """Texts of a line as strings, and what stands in blocks of its own within it as boxes."""
    for child in box.children:
        kind = type(child).__name__
        if kind == "TextBox":
            yield child.text
        elif kind == "InlineBox":
            yield from _pieces(child)
        else:
            yield child


def _line(box: Any, pieces: list[Any], *, goes_on: bool) -> Line:
    """The line in one string; floats and labels that stand elsewhere leave no gap in a word."""
    texts = [
        piece if isinstance(piece, str) else "" if _is_away(piece) else " " for piece in pieces
    ]
    size, direction = float(box.style["font_size"]), str(box.style["direction"])
    return Line(
        plain("".join(texts)), box.position_x, box.position_y, box.width, box.height, size,
        direction, goes_on,
    )  # fmt: skip


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _is_broken(line: Any) -> bool:
    """Whether a line ends at a break that the paper demands."""
    return line.element_tag == "br" or any(
        _is_broken(child) for child in getattr(line, "children", ())
    )


def _is_away(box: Any) -> bool:
    return type(box).__name__ == "AbsolutePlaceholder" or bool(box.is_floated())


def _with_markers(lines: Iterator[tuple[bool, Line]]) -> Iterator[Line]:
    """The number of a list item stands in the line of its first words."""
    marker = ""
    for is_marker, line in lines:
        if is_marker:
            marker = line.text
            continue
        text = plain(f"{marker} {line.text}")
        marker = ""
        yield replace(line, text=text)


def _check_edges(file: str, number: int, page: Page) -> None:
    for line in page.lines:
        inside = (
            line.x >= -_SLACK
            and line.y >= -_SLACK
            and line.x + line.width <= page.width + _SLACK
            and line.y + line.height <= page.height + _SLACK
        )
        if not inside:
            raise PageOverflow(file, f"page {number}: {line.text[:40]!r} stands over the edge")
