"""Closed vocabularies of the field, in its own words (see ``docs/glossary.md``).

Each is a ``StrEnum`` whose values are what is stored and sent; screens translate them.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """What the recognition is for; it decides which differences matter."""

    ACADEMIC = "academic"
    PROFESSIONAL = "professional"
    LABOUR_MARKET = "labour_market"


class DocumentKind(StrEnum):
    """What the applicant says a paper is, when she uploads it."""

    QUALIFICATION = "qualification"
    TRANSCRIPT = "transcript"
    SUPPLEMENT = "supplement"
    TRANSLATION = "translation"
    NAME_CHANGE = "name_change"
    IDENTITY = "identity"
    OTHER = "other"


class DocumentType(StrEnum):
    """What the reading finds a paper to be."""

    DIPLOMA = "diploma"
    TRANSCRIPT = "transcript"
    DIPLOMA_SUPPLEMENT = "diploma_supplement"
    SCHOOL_LEAVING_CERTIFICATE = "school_leaving_certificate"
    VOCATIONAL_CERTIFICATE = "vocational_certificate"
    PROVISIONAL_CERTIFICATE = "provisional_certificate"
    TRANSLATION = "translation"


class FieldName(StrEnum):
    """A fact that a paper states about the qualification or its holder."""

    HOLDER_NAME = "holder_name"
    DATE_OF_BIRTH = "date_of_birth"
    INSTITUTION = "institution"
    COUNTRY = "country"
    QUALIFICATION_TITLE = "qualification_title"
    FIELD_OF_STUDY = "field_of_study"
    AWARD_DATE = "award_date"
    GRADE = "grade"
    CREDITS = "credits"
    DURATION = "duration"
    DOCUMENT_TYPE = "document_type"
    ISCED_LEVEL = "isced_level"
    ISCED_F = "isced_f"


PRINTED = (
    FieldName.HOLDER_NAME,
    FieldName.DATE_OF_BIRTH,
    FieldName.INSTITUTION,
    FieldName.QUALIFICATION_TITLE,
    FieldName.FIELD_OF_STUDY,
    FieldName.AWARD_DATE,
    FieldName.GRADE,
    FieldName.CREDITS,
    FieldName.DURATION,
)
"""Facts whose value itself stands on a paper; the others are told from what it says."""


class ReadingSource(StrEnum):
    """Where a read value came from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    DERIVED = "derived"


