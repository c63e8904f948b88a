"""Institutions by name: in any script, with spelling and OCR errors, against an office's register.

The register is a table in a text file (UTF-8, tab-separated, one header line, no quoting):

- ``id``: the register's own identifier, unique;
- ``name``: the name in the institution's own language;
- ``country``: ISO 3166-1 alpha-2;
- ``other_names``: further names (other languages, former ones, abbreviations), parted by ``|``;
- ``note``: what an assessor should know, in a sentence; may be empty.

``recognition/documents/data/institutions.tsv`` is a small beginning; the setting
``RECOGNITION_INSTITUTIONS`` names the office's own file.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz, process, utils

from recognition.documents.extraction.page.fold import fold
from recognition.errors import ErrorCode, InvalidInput

COLUMNS = ("id", "name", "country", "other_names", "note")
_AT_ALL = 62.0  # score (0..100) below which a name is no candidate
_ELSEWHERE = 12.0  # what a name loses that stands in another country


@dataclass(frozen=True, slots=True)
class Institution:
    """One entry of the register."""

    id: str
    name: str
    country: str
    other_names: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An institution that a name may mean, the name that it was found by, and a score 0..1."""

    institution: Institution
    name: str
    score: float


class Register:
    """A register that can be searched by name."""

    def __init__(self, institutions: Iterable[Institution]) -> None:
        """Index every name as it is written and as it is transliterated."""
        self._entries = list(institutions)
        keys: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            for name in (entry.name, *entry.other_names):
                for key in _keys(name):
                    keys[key].append((place, name))
        self._names = dict(keys)
        self._keys = list(keys)

    def __len__(self) -> int:
        """How many institutions it holds."""
        return len(self._entries)

    def look_up(self, name: str, country: str | None = None, *, limit: int = 5) -> list[Found]:
        """Institutions that a name may mean, the likeliest first; those of ``country`` before."""
        best: dict[int, Found] = {}
        for wanted in _keys(name):
            hits = process.extract(
                wanted, self._keys, scorer=_likeness, score_cutoff=_AT_ALL, limit=4 * limit
            )
            for key, score, _ in hits:
                for place, written in self._names[key]:
                    entry = self._entries[place]
                    away = _ELSEWHERE if country and entry.country != country else 0.0
                    found = Found(entry, written, round((score - away) / 100, 3))
                    if place not in best or found.score > best[place].score:
                        best[place] = found
        ranked = sorted(best.values(), key=lambda f: (-f.score, f.institution.id))
        return [found for found in ranked if found.score * 100 >= _AT_ALL][:limit]


def _likeness(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """How alike two names are, 0..100: letters, words in any order, and how much is left over."""
    letters = fuzz.ratio(one, other)
    words = fuzz.token_sort_ratio(one, other)
    common = fuzz.token_set_ratio(one, other)
    return max(letters, words, 0.55 * common + 0.45 * min(letters, words))


def _keys(name: str) -> Sequence[str]:
    plain = utils.default_process(fold(name))
    latin = utils.default_process(anyascii(fold(name)))
    return tuple(dict.fromkeys(key for key in (plain, latin) if key))


def read_register(path: Path) -> Register:
    """The register of a file.

    Raises:
        InvalidInput: a column is missing, an id twice, a name or country empty; says the line.
    """
    return Register(_entries(path.read_text("utf-8").splitlines(), path.name))


def _entries(lines: Sequence[str], file: str) -> Iterable[Institution]:
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if set(COLUMNS[:3]) - set(reader.fieldnames or ()):
        raise InvalidInput(ErrorCode.MISSING_VALUE, f"{file}: line 1: {', '.join(COLUMNS[:3])}")
    seen: set[str] = set()
    for number, row in enumerate(reader, start=2):
        entry = Institution(
            id=(row["id"] or "").strip(),
            name=(row["name"] or "").strip(),
            country=(row["country"] or "").strip().upper(),
            other_names=tuple(
                n.strip() for n in (row.get("other_names") or "").split("|") if n.strip()
            ),
            note=(row.get("note") or "").strip(),
        )
        if not entry.id or not entry.name or len(entry.country) != 2 or entry.id in seen:
            raise InvalidInput(ErrorCode.BAD_VALUE, f"{file}: line {number}")
        seen.add(entry.id)
        yield entry


@cache
def own_register() -> Register:
    """The small register that comes with the software."""
    file = resources.files("recognition.documents").joinpath("data/institutions.tsv")
    return Register(_entries(file.read_text("utf-8").splitlines(), "institutions.tsv"))
