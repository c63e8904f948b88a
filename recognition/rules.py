"""The rules in force: the office, its regimes and checklists, as one object that is handed on.

A case in draft is judged by these; a submitted one by the regime that it took along.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from recognition.checklist import ChecklistItem, checklist_for
from recognition.domain.measures import CompensationTerms
from recognition.domain.regime import Regime
from recognition.domain.vocabulary import Purpose
from recognition.errors import BrokenSetting, ErrorCode
from recognition.office import Office
from recognition.records import read_record


@lru_cache(maxsize=16)
def load_regime(regime_id: str) -> Regime:
    """The regime of that id from ``recognition/data/regimes``; ``BrokenSetting`` if not valid."""
    source = files("recognition") / "data" / "regimes" / f"{regime_id}.toml"
    regime = read_record(source, Regime, ErrorCode.DATA_FILE_INVALID)
    if regime.id != regime_id:
        raise BrokenSetting(
            ErrorCode.DATA_FILE_INVALID,
            source.name,
            advice=f"In {source}: id must be {regime_id}, like the file's name.",
        )
    return regime


@lru_cache(maxsize=1)
def load_compensation() -> CompensationTerms:
    """The limits of compensation measures; ``BrokenSetting`` if the file is not valid."""
    source = files("recognition") / "data" / "compensation.toml"
    return read_record(source, CompensationTerms, ErrorCode.DATA_FILE_INVALID)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office applies."""

    office: Office

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

    def regime(self, regime_id: str) -> Regime:
        """A regime by id."""
        return load_regime(regime_id)

    def regime_for(self, purpose: str | None) -> str:
        """The id of the regime that a new application for that purpose falls under.

        The office's first; a second one for regulated professions comes with its own record.
        """
        return self.office.regimes[0]

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