class MediaType(StrEnum):
    """File types that are taken in, recognised by their content and never by their name."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    HEIC = "image/heic"


class ReadingWarning(StrEnum):
    """What the reading wants a person to know; a closed list that screens translate."""

    TEXT_LAYER_DISTRUSTED = "text_layer_distrusted"
    LANGUAGE_PACK_MISSING = "language_pack_missing"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_BLANK = "page_blank"
    PAGE_TIMED_OUT = "page_timed_out"
    LOW_CONFIDENCE = "low_confidence"
    SCRIPT_UNKNOWN = "script_unknown"


class Stage(StrEnum):
    """Where a case stands; always derived from facts, never set (``domain.case.derive``)."""

    DRAFT = "draft"
    READING = "reading"
    CONFIRMING = "confirming"
    INCOMPLETE = "incomplete"
    ASSESSMENT = "assessment"
    VERIFICATION = "verification"
    SIGN_OFF = "sign_off"
    DECIDED = "decided"
    UNDER_APPEAL = "under_appeal"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ERASED = "erased"


class NextActor(StrEnum):
    """Who must act next."""

    APPLICANT = "applicant"
    ASSESSOR = "assessor"
    SECOND_ASSESSOR = "second_assessor"
    AUTHORITY = "authority"
    MACHINE = "machine"
    NOBODY = "nobody"


class Role(StrEnum):
    """In which role somebody acts on a case."""

    APPLICANT = "applicant"
    ASSESSOR = "assessor"
    AUTHORITY = "authority"
    MACHINE = "machine"


class Right(StrEnum):
    """What an office lets only those do whom it has named for it."""

    CORRECT = "correct"


class Outcome(StrEnum):
    """The outcomes, best first; the first that fits is the right one (EAR manual)."""

    FULL = "full"
    ALTERNATIVE = "alternative"
    PARTIAL = "partial"
    CONDITIONAL = "conditional"
    REFUSAL = "refusal"


class EvaluationElement(StrEnum):
    """The five elements in which a difference can be substantial (EAR manual)."""

    LEVEL = "level"
    WORKLOAD = "workload"
    QUALITY = "quality"
    PROFILE = "profile"
    LEARNING_OUTCOMES = "learning_outcomes"


class EvaluationSection(StrEnum):
    """What an evaluation looks at, in its order (EAR manual); the elements keep their names.

    ``EXPERIENCE`` is work and lifelong learning (Directive 2005/36/EC, article 14(5)).
    """

    INSTITUTION = "institution"
    PROGRAMME = "programme"
    AUTHENTICITY = "authenticity"
    PURPOSE = "purpose"
    LEVEL = "level"
    WORKLOAD = "workload"
    QUALITY = "quality"
    PROFILE = "profile"
    LEARNING_OUTCOMES = "learning_outcomes"
    EXPERIENCE = "experience"


class Standing(StrEnum):
    """How an institution or a programme stands at home; not recognised is not yet a mill."""

    ACCREDITED = "accredited"
    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"
    MILL = "mill"
    UNKNOWN = "unknown"


class Authenticity(StrEnum):
    """Whether the qualification is genuine; ``RECONSTRUCTED`` without papers (Lisbon, VII)."""

    CONFIRMED = "confirmed"
    PLAUSIBLE = "plausible"
    RECONSTRUCTED = "reconstructed"
    NOT_CONFIRMED = "not_confirmed"
    FORGED = "forged"


class ElementFinding(StrEnum):
    """What an assessor finds in one element; only a substantial difference is a ground."""

    NONE = "none"
    NOT_SUBSTANTIAL = "not_substantial"
    SUBSTANTIAL = "substantial"
    CANNOT_BE_JUDGED = "cannot_be_judged"


class ExperienceFinding(StrEnum):
    """Whether work and lifelong learning make up for what differs (2005/36/EC, art. 14(5))."""

    MAKES_UP = "makes_up"
    IN_PART = "in_part"
    DOES_NOT_MAKE_UP = "does_not_make_up"
    NONE_SHOWN = "none_shown"


class EvidenceKind(StrEnum):
    """On what a finding rests."""

    FIELD = "field"
    DOCUMENT = "document"
    REQUEST = "request"
    SUGGESTION = "suggestion"
    BACKGROUND_PAPER = "background_paper"
    INTERVIEW = "interview"
    SOURCE = "source"


class EvaluationRule(StrEnum):
    """What a law asks of an evaluation before it may ask anything of the holder.

    ``LEVELS``: the level held and the level required are named; ``EXPERIENCE``: experience and
    lifelong learning are examined; ``CHOICE``: the holder chooses the measure, or is told why not.
    """

    LEVELS = "levels"
    EXPERIENCE = "experience"
    CHOICE = "choice"


class Effect(StrEnum):
    """What recognition opens to the holder (Lisbon Convention, article VI.3).

    ``FURTHER_STUDY``: admission to further study, on the terms of holders of the qualification
    here; ``ACADEMIC_TITLE``: the use of the academic title, as the law of the country allows.
    """

    FURTHER_STUDY = "further_study"
    ACADEMIC_TITLE = "academic_title"


class Basis(StrEnum):
    """On what the description of one element rests, where papers are missing (Lisbon, VII).

    ``STATEMENT`` is what the holder said: questionnaire, background paper, interview. ``SAMPLES``
    are samples of work and what was tried out.
    """

    PAPERS = "papers"
    STATEMENT = "statement"
    SAMPLES = "samples"


class RefusalGround(StrEnum):
    """On what a refusal rests: a mill's paper and a forged one are no qualification at all."""

    SUBSTANTIAL_DIFFERENCE = "substantial_difference"
    MILL = "mill"
    FORGED = "forged"


