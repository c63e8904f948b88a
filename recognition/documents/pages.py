"""A file that was let in, split into pages."""

from collections.abc import Iterator

from recognition.documents import image, pdf
from recognition.documents.image import preview
from recognition.documents.model import PageSource
from recognition.domain.vocabulary import MediaType

__all__ = ["preview", "split"]


def split(data: bytes, media_type: MediaType) -> Iterator[PageSource]:
    """Pages in order, one at a time, each image upright and at most 2480 by 3508 pixels.

    Raises DocumentRejected (FILE_BROKEN) at the page that cannot be decoded.
    """
    if media_type is MediaType.PDF:
        yield from pdf.split(data)
        return
    for number, picture in enumerate(image.frames(data, media_type), start=1):
        small = image.fit(picture)
        yield PageSource(
            number=number, image=image.encode(small), width=small.width, height=small.height
        )
