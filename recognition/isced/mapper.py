"""The mapper: one function from a qualification's words to level and field, with reasons.

A suggestion is preparatory; a person decides. The mapper holds no state but its data, loaded
once; ``map_qualification`` is pure and safe to call from several threads.
"""

from dataclasses import dataclass
from functools import cache

from recognition.isced import codes
from recognition.isced.fields import FieldMapper
from recognition.isced.files import data_folder
from recognition.isced.levels import LevelMapper
from recognition.isced.lexicon import load_lexicon
from recognition.isced.model import LevelSuggestion, MapperRelease, Mapping, Query
from recognition.isced.reasons import ReasonKind
from recognition.isced.systems import load_systems
from recognition.isced.tongues import load_tongues
from recognition.isced.weights import load_weights

# Levels of schooling; ISCED-A codes of general programmes there; reasons that name a certificate.
_SCHOOL = ("1", "2", "3")
_GENERAL = ("100", "242", "243", "244", "342", "343", "344")
_NAMED = (ReasonKind.SYSTEM_ENTRY, ReasonKind.DEGREE_WORD, ReasonKind.YEAR_OUTSIDE)


@dataclass(frozen=True, slots=True)
class _Mapper:
    levels: LevelMapper
    fields: FieldMapper
    release: MapperRelease


@cache
def _mapper() -> _Mapper:
    folder = data_folder()
    weights = load_weights(folder)
    lexicon = load_lexicon(folder)
    tongues = load_tongues(folder)
    systems_release, systems = load_systems(folder)
    release = MapperRelease(
        fields=codes.field_list().release,
        levels=codes.level_list().release,
        systems=systems_release,
        lexicon=lexicon.release,
        mapper=weights.release,
    )
    return _Mapper(
        levels=LevelMapper(systems, lexicon, weights.levels, tongues),
        fields=FieldMapper(lexicon, weights.fields, tongues),
        release=release,
    )


def warm_up() -> MapperRelease:
    """Load the data now (about a second), so that the first title is as quick as the next.

    Raises:
        BrokenSetting: a data file is not valid; the subject names file and key.
    """
    return _mapper().release


def map_qualification(query: Query) -> Mapping:
    """Suggest ISCED level and field of a qualification, each with reasons.

    Always answers: ``code`` is the best guess, ``abstained`` says that it is below the threshold.
    """
    mapper = _mapper()
    degree_words = mapper.levels.degree_positions(query)
    level = mapper.levels.suggest(query)
    return Mapping(
        isced_level=level,
        isced_f=mapper.fields.suggest(query, degree_words, _schooling(level)),
        release=mapper.release,
    )


def _schooling(level: LevelSuggestion) -> str:
    """Return the words that name a certificate of general schooling, or nothing."""
    if level.code not in _SCHOOL or not level.isced_a or level.isced_a not in _GENERAL:
        return ""
    named = (r for r in level.reasons if r.code == level.code and r.kind in _NAMED)
    return next((reason.evidence for reason in named), "")
