"""A request to the applicant, item by item."""

from recognition.actions.acknowledge import mark_acknowledged, names_missing_in_time
from recognition.actions.asking import open_request
from recognition.actions.doing import Doing
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
        completes_file=names_missing_in_time(doing, verb.items),
    )
    if any(item.kind is RequestItemKind.DOCUMENT for item in verb.items):
        mark_acknowledged(doing, verb.items)  # to name what is missing is to acknowledge
