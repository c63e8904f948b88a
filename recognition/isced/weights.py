"""The mapper's weights and calibration, from ``data/mapper.toml``."""

import hashlib
import math
from dataclasses import dataclass, replace
from dataclasses import fields as names
from importlib.resources.abc import Traversable
from typing import Any

from recognition.isced.files import Table, read_toml

# What is added up to a confidence: name of the sign → its weight, in log odds.
Signals = dict[str, float]
LEVEL_SIGNALS = (
    "bias", "best", "margin", "contested", "exact", "likeness", "institution", "known", "length",
)  # fmt: skip
FIELD_SIGNALS = (
    "bias", "best", "margin", "coverage", "contested", "whole", "likeness", "length", "detailed",
    "schooling", "printed", "agreement", "teaching", "choices", "hinted",
)  # fmt: skip
# How reliable levels, narrow fields and languages proved to be where titles were measured.
BY_KIND = ("level", "narrow", "language")


@dataclass(frozen=True, slots=True)
class LevelWeights:
    """Weights of the evidence for a level, and its calibration."""

    system_exact: float
    system_part: float
    system_elsewhere: float
    degree: float
    stage: float
    likeness: float
    likeness_floor: float
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
    table.only(*names, *BY_KIND)
    read = {name: table.number(name) for name in names}
    for kind in BY_KIND:
        inner = table.table(kind)
        read |= {f"{kind}.{key}": inner.number(key) for key in inner.values}
    return read


def written(weights: Weights) -> str:
    """Return the text of a ``mapper.toml`` with these weights."""
    lines = [
        "# How the mapper weighs evidence, and how sure it is; written by recognition isced refit.",
        "# confidence = logistic of the sum of weight * signal",
        f'release = "{weights.release}"',
    ]
    for key, part in (("levels", weights.levels), ("fields", weights.fields)):
        lines += ["", f"[{key}]"]
        lines += [
            f"{item.name} = {getattr(part, item.name)}"
            for item in names(part)
            if item.name != "sure"
        ]
        lines += ["", f"[{key}.sure]"]
        lines += [f"{name} = {value}" for name, value in part.sure.items() if "." not in name]
        for kind in BY_KIND:
            inner = {n: v for n, v in sorted(part.sure.items()) if n.startswith(f"{kind}.")}
            if inner:
                lines += ["", f"[{key}.sure.{kind}]"]
                lines += [f"{n.partition('.')[2]} = {value}" for n, value in inner.items()]
    return "\n".join(lines) + "\n"


def release_of(weights: Weights) -> str:
    """Return a name for fitted weights, made from them."""
    text = written(replace(weights, release=""))
    return f"refit-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def confidence(weights: Signals, signals: Signals) -> float:
    """Return the confidence that the signals add up to, 0-1."""
    return logistic(sum(weights.get(name, 0.0) * value for name, value in signals.items()))


def logistic(value: float) -> float:
    """Return the logistic function, 0–1."""
    return 1 / (1 + math.exp(-value))
