"""The second assessor sends the proposal back, with a reason."""

from recognition.actions.doing import Doing
from recognition.actions.signing import open_proposal
from recognition.domain.events import EventKind
from recognition.domain.verbs import SendBack
from recognition.errors import ErrorCode, InvalidInput


def send_back(doing: Doing, verb: SendBack) -> None:
    """Close the round; ``InvalidInput`` (``REASON_MISSING``) without a reason."""
    row = open_proposal(doing, verb.proposal_id)
    if not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    row.reviewer_id, row.reviewed_at, row.approved = doing.person.id, doing.at, False
    row.review_reason = verb.reason
    doing.event(EventKind.SENT_BACK, row.id, round=row.round)
