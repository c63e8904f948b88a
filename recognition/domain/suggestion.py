"""What the machine can say of an element before a person judges it: never a finding.

It lays figures side by side, and suggests 'no difference' where the qualification reaches what is
asked for. Less is shown as figures alone: whether a difference is substantial is for people
(GDPR, article 22), and a machine speaks only in the applicant's favour.
"""

from dataclasses import dataclass

from recognition.domain.evaluation import Evidence, PurposeFound
from recognition.domain.vocabulary import ElementFinding, EvaluationElement, EvidenceKind, FieldName


@dataclass(frozen=True, slots=True)
class Basis:
    """What the file says of the qualification there: an ISCED level and its source, its workload.

    ``credits`` are those of the office's own system, converted where that is sure; ``years`` the
    declared length.
    """

    level: str = ""
    level_from: Evidence | None = None
    credits: float | None = None
    years: float | None = None
    credits_text: str = ""
    duration_text: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Figures of one element, there and here; ``finding`` is 'none' or nothing at all."""

    there: str
    here: str
    finding: ElementFinding | None
    evidence: tuple[Evidence, ...]


def suggest(
    element: EvaluationElement, basis: Basis, purpose: PurposeFound | None
) -> Suggestion | None:
    """The suggestion for an element; ``None`` where the file says nothing about it."""
    if element is EvaluationElement.LEVEL:
        return _level(basis, purpose)
    if element is EvaluationElement.WORKLOAD:
        return _workload(basis, purpose)
    return None


def _level(basis: Basis, purpose: PurposeFound | None) -> Suggestion | None:
    if not basis.level:
        return None
    here = purpose.level_here if purpose else ""
    reaches = bool(here) and basis.level >= here
    evidence = (basis.level_from,) if basis.level_from else ()
    return Suggestion(basis.level, here, ElementFinding.NONE if reaches else None, evidence)


def _workload(basis: Basis, purpose: PurposeFound | None) -> Suggestion | None:
    there = ", ".join(text for text in (basis.credits_text, basis.duration_text) if text)
    if not there:
        return None
    asked = purpose.credits_here if purpose else None
    reaches = _reaches(basis.credits, asked)
    if reaches is None:
        reaches = _reaches(basis.years, purpose.years_here if purpose else None)
    texts = {FieldName.CREDITS: basis.credits_text, FieldName.DURATION: basis.duration_text}
    return Suggestion(
        there=there,
        here=f"{asked:g}" if asked else "",
        finding=ElementFinding.NONE if reaches else None,
        evidence=tuple(
            Evidence(kind=EvidenceKind.FIELD, ref=name.value)
            for name, text in texts.items()
            if text
        ),
    )


def _reaches(there: float | None, here: float | None) -> bool | None:
    """Whether it is as much as is asked for; ``None`` where one of both is not known."""
    return None if there is None or here is None else there >= here
