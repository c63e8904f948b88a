"""Splitting: every page an upright picture of bounded size."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from recognition.documents.image import A4_AT_300_DPI
from recognition.documents.intake import check_file
from recognition.documents.model import LayerVerdict, PageSource
from recognition.documents.pages import preview, split
from recognition.domain.vocabulary import MediaType
from recognition.errors import DocumentRejected, ErrorCode


def pages_of(data: bytes) -> list[PageSource]:
    return list(split(data, check_file(data).media_type))


def opened(page: PageSource) -> Image.Image:
    return Image.open(BytesIO(page.image))


def test_a_large_photo_is_scaled_to_a4_at_300_dpi() -> None:
    out = BytesIO()
    Image.new("RGB", (4032, 3024), "white").save(out, "JPEG")
    (page,) = pages_of(out.getvalue())
    assert page.width <= 3508
    assert page.height <= 2480
    assert opened(page).size == (page.width, page.height)


def test_a_page_a_few_pixels_too_large_is_cut_and_not_drawn_anew() -> None:
    picture = Image.new("L", (2483, 3510), "white")
    picture.putpixel((1000, 3000), 0)
    out = BytesIO()
    picture.save(out, "PNG")
    (page,) = pages_of(out.getvalue())
    assert (page.width, page.height) == (2480, 3508)
    assert opened(page).getpixel((1000, 3000)) < 30


@pytest.mark.parametrize(("ink", "mode"), [((90, 90, 90), "L"), ((200, 90, 90), "RGB")])
def test_a_page_is_kept_in_colour_where_it_has_any(ink: tuple[int, int, int], mode: str) -> None:
    picture = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(picture).rectangle((203, 203, 211, 211), fill=ink)
    out = BytesIO()
    picture.save(out, "PNG")
    (page,) = pages_of(out.getvalue())
    assert opened(page).mode == mode


def test_a_photo_is_turned_as_its_camera_says() -> None:
    picture = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 100, 100), fill="black")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    (page,) = pages_of(out.getvalue())
    assert (page.width, page.height) == (400, 600)
    assert sum(opened(page).convert("RGB").getpixel((380, 20))) < 60


def test_a_transparent_picture_is_laid_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (200, 300), (0, 0, 0, 0)).save(out, "PNG")
    (page,) = pages_of(out.getvalue())
    assert opened(page).convert("L").getpixel((100, 100)) > 250


def test_heic_is_read() -> None:
    data = (Path(__file__).parent / "black-top.heic").read_bytes()  # 160 x 240, own drawing
    assert check_file(data).media_type is MediaType.HEIC
    (page,) = pages_of(data)
    assert (page.width, page.height) == (160, 240)
    assert opened(page).convert("L").getpixel((80, 30)) < 60
    assert opened(page).convert("L").getpixel((80, 200)) > 200


def test_a_broken_heic_is_turned_away() -> None:
    data = (Path(__file__).parent / "black-top.heic").read_bytes()
    with pytest.raises(DocumentRejected) as caught:
        check_file(data[: len(data) // 2])
    assert caught.value.code is ErrorCode.FILE_BROKEN


def test_pages_of_a_tiff_come_in_order(sample_folder: Path) -> None:
    pages = pages_of((sample_folder / "french-licence.tiff").read_bytes())
    assert [page.number for page in pages] == [1, 2]
    assert all(page.layer is LayerVerdict.ABSENT for page in pages)


def test_a_pdf_page_brings_its_words(sample_folder: Path) -> None:
    (page,) = pages_of((sample_folder / "polish-diploma.pdf").read_bytes())
    assert page.layer is LayerVerdict.TRUSTED
    words = {word.text: word for word in page.text_words}
    x0, y0, x1, y1 = words["Wiśniowska"].box
    assert 0 < x0 < x1 < 1
    assert 0 < y0 < y1 < 1
    assert words["Data"].box[1] > y1  # the date stands below the name


def test_a_page_source_survives_json(sample_folder: Path) -> None:
    (page,) = pages_of((sample_folder / "polish-diploma.pdf").read_bytes())
    assert PageSource.model_validate_json(page.model_dump_json()) == page


def test_a_preview_is_small(sample_folder: Path) -> None:
    (page,) = pages_of((sample_folder / "nigerian-degree.jpg").read_bytes())
    small = preview(page.image, 480)
    assert max(Image.open(BytesIO(small)).size) == 480
    assert len(small) < 40_000


@pytest.mark.parametrize("size", [(50, 1_500_000), (1_500_000, 50)])
def test_a_strip_that_is_let_in_is_split_too(size: tuple[int, int]) -> None:
    """However thin it gets when it is made to fit a page."""
    out = BytesIO()
    Image.new("L", size, "white").save(out, "PNG")
    (page,) = pages_of(out.getvalue())
    assert min(page.width, page.height) == 1 and max(page.width, page.height) in A4_AT_300_DPI
