"""The file formats that papers come in."""

import time
from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from tests.papers.picture import Picture

_ANY_DAY = time.gmtime(0)
"""The same documents are the same bytes, whenever they are made."""


class Container(StrEnum):
    """What a file is, and what its text layer is worth."""

    PDF_TEXT = "pdf-text"
    PDF_IMAGE = "pdf-image"
    PDF_MIXED = "pdf-mixed"
    PDF_GARBAGE_TEXT = "pdf-garbage-text"
    PDF_OCR_LAYER = "pdf-ocr-layer"
    PDF_BROKEN_TOUNICODE = "pdf-broken-tounicode"
    JPG = "jpg"
    PNG = "png"
    TIFF = "tiff"

    @property
    def suffix(self) -> str:
        """The ending of the file's name."""
        return "pdf" if self.value.startswith("pdf") else self.value

    @property
    def holds_many(self) -> bool:
        """Whether a file may have more than one page."""
        return self not in {Container.JPG, Container.PNG}


def pack(container: Container, pictures: Sequence[Picture], dpi: int) -> bytes:
    """Pictures as one file: a PDF of pictures, or the picture's own format."""
    images = [_image(picture) for picture in pictures]
    options: dict[str, Any] = {"dpi": (dpi, dpi)}
    if container is Container.JPG:
        options |= {"format": "JPEG", "quality": 88}
    elif container is Container.PNG:
        options |= {"format": "PNG", "compress_level": 3}
    elif container is Container.TIFF:
        options |= {"format": "TIFF", "save_all": True, "append_images": images[1:]}
        options |= _tiff_compression(images)
    else:
        options = {"format": "PDF", "resolution": dpi, "save_all": True}
        options |= {"creationDate": _ANY_DAY, "modDate": _ANY_DAY}
        options |= {"append_images": images[1:]}
        if all(image.mode != "1" for image in images):  # black and white is written without JPEG
            options["quality"] = 85
    out = BytesIO()
    images[0].save(out, **options)
    return out.getvalue()


def _image(picture: Picture) -> Image.Image:
    """The picture with no more colours than it shows."""
    if not np.array_equal(picture[..., 0], picture[..., 2]):
        return Image.fromarray(picture)
    plain = Image.fromarray(np.ascontiguousarray(picture[..., 1]))
    levels = plain.getcolors(2)
    return plain.convert("1") if levels else plain


def _tiff_compression(images: Sequence[Image.Image]) -> dict[str, Any]:
    if all(image.mode == "1" for image in images):
        return {"compression": "group4"}
    if any(image.mode == "1" for image in images):
        return {"compression": "tiff_lzw"}
    return {"compression": "jpeg", "quality": 90}
