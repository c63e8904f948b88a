"""The mapper: one function from a qualification's words to level and field, with reasons.

A suggestion is preparatory; a person decides. A mapper holds no state but its data, loaded once;
mapping is pure and safe to call from several threads.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from recognition.isced import codes, overlay
from recognition.isced.fields import FieldMapper
from recognition.isced.files import data_folder
from recognition.isced.levels import LevelMapper
from recognition.isced.lexicon import Lexicon, load_lexicon
from recognition.isced.model import MapperRelease, Mapping, Query
from recognition.isced.schooling import schooling
from recognition.isced.systems import System, load_systems
from recognition.isced.tongues import Tongues, load_tongues
from recognition.isced.weights import Weights, load_weights
from recognition.settings import load_settings


@dataclass(frozen=True, slots=True)
class Parts:
    """The data that a mapper is made of."""

    systems: dict[str, System]
    lexicon: Lexicon
    tongues: Tongues
    weights: Weights
    release: MapperRelease


class Mapper:
    """Maps qualifications; made once (about a second) from its parts."""

    def __init__(self, parts: Parts) -> None:
        self.release = parts.release
        self.weights = parts.weights
        self._levels = LevelMapper(
            parts.systems, parts.lexicon, parts.weights.levels, parts.tongues
        )
        self._fields = FieldMapper(parts.lexicon, parts.weights.fields, parts.tongues)

    def map(self, query: Query) -> Mapping:
        """Suggest ISCED level and field of a qualification, each with reasons."""
        degree_words = self._levels.degree_positions(query)
        level = self._levels.suggest(query)
        return Mapping(
            isced_level=level,
            isced_f=self._fields.suggest(query, degree_words, schooling(level)),
            release=self.release,
        )

    def weighing(self, weights: Weights) -> "Mapper":
        """The same mapper with other weights; what is built from data is shared."""
        other = object.__new__(Mapper)
        other.release, other.weights = self.release, weights
        other._levels = self._levels.weighing(weights.levels)
        other._fields = self._fields.weighing(weights.fields)
        return other


def load_parts(own: Path | None = None) -> Parts:
    """Load the data that comes along, and the office's own files over it.

    Raises:
        BrokenSetting: a data file is not valid; the advice names file and line.
    """
    folder = data_folder()
    with overlay.telling_where(own) if own else nullcontext():
        systems_release, systems = load_systems(folder, own)
        lexicon = load_lexicon(folder, own)
        weights = load_weights(own if own and (own / overlay.MODEL).is_file() else folder)
    release = MapperRelease(
        fields=codes.field_list().release,
        levels=codes.level_list().release,
        systems=systems_release,
        lexicon=lexicon.release,
        mapper=weights.release,
        office=overlay.digest(own) if own else "",
    )
    return Parts(systems, lexicon, load_tongues(folder), weights, release)


def installed_mapper(own: Path | None) -> Mapper:
    """The mapper with the office's files in the folder ``own``, made once in a process."""
    with _making:
        return _made(own)


_making = Lock()
"""Who comes while it is being made waits for it: a worker makes it before somebody needs it."""


@cache
def _made(own: Path | None) -> Mapper:
    return Mapper(load_parts(own))


def warm_up() -> MapperRelease:
    """Load the data now (about a second), so that the first title is as quick as the next.

    Raises:
        BrokenSetting: a data file is not valid; the advice names file and line.
    """
    return installed_mapper(load_settings().isced_folder).release


def map_qualification(query: Query) -> Mapping:
    """Suggest ISCED level and field of a qualification, each with reasons.

    Always answers: ``code`` is the best guess, ``abstained`` says that it is below the threshold.
    """
    return installed_mapper(load_settings().isced_folder).map(query)
