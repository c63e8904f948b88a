"""Evidence for fields: what speaks for which code, how codes rank, and how sure that is."""

from collections import defaultdict
from dataclasses import dataclass, field

from recognition.isced.reasons import Reason, ReasonKind
from recognition.isced.weights import FieldWeights, Signals

DETAILED = 4
WITH_SUBJECT = "0114"
"""Teacher training with a subject."""


@dataclass(slots=True)
class Tally:
    """What speaks for which field, and why."""

    scores: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    reasons: list[tuple[float, Reason]] = field(default_factory=list)
    covered: float = 0.0
    named: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    whole: bool = False
    words: int = 0
    schooling: bool = False
    printed: bool = False

    def add(self, code: str, score: float, reason: Reason) -> None:
        """Add evidence for a code."""
        self.scores[code] += score
        self.reasons.append((score, reason))


def ranked(scores: dict[str, float], weights: FieldWeights) -> list[tuple[str, float]]:
    """Rank codes: each with part of what speaks for its relatives in the tree."""
    narrow: defaultdict[str, float] = defaultdict(float)
    broad: defaultdict[str, float] = defaultdict(float)
    for code, score in scores.items():
        broad[code[:2]] += score
        if len(code) > 2:
            narrow[code[:3]] += score
    found = {}
    for code, score in scores.items():
        above = sum(scores.get(code[:n], 0.0) for n in range(2, len(code)))
        near = narrow[code[:3]] - score if len(code) > 2 else 0.0
        far = broad[code[:2]] - score - near
        found[code] = (
            score + weights.ancestors * above + weights.siblings * near + weights.cousins * far
        )
    return sorted(found.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))


def signals(tally: Tally, code: str, best: float, second: float, language: str | None) -> Signals:
    """What tells how sure the best code is, each about 0 to 1."""
    named = sum(tally.named.values())
    others = sum(s for c, s in tally.named.items() if not code.startswith(c) and c != code)
    near = sum(score for other, score in tally.scores.items() if other[:3] == code[:3])
    kinds = {
        reason.kind for _, reason in tally.reasons if reason.code and code.startswith(reason.code)
    }
    return {
        "bias": 1.0,
        "best": min(best, 2.5),
        "margin": (best - second) / best,
        "coverage": tally.covered,
        "contested": others / named if named else 0.0,
        "whole": float(tally.whole),
        "likeness": float(not named),
        "length": min(tally.words, 8) / 8,
        "detailed": float(len(code) == DETAILED),
        "schooling": float(tally.schooling),
        "printed": float(tally.printed),
        "agreement": near / sum(tally.scores.values()),
        "teaching": float(code == WITH_SUBJECT),
        "choices": min(sum(len(other) == DETAILED for other in tally.named), 5) / 5,
        "hinted": float(ReasonKind.SUBJECT_HINT in kinds),
        f"narrow.{code[:3]}": 1.0,
        f"language.{language}": 1.0,
    }
