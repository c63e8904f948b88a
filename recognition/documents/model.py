"""What a reading is made of: frozen, JSON-serialisable, no behaviour beyond geometry.

A box is ``(x0, y0, x1, y1)`` in fractions of the page image as it was split off, origin top left.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bounded

from recognition.domain.vocabulary import (
    DocumentType,
    FieldName,
    ReadingSource,
    ReadingWarning,
)

Box = tuple[float, float, float, float]


class Frozen(BaseModel):
    """Immutable, and strict about unknown keys; bytes travel as base64 in JSON."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )


class LayerVerdict(StrEnum):
    """Whether the text layer of a PDF page is used, and if not, why not."""

    ABSENT = "absent"
    TRUSTED = "trusted"
    INVISIBLE = "invisible"
    SPARSE = "sparse"
    UNMAPPED_GLYPHS = "unmapped_glyphs"
    BROKEN_MAP = "broken_map"
    NOT_WORDS = "not_words"
    REVERSED = "reversed"


class Word(Frozen):
    """One printed word in logical order; ``line`` groups the words of one line of the page."""

    text: str
    box: Box
    confidence: float = Bounded(ge=0, le=1)
    line: int = Bounded(ge=0)


class PageSource(Frozen):
    """One page before it is read: an upright image (PNG or JPEG) and its text layer, if any.

    ``text_words`` is empty where the file has no text layer; ``layer`` says what it is worth.
    """

    number: int = Bounded(ge=1)
    image: bytes
    width: int
    height: int
    text_words: tuple[Word, ...] = ()
    layer: LayerVerdict = LayerVerdict.ABSENT


class PageReading(Frozen):
    """The words of one page.

    ``rotation`` is the quarter turn clockwise (0, 90, 180, 270) that makes the page upright;
    boxes belong to the image before that turn. ``languages`` are ISO 639-1, most text first;
    ``script`` is ISO 15924 or empty. ``missing_packs`` names tesseract packs that were wanted.
    """

    number: int = Bounded(ge=1)
    width: int
    height: int
    source: ReadingSource
    languages: tuple[str, ...] = ()
    script: str = ""
    words: tuple[Word, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    missing_packs: tuple[str, ...] = ()
    layer: LayerVerdict = LayerVerdict.ABSENT
    rotation: int = 0
    reader_version: str
    seconds: float = 0.0


class Field(Frozen):
    """One field: ``value`` as printed, ``normalised`` for comparing, and where it stands."""

    value: str
    normalised: str
    page: int
    box: Box | None
    confidence: float = Bounded(ge=0, le=1)
    source: ReadingSource


class Course(Frozen):
    """One row of a transcript, as printed; what the table does not have is empty."""

    title: str
    code: str = ""
    credits: str = ""
    grade: str = ""
    hours: str = ""
    page: int
    box: Box | None = None


class Section(Frozen):
    """One numbered item of a Diploma Supplement ("2.1") and its text, label included."""

    number: str
    text: str
    page: int
    box: Box | None = None


class DocumentReading(Frozen):
    """What a whole document says.

    ``fields`` are those that were read with enough confidence; ``doubtful`` the best guess for
    others, with the place to look at, never to be used without a person.
    """

    pages: int
    languages: tuple[str, ...] = ()
    document_type: DocumentType | None = None
    fields: dict[FieldName, Field] = {}
    doubtful: dict[FieldName, Field] = {}
    courses: tuple[Course, ...] = ()
    sections: tuple[Section, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    missing_packs: tuple[str, ...] = ()
