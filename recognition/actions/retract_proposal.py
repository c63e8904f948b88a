"""The proposer takes the proposal back before it was reviewed."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import RetractProposal
from recognition.errors import ErrorCode, NotFound
from recognition.store.tables import Proposal


def retract_proposal(doing: Doing, _verb: RetractProposal) -> None:
    """Close the open round without a review."""
    fact = doing.facts.open_proposal
    row = doing.session.get(Proposal, fact.id) if fact else None
    if row is None:
        raise NotFound(ErrorCode.UNKNOWN, "proposal")
    row.reviewed_at = doing.at
    row.approved = False
    doing.event(EventKind.PROPOSAL_RETRACTED, row.id)
