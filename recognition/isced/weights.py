"""The mapper's weights and calibration, from ``data/mapper.toml``."""

import math
from dataclasses import dataclass
from dataclasses import fields as names
from importlib.resources.abc import Traversable

from recognition.isced.files import Table, read_toml


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
    other_language: float
    threshold: float
    bias: float
    best: float
    margin: float


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """Weights of the evidence for a field, and its calibration."""

    name: float
    general: float
    short_stem: float
    hint: float
    other_language: float
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
    bias: float
    best: float
    margin: float
    coverage: float


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
    for key, kind in (("levels", LevelWeights), ("fields", FieldWeights)):
        table = root.table(key)
        wanted = [item.name for item in names(kind)]
        table.only(*wanted)
        tables[key] = {name: table.number(name) for name in wanted}
    return Weights(
        release=root.text("release"),
        levels=LevelWeights(**tables["levels"]),
        fields=FieldWeights(**tables["fields"]),
    )


def logistic(value: float) -> float:
    """Return the logistic function, 0–1."""
    return 1 / (1 + math.exp(-value))
