"""The rules in force: the office, its regimes and checklists, as one object that is handed on.

A case in draft is judged by these; a submitted one by the regime that it took along.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from recognition.checklist import ChecklistItem, checklist_for
from recognition.domain.background import Questionnaire
from recognition.domain.clock import Calendar
from recognition.domain.coherence import incoherent
from recognition.domain.measures import CompensationTerms
from recognition.domain.regime import Regime
from recognition.domain.statement import StatementTerms
from recognition.domain.vocabulary import Purpose
from recognition.domain.workload import WorkloadData
from recognition.errors import BrokenSetting, ErrorCode
from recognition.office import Office, load_office
from recognition.records import read_record

REGIMES = "regimes"
"""The folder of an office's own regimes, beside its office file."""


def _own_and_bundled(folder: Path | None) -> Iterator[Path | Traversable]:
    if folder is not None and folder.is_dir():
        yield folder
    yield files("recognition") / "data" / REGIMES


@lru_cache(maxsize=64)
def load_regime(regime_id: str, folder: Path | None = None) -> Regime:
    """The regime of that id: the office's own from ``folder``, or one that comes along.

    Raises ``BrokenSetting`` if there is none, it is not valid, or an own one that replaces another
    bears that one's version: an edition must be told from the next.
    """
    found = [
        read_regime(place / f"{regime_id}.toml")
        for place in _own_and_bundled(folder)
        if (place / f"{regime_id}.toml").is_file()
    ]
    if not found:
        raise BrokenSetting(
            ErrorCode.DATA_FILE_INVALID,
            f"{regime_id}.toml",
            advice=f"There is no regime {regime_id}: no file {regime_id}.toml in "
            f"{folder or 'a folder regimes beside the office file'}, and none comes along. "
            f"Known are: {', '.join(regime_ids(folder))}.",
        )
    first = found[0]
    for other in found[1:]:
        if other.version == first.version and other != first:
            raise BrokenSetting(
                ErrorCode.DATA_FILE_INVALID,
                f"{regime_id}.toml:version",
                advice=f"{folder}/{regime_id}.toml says other things than the regime that comes "
                f"along, under the same version {first.version}. Give it a version of its own.",
            )
    return first


def read_regime(source: Path | Traversable) -> Regime:
    """A regime from its file; ``BrokenSetting`` with a sentence for every fault."""
    regime = read_record(source, Regime, ErrorCode.DATA_FILE_INVALID)
    if f"{regime.id}.toml" != source.name:
        wanted = source.name.removesuffix(".toml")
        raise BrokenSetting(
            ErrorCode.DATA_FILE_INVALID,
            source.name,
            advice=f"In {source}: id must be {wanted}, like the file's name.",
        )
    if faults := list(incoherent(regime)):
        raise BrokenSetting(
            ErrorCode.DATA_FILE_INVALID, source.name, advice=f"In {source}: {'; '.join(faults)}."
        )
    return regime


def regime_ids(folder: Path | None = None) -> tuple[str, ...]:
    """The ids of all regimes that an office can choose from."""
    names = {
        file.name.removesuffix(".toml")
        for place in _own_and_bundled(folder)
        for file in place.iterdir()
        if file.name.endswith(".toml")
    }
    return tuple(sorted(names))


@lru_cache(maxsize=1)
def load_compensation() -> CompensationTerms:
    """The limits of compensation measures; ``BrokenSetting`` if the file is not valid."""
    source = files("recognition") / "data" / "compensation.toml"
    return read_record(source, CompensationTerms, ErrorCode.DATA_FILE_INVALID)


@lru_cache(maxsize=1)
def load_statement() -> StatementTerms:
    """How long a statement in place of papers is valid; ``BrokenSetting`` as above."""
    source = files("recognition") / "data" / "statement.toml"
    return read_record(source, StatementTerms, ErrorCode.DATA_FILE_INVALID)


@lru_cache(maxsize=1)
def load_questionnaire() -> Questionnaire:
    """The questions to who cannot get papers; ``BrokenSetting`` as above."""
    source = files("recognition") / "data" / "background.toml"
    return read_record(source, Questionnaire, ErrorCode.DATA_FILE_INVALID)


@lru_cache(maxsize=1)
def load_workload() -> WorkloadData:
    """What a year of study is in credits of each system; ``BrokenSetting`` as above."""
    source = files("recognition") / "data" / "workload.toml"
    return read_record(source, WorkloadData, ErrorCode.DATA_FILE_INVALID)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office applies; ``regimes_folder`` holds regimes of its own."""

    office: Office
    regimes_folder: Path | None = None

    @property
    def calendar(self) -> Calendar:
        """Where the office's days are counted."""
        return Calendar(self.office.time_zone, self.office.country, self.office.subdivision)

    @property
    def zone(self) -> str:
        """The office's time zone, by name."""
        return self.office.time_zone

    @property
    def country(self) -> str:
        """The office's country (ISO 3166-1), whose holidays count."""
        return self.office.country

    @property
    def compensation(self) -> CompensationTerms:
        """The limits of compensation measures that a new proposal falls under."""
        return load_compensation()

    @property
    def statement(self) -> StatementTerms:
        """The terms of a statement in place of papers that a new proposal carries."""
        return load_statement()

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions from which a background paper is made."""
        return load_questionnaire()

    @property
    def workload(self) -> WorkloadData:
        """How credits and lengths of other systems are laid beside the office's own."""
        return load_workload()

    def regime(self, regime_id: str) -> Regime:
        """A regime by id."""
        return load_regime(regime_id, self.regimes_folder)

    def regime_for(self, purpose: str | None) -> str:
        """The id of the regime that an application for that purpose falls under.

        Of those that the office offers: the first that is made for the purpose, or else the first
        that is made for none in particular.
        """
        offered = [self.regime(one) for one in self.office.regimes]
        made_for = [regime.id for regime in offered if purpose in regime.purposes]
        general = [regime.id for regime in offered if not regime.purposes]
        return next(iter([*made_for, *general, self.office.regimes[0]]))

    def checklist_items(
        self, purpose: str | None, country: str | None
    ) -> tuple[ChecklistItem, ...]:
        """The papers asked for; none as long as purpose or country is unknown."""
        if not purpose or not country:
            return ()
        return checklist_for(Purpose(purpose), country).items

    def checklist_version(self, purpose: str | None, country: str | None) -> str:
        """The edition of the checklist, for the case's snapshot; empty while there is none."""
        if not purpose or not country:
            return ""
        return checklist_for(Purpose(purpose), country).version


def load_rules(office_file: Path | None = None) -> Rules:
    """The office of that file (or the example) with its regimes, all of them checked.

    Raises ``BrokenSetting``, also where a purpose that is offered falls under no regime.
    """
    rules = Rules(load_office(office_file), office_file.parent / REGIMES if office_file else None)
    for purpose in rules.office.purposes:
        regime = rules.regime(rules.regime_for(purpose))
        if regime.purposes and purpose not in regime.purposes:
            raise BrokenSetting(
                ErrorCode.OFFICE_FILE_INVALID,
                "regimes",
                advice=f"In {office_file}: purposes offers {purpose.value}, but no regime of "
                f"{', '.join(rules.office.regimes)} is made for it.",
            )
    return rules
