"""An assessor takes the case."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import Claim as ClaimVerb
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.tables import Claim


def claim(doing: Doing, _verb: ClaimVerb) -> None:
    """Claim it; claiming one's own case again only says that one is active."""
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "claim")
    row = doing.session.get(Claim, doing.case.id)
    if row is None:
        row = Claim(case_id=doing.case.id, assessor_id=doing.person.id, claimed_at=doing.at)
        doing.session.add(row)
        doing.event(EventKind.CLAIMED, doing.person.id)
    row.active_at = doing.at
