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
    if doing.session.get(Claim, doing.case.id) is None:
        doing.session.add(
            Claim(
                case_id=doing.case.id,
                assessor_id=doing.person.id,
                claimed_at=doing.at,
                active_at=doing.at,
            )
        )
        doing.event(EventKind.CLAIMED, doing.person.id)
