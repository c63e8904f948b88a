"""The vocabularies in plain words, as a letter says them (source texts, to be translated)."""

from enum import StrEnum

from recognition.domain.vocabulary import (
    Authenticity,
    Basis,
    ConditionKind,
    Effect,
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    ExperienceFinding,
    FieldName,
    Outcome,
    ProfessionalLevel,
    Purpose,
    RefusalGround,
    Standing,
)


def m(text: str) -> str:
    """Mark a source text for the translators."""
    return text


EFFECT_SENTENCES: dict[Effect, str] = {
    Effect.FURTHER_STUDY: m(
        "For admission to further study, also for a doctorate, your qualification counts like the "
        "one named above (Lisbon Recognition Convention, article VI.3)."
    ),
    Effect.ACADEMIC_TITLE: m(
        "You can use your academic title here, in the way that the law of this country allows "
        "(Lisbon Recognition Convention, article VI.3)."
    ),
}

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
    (EvaluationSection, EvaluationSection.INSTITUTION): m("Standing of the institution"),
    (EvaluationSection, EvaluationSection.PROGRAMME): m("Standing of the programme"),
    (Standing, Standing.ACCREDITED): m("Accredited"),
    (Standing, Standing.RECOGNISED): m("Recognised"),
    (Standing, Standing.NOT_RECOGNISED): m("Not recognised"),
    (Standing, Standing.MILL): m("Diploma mill"),
    (Standing, Standing.UNKNOWN): m("Not known"),
    (Authenticity, Authenticity.CONFIRMED): m("Confirmed as genuine"),
    (Authenticity, Authenticity.PLAUSIBLE): m("Plausible"),
    (Authenticity, Authenticity.RECONSTRUCTED): m("Reconstructed without papers"),
    (Authenticity, Authenticity.NOT_CONFIRMED): m("Not confirmed"),
    (Authenticity, Authenticity.FORGED): m("Forged"),
    (ElementFinding, ElementFinding.NONE): m("No difference"),
    (ElementFinding, ElementFinding.NOT_SUBSTANTIAL): m(
        "A difference that is not held against you"
    ),
    (ElementFinding, ElementFinding.SUBSTANTIAL): m("Substantial difference"),
    (ElementFinding, ElementFinding.CANNOT_BE_JUDGED): m(
        "Could not be judged; not held against you"
    ),
    (Basis, Basis.PAPERS): m("Papers"),
    (Basis, Basis.STATEMENT): m("What you told us, and the interview"),
    (Basis, Basis.SAMPLES): m("Samples of work"),
    (ExperienceFinding, ExperienceFinding.MAKES_UP): m("It makes up for the differences."),
    (ExperienceFinding, ExperienceFinding.IN_PART): m("It makes up for them in part."),
    (ExperienceFinding, ExperienceFinding.DOES_NOT_MAKE_UP): m("It does not make up for them."),
    (ExperienceFinding, ExperienceFinding.NONE_SHOWN): m("None was shown to us."),
    (ProfessionalLevel, ProfessionalLevel.A): m("(a) Attestation of competence"),
    (ProfessionalLevel, ProfessionalLevel.B): m("(b) Certificate of secondary education"),
    (ProfessionalLevel, ProfessionalLevel.C): m(
        "(c) Diploma of at least one year after secondary education"
    ),
    (ProfessionalLevel, ProfessionalLevel.D): m(
        "(d) Diploma of three to four years of higher education"
    ),
    (ProfessionalLevel, ProfessionalLevel.E): m(
        "(e) Diploma of at least four years of higher education"
    ),
    (RefusalGround, RefusalGround.SUBSTANTIAL_DIFFERENCE): m("A substantial difference"),
    (RefusalGround, RefusalGround.MILL): m(
        "The paper comes from a diploma mill: it stands for no qualification."
    ),
    (RefusalGround, RefusalGround.FORGED): m("The paper is not genuine."),
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
