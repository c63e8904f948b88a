"""The words of a decision, of an evaluation and of an authority's answer, for every reader.

Keyed by vocabulary first: values of different vocabularies may be the same letters.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from recognition.domain.vocabulary import (
    AuthenticityAnswer,
    CodeScheme,
    ConditionKind,
    EvaluationElement,
    Outcome,
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
