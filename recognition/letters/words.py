"""The vocabularies in plain words, as a letter says them (source texts, to be translated)."""

from enum import StrEnum

from recognition.domain.vocabulary import (
    ConditionKind,
    EvaluationElement,
    FieldName,
    Outcome,
    Purpose,
)


def m(text: str) -> str:
    """Mark a source text for the translators."""
    return text


OUTCOME_SENTENCES: dict[Outcome, str] = {
    Outcome.FULL: m("Your qualification is recognised in full."),
    Outcome.ALTERNATIVE: m(
        "Your qualification is recognised, but as another one than you applied for. It is named "
        "below."
    ),
    Outcome.PARTIAL: m(
        "Your qualification is recognised in part. What is still missing is named below."
    ),
    Outcome.CONDITIONAL: m(
        "Your qualification will be recognised as soon as you have met the conditions named below."
    ),
    Outcome.REFUSAL: m("Your qualification cannot be recognised for this purpose."),
}

WORDS: dict[tuple[type[StrEnum], StrEnum], str] = {
    (Outcome, Outcome.FULL): m("Full recognition"),
    (Outcome, Outcome.ALTERNATIVE): m("Alternative recognition"),
    (Outcome, Outcome.PARTIAL): m("Partial recognition"),
    (Outcome, Outcome.CONDITIONAL): m("Conditional recognition"),
    (Outcome, Outcome.REFUSAL): m("No recognition"),
    (Purpose, Purpose.ACADEMIC): m("Further study"),
    (Purpose, Purpose.PROFESSIONAL): m("Work in a regulated profession"),
    (Purpose, Purpose.LABOUR_MARKET): m("The labour market"),
    (EvaluationElement, EvaluationElement.LEVEL): m("Level"),
    (EvaluationElement, EvaluationElement.WORKLOAD): m("Workload"),
    (EvaluationElement, EvaluationElement.QUALITY): m("Quality"),
    (EvaluationElement, EvaluationElement.PROFILE): m("Profile"),
    (EvaluationElement, EvaluationElement.LEARNING_OUTCOMES): m("Learning outcomes"),
    (ConditionKind, ConditionKind.ADAPTATION_PERIOD): m("Adaptation period"),
    (ConditionKind, ConditionKind.APTITUDE_TEST): m("Aptitude test"),
    (ConditionKind, ConditionKind.BRIDGING_COURSE): m("Bridging course"),
    (ConditionKind, ConditionKind.MISSING_CREDITS): m("Missing credits"),
    (ConditionKind, ConditionKind.OTHER): m("Other condition"),
    (FieldName, FieldName.HOLDER_NAME): m("Name on the qualification"),
    (FieldName, FieldName.QUALIFICATION_TITLE): m("Qualification"),
    (FieldName, FieldName.INSTITUTION): m("Awarding institution"),
    (FieldName, FieldName.COUNTRY): m("Country"),
    (FieldName, FieldName.FIELD_OF_STUDY): m("Field of study"),
    (FieldName, FieldName.AWARD_DATE): m("Awarded on"),
    (FieldName, FieldName.DURATION): m("Duration"),
    (FieldName, FieldName.CREDITS): m("Credits"),
    (FieldName, FieldName.GRADE): m("Grade"),
}
"""By vocabulary and word: words of two vocabularies may be spelt alike."""
