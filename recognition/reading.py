"""Reading and mapping together, for the command ``read``: what a document says and what it is."""

from collections.abc import Mapping
from functools import lru_cache

from recognition.documents.extraction.extract import given_from
from recognition.documents.model import DocumentReading, Field
from recognition.domain.vocabulary import DocumentType, FieldName, ReadingSource
from recognition.isced.mapper import map_qualification
from recognition.isced.model import Mapping as Mapped
from recognition.isced.model import Query, Suggestion
from recognition.isced.schooling import BASIC, SCHOOL_LEVELS, is_trade

_SURE_KIND = 0.7
_SURE_TRADE = 0.8


@lru_cache(maxsize=4096)
def hints(text: str, language: str) -> tuple[float, float]:
    """How much a text is like a subject, and like a degree, by the mapper's confidence.

    The words are the mapper's own; what they say about a document is the reading's to weigh.
    """
    mapping = map_qualification(Query(title=text, language=language or None))
    return mapping.isced_f.confidence, mapping.isced_level.confidence


def map_fields(reading: DocumentReading) -> Mapping[FieldName, Field]:
    """Level and field of what was read; none without a title, or where others are likelier.

    A doubtful title or subject is taken as well: a suggestion may rest on what is not sure, and
    is then so much less sure.
    """
    title = _best(reading, FieldName.QUALIFICATION_TITLE)
    if title is None:
        return {}
    award = (_value(reading, FieldName.AWARD_DATE) or "")[:4]
    subject = _best(reading, FieldName.FIELD_OF_STUDY)
    mapping = map_qualification(
        Query(
            title=title.value,
            field=subject.normalised if subject else None,
            institution=_value(reading, FieldName.INSTITUTION),
            country=_value(reading, FieldName.COUNTRY),
            language=reading.languages[0] if reading.languages else None,
            year=int(award) if award.isdigit() else None,
        )
    )
    suggestions: dict[FieldName, Suggestion] = {
        FieldName.ISCED_LEVEL: mapping.isced_level,
        FieldName.ISCED_F: mapping.isced_f,
    }
    found = {name: _derived(suggestion, title) for name, suggestion in suggestions.items()}
    least = given_from(FieldName.QUALIFICATION_TITLE)
    likely = {name: field for name, field in found.items() if field.confidence >= least}
    return {**likely, **_schooling(reading, mapping, title)}


def _schooling(
    reading: DocumentReading, mapping: Mapped, title: Field
) -> Mapping[FieldName, Field]:
    """General schooling is field 0011 whatever its stream (ISCED-F 2013, generic programmes).

    The kind of paper tells it where its title was not read well enough for the mapper to know,
    unless it surely names a trade.
    """
    level, field = mapping.isced_level.code, mapping.isced_f
    trade = is_trade(field.code) and field.confidence > _SURE_TRADE
    if trade and FieldName.FIELD_OF_STUDY in reading.fields:
        return {}
    kind = reading.fields.get(FieldName.DOCUMENT_TYPE)
    school = reading.document_type is DocumentType.SCHOOL_LEAVING_CERTIFICATE
    if kind is None or not school or kind.confidence < _SURE_KIND or level not in SCHOOL_LEVELS:
        return {}
    return {
        FieldName.ISCED_F: Field(
            value=BASIC,
            normalised=BASIC,
            page=title.page,
            box=None,
            confidence=round(kind.confidence, 3),
            source=ReadingSource.DERIVED,
        )
    }


def _best(reading: DocumentReading, name: FieldName) -> Field | None:
    return reading.fields.get(name) or reading.doubtful.get(name)


def _value(reading: DocumentReading, name: FieldName) -> str | None:
    found = reading.fields.get(name)
    return found.normalised if found else None


def _derived(suggestion: Suggestion, title: Field) -> Field:
    sure = suggestion.confidence * (0.6 + 0.4 * title.confidence)
    return Field(
        value=suggestion.code,
        normalised=suggestion.code,
        page=title.page,
        box=None,
        confidence=round(sure, 3),
        source=ReadingSource.DERIVED,
    )
