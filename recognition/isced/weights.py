"""The mapper's weights and calibration, from ``data/mapper.toml``."""

import math
from dataclasses import dataclass
from dataclasses import fields as names
from importlib.resources.abc import Traversable
from typing import Any

from recognition.isced.files import Table, read_toml

# What is added up to a confidence: name of the sign → its weight, in log odds.
Signals = dict[str, float]
LEVEL_SIGNALS = ("bias", "best", "margin", "contested", "exact", "likeness", "institution", "known")
FIELD_SIGNALS = (
    "bias", "best", "margin", "coverage", "contested", "whole", "likeness", "length", "detailed",
    "schooling", "printed",
)  # fmt: skip
# How reliable narrow fields and languages proved to be where titles were measured.
_BY_KIND = ("narrow", "language")


@dataclass(frozen=True, slots=True)
class LevelWeights:
    """Weights of the evidence for a level, and its calibration."""

    system_exact: float
    system_part: float
    system_elsewhere: float
    degree: float
    stage: float
    likeness: float
    framework: float
    grades: float
    institution: float
    threshold: float
    sure: Signals


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """Weights of the evidence for a field, and its calibration."""

    name: float
    general: float
    short_stem: float
    hint: float
    word_bonus: float
    order_decay: float
    gap_penalty: float
    siblings: float
    cousins: float
    ancestors: float
    likeness: float
    likeness_floor: float
    title_beside_field: float
    threshold: float
    sure: Signals


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything in ``mapper.toml``."""

    release: str
    levels: LevelWeights
    fields: FieldWeights


def load_weights(folder: Traversable) -> Weights:
    """Load ``mapper.toml``.

    Raises:
        BrokenSetting: the file is not valid; the subject names file and key.
    """
    root = Table("mapper.toml", read_toml(folder / "mapper.toml"))
    root.only("release", "levels", "fields")
    tables = {}
    for key, kind, signals in (
        ("levels", LevelWeights, LEVEL_SIGNALS),
        ("fields", FieldWeights, FIELD_SIGNALS),
    ):
        table = root.table(key)
        wanted = [item.name for item in names(kind)]
        table.only(*wanted)
        values: dict[str, Any] = {n: table.number(n) for n in wanted if n != "sure"}
        tables[key] = values | {"sure": _signals(table.table("sure"), signals)}
    return Weights(
        release=root.text("release"),
        levels=LevelWeights(**tables["levels"]),
        fields=FieldWeights(**tables["fields"]),
    )


def _signals(table: Table, names: tuple[str, ...]) -> Signals:
    """Read the weights of the signals; ``narrow`` and ``language`` hold one a field, a language."""
    table.only(*names, *_BY_KIND)
    read = {name: table.number(name) for name in names}
    for kind in _BY_KIND:
        inner = table.table(kind)
        read |= {f"{kind}.{key}": inner.number(key) for key in inner.values}
    return read


def confidence(weights: Signals, signals: Signals) -> float:
    """Return the confidence that the signals add up to, 0-1."""
    return logistic(sum(weights.get(name, 0.0) * value for name, value in signals.items()))


def logistic(value: float) -> float:
    """Return the logistic function, 0–1."""
    return 1 / (1 + math.exp(-value))
