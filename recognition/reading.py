"""Reading and mapping together, for the command ``read``: what a document says and what it is."""

from collections.abc import Mapping
from functools import lru_cache

from recognition.documents.model import DocumentReading, Field
from recognition.domain.vocabulary import FieldName, ReadingSource
from recognition.isced.mapper import map_qualification
from recognition.isced.model import Query, Suggestion


@lru_cache(maxsize=4096)
def hints(text: str, language: str) -> tuple[float, float]:
    """How much a text is like a subject, and like a degree, by the mapper's confidence.

    The words are the mapper's own; what they say about a document is the reading's to weigh.
    """
    mapping = map_qualification(Query(title=text, language=language or None))
    return mapping.isced_f.confidence, mapping.isced_level.confidence


def map_fields(reading: DocumentReading) -> Mapping[FieldName, Field]:
    """Level and field of what was read; none without a title, or where the mapper abstains."""
    title = reading.fields.get(FieldName.QUALIFICATION_TITLE)
    if title is None:
        return {}

    def value(name: FieldName) -> str | None:
        found = reading.fields.get(name)
        return found.normalised if found else None

    award = (value(FieldName.AWARD_DATE) or "")[:4]
    mapping = map_qualification(
        Query(
            title=title.value,
            field=value(FieldName.FIELD_OF_STUDY),
            institution=value(FieldName.INSTITUTION),
            country=value(FieldName.COUNTRY),
            language=reading.languages[0] if reading.languages else None,
            year=int(award) if award.isdigit() else None,
        )
    )
    suggestions: dict[FieldName, Suggestion] = {
        FieldName.ISCED_LEVEL: mapping.isced_level,
        FieldName.ISCED_F: mapping.isced_f,
    }
    return {
        name: _derived(suggestion, title.page)
        for name, suggestion in suggestions.items()
        if not suggestion.abstained
    }


def _derived(suggestion: Suggestion, page: int) -> Field:
    return Field(
        value=suggestion.code,
        normalised=suggestion.code,
        page=page,
        box=None,
        confidence=suggestion.confidence,
        source=ReadingSource.DERIVED,
    )
