"""Text layers that scanners and broken programs leave in PDFs."""

import re
from collections.abc import Callable
from html import escape
from io import BytesIO

import pypdf
from pypdf.generic import DecodedStreamObject, NameObject
from weasyprint import HTML

from tests.papers.picture import Rng
from tests.papers.printing import FONTS, Page, Printed, pdf_of

Misread = Callable[[str, Rng], str]

_ERRORS = 0.1
_RUBBISH = "iIl1jJtf.,:;!|/\\()[]{}'`~^-_=+<>»«°§oO0cCeEaAuUwWqgyYzZ"
_ALIKE = {"l": "1", "1": "l", "O": "0", "0": "O", "e": "c", "c": "e", "é": "e", "h": "b", "u": "n",
          "n": "u", "m": "rn", "i": "í", "S": "5", "5": "S", "B": "8", "8": "B"}  # fmt: skip
_PAIR = re.compile(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>")


def misread_a_little(text: str, rng: Rng) -> str:
    """Text as recognition of middling quality returns it: about one letter in ten is wrong."""
    return "".join(_misread_letter(letter, text, rng) for letter in text)


def _misread_letter(letter: str, text: str, rng: Rng) -> str:
    if letter.isspace() or rng.random() >= _ERRORS:
        return letter
    if letter in _ALIKE:
        return _ALIKE[letter]
    return "" if rng.random() < 0.3 else text[int(rng.integers(len(text)))]


def misread_all(text: str, rng: Rng) -> str:
    """Text as a program returns it that does not know the script: rubbish in Latin signs."""
    return "".join(
        " " if letter.isspace() else _RUBBISH[int(rng.integers(len(_RUBBISH)))] for letter in text
    )


def layer(printed: Printed, misread: Misread, rng: Rng) -> bytes:
    """A PDF of nothing but the misread lines, each in its place."""
    first = printed.pages[0]
    sheets = "".join(_sheet(page, misread, rng) for page in printed.pages)
    style = (
        f"@page {{ size: {first.width}px {first.height}px; margin: 0 }} body {{ margin: 0 }}"
        f" div {{ position: relative; height: {first.height - 1}px; overflow: hidden;"
        f" font-family: {FONTS} }} div + div {{ break-before: page }}"
        " p { position: absolute; margin: 0; line-height: 1; white-space: nowrap }"
    )
    html = f"<!doctype html><meta charset=utf-8><style>{style}</style>{sheets}"
    return pdf_of(HTML(string=html).render())


def _sheet(page: Page, misread: Misread, rng: Rng) -> str:
    lines = (
        f'<p dir={line.direction} style="left:{line.x:.1f}px;top:{line.y:.1f}px;'
        f'width:{line.width:.1f}px;font-size:{line.size:.1f}px">'
        f"{escape(misread(line.text, rng))}</p>"
        for line in page.lines
    )
    return f"<div>{''.join(lines)}</div>"


def with_hidden_text(pictures: bytes, text: bytes) -> bytes:
    """The pages of one PDF with the text of another, stretched over them without ink."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pictures))
    for page, hidden in zip(writer.pages, _inkless(text).pages, strict=True):
        wide = float(page.mediabox.width / hidden.mediabox.width)
        high = float(page.mediabox.height / hidden.mediabox.height)
        page.merge_transformed_page(hidden, pypdf.Transformation().scale(wide, high))
    return _written(writer)


def _inkless(pdf: bytes) -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    for page in writer.pages:
        contents = page.get_contents()
        drawn = DecodedStreamObject()
        drawn.set_data(b"3 Tr\n" + (b"" if contents is None else contents.get_data()))
        page[NameObject("/Contents")] = writer._add_object(drawn)
    return writer


def break_text(pdf: bytes, rng: Rng) -> tuple[bytes, str]:
    """A digital PDF whose letters no longer say which they are; and the step's name."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    permute = rng.random() < 0.5
    for thing in list(writer._objects):
        if not isinstance(thing, pypdf.generic.DictionaryObject) or "/ToUnicode" not in thing:
            continue
        if permute:
            table = thing["/ToUnicode"].get_object()
            mixed = DecodedStreamObject()
            mixed.set_data(_shuffled(table.get_data(), rng))  # type: ignore[union-attr]
            thing[NameObject("/ToUnicode")] = writer._add_object(mixed)
        else:
            del thing["/ToUnicode"]
    return _written(writer), "tounicode-permuted" if permute else "tounicode-removed"


def _shuffled(table: bytes, rng: Rng) -> bytes:
    """A ToUnicode table whose letters have changed places."""
    letters = [found[2] for found in _PAIR.finditer(table)]
    order = iter(rng.permutation(len(letters)))
    return _PAIR.sub(lambda found: b"<%b> <%b>" % (found[1], letters[next(order)]), table)


def mixed_pages(text: bytes, pictures: bytes, scanned: set[int]) -> bytes:
    """Pages of a digital PDF, some of them exchanged for their scans."""
    digital, scans = pypdf.PdfReader(BytesIO(text)), pypdf.PdfReader(BytesIO(pictures))
    writer = pypdf.PdfWriter()
    for number, page in enumerate(digital.pages):
        writer.add_page(scans.pages[number] if number in scanned else page)
    return _written(writer)


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
