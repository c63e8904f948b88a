"""The desk's words: short, in the third person, for people who read them all day.

Keyed by vocabulary first: values of different vocabularies may be the same letters.
"""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from recognition.domain.deadlines import DueBasis
from recognition.domain.events import EventKind as E
from recognition.domain.vocabulary import (
    Agreement,
    AppealKind,
    DocumentType,
    NextActor,
    ReadingSource,
    ReadingWarning,
    RequestItemKind,
    RequestState,
    Role,
    Stage,
    ValueOrigin,
)
from recognition.domain.workload import Because
from recognition.store.queries.desk import Awaited
from recognition.web.words import word

_WORDS: dict[type[StrEnum], Mapping[str, LazyString]] = {
    Stage: {
        Stage.DRAFT: _("Draft"),
        Stage.READING: _("Papers are being read"),
        Stage.CONFIRMING: _("Applicant checks the reading"),
        Stage.INCOMPLETE: _("Asked the applicant"),
        Stage.ASSESSMENT: _("Assessment"),
        Stage.VERIFICATION: _("Verification"),
        Stage.SIGN_OFF: _("Sign-off"),
        Stage.DECIDED: _("Decided"),
        Stage.UNDER_APPEAL: _("Under appeal"),
        Stage.CLOSED: _("Closed"),
        Stage.WITHDRAWN: _("Withdrawn"),
        Stage.EXPIRED: _("Expired"),
        Stage.ERASED: _("Erased"),
    },
    NextActor: {
        NextActor.APPLICANT: _("Applicant"),
        NextActor.ASSESSOR: _("Assessor"),
        NextActor.SECOND_ASSESSOR: _("Second assessor"),
        NextActor.AUTHORITY: _("Authority or institution"),
        NextActor.MACHINE: _("The machine"),
        NextActor.NOBODY: _("Nobody"),
    },
    Role: {
        Role.APPLICANT: _("Applicant"),
        Role.ASSESSOR: _("Assessor"),
        Role.AUTHORITY: _("Authority"),
        Role.MACHINE: _("The machine"),
    },
    DocumentType: {
        DocumentType.DIPLOMA: _("Diploma or certificate"),
        DocumentType.TRANSCRIPT: _("List of subjects and grades"),
        DocumentType.DIPLOMA_SUPPLEMENT: _("Diploma Supplement"),
        DocumentType.SCHOOL_LEAVING_CERTIFICATE: _("School leaving certificate"),
        DocumentType.VOCATIONAL_CERTIFICATE: _("Vocational certificate"),
        DocumentType.PROVISIONAL_CERTIFICATE: _("Provisional certificate"),
        DocumentType.TRANSLATION: _("Translation"),
    },
    Awaited: {
        Awaited.APPLICANT: _("The applicant"),
        Awaited.AUTHORITY: _("An authority or institution"),
        Awaited.COLLEAGUE: _("A colleague who holds the case"),
        Awaited.SECOND_ASSESSOR: _("A second assessor, for your proposal"),
        Awaited.MACHINE: _("The machine"),
    },
    ReadingSource: {
        ReadingSource.TEXT_LAYER: _("from the text inside the file"),
        ReadingSource.OCR: _("from the picture"),
        ReadingSource.DERIVED: _("concluded from other words"),
    },
    ValueOrigin: {
        ValueOrigin.READ: _("Read"),
        ValueOrigin.DOUBTFUL: _("Doubtful"),
        ValueOrigin.STATED: _("Stated"),
        ValueOrigin.FOUND: _("Found"),
    },
    Agreement: {
        Agreement.SAME: _("The same"),
        Agreement.SIMILAR: _("Written differently"),
        Agreement.DIFFERENT: _("Differs"),
    },
    ReadingWarning: {
        ReadingWarning.TEXT_LAYER_DISTRUSTED: _(
            "The text inside the file was not usable. The picture was read instead."
        ),
        ReadingWarning.LANGUAGE_PACK_MISSING: _(
            "A language of this paper is not installed, so it was hardly read: a person reads it."
        ),
        ReadingWarning.PAGE_UNREADABLE: _("A page could not be read."),
        ReadingWarning.PAGE_BLANK: _("A page is empty."),
        ReadingWarning.PAGE_TIMED_OUT: _("Reading a page took too long and was stopped."),
        ReadingWarning.LOW_CONFIDENCE: _("Much of it was hard to read: compare every line."),
        ReadingWarning.SCRIPT_UNKNOWN: _("The machine does not know this script."),
    },
    RequestState: {
        RequestState.ANNOUNCED: _("Announced, not sent yet"),
        RequestState.REQUESTED: _("Waiting for an answer"),
        RequestState.RECEIVED: _("Answered, to be reviewed"),
        RequestState.EXPIRED: _("Term over, to be reviewed"),
        RequestState.OBJECTED: _("Objected, to be reviewed"),
        RequestState.CANCELLED: _("Cancelled"),
        RequestState.REVIEWED: _("Reviewed"),
    },
    RequestItemKind: {
        RequestItemKind.DOCUMENT: _("A paper"),
        RequestItemKind.TEXT: _("An answer in words"),
        RequestItemKind.CORRECTION: _("A correction"),
        RequestItemKind.QUESTIONNAIRE: _("The questionnaire about the studies"),
        RequestItemKind.AUTHENTICITY: _("Whether the qualification is genuine"),
    },
    DueBasis: {
        DueBasis.COMPLETE_FILE: _("The file is complete."),
        DueBasis.IF_NOTHING_IS_MISSING: _("If nothing more is missing: the file is not complete."),
        DueBasis.PAUSED: _("The clock stands still while an answer is awaited."),
        DueBasis.APPEAL_GRANTED: _(
            "An appeal against silence was granted; nothing moves this day."
        ),
        DueBasis.ANNOUNCED_DELAY: _("This is the new date that was announced to the applicant."),
    },
    Because: {
        Because.NAMED: _("The paper names them so."),
        Because.COUNTRY: _(
            "They are the usual ones in that country for that year; the paper may count otherwise."
        ),
        Because.LENGTH: _("Of those that are usual in that country, these fit the stated length."),
    },
    AppealKind: {
        AppealKind.DECISION: _("Against the decision"),
        AppealKind.SILENCE: _("Against silence"),
    },
    E: {
        E.STARTED: _("Application started"),
        E.DOCUMENT_ATTACHED: _("Paper added"),
        E.DOCUMENT_REMOVED: _("Paper removed"),
        E.READING_ENDED: _("Reading ended"),
        E.READING_CONFIRMED: _("Reading confirmed by the applicant"),
        E.NAMES_EXPLAINED: _("Applicant explained why names differ"),
        E.ITEM_CANNOT_BE_HAD: _("A paper cannot be had"),
        E.BACKGROUND_ANSWERED: _("Applicant answered a part of the questionnaire"),
        E.SUBMITTED: _("Application received"),
        E.STAGE_CHANGED: _("Stage changed"),
        E.DUE_DATE_CHANGED: _("Due date changed"),
        E.CLAIMED: _("Case taken"),
        E.RELEASED: _("Case released"),
        E.HANDED_OVER: _("Case handed over"),
        E.CLAIM_LAPSED: _("Case released because nothing was done"),
        E.CONFLICT_REGISTERED: _("Conflict of interest registered"),
        E.FIELD_FOUND: _("Finding on a field"),
        E.CODE_FOUND: _("Finding on a code"),
        E.FINDING_RECORDED: _("Finding of the evaluation"),
        E.MEASURE_CHOSEN: _("Applicant chose a measure"),
        E.VERIFY_PAGE_SET: _("Holder changed what the public check shows"),
        E.REQUESTED: _("Applicant asked"),
        E.REQUEST_ANSWERED: _("Applicant answered"),
        E.REQUEST_REMINDED: _("Reminder sent"),
        E.REQUEST_EXPIRED: _("Term of a request is over"),
        E.REQUEST_REVIEWED: _("Answer reviewed"),
        E.REQUEST_CANCELLED: _("Request cancelled"),
        E.MORE_TIME_GIVEN: _("More time given"),
        E.QUESTION_ANNOUNCED: _("Question to an authority announced to the applicant"),
        E.QUESTION_SENT: _("Question sent to the authority"),
        E.QUESTION_OBJECTED: _("Applicant objected to the question"),
        E.QUESTION_ANSWERED: _("Authority answered"),
        E.ACKNOWLEDGED: _("Application acknowledged"),
        E.ACKNOWLEDGEMENT_DUE: _("Time to acknowledge the application"),
        E.ACKNOWLEDGEMENT_OVERDUE: _("The application was not acknowledged in time"),
        E.CLOCK_PAUSED: _("Clock stopped"),
        E.CLOCK_RESUMED: _("Clock goes on"),
        E.DELAY_NOTICE_DUE: _("Time to announce a delay, if there will be one"),
        E.DELAY_ANNOUNCED: _("Delay announced"),
        E.DECISION_OVERDUE: _("The decision is overdue"),
        E.PROPOSED: _("Decision proposed"),
        E.PROPOSAL_RETRACTED: _("Proposal taken back"),
        E.SENT_BACK: _("Proposal sent back"),
        E.SIGNED: _("Decision signed"),
        E.LETTER_READY: _("Letter ready"),
        E.APTITUDE_TEST_NEAR: _("The last day of the aptitude test comes near"),
        E.APTITUDE_TEST_TERM_ENDED: _("The time for the aptitude test is over"),
        E.ADAPTATION_STATED: _("Applicant stated when the adaptation period began"),
        E.ADAPTATION_RECORDED: _("Beginning of the adaptation period recorded"),
        E.ADAPTATION_DECLINED: _("Stated beginning not confirmed"),
        E.ADAPTATION_NEAR: _("The adaptation period ends soon"),
        E.ADAPTATION_ENDED: _("The adaptation period is over: to be assessed"),
        E.ADAPTATION_ASSESSED: _("Adaptation period assessed"),
        E.ADAPTATION_EXTENDED: _("Adaptation period extended"),
        E.CORRECTED: _("Slip in the decision corrected"),
        E.CONDITION_STATED: _("Applicant told what came of a condition"),
        E.CONDITION_DECLINED: _("Stated result not recorded"),
        E.CONDITION_RECORDED: _("Result of a condition recorded"),
        E.CONDITION_CORRECTED: _("Result of a condition recorded anew"),
        E.ADAPTATION_CORRECTED: _("Assessment recorded anew"),
        E.REOPENED: _("Case reopened"),
        E.APPEALED: _("Appeal lodged"),
        E.APPEAL_DECIDED: _("Appeal decided"),
        E.APPEAL_WITHDRAWN: _("Appeal withdrawn by the applicant"),
        E.APPEAL_SETTLED: _("Appeal against silence settled by the decision"),
        E.APPEAL_TERM_ENDED: _("The term for an appeal is over"),
        E.CONSENT_GIVEN: _("Consent given"),
        E.CONSENT_WITHDRAWN: _("Consent withdrawn"),
        E.WITHDRAWN: _("Application withdrawn"),
        E.CONFIRMATION_TERM_ENDED: _("The term for checking the reading is over"),
        E.DELIVERED: _("Message delivered to the authority"),
        E.DELIVERY_GIVEN_UP: _("Message could not be delivered to the authority"),
        E.ERASED: _("Data of the case erased"),
        E.LOOKED_AT: _("Case looked at"),
        E.LETTER_DOWNLOADED: _("Letter downloaded"),
        E.AUTHORITY_ASKED: _("An authority asked about the case"),
    },
}


def say(value: StrEnum) -> LazyString:
    """Return the desk's word for a value, or everybody's; without either it is a ``KeyError``."""
    return _WORDS[type(value)][value] if type(value) in _WORDS else word(value)


def sureness(confidence: float) -> LazyString:
    """Return a confidence of 0 to 1 in words."""
    if confidence >= 0.9:
        return _("very sure")
    if confidence >= 0.75:
        return _("fairly sure")
    if confidence >= 0.5:
        return _("unsure")
    return _("a guess")
