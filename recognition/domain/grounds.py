"""Whether a decision stands on what was found: the office shows, and nothing else counts.

Recognise, unless a substantial difference is shown (Lisbon Convention, articles III.3, IV.1, V.1,
VI.1); before anything is asked of the holder of a professional qualification, her experience is
looked at (Directive 2005/36/EC, article 14(5)). That a paper is missing, or that something cannot
be judged, is never a ground (article VII).
"""

from collections.abc import Iterator

from recognition.domain import decision
from recognition.domain.decision import DecisionContent, better_than
from recognition.domain.evaluation import Evaluation
from recognition.domain.measures import CompensationTerms
from recognition.domain.statement import statement_faults
from recognition.domain.vocabulary import (
    ConditionKind,
    EvaluationElement,
    EvaluationRule,
    EvaluationSection,
    ExperienceFinding,
    Outcome,
    RefusalGround,
)
from recognition.errors import ErrorCode, InvalidInput


def check_content(content: DecisionContent) -> None:
    """Raise the first of ``faults``."""
    for fault in faults(content):
        raise fault


def faults(content: DecisionContent) -> Iterator[InvalidInput]:
    """Everything that a decision lacks: of its own words first, then of its evaluation.

    A content without an evaluation was proposed by an earlier release and is judged by its words.
    """
    yield from decision.faults(content)
    found = content.evaluation
    if content.ground is not RefusalGround.SUBSTANTIAL_DIFFERENCE:
        yield from _ground_faults(content, found or Evaluation())
    if found is None:
        return
    yield from _contradictions(content, found)
    # No letter names a difference that was not found, whatever its outcome and its ground.
    yield from _not_shown([one.element for one in content.differences], found)
    if content.outcome is not Outcome.FULL and not _no_qualification(content):
        yield from _difference_faults(content, found)
        yield from _purpose_faults(content, found)
    if content.statement is not None:
        yield from statement_faults(found)
    if content.terms is not None:
        yield from _condition_faults(content, content.terms)


def _no_qualification(content: DecisionContent) -> bool:
    """Whether it is refused since there is no qualification that could be compared."""
    refused = content.outcome is Outcome.REFUSAL
    return refused and content.ground is not RefusalGround.SUBSTANTIAL_DIFFERENCE


def _ground_faults(content: DecisionContent, found: Evaluation) -> Iterator[InvalidInput]:
    """A mill and a forgery are grounds of a refusal, found by a person with words and evidence."""
    shown = found.mill if content.ground is RefusalGround.MILL else found.forged
    if content.outcome is not Outcome.REFUSAL or shown is None:
        yield InvalidInput(ErrorCode.GROUND_NOT_FOUND, "ground")
    elif not shown.shown:
        yield InvalidInput(ErrorCode.GROUNDS_MISSING, shown.section.value)


def _contradictions(content: DecisionContent, found: Evaluation) -> Iterator[InvalidInput]:
    """An outcome against what was found (subject: the section)."""
    if content.outcome is not Outcome.REFUSAL:
        for one in (found.mill, found.forged):
            if one is not None:
                yield _contradicts(one.section)
    experience = found.experience
    made_up = experience is not None and experience.experience is ExperienceFinding.MAKES_UP
    if content.outcome is Outcome.FULL:
        if not made_up:
            yield from (_contradicts(one.section) for one in found.substantial.values())
    elif made_up and not _no_qualification(content):
        yield _contradicts(EvaluationSection.EXPERIENCE)


def _contradicts(section: EvaluationSection) -> InvalidInput:
    return InvalidInput(ErrorCode.EVALUATION_CONTRADICTS, section.value)


def _difference_faults(content: DecisionContent, found: Evaluation) -> Iterator[InvalidInput]:
    """Whatever keeps the holder from more is a difference found to be substantial, and shown."""
    relied_on: list[EvaluationElement] = []
    for outcome in better_than(content.outcome):
        reasons = [one for one in content.exclusions if one.outcome is outcome]
        elements = [element for one in reasons for element in one.elements]
        relied_on += elements
        if not elements:
            yield InvalidInput(ErrorCode.DIFFERENCE_NOT_FOUND, outcome.value)
    named = {one.element for one in content.differences}
    yield from _not_shown([one for one in relied_on if one not in named], found)


def _not_shown(elements: list[EvaluationElement], found: Evaluation) -> Iterator[InvalidInput]:
    substantial = found.substantial
    for element in dict.fromkeys(elements):
        if element not in substantial:
            yield InvalidInput(ErrorCode.DIFFERENCE_NOT_FOUND, element.value)
        elif not substantial[element].shown:
            yield InvalidInput(ErrorCode.GROUNDS_MISSING, element.value)


def _purpose_faults(content: DecisionContent, found: Evaluation) -> Iterator[InvalidInput]:
    """A difference is measured against a purpose, and by what the regime asks besides.

    Directive 2005/36/EC, articles 11 and 14, asks for levels and for experience.
    """
    purpose = found.purpose
    if purpose is None or not purpose.target:
        yield InvalidInput(ErrorCode.PURPOSE_MISSING, EvaluationSection.PURPOSE.value)
    if purpose is None:
        return
    named = purpose.level_held is not None and purpose.level_required is not None
    if content.asked(EvaluationRule.LEVELS) and not named:
        yield InvalidInput(ErrorCode.LEVELS_MISSING, EvaluationSection.PURPOSE.value)
    if not content.asked(EvaluationRule.EXPERIENCE):
        return
    if found.experience is None or not found.experience.text:
        yield InvalidInput(ErrorCode.EXPERIENCE_NOT_EXAMINED, EvaluationSection.EXPERIENCE.value)


def _condition_faults(content: DecisionContent, terms: CompensationTerms) -> Iterator[InvalidInput]:
    for one in content.conditions:
        if one.kind is ConditionKind.ADAPTATION_PERIOD:
            if one.months is None:
                yield InvalidInput(ErrorCode.MISSING_VALUE, "months")
            elif one.months > terms.adaptation_max_months:
                yield InvalidInput(ErrorCode.MEASURE_TOO_LONG, "months")
        if one.kind is ConditionKind.MISSING_CREDITS and one.credits is None:
            yield InvalidInput(ErrorCode.MISSING_VALUE, "credits")
    alone = content.measures and not content.choice and not content.no_choice
    if alone and content.asked(EvaluationRule.CHOICE):
        yield InvalidInput(ErrorCode.CHOICE_MISSING, "no_choice")
