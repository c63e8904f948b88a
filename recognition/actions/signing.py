"""What proposing, signing and sending back share."""

from uuid import UUID

from recognition.actions.doing import Doing
from recognition.errors import ErrorCode, Stale
from recognition.store.tables import Proposal


def open_proposal(doing: Doing, proposal_id: UUID) -> Proposal:
    """The open proposal, if it is the one the reviewer saw; ``Stale`` otherwise."""
    fact = doing.facts.open_proposal
    row = doing.session.get(Proposal, proposal_id)
    if fact is None or row is None or fact.id != proposal_id:
        raise Stale(ErrorCode.CASE_MOVED_ON, "proposal")
    return row
