"""May this file come in? Decided by its content, never by its name."""

from dataclasses import dataclass

from recognition.documents import image, pdf
from recognition.domain.vocabulary import MediaType
from recognition.errors import DocumentRejected, ErrorCode

MAX_BYTES = 25 * 1024 * 1024
MAX_PAGES = 40
MAX_PIXELS = 80_000_000

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What a file is (by content) and how many pages it has."""

    media_type: MediaType
    pages: int


def media_type_of(data: bytes) -> MediaType | None:
    """The type that the first bytes prove, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return MediaType.TIFF
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return MediaType.HEIC
    if b"%PDF-" in data[:1024] and not data.startswith(b"PK"):
        return MediaType.PDF
    return None


def check_file(
    data: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
    max_pixels: int = MAX_PIXELS,
) -> IntakeResult:
    """Type and page count of a file that can be read.

    Raises DocumentRejected: FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_UNKNOWN, FILE_BROKEN,
    FILE_ENCRYPTED, TOO_MANY_PAGES, PAGE_TOO_LARGE (more than ``max_pixels`` in one image).
    """
    if not data:
        raise DocumentRejected(ErrorCode.FILE_EMPTY)
    if len(data) > max_bytes:
        raise DocumentRejected(ErrorCode.FILE_TOO_LARGE)
    media_type = media_type_of(data)
    if media_type is None:
        raise DocumentRejected(ErrorCode.FILE_TYPE_UNKNOWN)
    if media_type is MediaType.PDF:
        pages = pdf.check(data, max_pages=max_pages, max_pixels=max_pixels)
    else:
        pages = image.check(data, media_type, max_pages=max_pages, max_pixels=max_pixels)
    return IntakeResult(media_type, pages)
