"""Words of the procedure: stages, who is next, states, reasons, and lines of the timeline.

Grouped by vocabulary, since members of two vocabularies may have the same value.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from recognition.domain.deadlines import DueBasis
from recognition.domain.events import EventKind
from recognition.domain.vocabulary import (
    CannotBeHadReason,
    DocumentState,
    NextActor,
    ReadingWarning,
    RequestState,
    Role,
    Stage,
)

PROCEDURE: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    Stage: {
        Stage.DRAFT: _("Draft"),
        Stage.READING: _("Papers are being read"),
        Stage.CONFIRMING: _("Please check what was read"),
        Stage.INCOMPLETE: _("Something is missing"),
        Stage.ASSESSMENT: _("In assessment"),
        Stage.VERIFICATION: _("An authority is being asked"),
        Stage.SIGN_OFF: _("With a second assessor"),
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
        NextActor.AUTHORITY: _("Authority"),
        NextActor.MACHINE: _("Machine"),
        NextActor.NOBODY: _("Nobody"),
    },
    Role: {
        Role.APPLICANT: _("Applicant"),
        Role.ASSESSOR: _("Assessor"),
        Role.AUTHORITY: _("Authority"),
        Role.MACHINE: _("Machine"),
    },
    DocumentState: {
        DocumentState.STORED: _("Waiting to be read"),
        DocumentState.READING: _("Being read"),
        DocumentState.READ: _("Read"),
        DocumentState.UNREADABLE: _("Could not be read"),
    },
    ReadingWarning: {
        ReadingWarning.TEXT_LAYER_DISTRUSTED: _(
            "The text inside the file was not usable. The picture was read instead."
        ),
        ReadingWarning.LANGUAGE_PACK_MISSING: _(
            "The machine does not know this language well. A person will read this paper."
        ),
        ReadingWarning.PAGE_UNREADABLE: _("A page could not be read."),
        ReadingWarning.PAGE_BLANK: _("A page is empty."),
        ReadingWarning.PAGE_TIMED_OUT: _("Reading a page took too long and was stopped."),
        ReadingWarning.LOW_CONFIDENCE: _("Much of it was hard to read. Please check every line."),
        ReadingWarning.SCRIPT_UNKNOWN: _("The machine does not know this script."),
    },
    RequestState: {
        RequestState.ANNOUNCED: _("Announced"),
        RequestState.REQUESTED: _("Waiting for an answer"),
        RequestState.RECEIVED: _("Answered"),
        RequestState.EXPIRED: _("The day has passed"),
        RequestState.OBJECTED: _("Refused by the applicant"),
        RequestState.CANCELLED: _("No longer needed"),
        RequestState.REVIEWED: _("Done"),
    },
    CannotBeHadReason: {
        CannotBeHadReason.WAR_OR_DISPLACEMENT: _(
            "War, disaster or flight: it was destroyed or is out of my reach"
        ),
        CannotBeHadReason.INSTITUTION_CLOSED: _(
            "The institution no longer exists, or does not answer"
        ),
        CannotBeHadReason.DANGER: _("Asking for it could put me or others in danger"),
        CannotBeHadReason.NOT_ISSUED: _("It is not issued there, not yet, or not handed out to me"),
        CannotBeHadReason.LOST: _("I lost it, or had to leave it behind"),
        CannotBeHadReason.COST: _("Getting it costs more than I can pay"),
        CannotBeHadReason.OTHER: _("Another reason, in my own words"),
    },
    DueBasis: {
        DueBasis.COMPLETE_FILE: _("Counted from the day on which the last needed paper was here."),
        DueBasis.IF_NOTHING_IS_MISSING: _(
            "If nothing more is missing. When a paper comes later, the date moves."
        ),
        DueBasis.PAUSED: _(
            "The time stands still while an answer is awaited; the date moves by as many days."
        ),
        DueBasis.APPEAL_GRANTED: _(
            "Your appeal was granted: by this day the office must decide, and nothing moves it."
        ),
        DueBasis.ANNOUNCED_DELAY: _("The office told you of a delay; this is the new date."),
    },
    EventKind: {
        EventKind.STARTED: _("Application started"),
        EventKind.DOCUMENT_ATTACHED: _("Paper added"),
        EventKind.DOCUMENT_REMOVED: _("Paper removed"),
        EventKind.READING_ENDED: _("Reading of a paper ended"),
        EventKind.READING_CONFIRMED: _("What was read was checked"),
        EventKind.NAMES_EXPLAINED: _("Different names explained"),
        EventKind.ITEM_CANNOT_BE_HAD: _("Said that a paper cannot be had"),
        EventKind.BACKGROUND_ANSWERED: _("Told about the studies"),
        EventKind.SUBMITTED: _("Application received"),
        EventKind.STAGE_CHANGED: _("A new step"),
        EventKind.DUE_DATE_CHANGED: _("A new date for the decision"),
        EventKind.CLAIMED: _("An assessor took the case"),
        EventKind.RELEASED: _("The assessor gave the case back"),
        EventKind.HANDED_OVER: _("The case went to another assessor"),
        EventKind.CLAIM_LAPSED: _("The case waits for another assessor"),
        EventKind.CONFLICT_REGISTERED: _("Conflict of interest declared"),
        EventKind.FIELD_FOUND: _("Detail found by the assessor"),
        EventKind.CODE_FOUND: _("Classification chosen"),
        EventKind.FINDING_RECORDED: _("Finding of the evaluation"),
        EventKind.MEASURE_CHOSEN: _("A measure was chosen"),
        EventKind.VERIFY_PAGE_SET: _("What the public check of the letter shows was changed"),
        EventKind.REQUESTED: _("The applicant was asked for something"),
        EventKind.REQUEST_ANSWERED: _("Answer received"),
        EventKind.REQUEST_REMINDED: _("Reminder sent"),
        EventKind.REQUEST_EXPIRED: _("The day for an answer has passed"),
        EventKind.REQUEST_REVIEWED: _("The answer was looked at"),
        EventKind.REQUEST_CANCELLED: _("A question was taken back"),
        EventKind.MORE_TIME_GIVEN: _("More time given"),
        EventKind.QUESTION_ANNOUNCED: _("A question to an authority was announced"),
        EventKind.QUESTION_SENT: _("A question was sent to an authority"),
        EventKind.QUESTION_OBJECTED: _("The applicant refused the question to an authority"),
        EventKind.QUESTION_ANSWERED: _("The authority answered"),
        EventKind.ACKNOWLEDGED: _("The office confirmed the application"),
        EventKind.ACKNOWLEDGEMENT_DUE: _("The application must be confirmed soon"),
        EventKind.ACKNOWLEDGEMENT_OVERDUE: _("The office did not confirm the application in time"),
        EventKind.CLOCK_PAUSED: _("The time for the decision stands still"),
        EventKind.CLOCK_RESUMED: _("The time for the decision goes on"),
        EventKind.DELAY_NOTICE_DUE: _("A delay must be announced"),
        EventKind.DELAY_ANNOUNCED: _("A delay was announced"),
        EventKind.DECISION_OVERDUE: _("The date for the decision has passed"),
        EventKind.PROPOSED: _("Decision proposed"),
        EventKind.PROPOSAL_RETRACTED: _("Proposal taken back"),
        EventKind.SENT_BACK: _("Proposal sent back"),
        EventKind.SIGNED: _("Decision signed"),
        EventKind.LETTER_READY: _("The letter is ready"),
        EventKind.APTITUDE_TEST_NEAR: _("The last day for the aptitude test comes near"),
        EventKind.APTITUDE_TEST_TERM_ENDED: _("The time for the aptitude test is over"),
        EventKind.ADAPTATION_STATED: _("The applicant said when the adaptation period began"),
        EventKind.ADAPTATION_RECORDED: _("The beginning of the adaptation period was recorded"),
        EventKind.ADAPTATION_DECLINED: _("The beginning could not be confirmed"),
        EventKind.ADAPTATION_NEAR: _("The adaptation period ends soon"),
        EventKind.ADAPTATION_ENDED: _("The adaptation period is over"),
        EventKind.ADAPTATION_ASSESSED: _("The adaptation period was assessed"),
        EventKind.ADAPTATION_EXTENDED: _("The adaptation period was made longer"),
        EventKind.CORRECTED: _("A slip in the letter was corrected"),
        EventKind.CONDITION_STATED: _("The applicant told what came of a condition"),
        EventKind.CONDITION_DECLINED: _("The paper does not show the result yet"),
        EventKind.CONDITION_RECORDED: _("The result of a condition was recorded"),
        EventKind.CONDITION_CORRECTED: _("The result of a condition was recorded anew"),
        EventKind.ADAPTATION_CORRECTED: _("The assessment was recorded anew"),
        EventKind.REOPENED: _("The case was taken up again"),
        EventKind.APPEALED: _("Appeal lodged"),
        EventKind.APPEAL_DECIDED: _("The appeal was decided"),
        EventKind.APPEAL_WITHDRAWN: _("The appeal was taken back"),
        EventKind.APPEAL_SETTLED: _("The appeal is settled: the decision was made"),
        EventKind.APPEAL_TERM_ENDED: _("The time for an appeal has ended"),
        EventKind.CONSENT_GIVEN: _("Consent given"),
        EventKind.CONSENT_WITHDRAWN: _("Consent withdrawn"),
        EventKind.WITHDRAWN: _("Application withdrawn"),
        EventKind.CONFIRMATION_TERM_ENDED: _("The time for checking has ended; the case goes on"),
        EventKind.DELIVERED: _("A message to an authority arrived"),
        EventKind.DELIVERY_GIVEN_UP: _("A message to an authority could not be delivered"),
        EventKind.ERASED: _("The data of this case was erased"),
        EventKind.LOOKED_AT: _("Data looked at"),
        EventKind.LETTER_DOWNLOADED: _("Letter downloaded"),
        EventKind.AUTHORITY_ASKED: _("An authority asked about the case"),
    },
}
