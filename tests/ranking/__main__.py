"""``python -m tests.ranking PAPERS[:WEIGHT]...``: fit the weights by which candidates are ranked.

Each PAPERS is a folder of documents with truth files; WEIGHT says how much one counts. What is read
of a document is kept beside
it (``.pages.json``), so that fitting again takes seconds. Papers of one template stand together
in a fold, so that what is measured was not fitted on.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from recognition.documents.extraction.country import country_candidates
from recognition.documents.extraction.extract import candidates
from recognition.documents.extraction.features import describe
from recognition.documents.extraction.kind import KINDS, kind_features
from recognition.documents.extraction.paper import Paper, paper
from recognition.documents.extraction.ranking import chosen, logit
from recognition.documents.intake import check_file
from recognition.documents.model import PageReading
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.documents.scoring import Truth, truths
from recognition.domain.vocabulary import FieldName
from recognition.reading import hints

Vector = npt.NDArray[np.float64]
READINGS = TypeAdapter(list[PageReading])
TARGET = Path("recognition/documents/data/ranking.json")
FOLDS = 4
RIDGE = 2.0
THRESHOLD = 0.5

FIELDS = (
    FieldName.HOLDER_NAME,
    FieldName.DATE_OF_BIRTH,
    FieldName.INSTITUTION,
    FieldName.QUALIFICATION_TITLE,
    FieldName.FIELD_OF_STUDY,
    FieldName.AWARD_DATE,
    FieldName.GRADE,
    FieldName.CREDITS,
    FieldName.DURATION,
)
EVERY = (*FIELDS, FieldName.DOCUMENT_TYPE, FieldName.COUNTRY)  # fmt: skip


class Group:
    """The candidates of one field of one document: features, values, and which are right."""

    def __init__(self, template: str, wanted: bool) -> None:
        self.template = template
        self.wanted = wanted
        self.weight = 1.0
        self.features: list[dict[str, float]] = []
        self.values: list[str] = []
        self.right: list[bool] = []


def readings(folder: Path, truth: Truth) -> list[PageReading]:
    """What is read of a document, from beside it where it was read before."""
    kept = folder / f"{truth.id}.pages.json"
    if kept.exists():
        return READINGS.validate_json(kept.read_bytes())
    data = (folder / truth.file).read_bytes()
    pages = [read_page(page) for page in split(data, check_file(data).media_type)]
    kept.write_bytes(READINGS.dump_json(pages))
    return pages


def groups_of(job: tuple[Path, Truth, float]) -> dict[FieldName, Group]:
    """The groups of every field of one document, which counts as much as the job says."""
    folder, truth, weight = job
    whole = paper(readings(folder, truth), hints)
    template = truth.id.rsplit("-", 1)[0]
    out = {}
    for name in FIELDS:
        usable = candidates(name, whole)
        group = Group(template, name in truth.fields)
        group.features = list(describe(usable, whole))
        group.values = [c.compared for c in usable]
        group.right = [
            name in truth.fields and truth.agrees(name, c.normalised or c.value) for c in usable
        ]
        out[name] = group
    out[FieldName.DOCUMENT_TYPE] = _kinds(truth, whole, template)
    out[FieldName.COUNTRY] = _countries(truth, whole, template)
    for group in out.values():
        group.weight = weight
    return out


def _kinds(truth: Truth, whole: Paper, template: str) -> Group:
    group = Group(template, True)
    group.features = kind_features(whole) if whole.pages else []
    group.values = [kind.value for kind in KINDS] if whole.pages else []
    group.right = [truth.agrees(FieldName.DOCUMENT_TYPE, value) for value in group.values]
    return group


def _countries(truth: Truth, whole: Paper, template: str) -> Group:
    """Countries, with the right institution given: at run time it is the one that was found."""
    named = [
        c.span for c in candidates(FieldName.INSTITUTION, whole)
        if FieldName.INSTITUTION in truth.fields and truth.agrees(FieldName.INSTITUTION, c.value)
    ]  # fmt: skip
    found = country_candidates(whole, named[0] if named else None)
    group = Group(template, True)
    group.features = [one.features for one in found]
    group.values = [one.code for one in found]
    group.right = [truth.agrees(FieldName.COUNTRY, value) for value in group.values]
    return group


class Table:
    """The candidates of one field of many documents as one matrix."""

    def __init__(self, groups: list[Group], names: list[str]) -> None:
        place = {name: i for i, name in enumerate(names)}
        groups = [g for g in groups if g.features]
        rows = [f for g in groups for f in g.features]
        known = [[(place[n], v) for n, v in f.items() if n in place] for f in rows]
        counts = np.cumsum([0, *(len(row) for row in known)])
        columns = np.array([i for row in known for i, _ in row])
        values = np.array([v for row in known for _, v in row])
        self.x = csr_matrix((values, columns, counts), shape=(len(rows), len(names)))
        self.right = np.array([r for g in groups for r in g.right], float)
        self.starts = np.cumsum([0, *(len(g.features) for g in groups)])[:-1]
        self.owner = np.repeat(np.arange(len(groups)), [len(g.features) for g in groups])
        self.weight = np.array([g.weight for g in groups])

    def loss(self, w: Vector, ridge: float) -> tuple[float, Vector]:
        """Negative log-likelihood with a ridge, and its gradient; "none" is a choice, too."""
        e = np.exp(np.clip(self.x @ w, -30, 30))
        total = 1 + np.add.reduceat(e, self.starts)
        good = np.add.reduceat(e * self.right, self.starts)
        none = np.add.reduceat(self.right, self.starts) == 0
        top = np.where(none, 1.0, good)
        part = e * self.right / top[self.owner] - e / total[self.owner]
        gradient = self.x.T @ (part * self.weight[self.owner])
        value = float((self.weight * np.log(top / total)).sum())
        return ridge / 2 * float(w @ w) - value, ridge * w - gradient


def fit(table: Table, ridge: float) -> Vector:
    """Weights of the choice among candidates (a conditional logit)."""
    start = np.zeros(table.x.shape[1])
    found = minimize(
        table.loss, start, args=(ridge,), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    )
    return np.asarray(found.x)


def best(group: Group, names: list[str], w: Vector) -> tuple[float, bool] | None:
    """Log-odds of the most probable value, and whether it is right."""
    if not group.features:
        return None
    weights = dict(zip(names, w, strict=True))
    scores = [sum(weights.get(n, 0.0) * v for n, v in f.items()) for f in group.features]
    first, probability = chosen(scores, group.values)
    return logit(probability), group.right[first]


def platt(odds: Vector, right: Vector) -> tuple[float, float]:
    """Scale and shift that calibrate log-odds, by Newton's method."""
    x = np.stack([odds, np.ones_like(odds)], axis=1)
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(2)
        w -= np.linalg.solve(hessian, x.T @ (p - right) + 0.5 * (w - np.array([1.0, 0.0])))
    return float(w[0]), float(w[1])


