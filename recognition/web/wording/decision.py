"""The words of a decision, of an evaluation and of an authority's answer, for every reader.

Keyed by vocabulary first: values of different vocabularies may be the same letters.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from recognition.domain.vocabulary import (
    AdaptationResult,
    Authenticity,
    AuthenticityAnswer,
    Basis,
    CodeScheme,
    ConditionKind,
    ConditionResult,
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    EvidenceKind,
    ExperienceFinding,
    Outcome,
    ProfessionalLevel,
    RefusalGround,
    ReopenGround,
    Standing,
    VerifyShown,
)

DECISION: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    Outcome: {
        Outcome.FULL: _("Full recognition"),
        Outcome.ALTERNATIVE: _("Alternative recognition"),
        Outcome.PARTIAL: _("Partial recognition"),
        Outcome.CONDITIONAL: _("Conditional recognition"),
        Outcome.REFUSAL: _("Refusal"),
    },
    EvaluationElement: {
        EvaluationElement.LEVEL: _("Level"),
        EvaluationElement.WORKLOAD: _("Workload"),
        EvaluationElement.QUALITY: _("Quality"),
        EvaluationElement.PROFILE: _("Profile"),
        EvaluationElement.LEARNING_OUTCOMES: _("Learning outcomes"),
    },
    ConditionKind: {
        ConditionKind.ADAPTATION_PERIOD: _("Adaptation period"),
        ConditionKind.APTITUDE_TEST: _("Aptitude test"),
        ConditionKind.BRIDGING_COURSE: _("Bridging course"),
        ConditionKind.MISSING_CREDITS: _("Missing credits"),
        ConditionKind.OTHER: _("Another condition"),
    },
    AdaptationResult: {
        AdaptationResult.PASSED: _("Passed"),
        AdaptationResult.NOT_PASSED: _("Not passed"),
        AdaptationResult.EXTENDED: _("Made longer"),
    },
    ReopenGround: {
        ReopenGround.CONDITION_FULFILLED: _("The conditions of the decision are fulfilled"),
    },
    ConditionResult: {
        ConditionResult.FULFILLED: _("Fulfilled"),
        ConditionResult.NOT_FULFILLED: _("Not fulfilled"),
    },
    EvaluationSection: {
        EvaluationSection.INSTITUTION: _("Institution"),
        EvaluationSection.PROGRAMME: _("Programme"),
        EvaluationSection.AUTHENTICITY: _("Authenticity"),
        EvaluationSection.PURPOSE: _("Purpose"),
        EvaluationSection.LEVEL: _("Level"),
        EvaluationSection.WORKLOAD: _("Workload"),
        EvaluationSection.QUALITY: _("Quality"),
        EvaluationSection.PROFILE: _("Profile"),
        EvaluationSection.LEARNING_OUTCOMES: _("Learning outcomes"),
        EvaluationSection.EXPERIENCE: _("Experience and lifelong learning"),
    },
    Standing: {
        Standing.ACCREDITED: _("Accredited"),
        Standing.RECOGNISED: _("Recognised"),
        Standing.NOT_RECOGNISED: _("Not recognised"),
        Standing.MILL: _("Diploma mill"),
        Standing.UNKNOWN: _("Not known"),
    },
    Authenticity: {
        Authenticity.CONFIRMED: _("Confirmed as genuine"),
        Authenticity.PLAUSIBLE: _("Plausible"),
        Authenticity.RECONSTRUCTED: _("Reconstructed without papers"),
        Authenticity.NOT_CONFIRMED: _("Not confirmed"),
        Authenticity.FORGED: _("Forged"),
    },
    ElementFinding: {
        ElementFinding.NONE: _("No difference"),
        ElementFinding.NOT_SUBSTANTIAL: _("A difference, but not a substantial one"),
        ElementFinding.SUBSTANTIAL: _("Substantial difference"),
        ElementFinding.CANNOT_BE_JUDGED: _("Cannot be judged"),
    },
    Basis: {
        Basis.PAPERS: _("Papers"),
        Basis.STATEMENT: _("The holder's own statement or the interview"),
        Basis.SAMPLES: _("Samples of work"),
    },
    ExperienceFinding: {
        ExperienceFinding.MAKES_UP: _("Makes up for the differences"),
        ExperienceFinding.IN_PART: _("Makes up for them in part"),
        ExperienceFinding.DOES_NOT_MAKE_UP: _("Does not make up for them"),
        ExperienceFinding.NONE_SHOWN: _("The applicant showed none"),
    },
    EvidenceKind: {
        EvidenceKind.FIELD: _("Field"),
        EvidenceKind.DOCUMENT: _("Paper of the case"),
        EvidenceKind.REQUEST: _("Answer to a request"),
        EvidenceKind.SUGGESTION: _("Suggestion of the machine"),
        EvidenceKind.BACKGROUND_PAPER: _("Background paper"),
        EvidenceKind.INTERVIEW: _("Interview"),
        EvidenceKind.SOURCE: _("Source outside the file"),
    },
    RefusalGround: {
        RefusalGround.SUBSTANTIAL_DIFFERENCE: _("A substantial difference"),
        RefusalGround.MILL: _("A diploma mill stands behind it"),
        RefusalGround.FORGED: _("The paper is forged"),
    },
    ProfessionalLevel: {
        ProfessionalLevel.A: _("(a) Attestation of competence"),
        ProfessionalLevel.B: _("(b) Certificate of secondary education"),
        ProfessionalLevel.C: _("(c) Diploma of at least one year after secondary education"),
        ProfessionalLevel.D: _("(d) Diploma of three to four years of higher education"),
        ProfessionalLevel.E: _("(e) Diploma of at least four years of higher education"),
    },
    VerifyShown: {
        VerifyShown.HOLDER: _("Name of the holder"),
        VerifyShown.OUTCOME: _("Outcome"),
        VerifyShown.COMPARES_TO: _("What it compares to"),
    },
    CodeScheme: {
        CodeScheme.ISCED_LEVEL: _("ISCED 2011 level"),
        CodeScheme.ISCED_F: _("ISCED-F 2013 field"),
    },
    AuthenticityAnswer: {
        AuthenticityAnswer.CONFIRMED: _("Confirmed as genuine"),
        AuthenticityAnswer.NOT_CONFIRMED: _("Not confirmed"),
        AuthenticityAnswer.CANNOT_TELL: _("They cannot tell"),
    },
}
