"""The two looks at a field: alone, and beside what the others seem to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from recognition.documents.extraction.kind import KINDS
from recognition.documents.extraction.ranking.choice import Surroundings
from recognition.documents.extraction.ranking.relations import Guess, relations
from recognition.domain.vocabulary import FieldName
from tests.ranking.fields import Fitted, fit_field
from tests.ranking.fitting import Weights, guesses, places, weights_of
from tests.ranking.groups import FIELDS
from tests.ranking.kept import kept


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a field is by itself: its weights, and what they find in each document."""

    weights: Weights
    guesses: list[Guess | None]


@dataclass(frozen=True, slots=True)
class Around:
    """What the other fields of each document seem to be, and of what kind it seems."""

    looks: Mapping[FieldName, FirstLook]
    kinds: list[int | None]


def first_look(folder: Path, name: FieldName) -> FirstLook:
    """Fit a field alone."""
    groups = kept(folder, name)
    return FirstLook(weights_of(groups), guesses(groups))


def kinds(folder: Path) -> list[int | None]:
    """The place of the kind that each document seems to be of."""
    return places(kept(folder, FieldName.DOCUMENT_TYPE))


def second_look(folder: Path, around: Around, name: FieldName) -> Fitted:
    """Fit a field beside the first guesses at the others."""
    groups = kept(folder, name)
    if name not in FIELDS:
        return fit_field(name, groups)
    for place, group in enumerate(groups):
        known = {
            other: guess
            for other, look in around.looks.items()
            if (guess := look.guesses[place]) is not None
        }
        for features, span in zip(group.features, group.spans, strict=True):
            features |= relations(span, name, known)
        kind = KINDS[around.kinds[place] or 0]
        group.surroundings = Surroundings(kind, group.script, group.language)
    return fit_field(name, groups)
