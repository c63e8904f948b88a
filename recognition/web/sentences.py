"""A sentence for each error code: what happened, in plain words, without blame."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from recognition.errors import ErrorCode, RecognitionError

_OPERATOR = _("A part of our system is not ready. We have been told.")

SENTENCES: dict[ErrorCode, LazyString] = {
    ErrorCode.NOT_SIGNED_IN: _("You are not signed in, or your session has ended."),
    ErrorCode.NOT_YOURS: _("This belongs to another person's case."),
    ErrorCode.WRONG_ROLE: _("This is done by other people in this procedure."),
    ErrorCode.STAGE_FORBIDS: _("The case is at a point where this cannot be done."),
    ErrorCode.OWN_PROPOSAL: _("A second person must sign off; you made the proposal yourself."),
    ErrorCode.CONFLICT_OF_INTEREST: _("You declared a conflict of interest in this case."),
    ErrorCode.NOT_CLAIMED: _("Take the case first, then work on it."),
    ErrorCode.CLAIMED_BY_ANOTHER: _("Another person works on this case."),
    ErrorCode.INVOLVED_BEFORE: _("You worked on this case before; another person must do this."),
    ErrorCode.RIGHT_MISSING: _("Your office has named others for this."),
    ErrorCode.SIGN_IN_FAILED: _("E-mail address or password is not right."),
    ErrorCode.SIGN_IN_OVER: _("This sign-in took too long or has ended. Please start again."),
    ErrorCode.PASSWORD_WRONG: _("The password is not right."),
    ErrorCode.CODE_WRONG: _(
        "This code is not right, or it was used already. Wait for the next one and type it."
    ),
    ErrorCode.CODES_WAIT: _(
        "There were too many wrong codes. Wait, at the longest an hour, then try again."
    ),
    ErrorCode.CODES_SHUT: _(
        "There were too many wrong codes. Ask the people who run this system to reset your app."
    ),
    ErrorCode.LINK_EXPIRED: _("This link was used before or is too old. Ask for a new one."),
    ErrorCode.BAD_SIGNATURE: _("The signature of this message is not right."),
    ErrorCode.UNKNOWN: _("We do not know this, or it is not open to you."),
    ErrorCode.CASE_MOVED_ON: _("Somebody changed the case after you opened the page."),
    ErrorCode.MISSING_VALUE: _("Please fill this in."),
    ErrorCode.BAD_VALUE: _("Please check this: it cannot be used as it stands."),
    ErrorCode.TOO_LONG: _("This is too long. Please say it in fewer words."),
    ErrorCode.REASON_MISSING: _("Please give a reason."),
    ErrorCode.SUBSTANTIAL_DIFFERENCE_MISSING: _(
        "A refusal must name at least one substantial difference."
    ),
    ErrorCode.HIGHER_OUTCOME_NOT_EXCLUDED: _(
        "Say why each better outcome does not fit, before you choose this one."
    ),
    ErrorCode.CONDITION_MISSING: _("Say what must be done to meet the condition."),
    ErrorCode.CONDITION_OUT_OF_PLACE: _(
        "Only a partial or a conditional recognition may ask something of the holder."
    ),
    ErrorCode.PURPOSE_MISSING: _("Say first what the qualification is measured against."),
    ErrorCode.GROUNDS_MISSING: _(
        "This finding needs words and evidence: it is for the office to show it."
    ),
    ErrorCode.GROUND_NOT_FOUND: _("The evaluation does not find this ground."),
    ErrorCode.DIFFERENCE_NOT_FOUND: _(
        "Only a difference that the evaluation finds substantial may be held against the holder."
    ),
    ErrorCode.EVALUATION_CONTRADICTS: _("This does not go with what the evaluation finds."),
    ErrorCode.LEVELS_MISSING: _("Name the level held and the level required."),
    ErrorCode.EXPERIENCE_NOT_EXAMINED: _(
        "Look at experience and lifelong learning first, and say what you found."
    ),
    ErrorCode.MEASURE_TOO_LONG: _("An adaptation period may not last so long."),
    ErrorCode.CHOICE_MISSING: _("Offer both measures, or say why the holder may not choose."),
    ErrorCode.NOTHING_TO_CHOOSE: _("There is nothing to choose here, or it was chosen already."),
    ErrorCode.CONDITION_OPEN: _("The conditions of the decision are not all fulfilled yet."),
    ErrorCode.CHOICE_OVER: _(
        "The time to choose ended with the last day of the test. Nothing is refused by this: write "
        "to the office, which can take the case up again."
    ),
    ErrorCode.DAY_NOT_POSSIBLE: _(
        "This day cannot be right: it is before the decision, or it has not come yet."
    ),
    ErrorCode.PERIOD_NOT_OVER: _("The adaptation period is not over yet."),
    ErrorCode.EVIDENCE_UNKNOWN: _("This evidence is not in the case. Name its source in words."),
    ErrorCode.BASIS_MISSING: _("Without papers, say of each element on what it rests."),
    ErrorCode.TWO_EVALUATORS: _("Two different assessors must have held the interview."),
    ErrorCode.MORE_TIME_ONLY_ONCE: _("More time was already given once."),
    ErrorCode.NOTHING_TO_ANSWER: _("This question is closed; there is nothing left to answer."),
    ErrorCode.FILE_EMPTY: _("The file is empty. Choose another file."),
    ErrorCode.FILE_TOO_LARGE: _("The file is too large. Scan in grey, or send pages one by one."),
    ErrorCode.FILE_TYPE_UNKNOWN: _(
        "We take PDF, JPEG, PNG, TIFF and HEIC. Save it as one of them."
    ),
    ErrorCode.FILE_BROKEN: _("The file cannot be opened. Scan or save it again."),
    ErrorCode.FILE_ENCRYPTED: _("The file has a password. Save it without a password."),
    ErrorCode.TOO_MANY_PAGES: _("The file has too many pages. Split it into several files."),
    ErrorCode.PAGE_TOO_LARGE: _("A page is too large. Scan it at 300 dpi."),
    ErrorCode.TOO_MANY_PAPERS: _(
        "You have given us as many papers as we can keep. Remove one that is not needed, or write "
        "to the office."
    ),
    ErrorCode.WAITING_FOR_ENGINE: _("We received it. The confirmation has not come back yet."),
    ErrorCode.RECEIVER_UNREACHABLE: _("The other office could not be reached. We will try again."),
    ErrorCode.RECEIVER_GONE: _("The other office no longer takes messages from us."),
    ErrorCode.PROGRAM_MISSING: _OPERATOR,
    ErrorCode.LANGUAGE_PACK_MISSING: _OPERATOR,
    ErrorCode.PORT_TAKEN: _OPERATOR,
    ErrorCode.DISK_FULL: _OPERATOR,
    ErrorCode.ALREADY_RUNNING: _OPERATOR,
    ErrorCode.ENGINE_UNREACHABLE: _OPERATOR,
    ErrorCode.DATABASE_UNREACHABLE: _OPERATOR,
    ErrorCode.DATABASE_OUTDATED: _OPERATOR,
    ErrorCode.MAIL_UNREACHABLE: _OPERATOR,
    ErrorCode.SETTING_INVALID: _OPERATOR,
    ErrorCode.OFFICE_FILE_INVALID: _OPERATOR,
    ErrorCode.DATA_FILE_INVALID: _OPERATOR,
    ErrorCode.KEY_MISSING: _OPERATOR,
    ErrorCode.STORED_VALUE_UNKNOWN: _OPERATOR,
}


_OF_FIELD: dict[tuple[ErrorCode, str], LazyString] = {
    (ErrorCode.BAD_VALUE, "email"): _(
        "Type your whole e-mail address, with an @ and a full stop, like name@example.org."
    ),
    (ErrorCode.BAD_VALUE, "date_of_birth"): _(
        "This cannot be a date of birth. Check day, month and year, or leave it empty."
    ),
    (ErrorCode.BAD_VALUE, "until"): _("Choose a day that is still to come."),
    (ErrorCode.MISSING_VALUE, "files"): _("Choose a file first, then send it."),
    (ErrorCode.TOO_MANY_PAGES, "files"): _(
        "These are too many files at once. Send some now, then the others."
    ),
    (ErrorCode.MISSING_VALUE, "answer"): _(
        "Answer in one of these ways: with a file, in your own words, or with the reason why "
        "you cannot get it."
    ),
}
"""What to do about a mistake, where a field alone knows it (WCAG 3.3.3)."""


def sentence(code: ErrorCode) -> LazyString:
    """Return what the screens say for ``code``; a code without a sentence is a ``KeyError``."""
    return SENTENCES[code]


def sentence_of(error: RecognitionError) -> LazyString:
    """Return what is to be done about ``error``: what its field knows of it, or else its code."""
    return _OF_FIELD.get((error.code, error.subject)) or sentence(error.code)