class ProfessionalLevel(StrEnum):
    """The levels of professional qualifications (Directive 2005/36/EC, article 11)."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"


class ConditionKind(StrEnum):
    """What a partial or conditional outcome asks for."""

    ADAPTATION_PERIOD = "adaptation_period"
    APTITUDE_TEST = "aptitude_test"
    BRIDGING_COURSE = "bridging_course"
    MISSING_CREDITS = "missing_credits"
    OTHER = "other"


class AdaptationResult(StrEnum):
    """What the assessment of an adaptation period says (Directive 2005/36/EC, article 3(1)(g))."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    EXTENDED = "extended"


class ConditionResult(StrEnum):
    """Whether the holder has done what one condition of a decision asks for."""

    FULFILLED = "fulfilled"
    NOT_FULFILLED = "not_fulfilled"


class ReopenGround(StrEnum):
    """Why a decided case is taken up again, where that needs no words of its own."""

    CONDITION_FULFILLED = "condition_fulfilled"


class DocumentState(StrEnum):
    """How far the reading of a document is."""

    STORED = "stored"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"


class ValueOrigin(StrEnum):
    """Whose value it is; they stand side by side and none overwrites another.

    ``DOUBTFUL`` is what the machine would read where it is not sure enough: a place to look at,
    and never a value until a person says so.
    """

    READ = "read"
    DOUBTFUL = "doubtful"
    STATED = "stated"
    FOUND = "found"


class Agreement(StrEnum):
    """How one fact stands in two papers of the same person."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"


class CodeScheme(StrEnum):
    """The classifications in which a finding is made."""

    ISCED_LEVEL = "isced_level"
    ISCED_F = "isced_f"


class RequestTo(StrEnum):
    """Who is asked."""

    APPLICANT = "applicant"
    AUTHORITY = "authority"


class RequestState(StrEnum):
    """The one lifecycle of everything that is asked of somebody."""

    ANNOUNCED = "announced"
    REQUESTED = "requested"
    RECEIVED = "received"
    EXPIRED = "expired"
    OBJECTED = "objected"
    CANCELLED = "cancelled"
    REVIEWED = "reviewed"


class RequestItemKind(StrEnum):
    """What one item of a request asks for.

    ``QUESTIONNAIRE``: that who cannot get papers tells about her studies (Lisbon, VII).
    """

    DOCUMENT = "document"
    TEXT = "text"
    CORRECTION = "correction"
    QUESTIONNAIRE = "questionnaire"
    AUTHENTICITY = "authenticity"


class AuthenticityAnswer(StrEnum):
    """What an awarding institution or home authority says of a qualification."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    CANNOT_TELL = "cannot_tell"


class CannotBeHadReason(StrEnum):
    """Why an item of the checklist cannot be had (Lisbon Convention, article VII)."""

    WAR_OR_DISPLACEMENT = "war_or_displacement"
    INSTITUTION_CLOSED = "institution_closed"
    DANGER = "danger"
    NOT_ISSUED = "not_issued"
    LOST = "lost"
    COST = "cost"
    OTHER = "other"


class DeadlineKind(StrEnum):
    """A moment that, once passed, is itself a fact, written by the timer's action."""

    CONFIRMATION = "confirmation"
    DELAY_NOTICE = "delay_notice"
    DECISION = "decision"
    CLAIM = "claim"
    ACKNOWLEDGEMENT_NOTICE = "acknowledgement_notice"
    ACKNOWLEDGEMENT = "acknowledgement"
    APPEAL = "appeal"
    APTITUDE_TEST_NOTICE = "aptitude_test_notice"
    APTITUDE_TEST = "aptitude_test"
    ADAPTATION_NOTICE = "adaptation_notice"
    ADAPTATION = "adaptation"


class AppealKind(StrEnum):
    """Against what an appeal stands (Lisbon Convention, article III.5)."""

    DECISION = "decision"
    SILENCE = "silence"


class ConsentState(StrEnum):
    """Whether an authority may see a case by the holder's consent."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class WebhookType(StrEnum):
    """What a webhook to an authority says (``schemas/webhooks``)."""

    AUTHENTICITY_REQUESTED = "authenticity.requested"
    AUTHENTICITY_REMINDER = "authenticity.reminder"
    CASE_DECIDED = "case.decided"


class VerifyShown(StrEnum):
    """What the public page may say of a letter beyond that it counts, if the holder agrees."""

    HOLDER = "holder"
    OUTCOME = "outcome"
    COMPARES_TO = "compares_to"