def fit_field(groups: list[Group]) -> tuple[dict[str, object], str]:
    """The model of one field, and a line on how well it does on folds that it did not see."""
    names = sorted({n for g in groups for f in g.features for n in f})
    templates = sorted({g.template for g in groups})
    tops: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held = {t for i, t in enumerate(templates) if i % FOLDS == fold}
        w = fit(Table([g for g in groups if g.template not in held], names), RIDGE)
        held_out = [best(g, names, w) for g in groups if g.template in held]
        tops += [top for top in held_out if top is not None]
    odds, right = np.array([o for o, _ in tops]), np.array([r for _, r in tops], float)
    scale, shift = platt(odds, right)
    p = 1 / (1 + np.exp(-(scale * odds + shift)))
    taken, wanted = p >= THRESHOLD, max(1, sum(g.wanted for g in groups))
    line = (
        f"n={wanted:4d} reachable {sum(any(g.right) for g in groups) / wanted:.3f} "
        f"P {right[taken].mean() if taken.any() else 0:.3f} R {right[taken].sum() / wanted:.3f} "
        f"best {right.sum() / wanted:.3f}"
    )
    weights = dict(zip(names, fit(Table(groups, names), RIDGE), strict=True))
    entry = {
        "weights": {n: round(float(w), 3) for n, w in weights.items() if abs(w) > 0.02},
        "scale": round(scale, 4),
        "shift": round(shift, 4),
        "threshold": THRESHOLD,
    }
    return entry, line


def main() -> None:
    """Fit every field and write the weights."""
    folders = [a.partition(":") for a in sys.argv[1:]]
    jobs = [(Path(f), t, float(weight or 1)) for f, _, weight in folders for t in truths(Path(f))]
    with ProcessPoolExecutor(2) as pool:
        every = list(pool.map(groups_of, jobs, chunksize=4))
        fitted = pool.map(fit_field, [[found[name] for found in every] for name in EVERY])
        out = {}
        for name, (entry, line) in zip(EVERY, fitted, strict=True):
            out[name.value] = entry
            sys.stdout.write(f"{name.value:<22}{line}\n")
    TARGET.write_text(json.dumps(out, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
