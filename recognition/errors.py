"""Every error of the house, with its code, its HTTP status and what a person can do.

::

    RecognitionError
    ├── NotAllowed        403  this person, or this stage, does not allow it
    ├── NotFound          404  no such thing, or not for this reader
    ├── Stale             409  the page was older than the case; it is told what changed
    ├── InvalidInput      422  what was given cannot be used; what was typed is kept
    │   └── DocumentRejected   a file that cannot be taken in
    ├── NotYetConfirmed   202  received; the answer has not come back yet
    └── SetupError        503  a part of this installation is missing, wrong or unreachable
        ├── MissingPart        a program, language pack or library is not installed
        └── BrokenSetting      a setting, ``office.toml`` or data file is not valid

An error carries a code from a closed list and, at most, names of things (a field, a verb, a
setting): never words about a person. Screens translate codes; nobody branches on text.
"""

from enum import StrEnum
from typing import ClassVar


class ErrorCode(StrEnum):
    """Why something was not done. The screens hold a sentence for each code."""

    # NotAllowed
    NOT_SIGNED_IN = "not_signed_in"
    NOT_YOURS = "not_yours"
    WRONG_ROLE = "wrong_role"
    STAGE_FORBIDS = "stage_forbids"
    OWN_PROPOSAL = "own_proposal"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    NOT_CLAIMED = "not_claimed"
    CLAIMED_BY_ANOTHER = "claimed_by_another"
    INVOLVED_BEFORE = "involved_before"
    RIGHT_MISSING = "right_missing"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_OVER = "sign_in_over"
    PASSWORD_WRONG = "password_wrong"  # noqa: S105 - a code, no password
    CODE_WRONG = "code_wrong"
    CODES_WAIT = "codes_wait"
    CODES_SHUT = "codes_shut"
    LINK_EXPIRED = "link_expired"
    BAD_SIGNATURE = "bad_signature"
    # NotFound
    UNKNOWN = "unknown"
    # Stale
    CASE_MOVED_ON = "case_moved_on"
    # InvalidInput
    MISSING_VALUE = "missing_value"
    BAD_VALUE = "bad_value"
    TOO_LONG = "too_long"
    REASON_MISSING = "reason_missing"
    SUBSTANTIAL_DIFFERENCE_MISSING = "substantial_difference_missing"
    HIGHER_OUTCOME_NOT_EXCLUDED = "higher_outcome_not_excluded"
    CONDITION_MISSING = "condition_missing"
    CONDITION_OUT_OF_PLACE = "condition_out_of_place"
    PURPOSE_MISSING = "purpose_missing"
    GROUNDS_MISSING = "grounds_missing"
    GROUND_NOT_FOUND = "ground_not_found"
    DIFFERENCE_NOT_FOUND = "difference_not_found"
    EVALUATION_CONTRADICTS = "evaluation_contradicts"
    LEVELS_MISSING = "levels_missing"
    EXPERIENCE_NOT_EXAMINED = "experience_not_examined"
    MEASURE_TOO_LONG = "measure_too_long"
    CHOICE_MISSING = "choice_missing"
    NOTHING_TO_CHOOSE = "nothing_to_choose"
    CONDITION_OPEN = "condition_open"
    CHOICE_OVER = "choice_over"
    DAY_NOT_POSSIBLE = "day_not_possible"
    PERIOD_NOT_OVER = "period_not_over"
    EVIDENCE_UNKNOWN = "evidence_unknown"
    BASIS_MISSING = "basis_missing"
    TWO_EVALUATORS = "two_evaluators"
    MORE_TIME_ONLY_ONCE = "more_time_only_once"
    NOTHING_TO_ANSWER = "nothing_to_answer"
    # DocumentRejected
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TYPE_UNKNOWN = "file_type_unknown"
    FILE_BROKEN = "file_broken"
    FILE_ENCRYPTED = "file_encrypted"
    TOO_MANY_PAGES = "too_many_pages"
    PAGE_TOO_LARGE = "page_too_large"
    TOO_MANY_PAPERS = "too_many_papers"
    # NotYetConfirmed
    WAITING_FOR_ENGINE = "waiting_for_engine"
    # DeliveryFailed, DeliveryRefused (recognition.authorities.delivery)
    RECEIVER_UNREACHABLE = "receiver_unreachable"
    RECEIVER_GONE = "receiver_gone"
    # SetupError
    PROGRAM_MISSING = "program_missing"
    LANGUAGE_PACK_MISSING = "language_pack_missing"
    PORT_TAKEN = "port_taken"
    DISK_FULL = "disk_full"
    ALREADY_RUNNING = "already_running"
    ENGINE_UNREACHABLE = "engine_unreachable"
    DATABASE_UNREACHABLE = "database_unreachable"
    DATABASE_OUTDATED = "database_outdated"
    MAIL_UNREACHABLE = "mail_unreachable"
    SETTING_INVALID = "setting_invalid"
    OFFICE_FILE_INVALID = "office_file_invalid"
    DATA_FILE_INVALID = "data_file_invalid"
    KEY_MISSING = "key_missing"
    STORED_VALUE_UNKNOWN = "stored_value_unknown"


class RecognitionError(Exception):
    """Base of every error that the house raises on purpose.

    ``code`` says why, ``subject`` names the thing (a field, verb or setting; never personal),
    ``advice`` says to an operator what to do. ``str()`` gives code and subject alone.
    """

    http_status: ClassVar[int] = 500

    def __init__(self, code: ErrorCode, subject: str = "", *, advice: str = "") -> None:
        super().__init__(f"{code}:{subject}" if subject else str(code))
        self.code = code
        self.subject = subject
        self.advice = advice


class NotAllowed(RecognitionError):
    """The person or the stage does not allow it; somebody else or another time may."""

    http_status = 403


class NotFound(RecognitionError):
    """There is no such thing, or none that this reader may know of."""

    http_status = 404


class Stale(RecognitionError):
    """The case has moved on since the page was made; show what changed and ask again."""

    http_status = 409


class InvalidInput(RecognitionError):
    """What was given cannot be used; keep it, and say what to change."""

    http_status = 422


class DocumentRejected(InvalidInput):
    """A file that cannot be taken in; the code says what the applicant can do."""


class NotYetConfirmed(RecognitionError):
    """Received, not yet confirmed: it may still happen, so never say that it failed."""

    http_status = 202


class SetupError(RecognitionError):
    """A part of the installation needs its operator; ``advice`` holds the command to run."""

    http_status = 503


class MissingPart(SetupError):
    """A program, language pack or library is not installed."""


class BrokenSetting(SetupError):
    """A setting, ``office.toml`` or another data file is not valid."""
