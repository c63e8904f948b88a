"""Reading and mapping together: which level and field a document gets from what was read of it."""

import pytest

from recognition.documents.model import DocumentReading, Field
from recognition.domain.vocabulary import DocumentType, FieldName, ReadingSource
from recognition.reading import map_fields


def field(value: str, confidence: float = 0.9) -> Field:
    return Field(
        value=value,
        normalised=value,
        page=1,
        box=None,
        confidence=confidence,
        source=ReadingSource.OCR,
    )


def school_certificate(title: str, subject: str, *, sure: bool) -> DocumentReading:
    """An Albanian school certificate of which title and field of study were read."""
    kind = DocumentType.SCHOOL_LEAVING_CERTIFICATE
    fields = {
        FieldName.QUALIFICATION_TITLE: field(title),
        FieldName.COUNTRY: field("AL"),
        FieldName.DOCUMENT_TYPE: field(kind.value),
    }
    read = {FieldName.FIELD_OF_STUDY: field(subject, 0.9 if sure else 0.3)}
    return DocumentReading(
        pages=1,
        languages=("sq",),
        document_type=kind,
        fields=fields | read if sure else fields,
        doubtful={} if sure else read,
        warnings=(),
    )


@pytest.mark.parametrize(
    ("subject", "sure", "code"),
    [
        ("infermieri", True, "0913"),
        ("infermieri", False, "0011"),  # a subject that was not surely read
        ("shkencor", True, "0011"),
    ],
)
def test_a_school_certificate_is_general_unless_it_surely_names_a_trade(
    subject: str, sure: bool, code: str
) -> None:
    """ISCED-F 2013, 0011: general schooling; a vocational certificate is of its trade."""
    found = map_fields(school_certificate("DËFTESË PJEKURIE", subject, sure=sure))
    assert found[FieldName.ISCED_F].normalised == code
    assert found[FieldName.ISCED_LEVEL].normalised == "3"


def test_without_a_title_nothing_is_mapped() -> None:
    nothing = DocumentReading(
        pages=1, languages=("sq",), document_type=None, fields={}, doubtful={}, warnings=()
    )
    assert not map_fields(nothing)
