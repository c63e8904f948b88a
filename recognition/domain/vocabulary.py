"""Closed vocabularies of the field, in its own words (see ``docs/glossary.md``).

Each is a ``StrEnum`` whose values are what is stored and sent; screens translate them.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """What the recognition is for; it decides which differences matter."""

    ACADEMIC = "academic"
    PROFESSIONAL = "professional"
    LABOUR_MARKET = "labour_market"


class DocumentKind(StrEnum):
    """What the applicant says a paper is, when she uploads it."""

    QUALIFICATION = "qualification"
    TRANSCRIPT = "transcript"
    SUPPLEMENT = "supplement"
    TRANSLATION = "translation"
    NAME_CHANGE = "name_change"
    IDENTITY = "identity"
    OTHER = "other"


class DocumentType(StrEnum):
    """What the reading finds a paper to be."""

    DIPLOMA = "diploma"
    TRANSCRIPT = "transcript"
    DIPLOMA_SUPPLEMENT = "diploma_supplement"
    SCHOOL_LEAVING_CERTIFICATE = "school_leaving_certificate"
    VOCATIONAL_CERTIFICATE = "vocational_certificate"
    PROVISIONAL_CERTIFICATE = "provisional_certificate"
    TRANSLATION = "translation"


class FieldName(StrEnum):
    """A fact that a paper states about the qualification or its holder."""

    HOLDER_NAME = "holder_name"
    DATE_OF_BIRTH = "date_of_birth"
    INSTITUTION = "institution"
    COUNTRY = "country"
    QUALIFICATION_TITLE = "qualification_title"
    FIELD_OF_STUDY = "field_of_study"
    AWARD_DATE = "award_date"
    GRADE = "grade"
    CREDITS = "credits"
    DURATION = "duration"
    DOCUMENT_TYPE = "document_type"
    ISCED_LEVEL = "isced_level"
    ISCED_F = "isced_f"


class ReadingSource(StrEnum):
    """Where a read value came from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    DERIVED = "derived"


class MediaType(StrEnum):
    """File types that are taken in, recognised by their content and never by their name."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    HEIC = "image/heic"


class ReadingWarning(StrEnum):
    """What the reading wants a person to know; a closed list that screens translate."""

    TEXT_LAYER_DISTRUSTED = "text_layer_distrusted"
    LANGUAGE_PACK_MISSING = "language_pack_missing"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_BLANK = "page_blank"
    PAGE_TIMED_OUT = "page_timed_out"
    LOW_CONFIDENCE = "low_confidence"
    SCRIPT_UNKNOWN = "script_unknown"


class CannotBeHadReason(StrEnum):
    """Why an item of the checklist cannot be had (Lisbon Convention, article VII)."""

    WAR_OR_DISPLACEMENT = "war_or_displacement"
    INSTITUTION_CLOSED = "institution_closed"
    DANGER = "danger"
    NOT_ISSUED = "not_issued"
    LOST = "lost"
    COST = "cost"
    OTHER = "other"
