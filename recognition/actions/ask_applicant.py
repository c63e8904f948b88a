"""A request to the applicant, item by item."""

from recognition.actions.asking import open_request
from recognition.actions.doing import Doing
from recognition.domain import clock
from recognition.domain.verbs import AskApplicant
from recognition.domain.vocabulary import RequestItemKind
from recognition.errors import ErrorCode, InvalidInput


def ask_applicant(doing: Doing, verb: AskApplicant) -> None:
    """Open the request.

    Within the acknowledgement term a paper named as missing reopens completeness; later requests
    ask for more but do not stop the clock.

    Raises ``InvalidInput`` (``MISSING_VALUE``) when nothing is asked for.
    """
    if not verb.items:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "items")
    open_request(
        doing,
        list(verb.items),
        message=verb.message,
        completes_file=_reopens_completeness(doing, verb),
    )


def _reopens_completeness(doing: Doing, verb: AskApplicant) -> bool:
    submitted = doing.facts.submitted_at
    if submitted is None:
        return False
    days = doing.facts.regime.acknowledgement_days
    within = doing.at < clock.after_days(submitted, days, doing.facts.zone)
    return within and any(item.kind is RequestItemKind.DOCUMENT for item in verb.items)
