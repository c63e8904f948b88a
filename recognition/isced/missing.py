"""What would decide where the mapper abstains: what the paper or the holder can still tell."""

from collections.abc import Iterable
from enum import StrEnum

from recognition.isced.model import Query
from recognition.isced.reasons import Reason, ReasonKind

_SAID = 2


class Missing(StrEnum):
    """What can be asked for or looked up; a closed list that screens translate."""

    TITLE = "title"
    FIELD = "field"
    COURSES = "courses"
    COUNTRY = "country"
    INSTITUTION = "institution"
    YEAR = "year"
    ENTRY = "entry"


PREFIX = "missing/"
_WORDS = {
    Missing.TITLE: "the full name of the qualification, as printed",
    Missing.FIELD: "the field of study, as printed beside the title",
    Missing.COURSES: "the courses of a transcript",
    Missing.COUNTRY: "the country that awarded it",
    Missing.INSTITUTION: "the institution that awarded it",
    Missing.YEAR: "the year of award",
    Missing.ENTRY: "what it required for entry, and how long it took",
}


def for_level(query: Query) -> tuple[Reason, ...]:
    """What would decide a level: ISCED 2011 goes by entry, duration and place in the system."""
    lacking = {
        Missing.TITLE: not query.title.strip(),
        Missing.COUNTRY: not query.country,
        Missing.INSTITUTION: not query.institution,
        Missing.YEAR: not query.year,
    }
    return _reasons([*(one for one, lacks in lacking.items() if lacks), Missing.ENTRY])


def for_field(query: Query) -> tuple[Reason, ...]:
    """What would decide a field: ISCED-F 2013 goes by what was studied."""
    lacking = {Missing.TITLE: not query.title.strip(), Missing.FIELD: not query.field}
    return _reasons([*(one for one, lacks in lacking.items() if lacks), Missing.COURSES])


def _reasons(kinds: Iterable[Missing]) -> tuple[Reason, ...]:
    found = [Reason(ReasonKind.WOULD_DECIDE, _WORDS[one], PREFIX + one) for one in kinds]
    return tuple(found[:_SAID])
