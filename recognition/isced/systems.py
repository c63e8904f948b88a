"""Education systems as data: the qualifications of a country, one file per country.

An office may lay files of its own over those that come along (docs/mapping.md): a qualification
with the ``id`` of one that is known corrects the keys that it gives, another one is added,
``remove`` drops some by their ids, and ``replace = true`` begins the country anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from recognition.isced import codes
from recognition.isced.files import Table, read_toml, toml_files

_KEYS = (
    "id", "native", "english", "abbreviations", "level", "isced_a", "eqf", "years", "credits",
    "access", "from", "to", "note",
)  # fmt: skip
_HEAD = ("country", "name", "languages", "source", "reviewed", "qualification")


@dataclass(frozen=True, slots=True)
class Qualification:
    """One qualification of a country.

    ``names`` are its native, English and abbreviated names; ``years`` the typical duration;
    ``credits`` the workload (ECTS where the country uses it); ``access`` what it opens;
    ``first_year`` and ``last_year`` bound the years of award, inclusive; ``own`` says that the
    office's own file gave or corrected it.
    """

    country: str
    id: str
    native: tuple[str, ...]
    english: tuple[str, ...]
    abbreviations: tuple[str, ...]
    level: str
    isced_a: str | None
    eqf: int | None
    years: str
    credits: str
    access: str
    first_year: int | None
    last_year: int | None
    own: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""
        return self.native + self.english + self.abbreviations

    @property
    def source(self) -> str:
        """The entry that an assessor can look up, such as ``systems/sy:bachelor``."""
        return f"{'office/' * self.own}systems/{self.country.lower()}:{self.id}"

    def awarded_in(self, year: int | None) -> bool:
        """Tell whether it was awarded in that year; an unknown year is no objection."""
        if year is None:
            return True
        after = self.first_year is None or year >= self.first_year
        return after and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class System:
    """The education system of a country; ``source`` says where the entries are from."""

    country: str
    name: str
    languages: tuple[str, ...]
    source: str
    reviewed: bool
    qualifications: tuple[Qualification, ...]


def _qualification(table: Table, country: str) -> Qualification:
    table.only(*_KEYS)
    level = table.text("level")
    if not codes.is_level(level):
        table.refuse("level", "no such ISCED 2011 level")
    isced_a = table.text("isced_a", "") or None
    if isced_a and not (codes.is_attainment(isced_a) and isced_a[0] in (level, "0")):
        table.refuse("isced_a", "no such ISCED-A code, or not of this level")
    eqf = table.integer("eqf")
    if eqf is not None and not 1 <= eqf <= 8:
        table.refuse("eqf", "EQF levels go from 1 to 8")
    first, last = table.integer("from"), table.integer("to")
    if first is not None and last is not None and first > last:
        table.refuse("to", "the last year is before the first")
    found = Qualification(
        country=country,
        id=table.text("id"),
        native=table.phrases("native"),
        english=table.phrases("english"),
        abbreviations=table.phrases("abbreviations"),
        level=level,
        isced_a=isced_a,
        eqf=eqf,
        years=table.text("years", ""),
        credits=table.text("credits", ""),
        access=table.text("access", ""),
        first_year=first,
        last_year=last,
    )
    if not found.names:
        table.refuse("native", "a qualification needs a name")
    return found


def load_system(path: Traversable) -> System:
    """Load and check the file of one country.

    Raises:
        BrokenSetting: the file is not valid; the subject names file and key.
    """
    root = Table(path.name, read_toml(path))
    root.only(*_HEAD)
    return _system(root, root.tables("qualification"))


def lay_over_system(path: Traversable, shipped: Traversable) -> System:
    """Load an office's file of a country over the one that comes along, where there is one.

    Raises:
        BrokenSetting: the office's file is not valid; the subject names file and key.
    """
    own = Table(path.name, read_toml(path))
    own.only(*_HEAD, "replace", "remove")
    anew = own.flag("replace") or not shipped.is_file()
    base = {} if anew else read_toml(shipped)
    known = {item["id"]: item for item in base.pop("qualification", [])}
    for gone in own.phrases("remove"):
        if known.pop(gone, None) is None:
            own.refuse("remove", f"no qualification {gone!r} comes along for this country")
    mine = own.tables("qualification")
    corrected = {table.text("id") for table in mine}
    kept = [
        Table(path.name, item, f"qualification of the shipped {shipped.name}: {name}")
        for name, item in known.items()
        if name not in corrected
    ]
    tables = [
        Table(path.name, {**known.get(table.text("id"), {}), **table.values}, table.prefix)
        for table in mine
    ]
    root = Table(path.name, {**base, **own.values})
    system = _system(root, [*kept, *tables])
    marked = (replace(entry, own=entry.id in corrected) for entry in system.qualifications)
    return replace(system, qualifications=tuple(marked))


def _system(root: Table, tables: Iterable[Table]) -> System:
    country = root.text("country")
    if root.file != f"{country.lower()}.toml":
        root.refuse("country", "the file is named after its country")
    entries = tuple(_qualification(item, country) for item in tables)
    ids = [entry.id for entry in entries]
    if not entries or len(set(ids)) != len(ids):
        root.refuse("qualification", "at least one is needed, each with an id of its own")
    return System(
        country=country,
        name=root.text("name"),
        languages=root.phrases("languages"),
        source=root.text("source"),
        reviewed=root.flag("reviewed"),
        qualifications=entries,
    )


def load_systems(
    folder: Traversable, own: Traversable | None = None
) -> tuple[str, dict[str, System]]:
    """Load ``systems/*.toml``, those of the office (``own``) over those that come along.

    Returns the release of what comes along, and the systems by country code.

    Raises:
        BrokenSetting: a file is not valid; the subject names file and key.
    """
    shipped = folder / "systems"
    release = Table("release.toml", read_toml(shipped / "release.toml"))
    systems = {}
    for path in toml_files(shipped):
        if path.name != "release.toml":
            system = load_system(path)
            systems[system.country] = system
    for path in toml_files(own / "systems") if own else ():
        system = lay_over_system(path, shipped / path.name)
        systems[system.country] = system
    return release.text("release"), systems
