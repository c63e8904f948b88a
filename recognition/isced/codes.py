"""The code lists: ISCED-F 2013 fields, ISCED 2011 levels and ISCED-A codes, EQF, QF-EHEA.

Titles are the standard's, in English; those of other languages are in ``titles``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from recognition.errors import ErrorCode, InvalidInput
from recognition.isced.files import Table, data_folder, invalid, read_toml

NOT_FURTHER_DEFINED = "0"
INTERDISCIPLINARY = "8"
NOT_ELSEWHERE_CLASSIFIED = "9"


@dataclass(frozen=True, slots=True)
class Field:
    """One ISCED-F 2013 code of 2 (broad), 3 (narrow) or 4 (detailed) digits."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Narrow:
    """A narrow field with its detailed fields."""

    field: Field
    detailed: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Broad:
    """A broad field with its narrow fields."""

    field: Field
    narrow: tuple[Narrow, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One ISCED 2011 level; ``eqf`` 1 to 8 and ``cycle`` (QF-EHEA) where one corresponds."""

    code: str
    title: str
    eqf: int | None
    cycle: str | None


@dataclass(frozen=True, slots=True)
class FieldList:
    """A release of the field list."""

    release: str
    broads: tuple[Broad, ...]
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class LevelList:
    """A release of the level list; ``attainment`` maps ISCED-A codes to titles."""

    release: str
    levels: dict[str, Level]
    attainment: dict[str, str]


def _auxiliary(table: Table, code: str, title: str, involved: str) -> Iterator[Field]:
    """Yield the auxiliary codes below ``code``, titled by the rule of the standard."""
    for digit in table.text("auxiliary", ""):
        if digit == NOT_FURTHER_DEFINED:
            text = f"{title} not further defined"
        elif digit == INTERDISCIPLINARY:
            text = f"Inter-disciplinary programmes and qualifications involving {involved}"
        elif digit == NOT_ELSEWHERE_CLASSIFIED:
            text = f"{title} not elsewhere classified"
        else:
            table.refuse("auxiliary", "only the digits 0, 8 and 9 are auxiliary")
        yield Field(code + digit, text)


def _lower(title: str) -> str:
    return title if title.startswith("Information and Comm") else title[:1].lower() + title[1:]


def _narrow(table: Table, code: str, broad_title: str) -> Narrow:
    title = table.text("title")
    involved = table.text("interdisciplinary", _lower(broad_title))
    detailed = list(_auxiliary(table, code, title, involved))
    for key in table.values:
        if key.isdigit():
            if len(key) != 4 or not key.startswith(code):
                table.refuse(key, f"a detailed field of {code} has four digits and begins so")
            detailed.append(Field(key, table.text(key)))
        elif key not in ("title", "auxiliary", "interdisciplinary"):
            table.refuse(key, "unknown key")
    return Narrow(Field(code, title), tuple(sorted(detailed, key=lambda field: field.code)))


def _broad(table: Table, code: str) -> Broad:
    title = table.text("title")
    narrow = [
        # An auxiliary narrow field has the detailed field of the same title below it.
        Narrow(field, (Field(field.code + field.code[-1], field.title),))
        for field in _auxiliary(table, code, title, _lower(title))
    ]
    for key in table.values:
        if key.isdigit():
            if len(key) != 3 or not key.startswith(code):
                table.refuse(key, f"a narrow field of {code} has three digits and begins so")
            narrow.append(_narrow(table.table(key), key, title))
        elif key not in ("title", "auxiliary"):
            table.refuse(key, "unknown key")
    return Broad(Field(code, title), tuple(sorted(narrow, key=lambda item: item.field.code)))


def load_fields(folder: Traversable) -> FieldList:
    """Load ``iscedf.toml``.

    Raises:
        BrokenSetting: the file is not valid; the subject names file and key.
    """
    root = Table("iscedf.toml", read_toml(folder / "iscedf.toml"))
    broads = []
    for key in root.values:
        if key.isdigit() and len(key) == 2:
            broads.append(_broad(root.table(key), key))
        elif key != "release":
            root.refuse(key, "a broad field has two digits")
    titles = {}
    for broad in broads:
        titles[broad.field.code] = broad.field.title
        for narrow in broad.narrow:
            titles[narrow.field.code] = narrow.field.title
            titles.update((field.code, field.title) for field in narrow.detailed)
    return FieldList(root.text("release"), tuple(broads), titles)


def load_levels(folder: Traversable) -> LevelList:
    """Load ``levels.toml``.

    Raises:
        BrokenSetting: the file is not valid; the subject names file and key.
    """
    root = Table("levels.toml", read_toml(folder / "levels.toml"))
    root.only("release", "levels", "attainment")
    levels = {}
    for code in root.table("levels").values:
        table = root.table("levels").table(code)
        table.only("title", "eqf", "cycle")
        cycle = table.text("cycle", "") or None
        levels[code] = Level(code, table.text("title"), table.integer("eqf"), cycle)
    codes = root.table("attainment")
    for code in codes.values:
        if len(code) != 3 or not code.isdigit():
            codes.refuse(code, "an ISCED-A code has three digits")
    if not levels:
        invalid("levels.toml", "levels", "the levels are missing")
    return LevelList(root.text("release"), levels, {c: codes.text(c) for c in codes.values})


@cache
def field_list() -> FieldList:
    """Return the installed ISCED-F list, loaded once."""
    return load_fields(data_folder())


@cache
def level_list() -> LevelList:
    """Return the installed ISCED 2011 list, loaded once."""
    return load_levels(data_folder())


def fields() -> tuple[Broad, ...]:
    """Return all fields, grouped broad → narrow → detailed, in the order of their codes."""
    return field_list().broads


def levels() -> tuple[Level, ...]:
    """Return the ISCED 2011 levels from 0 to 9."""
    return tuple(level_list().levels.values())


def is_field(code: str) -> bool:
    """Tell whether ``code`` is an ISCED-F 2013 code of two to four digits."""
    return code in field_list().titles


def is_level(code: str) -> bool:
    """Tell whether ``code`` is an ISCED 2011 level."""
    return code in level_list().levels


def is_attainment(code: str) -> bool:
    """Tell whether ``code`` is an ISCED-A code of attainment."""
    return code in level_list().attainment


def field_title(code: str) -> str:
    """Return the English title of a field code.

    Raises:
        InvalidInput: there is no such code.
    """
    if not is_field(code):
        raise InvalidInput(ErrorCode.BAD_VALUE, "isced_f")
    return field_list().titles[code]


def level(code: str) -> Level:
    """Return a level by its code.

    Raises:
        InvalidInput: there is no such code.
    """
    if not is_level(code):
        raise InvalidInput(ErrorCode.BAD_VALUE, "isced_level")
    return level_list().levels[code]


def level_title(code: str) -> str:
    """Return the English title of a level code.

    Raises:
        InvalidInput: there is no such code.
    """
    return level(code).title


def attainment_title(code: str) -> str:
    """Return a short English title of an ISCED-A code.

    Raises:
        InvalidInput: there is no such code.
    """
    if not is_attainment(code):
        raise InvalidInput(ErrorCode.BAD_VALUE, "isced_a")
    return level_list().attainment[code]
