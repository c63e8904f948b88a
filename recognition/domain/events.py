"""What a timeline can say. Each event carries codes and ids; screens put them in words."""

from enum import StrEnum


class EventKind(StrEnum):
    """A line of the timeline; ``INTERNAL`` and ``OF_ACCESS`` say who sees which."""

    STARTED = "started"
    DOCUMENT_ATTACHED = "document_attached"
    DOCUMENT_REMOVED = "document_removed"
    READING_ENDED = "reading_ended"
    READING_CONFIRMED = "reading_confirmed"
    NAMES_EXPLAINED = "names_explained"
    ITEM_CANNOT_BE_HAD = "item_cannot_be_had"
    BACKGROUND_ANSWERED = "background_answered"
    SUBMITTED = "submitted"
    STAGE_CHANGED = "stage_changed"
    DUE_DATE_CHANGED = "due_date_changed"
    CLAIMED = "claimed"
    RELEASED = "released"
    HANDED_OVER = "handed_over"
    CLAIM_LAPSED = "claim_lapsed"
    CONFLICT_REGISTERED = "conflict_registered"
    FIELD_FOUND = "field_found"
    CODE_FOUND = "code_found"
    FINDING_RECORDED = "finding_recorded"
    MEASURE_CHOSEN = "measure_chosen"
    APTITUDE_TEST_NEAR = "aptitude_test_near"
    APTITUDE_TEST_TERM_ENDED = "aptitude_test_term_ended"
    ADAPTATION_STATED = "adaptation_stated"
    ADAPTATION_RECORDED = "adaptation_recorded"
    ADAPTATION_DECLINED = "adaptation_declined"
    ADAPTATION_NEAR = "adaptation_near"
    ADAPTATION_ENDED = "adaptation_ended"
    ADAPTATION_ASSESSED = "adaptation_assessed"
    ADAPTATION_EXTENDED = "adaptation_extended"
    CONDITION_STATED = "condition_stated"
    CONDITION_DECLINED = "condition_declined"
    CONDITION_RECORDED = "condition_recorded"
    CONDITION_CORRECTED = "condition_corrected"
    ADAPTATION_CORRECTED = "adaptation_corrected"
    VERIFY_PAGE_SET = "verify_page_set"
    REQUESTED = "requested"
    REQUEST_ANSWERED = "request_answered"
    REQUEST_REMINDED = "request_reminded"
    REQUEST_EXPIRED = "request_expired"
    REQUEST_REVIEWED = "request_reviewed"
    REQUEST_CANCELLED = "request_cancelled"
    MORE_TIME_GIVEN = "more_time_given"
    QUESTION_ANNOUNCED = "question_announced"
    QUESTION_SENT = "question_sent"
    QUESTION_OBJECTED = "question_objected"
    QUESTION_ANSWERED = "question_answered"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGEMENT_DUE = "acknowledgement_due"
    ACKNOWLEDGEMENT_OVERDUE = "acknowledgement_overdue"
    CLOCK_PAUSED = "clock_paused"
    CLOCK_RESUMED = "clock_resumed"
    DELAY_NOTICE_DUE = "delay_notice_due"
    DELAY_ANNOUNCED = "delay_announced"
    DECISION_OVERDUE = "decision_overdue"
    PROPOSED = "proposed"
    PROPOSAL_RETRACTED = "proposal_retracted"
    SENT_BACK = "sent_back"
    SIGNED = "signed"
    LETTER_READY = "letter_ready"
    REOPENED = "reopened"
    CORRECTED = "corrected"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    APPEAL_WITHDRAWN = "appeal_withdrawn"
    APPEAL_SETTLED = "appeal_settled"
    APPEAL_TERM_ENDED = "appeal_term_ended"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    WITHDRAWN = "withdrawn"
    CONFIRMATION_TERM_ENDED = "confirmation_term_ended"
    DELIVERED = "delivered"
    DELIVERY_GIVEN_UP = "delivery_given_up"
    ERASED = "erased"
    LOOKED_AT = "looked_at"
    LETTER_DOWNLOADED = "letter_downloaded"
    AUTHORITY_ASKED = "authority_asked"


INTERNAL = frozenset(
    {
        EventKind.PROPOSED,
        EventKind.PROPOSAL_RETRACTED,
        EventKind.SENT_BACK,
        EventKind.CONFLICT_REGISTERED,
        EventKind.FIELD_FOUND,
        EventKind.CODE_FOUND,
        EventKind.FINDING_RECORDED,
        EventKind.DELAY_NOTICE_DUE,
        EventKind.ACKNOWLEDGEMENT_DUE,
    }
)
"""Events that the applicant does not see while the decision is being prepared."""

DATE_MOVED = frozenset(
    {EventKind.DUE_DATE_CHANGED, EventKind.CLOCK_PAUSED, EventKind.CLOCK_RESUMED}
)
"""Events with the day by which the decision is due from then on, and why."""

LAST_DAY = frozenset(
    {
        EventKind.APTITUDE_TEST_NEAR,
        EventKind.ADAPTATION_RECORDED,
        EventKind.ADAPTATION_NEAR,
        EventKind.ADAPTATION_EXTENDED,
    }
)
"""Events with the last day of a compensation measure."""

OF_CONDITION = frozenset(
    {
        EventKind.CONDITION_STATED,
        EventKind.CONDITION_DECLINED,
        EventKind.CONDITION_RECORDED,
        EventKind.CONDITION_CORRECTED,
    }
)
"""Events about one condition of a decision, most with its result."""

OF_ACCESS = frozenset({EventKind.LOOKED_AT, EventKind.LETTER_DOWNLOADED, EventKind.AUTHORITY_ASKED})
"""Look-ups of the holder's data: the applicant sees every one of them."""
