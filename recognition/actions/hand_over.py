"""The assessor hands the case to a colleague."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import HandOver
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store.tables import Account, Claim


def hand_over(doing: Doing, verb: HandOver) -> None:
    """Move the claim; ``InvalidInput`` for nobody who may take it."""
    colleague = doing.session.get(Account, verb.to)
    if colleague is None or colleague.kind != Role.ASSESSOR or not colleague.active:
        raise InvalidInput(ErrorCode.BAD_VALUE, "to")
    if colleague.id in doing.facts.conflicted:
        raise InvalidInput(ErrorCode.CONFLICT_OF_INTEREST, "to")
    row = doing.session.get(Claim, doing.case.id)
    if row is None:
        raise NotAllowed(ErrorCode.NOT_CLAIMED, "hand_over")
    row.assessor_id = colleague.id
    row.claimed_at = row.active_at = doing.at
    doing.event(EventKind.HANDED_OVER, colleague.id)
