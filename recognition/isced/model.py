"""What the mapper is asked and what it answers."""

from dataclasses import dataclass, field, fields
from typing import Any

from recognition.isced.reasons import Reason


@dataclass(frozen=True, slots=True)
class Query:
    """A qualification to map, as printed.

    ``country`` is an ISO 3166-1 alpha-2 code, ``language`` an ISO 639-1 code, ``year`` the year
    of award. Everything but the title may be missing.
    """

    title: str
    field: str | None = None
    institution: str | None = None
    country: str | None = None
    language: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A runner-up with its confidence, 0 to 1."""

    code: str
    confidence: float

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of the command."""
        return {"code": self.code, "confidence": round(self.confidence, 3)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested code: always the best guess; ``abstained`` says that it is not to be leant on.

    ``confidence`` is the estimated share of such suggestions that are right, 0 to 1; ``signals``
    are what it was estimated from, for fitting it anew.
    """

    code: str
    confidence: float
    abstained: bool
    alternatives: tuple[Alternative, ...]
    reasons: tuple[Reason, ...]
    signals: dict[str, float] = field(default_factory=dict, kw_only=True, repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of the command."""
        return {
            "code": self.code,
            "confidence": round(self.confidence, 3),
            "abstained": self.abstained,
            "alternatives": [item.as_json() for item in self.alternatives],
            "reasons": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class LevelSuggestion(Suggestion):
    """An ISCED 2011 level 0 to 8; ISCED-A code, EQF level and QF-EHEA cycle where clear."""

    isced_a: str | None
    eqf: int | None
    cycle: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of the command."""
        # Not super(): dataclass slots rebuild the class, and zero-argument super loses it.
        plain = Suggestion.as_json(self)
        extra = {"isced_a": self.isced_a, "eqf": self.eqf, "cycle": self.cycle}
        return {"code": plain.pop("code"), **extra, **plain}


@dataclass(frozen=True, slots=True)
class FieldSuggestion(Suggestion):
    """An ISCED-F 2013 field of two to four digits, as deep as the evidence carries."""


@dataclass(frozen=True, slots=True)
class MapperRelease:
    """The releases a suggestion was made with; ``str()`` is what a case snapshots.

    ``office`` is the digest of the office's own files; empty where it has none.
    """

    fields: str
    levels: str
    systems: str
    lexicon: str
    mapper: str
    office: str = ""

    def __str__(self) -> str:
        parts = ((one.name, getattr(self, one.name)) for one in fields(self))
        return "; ".join(f"{name} {part}" for name, part in parts if part)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Level and field of one qualification, each with its reasons, and the releases used."""

    isced_level: LevelSuggestion
    isced_f: FieldSuggestion
    release: MapperRelease

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of ``recognition map --json``."""
        return {
            "isced_level": self.isced_level.as_json(),
            "isced_f": self.isced_f.as_json(),
            "release": str(self.release),
        }
