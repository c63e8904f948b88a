"""Which papers an applicant is asked for: purpose × country × level, from data.

The lists stand in ``recognition/data/checklists``: ``items.toml`` (the papers), ``countries.toml``
(what is known of a country: how a paper is had there, and why it often cannot be) and
``reasons.toml`` (the words for 'cannot be had'). Texts are English and are the keys of the
translation catalogues; show them through gettext.

No item is ever a dead end: 'cannot be had, because …' is open for each (Lisbon Recognition
Convention VII, and the Recommendation of 2010: alternatives before refusal).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from recognition.domain.vocabulary import CannotBeHadReason, DocumentKind, Purpose
from recognition.errors import ErrorCode, InvalidInput
from recognition.records import Record, read_record

_Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
_Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
_Level = Annotated[int, Field(ge=0, le=8)]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class ItemNeed(StrEnum):
    """How much a checklist item matters; only a required one is waited for."""

    REQUIRED = "required"
    HELPFUL = "helpful"


class _Item(Record):
    id: _Code
    document: DocumentKind
    title: _Text
    help: _Text
    need: Annotated[Mapping[Purpose, ItemNeed], Field(min_length=1)]
    levels: tuple[_Level, _Level] = (0, 8)
    required_from_level: _Level = 0
    oldest_months: Annotated[int, Field(ge=1, le=120)] | None = None
    only_from: frozenset[_Country] = frozenset()

    @model_validator(mode="after")
    def _levels_in_order(self) -> Self:
        if self.levels[0] > self.levels[1]:
            raise ValueError(f"has levels in the wrong order (item {self.id})")
        return self


class _ItemsFile(Record):
    version: str
    items: Annotated[tuple[_Item, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [item.id for item in self.items]
        if len(set(ids)) != len(ids):
            raise ValueError("has two items with the same id")
        return self


class _CountryNote(Record):
    countries: Annotated[frozenset[_Country], Field(min_length=1)]
    items: frozenset[_Code] = frozenset()  # empty: every item
    note: _Text | None = None
    usual_reasons: tuple[CannotBeHadReason, ...] = ()


class _CountriesFile(Record):
    version: str
    notes: tuple[_CountryNote, ...]


class _ReasonsFile(Record):
    version: str
    texts: Mapping[CannotBeHadReason, _Text]

    @model_validator(mode="after")
    def _every_reason_has_words(self) -> Self:
        missing = sorted(set(CannotBeHadReason) - set(self.texts))
        if missing:
            raise ValueError(f"has no text for {', '.join(missing)}")
        return self


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One paper that is asked for.

    ``reasons`` holds every reason why it may be impossible to have, the usual ones of that country
    first; ``usual_reasons`` says how many of them those are. ``oldest_months``: how old it may be
    on the day on which it is submitted.
    """

    id: str
    document: DocumentKind
    need: ItemNeed
    title: str
    help: str
    notes: tuple[str, ...]
    reasons: tuple[CannotBeHadReason, ...]
    usual_reasons: int
    oldest_months: int | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is asked for in one application. ``version`` belongs into the case's snapshot."""

    version: str
    items: tuple[ChecklistItem, ...]

    @property
    def required(self) -> tuple[ChecklistItem, ...]:
        """The items that a complete file has, or has an accepted 'cannot be had' for."""
        return tuple(item for item in self.items if item.need is ItemNeed.REQUIRED)


@cache
def _load() -> tuple[_ItemsFile, _CountriesFile, _ReasonsFile]:
    folder = files("recognition") / "data" / "checklists"
    code = ErrorCode.DATA_FILE_INVALID
    return (
        read_record(folder / "items.toml", _ItemsFile, code),
        read_record(folder / "countries.toml", _CountriesFile, code),
        read_record(folder / "reasons.toml", _ReasonsFile, code),
    )


def checklist_for(purpose: Purpose, country: str, at_level: int | None = None) -> Checklist:
    """Return the papers asked for; the same question always has the same answer.

    ``country`` is where the qualification was awarded (ISO 3166-1, two capitals; a former state's
    code is as good), ``at_level`` its ISCED 2011 level 0-8, ``None`` while nobody knows it: then
    nothing is left out for the level. Required items come first, each kind in the file's order.

    Raises :class:`InvalidInput` for a country or level that is not one, and
    :class:`recognition.errors.BrokenSetting` if the data itself is not valid.
    """
    if not re.fullmatch("[A-Z]{2}", country):
        raise InvalidInput(ErrorCode.BAD_VALUE, "country")
    if at_level is not None and at_level not in range(9):
        raise InvalidInput(ErrorCode.BAD_VALUE, "level")
    papers, countries, _ = _load()
    items = list(_items(papers, countries, purpose, country, at_level))
    items.sort(key=lambda item: item.need is not ItemNeed.REQUIRED)
    return Checklist(f"{papers.version}/{countries.version}", tuple(items))


def reason_text(reason: CannotBeHadReason) -> str:
    """Return the English sentence, and gettext key, of a reason why a paper cannot be had."""
    return _load()[2].texts[reason]


def _items(
    papers: _ItemsFile,
    countries: _CountriesFile,
    purpose: Purpose,
    country: str,
    at_level: int | None,
) -> Iterator[ChecklistItem]:
    for item in papers.items:
        need = item.need.get(purpose)
        lowest, highest = item.levels
        if need is None or (item.only_from and country not in item.only_from):
            continue
        if at_level is not None and not lowest <= at_level <= highest:
            continue
        if at_level is not None and at_level < item.required_from_level:
            need = ItemNeed.HELPFUL
        known = [
            note
            for note in countries.notes
            if country in note.countries and (not note.items or item.id in note.items)
        ]
        usual = dict.fromkeys(reason for note in known for reason in note.usual_reasons)
        yield ChecklistItem(
            id=item.id,
            document=item.document,
            need=need,
            title=item.title,
            help=item.help,
            notes=tuple(note.note for note in known if note.note),
            reasons=tuple(dict.fromkeys([*usual, *CannotBeHadReason])),
            usual_reasons=len(usual),
            oldest_months=item.oldest_months,
        )
