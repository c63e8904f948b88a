"""Measuring the reading on a folder of documents with truth files: how right, how sure, for whom.

A value that is wrong counts as one false and one missing; a value where the document has none as
false; a field left open as missing (so F1 falls with guesses and with silence alike).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from recognition.documents.model import DocumentReading, Field
from recognition.documents.scoring import Truth
from recognition.domain.vocabulary import FieldName

GROUPS = ("script", "language", "degradation", "container", "document_type")
BINS = 10

# Whether these are right is asked only where the truth file says something about them.
_OPTIONAL = frozenset(
    {FieldName.COUNTRY, FieldName.DOCUMENT_TYPE, FieldName.ISCED_LEVEL, FieldName.ISCED_F}
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one document: what was read, and whether it is right."""

    truth: Truth
    name: FieldName
    field: Field | None
    right: bool

    @property
    def wanted(self) -> bool:
        """Whether the document has the field."""
        return self.name in self.truth.fields


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right, false and missing values, and what follows from them."""

    right: int = 0
    false: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        """Share of the values given that are right."""
        given = self.right + self.false
        return self.right / given if given else 0.0

    @property
    def recall(self) -> float:
        """Share of the values wanted that were given right."""
        wanted = self.right + self.missing
        return self.right / wanted if wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        all_told = 2 * self.right + self.false + self.missing
        return 2 * self.right / all_told if all_told else 0.0


def judge(truth: Truth, reading: DocumentReading) -> list[Verdict]:
    """A verdict on each field that the document has, or that was read of it."""
    out = []
    for name in FieldName:
        field, wanted = reading.fields.get(name), name in truth.fields
        if not wanted and (field is None or name in _OPTIONAL):
            continue
        right = wanted and field is not None and truth.agrees(name, field.normalised)
        out.append(Verdict(truth, name, field, right))
    return out


def score(verdicts: Iterable[Verdict]) -> Score:
    """The score of some verdicts together."""
    right = false = missing = 0
    for verdict in verdicts:
        right += verdict.right
        false += verdict.field is not None and not verdict.right
        missing += verdict.wanted and not verdict.right
    return Score(right, false, missing)


def by(verdicts: Iterable[Verdict], key: Callable[[Verdict], str]) -> dict[str, Score]:
    """Scores by a property of the verdicts, most verdicts first."""
    found: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        found[key(verdict)].append(verdict)
    ordered = sorted(found, key=lambda name: (-len(found[name]), name))
    return {name: score(found[name]) for name in ordered}


def tables(verdicts: list[Verdict]) -> dict[str, dict[str, Score]]:
    """Scores by field and by each group that truth files name."""
    out = {"field": by(verdicts, lambda v: v.name.value)}
    for group in GROUPS:
        out[group] = by(verdicts, lambda v, group=group: v.truth.groups.get(group) or "unknown")  # type: ignore[misc]
    return out


def coverage(verdicts: list[Verdict]) -> float:
    """Share of the wanted fields that were answered at all."""
    wanted = [v for v in verdicts if v.wanted]
    return sum(v.field is not None for v in wanted) / len(wanted) if wanted else 0.0


def calibration(verdicts: list[Verdict]) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, how many) of the answers, in tenths of confidence."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.field is not None:
            tenth = min(int(verdict.field.confidence * BINS), BINS - 1)
            bins[tenth].append((verdict.field.confidence, verdict.right))
    return [
        (sum(c for c, _ in found) / len(found), sum(r for _, r in found) / len(found), len(found))
        for _, found in sorted(bins.items())
    ]


def calibration_error(verdicts: list[Verdict]) -> float:
    """Expected calibration error: the mean gap between confidence and share right."""
    bins = calibration(verdicts)
    total = sum(count for _, _, count in bins)
    return sum(abs(sure - right) * count for sure, right, count in bins) / total if total else 0.0


def figures(verdicts: list[Verdict]) -> Mapping[str, object]:
    """Everything as plain data, for ``--json``."""
    every = score(verdicts)
    return {
        "documents": len({v.truth.id for v in verdicts}),
        "micro": _plain(every),
        "coverage": round(coverage(verdicts), 4),
        "calibration_error": round(calibration_error(verdicts), 4),
        "calibration": [
            {"confidence": round(sure, 3), "right": round(right, 3), "answers": count}
            for sure, right, count in calibration(verdicts)
        ],
        **{
            f"by_{group}": {name: _plain(found) for name, found in scores.items()}
            for group, scores in tables(verdicts).items()
        },
    }


def _plain(found: Score) -> dict[str, float]:
    return {
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
        "values": found.right + found.missing,
    }


def report(verdicts: list[Verdict]) -> str:
    """The figures as tables for people."""
    lines: list[str] = []
    for group, scores in tables(verdicts).items():
        lines.append(f"{group:<34}{'P':>7}{'R':>7}{'F1':>7}{'n':>7}")
        lines += [f"  {name:<32}{_row(found)}" for name, found in scores.items()]
        lines.append("")
    lines.append("confidence of the answers, and how many of them are right")
    lines += [
        f"  {sure:.2f}{right:>10.2f}{count:>7}" for sure, right, count in calibration(verdicts)
    ]
    every = score(verdicts)
    lines += [
        "",
        f"coverage {coverage(verdicts):.3f}, calibration error {calibration_error(verdicts):.3f}",
        f"micro-P {every.precision:.4f} micro-R {every.recall:.4f} micro-F1 {every.f1:.4f}",
    ]
    return "\n".join(lines)


def _row(found: Score) -> str:
    values = found.right + found.missing
    return f"{found.precision:>7.3f}{found.recall:>7.3f}{found.f1:>7.3f}{values:>7}"
