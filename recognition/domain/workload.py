"""Credits and lengths of study of two systems, laid side by side (EAR manual, on workload).

Credits of another system weigh otherwise, so they are converted by what each system counts for a
year of full-time study; that is data with its source (``recognition/data/workload.toml``). What is
not sure is not converted. Figures decide nothing: an assessor finds what they mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from recognition.domain.texts import Record

_Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
_Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]

NEAR = 0.15
"""By which share credits and length may differ and still be said to fit together."""


class Use(Record):
    """Countries in which a system is the usual one, for awards of these years (inclusive)."""

    codes: tuple[_Country, ...]
    since: int = 0
    until: int = 9999

    def holds(self, country: str, year: int | None) -> bool:
        """Whether it is; an unknown year is within no bounds."""
        bounded = self.since > 0 or self.until < 9999
        within = self.since <= year <= self.until if year is not None else not bounded
        return country in self.codes and within


class CreditSystem(Record):
    """A system of credits: ``per_year`` are those of a year of full-time study."""

    id: _Code
    title: str
    per_year: Annotated[float, Field(gt=0, le=400)]
    words: tuple[str, ...]
    source: str
    countries: tuple[Use, ...]


class Lengths(Record):
    """How papers write a length: units, numbers in words, words for both at once, and for a half.

    A half stands behind the number ("three and a half years") or the unit ("trois ans et demi").
    """

    years: tuple[str, ...]
    semesters: tuple[str, ...]
    months: tuple[str, ...]
    numbers: Mapping[int, tuple[str, ...]]
    whole: Mapping[int, tuple[str, ...]]
    half: tuple[str, ...]


class WorkloadData(Record):
    """The systems that are known; ``reference`` is that of the office's own figures."""

    version: str
    reference: _Code
    systems: tuple[CreditSystem, ...]
    lengths: Lengths

    @model_validator(mode="after")
    def _the_reference_is_known(self) -> Self:
        if self.reference not in {one.id for one in self.systems}:
            raise ValueError("names a reference that is no system")
        return self

    @property
    def own(self) -> CreditSystem:
        """The system of the office's own figures."""
        return next(one for one in self.systems if one.id == self.reference)


class Because(StrEnum):
    """Why credits are taken for those of a system."""

    NAMED = "named"
    COUNTRY = "country"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Declared:
    """What the papers say: credits as a number and in their words, years, country, award."""

    credits: float | None = None
    credits_text: str = ""
    years: float | None = None
    length_text: str = ""
    country: str = ""
    award_year: int | None = None


@dataclass(frozen=True, slots=True)
class Workload:
    """What was declared, in the office's own credits and in years of full-time study.

    ``system`` is what the credits are counted in, as far as that is sure, and ``because`` why;
    ``candidates`` are the systems between which it is not.
    """

    declared: Declared
    system: CreditSystem | None
    because: Because | None
    candidates: tuple[CreditSystem, ...]
    own: CreditSystem

    @property
    def years_by_credits(self) -> float | None:
        """Years of full-time study that the credits make up."""
        if self.system is None or self.declared.credits is None:
            return None
        return self.declared.credits / self.system.per_year

    @property
    def credits(self) -> float | None:
        """The credits, converted into the office's own."""
        years = self.years_by_credits
        return None if years is None else round(years * self.own.per_year, 1)

    @property
    def apart(self) -> bool:
        """Whether credits and length do not fit together: one of them is read or counted wrong."""
        years = self.years_by_credits
        return bool(years and self.declared.years) and not _near(years, self.declared.years)


def workload_of(declared: Declared, data: WorkloadData) -> Workload:
    """The declared workload in the office's own figures, as far as it can be told."""
    system, because, candidates = _system(declared, data)
    return Workload(declared, system, because, candidates, data.own)


def _system(
    declared: Declared, data: WorkloadData
) -> tuple[CreditSystem | None, Because | None, tuple[CreditSystem, ...]]:
    """As the paper names it; else the country's only one; else the one that the length fits."""
    text = declared.credits_text.casefold()
    named = [one for one in data.systems if any(word in text for word in one.words)]
    if len(named) == 1:
        return named[0], Because.NAMED, ()
    usual = [one for one in data.systems if _is_usual(one, declared)]
    if len(usual) == 1:
        return usual[0], Because.COUNTRY, ()
    fitting = [one for one in usual if _fits(one, declared)]
    if len(fitting) == 1:
        return fitting[0], Because.LENGTH, ()
    return None, None, tuple(usual)


def _is_usual(system: CreditSystem, declared: Declared) -> bool:
    return any(use.holds(declared.country, declared.award_year) for use in system.countries)


def _fits(system: CreditSystem, declared: Declared) -> bool:
    if declared.credits is None or not declared.years:
        return False
    return _near(declared.credits / system.per_year, declared.years)


def _near(one: float | None, other: float | None) -> bool:
    return bool(one and other) and abs((one or 0) - (other or 0)) <= NEAR * (other or 0)
