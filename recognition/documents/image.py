"""Pictures: JPEG, PNG, TIFF with many pages, HEIC. Pillow and pi-heif are used here alone.

Pillow's own guard against decompression bombs only warns; the bound that the intake is given
replaces it and is checked from the header, before a pixel is decoded.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO

import cv2
import numpy as np
import pi_heif
from PIL import (
    ExifTags,
    Image,
    ImageChops,
    ImageFile,
    ImageOps,
    ImageSequence,
)

from recognition.domain.vocabulary import MediaType
from recognition.errors import DocumentRejected, ErrorCode

Image.MAX_IMAGE_PIXELS = None

A4_AT_300_DPI = (2480, 3508)
MIN_SIDE = 50
_ROUNDING = 4  # pixels by which a page of that size may be larger, by rounding
_MILD = 0.75  # factor from which a quick way to make a page smaller shows no more grain
_FEW = 64  # by as many pixels that show the colours of most pictures
_JPEG_QUALITY = 92
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.TIFF: "TIFF"}


@contextmanager
def _opened(data: bytes, media_type: MediaType) -> Iterator[Image.Image]:
    with _telling_what_is_broken():
        if media_type is MediaType.HEIC:
            yield pi_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True).to_pillow()
        else:
            with Image.open(BytesIO(data), formats=[_FORMATS[media_type]]) as picture:
                yield picture


@contextmanager
def _telling_what_is_broken() -> Iterator[None]:
    try:
        yield
    except DocumentRejected:
        raise
    except Exception as broken:  # the libraries raise many kinds on damaged files
        raise DocumentRejected(ErrorCode.FILE_BROKEN) from broken


def check(data: bytes, media_type: MediaType, *, max_pages: int, max_pixels: int) -> int:
    """Number of pages; raises DocumentRejected where the picture cannot be decoded whole."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # libraries set it for the whole process
    if media_type is MediaType.HEIC:
        _check_heic_size(data, max_pixels)
    with _opened(data, media_type) as picture:
        pages = _count(picture, max_pages) if media_type is MediaType.TIFF else 1
        for frame in ImageSequence.Iterator(picture) if pages > 1 else [picture]:
            width, height = frame.size
            if width * height > max_pixels:
                raise DocumentRejected(ErrorCode.PAGE_TOO_LARGE)
            if min(width, height) < MIN_SIDE:
                raise DocumentRejected(ErrorCode.FILE_BROKEN)
            if media_type is not MediaType.PNG or not _proven(data):
                frame.load()
    return pages


def _count(picture: Image.Image, most: int) -> int:
    """The pages of a TIFF; it is looked at no further than one too many, for it may hold millions.

    Raises DocumentRejected (TOO_MANY_PAGES).
    """
    pages = 1
    with suppress(EOFError):
        while pages <= most:
            picture.seek(pages)
            pages += 1
    if pages > most:
        raise DocumentRejected(ErrorCode.TOO_MANY_PAGES)
    picture.seek(0)
    return pages


def _proven(data: bytes) -> bool:
    """Whether a PNG is whole by the sums that each of its parts carries.

    Unpacking the pixels takes ten times as long. Where a writer packed nonsense with the right
    sums, the splitting says so.
    """
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as picture:
            picture.verify()
    except Exception:
        return False  # it may yet be legible
    return True


def _check_heic_size(data: bytes, max_pixels: int) -> None:
    with _telling_what_is_broken():
        width, height = pi_heif.open_heif(BytesIO(data)).size
    if width * height > max_pixels:
        raise DocumentRejected(ErrorCode.PAGE_TOO_LARGE)


def frames(data: bytes, media_type: MediaType) -> Iterator[Image.Image]:
    """Each page as an upright picture of mode L or RGB."""
    with _opened(data, media_type) as picture:
        several = media_type is MediaType.TIFF and getattr(picture, "n_frames", 1) > 1
        for frame in ImageSequence.Iterator(picture) if several else [picture]:
            yield without_colours(_flat(_turned(frame)))


def _turned(frame: Image.Image) -> Image.Image:
    """As the camera says; Pillow copies also those that are not turned."""
    upright = frame.getexif().get(ExifTags.Base.Orientation, 1) == 1
    return frame if upright else ImageOps.exif_transpose(frame)


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency (on white) and palette; grey where the source is grey."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    wanted = "L" if picture.mode in {"1", "L", "I", "I;16", "F"} else "RGB"
    if picture.mode == wanted:
        picture.load()
        return picture
    return picture.convert(wanted)


def fit(picture: Image.Image) -> Image.Image:
    """No larger than A4 at 300 dpi, either way up; never enlarged.

    What is a few pixels larger is cut: to draw the whole page anew for them takes long.
    """
    short, long = A4_AT_300_DPI
    bounds = (short, long) if picture.height >= picture.width else (long, short)
    if picture.width <= bounds[0] + _ROUNDING and picture.height <= bounds[1] + _ROUNDING:
        return picture.crop((0, 0, min(picture.width, bounds[0]), min(picture.height, bounds[1])))
    factor = min(bounds[0] / picture.width, bounds[1] / picture.height)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    if factor < _MILD:
        return picture.resize(size, Image.Resampling.LANCZOS)
    smaller = cv2.resize(np.asarray(picture), size, interpolation=cv2.INTER_CUBIC)
    return Image.fromarray(np.asarray(smaller, np.uint8))


def is_grey(image: bytes) -> bool:
    """Whether a page image has nothing but shades of grey, by its header."""
    with Image.open(BytesIO(image)) as picture:
        return picture.mode == "L"


def without_colours(picture: Image.Image) -> Image.Image:
    """As grey where red, green and blue agree in every pixel: smaller, and quicker to read."""
    if picture.mode != "RGB":
        return picture
    few = picture.resize((_FEW, _FEW), Image.Resampling.NEAREST)
    for look in (few, picture):
        red, green, blue = look.split()
        if any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
            return picture
    return red


def encode(picture: Image.Image) -> bytes:
    """As JPEG of high quality."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def preview(image: bytes, max_px: int) -> bytes:
    """A small WebP of a page image, its longer side at most ``max_px``."""
    with Image.open(BytesIO(image)) as picture:
        small = picture.convert("RGB")
    small.thumbnail((max_px, max_px), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "WEBP", quality=70, method=2)
    return out.getvalue()
