"""Findings and reasons for tests: each stands on words and evidence unless told otherwise."""

from typing import Any
from uuid import UUID

from recognition.domain.decision import Exclusion, better_than
from recognition.domain.evaluation import (
    AuthenticityFound,
    ElementFound,
    Evidence,
    ExperienceFound,
    PurposeFound,
    StatusFound,
)
from recognition.domain.vocabulary import (
    Authenticity,
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    EvidenceKind,
    ExperienceFinding,
    Outcome,
    ProfessionalLevel,
    Purpose,
    Standing,
)

WORDS = "As the source says."


def source(text: str = "The programme of studies, page 4") -> tuple[Evidence, ...]:
    """Evidence outside the file."""
    return (Evidence(kind=EvidenceKind.SOURCE, text=text),)


def status(standing: Standing, **changes: Any) -> StatusFound:
    """How the institution stands."""
    given = {"text": WORDS, "evidence": source(), **changes}
    return StatusFound(section=EvaluationSection.INSTITUTION, standing=standing, **given)


def genuine(authenticity: Authenticity, **changes: Any) -> AuthenticityFound:
    """Whether the paper is genuine."""
    given = {"text": WORDS, "evidence": source(), **changes}
    return AuthenticityFound(authenticity=authenticity, **given)


def reconstructed(first: UUID, second: UUID) -> AuthenticityFound:
    """A background paper and an interview by two people stand in for papers."""
    paper = Evidence(kind=EvidenceKind.BACKGROUND_PAPER, text="In the cupboard, shelf 3")
    interview = Evidence(
        kind=EvidenceKind.INTERVIEW, text="2 March 2026", evaluators=(first, second)
    )
    return genuine(Authenticity.RECONSTRUCTED, evidence=(paper, interview))


def element(
    finding: ElementFinding,
    section: EvaluationSection = EvaluationSection.WORKLOAD,
    **changes: Any,
) -> ElementFound:
    """What was found in an element."""
    given = {"text": WORDS, "evidence": source(), **changes}
    return ElementFound(section=section, finding=finding, **given)


def professional(**changes: Any) -> PurposeFound:
    """A regulated profession, with the levels of article 11."""
    levels = {"level_held": ProfessionalLevel.D, "level_required": ProfessionalLevel.E}
    given = {"purpose": Purpose.PROFESSIONAL, "target": "Nurse", **levels, **changes}
    return PurposeFound(**given)


def experience(
    finding: ExperienceFinding, text: str = "Two years on a ward.", **changes: Any
) -> ExperienceFound:
    """Experience that was examined."""
    return ExperienceFound(experience=finding, text=text, **changes)


def exclusions(
    outcome: Outcome, *elements: EvaluationElement, reason: str = "It does not fit."
) -> tuple[Exclusion, ...]:
    """Why no better outcome fits; each reason rests on these elements."""
    return tuple(
        Exclusion(outcome=better, reason=reason, elements=elements)
        for better in better_than(outcome)
    )
