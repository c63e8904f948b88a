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
from recognition.isced.model import MapperRelease, Mapping, Query
from recognition.isced.systems import load_systems
from recognition.isced.text import tokens
from recognition.isced.weights import load_weights


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
    systems_release, systems = load_systems(folder)
    release = MapperRelease(
        fields=codes.field_list().release,
        levels=codes.level_list().release,
        systems=systems_release,
        lexicon=lexicon.release,
        mapper=weights.release,
    )
    return _Mapper(
        levels=LevelMapper(systems, lexicon, weights.levels),
        fields=FieldMapper(lexicon, weights.fields),
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
    degree_words = mapper.levels.degree_positions(tokens(query.title))
    return Mapping(
        isced_level=mapper.levels.suggest(query),
        isced_f=mapper.fields.suggest(query, degree_words),
        release=mapper.release,
    )
