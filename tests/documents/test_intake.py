"""What is let in, and what is turned away with which code."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from recognition.documents.intake import check_file
from recognition.domain.vocabulary import MediaType
from recognition.errors import DocumentRejected, ErrorCode


def picture(kind: str, **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 400), "white").save(out, kind, **options)
    return out.getvalue()


def pdf(pages: int = 1, password: str = "", owner: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password or owner:
        writer.encrypt(password, owner or None, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb_png() -> bytes:
    """A PNG whose header promises 30000 x 30000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body)
        return len(body).to_bytes(4, "big") + kind + body + crc.to_bytes(4, "big")

    side = (30000).to_bytes(4, "big")
    header = side + side + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(b"\0" * (30000 * 3751), 9)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def code_of(data: bytes, **limits: int) -> ErrorCode:
    with pytest.raises(DocumentRejected) as caught:
        check_file(data, **limits)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture("JPEG"), MediaType.JPEG),
        (picture("PNG"), MediaType.PNG),
        (picture("TIFF"), MediaType.TIFF),
        (pdf(), MediaType.PDF),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, kind: MediaType) -> None:
    assert check_file(data).media_type is kind
    assert check_file(data).pages == 1


def test_every_page_of_a_tiff_counts() -> None:
    frame = Image.new("L", (300, 400))
    data = picture("TIFF", save_all=True, append_images=[frame, frame])
    assert check_file(data).pages == 3


def tiff_of(pages: int) -> bytes:
    """Pages of 102 bytes each, all with the same pixels."""
    tags = ((256, 60), (257, 60), (258, 8), (259, 1), (262, 1), (273, 8), (278, 60), (279, 3600))
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    size = len(body) + 6
    starts = [8 + size * number for number in range(1, pages)] + [0]
    kept = b"".join(struct.pack("<H", len(tags)) + body + struct.pack("<I", one) for one in starts)
    return b"II*\0" + struct.pack("<I", 8) + kept + b"\0" * 3600


def test_the_pages_of_a_tiff_are_counted_no_further_than_one_too_many() -> None:
    """All of a hundred thousand would keep a thread of the web server for minutes."""
    assert check_file(tiff_of(40)).pages == 40
    before = process_time()
    assert code_of(tiff_of(41)) is code_of(tiff_of(100_000)) is ErrorCode.TOO_MANY_PAGES
    assert process_time() - before < 2


def test_a_tiff_whose_second_page_has_no_size_is_turned_away() -> None:
    data = bytearray(tiff_of(2))
    data[8 + 102 + 3] = 0  # what was its width is no tag any more
    assert code_of(bytes(data)) is ErrorCode.FILE_BROKEN


def test_a_heic_without_a_picture_is_turned_away() -> None:
    data = (Path(__file__).parent / "black-top.heic").read_bytes()
    assert code_of(data.replace(b"hvcC", b"free")) is ErrorCode.FILE_BROKEN


def test_an_empty_file_is_turned_away() -> None:
    assert code_of(b"") is ErrorCode.FILE_EMPTY


def test_a_file_over_the_limit_is_turned_away() -> None:
    assert code_of(pdf(), max_bytes=100) is ErrorCode.FILE_TOO_LARGE


def test_an_archive_that_calls_itself_a_pdf_is_turned_away() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("diploma.pdf", pdf())
    assert code_of(out.getvalue()) is ErrorCode.FILE_TYPE_UNKNOWN


def test_a_truncated_pdf_is_turned_away(sample_folder: Path) -> None:
    whole = (sample_folder / "polish-diploma.pdf").read_bytes()
    for share in (0.2, 0.5, 0.95):
        assert code_of(whole[: int(len(whole) * share)]) is ErrorCode.FILE_BROKEN


def test_rubbish_after_a_pdf_header_is_turned_away() -> None:
    noise = np.random.default_rng(1).bytes(5000)
    assert code_of(b"%PDF-1.7\n" + noise + b"\n%%EOF") is ErrorCode.FILE_BROKEN


def test_a_truncated_picture_is_turned_away(sample_folder: Path) -> None:
    whole = (sample_folder / "nigerian-degree.jpg").read_bytes()
    assert code_of(whole[: len(whole) // 2]) is ErrorCode.FILE_BROKEN


def test_a_png_with_a_damaged_part_is_turned_away_but_not_one_that_merely_lacks_its_end() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), np.uint8)
    out = BytesIO()
    Image.fromarray(noise).save(out, "PNG")
    whole = out.getvalue()
    middle = len(whole) // 2
    assert code_of(whole[:middle] + b"\0\0\0\0" + whole[middle + 4 :]) is ErrorCode.FILE_BROKEN
    assert code_of(whole[:middle]) is ErrorCode.FILE_BROKEN
    assert check_file(whole[:-12]).pages == 1  # every pixel is there


def test_a_locked_pdf_is_turned_away_but_not_one_that_merely_forbids_printing() -> None:
    assert code_of(pdf(password="secret")) is ErrorCode.FILE_ENCRYPTED
    assert check_file(pdf(owner="secret")).pages == 1


def test_forty_pages_are_let_in_and_forty_one_are_not() -> None:
    assert check_file(pdf(40)).pages == 40
    assert code_of(pdf(41)) is ErrorCode.TOO_MANY_PAGES


def test_a_decompression_bomb_is_turned_away_unopened() -> None:
    assert code_of(bomb_png()) is ErrorCode.PAGE_TOO_LARGE


def test_a_pdf_with_an_enormous_picture_is_turned_away() -> None:
    out = BytesIO()
    Image.new("1", (4000, 4000)).save(out, "PDF")
    assert code_of(out.getvalue(), max_pixels=15_000_000) is ErrorCode.PAGE_TOO_LARGE


def test_a_large_picture_is_found_in_a_form_of_a_pdf_too() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    picture = StreamObject()
    picture.update(_names({"/Subtype": "/Image", "/Width": 30_000, "/Height": 30_000}))
    form = StreamObject()
    inner = DictionaryObject({NameObject("/I"): writer._add_object(picture)})
    again = writer._add_object(form)
    inner[NameObject("/Again")] = again  # and it draws itself
    form.update(_names({"/Subtype": "/Form", "/Resources": {"/XObject": inner}}))
    page.update(_names({"/Resources": {"/XObject": {"/F": again}}}))
    out = BytesIO()
    writer.write(out)
    assert code_of(out.getvalue()) is ErrorCode.PAGE_TOO_LARGE


def _names(values: dict[str, Any]) -> DictionaryObject:
    """What a PDF says so, names and numbers."""
    kinds: dict[type, Callable[[Any], Any]] = {str: NameObject, int: NumberObject, dict: _names}
    return DictionaryObject(
        {NameObject(key): kinds.get(type(one), lambda x: x)(one) for key, one in values.items()}
    )
