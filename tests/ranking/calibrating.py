"""``python -m tests.ranking.calibrating PAPERS...``: make probabilities true on papers not met.

Folds calibrate too low: their papers are harder than others, and their networks are fewer than
those that are shipped. PAPERS are folders of documents with truth files that no weight was fitted
on. All fields have one scale, and each a shift of its own, which is small unless much speaks for
it: a field has a hundred values there.
"""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from recognition.documents.extraction.extract import extract
from recognition.documents.extraction.ranking.choice import logit, models
from recognition.documents.scoring import Truth, truths
from recognition.domain.vocabulary import FieldName
from recognition.reading import hints
from tests.ranking.fields import THRESHOLD
from tests.ranking.fitting import Vector
from tests.ranking.groups import EVERY, readings

TARGET = Path("recognition/documents/data/ranking.json")
_SUREST = 0.9995  # probabilities are kept with three digits
_RIDGE = 3.0  # against shifts of single fields


class Answer(NamedTuple):
    """A value that was read, given or doubtful: its log-odds, and whether it is right."""

    name: FieldName
    odds: float
    right: bool


def answers(job: tuple[Path, Truth]) -> list[Answer]:
    """Every value that was read of one document."""
    folder, truth = job
    reading = extract(readings(folder, truth), hints)
    return [
        Answer(
            name,
            logit(min(_SUREST, max(1 - _SUREST, found.confidence))),
            name in truth.fields and truth.agrees(name, found.normalised),
        )
        for name, found in {**reading.doubtful, **reading.fields}.items()
    ]


def calibrate(found: Sequence[Answer]) -> tuple[float, dict[FieldName, float]]:
    """The scale of all fields and the shift of each, by Newton's method."""
    rows = np.array([_row(answer) for answer in found])
    right = np.array([answer.right for answer in found], float)
    ridge = np.diag([1e-3, 1e-3, *(_RIDGE for _ in EVERY)])
    start = np.array([1.0, 0.0, *(0.0 for _ in EVERY)])
    w = start.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(rows @ w, -30, 30)))
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + ridge
        w -= np.linalg.solve(hessian, rows.T @ (p - right) + ridge @ (w - start))
    return float(w[0]), {name: float(w[1] + w[2 + n]) for n, name in enumerate(EVERY)}


def _row(answer: Answer) -> Vector:
    return np.array([answer.odds, 1.0, *(float(name is answer.name) for name in EVERY)])


def main() -> None:
    """Write scale, shift and threshold of each field anew."""
    jobs = [(Path(folder), truth) for folder in sys.argv[1:] for truth in truths(Path(folder))]
    with ProcessPoolExecutor(2) as pool:
        found = [answer for some in pool.map(answers, jobs, chunksize=4) for answer in some]
    scale, shifts = calibrate(found)
    entries = json.loads(TARGET.read_text("utf-8"))
    for name, shift in shifts.items():
        model = models()[name.value]
        entries[name.value] |= {
            "scale": round(scale * model.scale, 4),
            "shift": round(scale * model.shift + shift, 4),
            "threshold": THRESHOLD,
        }
        sys.stdout.write(f"{name.value:<22}scale {scale:.3f} shift {shift:+.3f}\n")
    TARGET.write_text(json.dumps(entries, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
