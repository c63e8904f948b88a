"""The evaluation of a qualification as data, in the order of the EAR manual.

Institution and programme, authenticity, purpose, the five elements, experience: each a finding of
a person, with its evidence and words. Findings are never overwritten; the newest of a section
counts, and a decision takes along those that counted when it was proposed.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from recognition.domain.texts import LongText, Record, ShortText
from recognition.domain.vocabulary import (
    Authenticity,
    Basis,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    EvidenceKind,
    ExperienceFinding,
    ProfessionalLevel,
    Purpose,
    Standing,
)

S = EvaluationSection


class Evidence(Record):
    """What a finding rests on.

    ``ref`` is a field's name, or the id of a document, request or suggestion of the case;
    ``evaluators`` are the two people of an interview; ``text`` names a source outside the file.
    """

    kind: EvidenceKind
    ref: ShortText = ""
    text: ShortText = ""
    evaluators: tuple[UUID, ...] = Field(default=(), max_length=4)


class _Finding(Record):
    text: LongText = ""
    evidence: tuple[Evidence, ...] = Field(default=(), max_length=30)

    @property
    def shown(self) -> bool:
        """Whether it stands on words and evidence: it is the office that shows (Lisbon, III.3)."""
        return bool(self.text and self.evidence)


class StatusFound(_Finding):
    """How the institution or the programme stands in its own country."""

    section: Literal[S.INSTITUTION, S.PROGRAMME]
    standing: Standing


class AuthenticityFound(_Finding):
    """Whether the qualification is genuine, as far as the office could find out."""

    section: Literal[S.AUTHENTICITY] = S.AUTHENTICITY
    authenticity: Authenticity


class PurposeFound(_Finding):
    """What the qualification is measured against; ``purpose`` is the application's own.

    ``level_here`` is an ISCED 2011 level, ``credits_here`` are ECTS credits of the qualification
    here, ``years_here`` its length in years of full-time study. ``level_held`` and
    ``level_required`` are those of Directive 2005/36/EC, article 11.
    """

    section: Literal[S.PURPOSE] = S.PURPOSE
    purpose: Purpose | None = None
    target: ShortText = ""
    level_here: Annotated[str, Field(pattern=r"^[0-8]?$")] = ""
    credits_here: Annotated[float, Field(gt=0, le=1000)] | None = None
    years_here: Annotated[float, Field(gt=0, le=15)] | None = None
    level_held: ProfessionalLevel | None = None
    level_required: ProfessionalLevel | None = None


class ElementFound(_Finding):
    """One element: what it is here and there, and what the difference amounts to.

    ``bases`` say on what the description rests, where the qualification was reconstructed.
    """

    section: Literal[S.LEVEL, S.WORKLOAD, S.QUALITY, S.PROFILE, S.LEARNING_OUTCOMES]
    finding: ElementFinding
    here: ShortText = ""
    there: ShortText = ""
    bases: tuple[Basis, ...] = Field(default=(), max_length=len(Basis))

    @property
    def element(self) -> EvaluationElement:
        """The element that the section is about."""
        return EvaluationElement(self.section.value)


class ExperienceFound(_Finding):
    """Work and lifelong learning, examined before anything is asked for (2005/36/EC, art. 14)."""

    section: Literal[S.EXPERIENCE] = S.EXPERIENCE
    experience: ExperienceFinding


Finding = Annotated[
    StatusFound | AuthenticityFound | PurposeFound | ElementFound | ExperienceFound,
    Field(discriminator="section"),
]

OF_ELEMENT: dict[EvaluationElement, EvaluationSection] = {
    element: EvaluationSection(element.value) for element in EvaluationElement
}


class ConditionMet(Record):
    """A condition of an earlier decision that the holder fulfilled, and what shows it."""

    kind: ConditionKind
    day: date
    evidence: LongText = ""


class Fulfilled(Record):
    """That she has done what ``version`` of the decision asked for.

    ``elements`` are those whose substantial differences it made up for: as they were found then.
    """

    version: int
    conditions: tuple[ConditionMet, ...]
    elements: tuple[EvaluationElement, ...] = ()


class Evaluation(Record):
    """The findings that count, in the order of the sections; what is not found is not there.

    ``fulfilled`` is there where the conditions of an earlier decision are fulfilled.
    """

    findings: tuple[Finding, ...] = ()
    fulfilled: Fulfilled | None = None

    def of(self, section: EvaluationSection) -> Finding | None:
        """The finding of a section."""
        return next((one for one in self.findings if one.section is section), None)

    @property
    def statuses(self) -> tuple[StatusFound, ...]:
        """How institution and programme stand."""
        return tuple(one for one in self.findings if isinstance(one, StatusFound))

    @property
    def authenticity(self) -> AuthenticityFound | None:
        """Whether the qualification is genuine."""
        return next((one for one in self.findings if isinstance(one, AuthenticityFound)), None)

    @property
    def purpose(self) -> PurposeFound | None:
        """What it is measured against."""
        return next((one for one in self.findings if isinstance(one, PurposeFound)), None)

    @property
    def elements(self) -> tuple[ElementFound, ...]:
        """The comparison, as far as it has come."""
        return tuple(one for one in self.findings if isinstance(one, ElementFound))

    @property
    def experience(self) -> ExperienceFound | None:
        """Work and lifelong learning."""
        return next((one for one in self.findings if isinstance(one, ExperienceFound)), None)

    @property
    def substantial(self) -> dict[EvaluationElement, ElementFound]:
        """The elements in which a substantial difference was found, and is not made up for."""
        made_up = self.fulfilled.elements if self.fulfilled else ()
        return {one: found for one, found in self.differing.items() if one not in made_up}

    @property
    def differing(self) -> dict[EvaluationElement, ElementFound]:
        """The elements in which a substantial difference was found, also those made up for."""
        return {
            one.element: one for one in self.elements if one.finding is ElementFinding.SUBSTANTIAL
        }

    @property
    def mill(self) -> StatusFound | None:
        """The finding that a diploma mill stands behind it."""
        return next((one for one in self.statuses if one.standing is Standing.MILL), None)

    @property
    def reconstructed(self) -> bool:
        """Whether no paper proves it, and a background paper and an interview stand in for one."""
        found = self.authenticity
        return found is not None and found.authenticity is Authenticity.RECONSTRUCTED

    @property
    def forged(self) -> AuthenticityFound | None:
        """The finding that it is forged."""
        found = self.authenticity
        return found if found and found.authenticity is Authenticity.FORGED else None


def in_order(findings: dict[EvaluationSection, Finding]) -> Evaluation:
    """The evaluation that these findings make up."""
    return Evaluation(findings=tuple(findings[one] for one in S if one in findings))


def with_fulfilled(
    now: Evaluation, then: Evaluation | None, version: int, conditions: tuple[ConditionMet, ...]
) -> Evaluation:
    """The evaluation with the conditions fulfilled that ``version`` of the decision asked for.

    They make up for the differences on which that decision stood (``then``). One that an assessor
    has found anew since is another finding, and counts.
    """
    before = then.differing if then else {}
    made_up = tuple(one for one, found in now.differing.items() if before.get(one) == found)
    fulfilled = Fulfilled(version=version, conditions=conditions, elements=made_up)
    return now.model_copy(update={"fulfilled": fulfilled})
