"""The assessor gives the case back to the queue."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import Release
from recognition.store.tables import Claim


def release(doing: Doing, _verb: Release) -> None:
    """End the claim; notes and findings stay."""
    row = doing.session.get(Claim, doing.case.id)
    if row is not None:
        doing.session.delete(row)
        doing.event(EventKind.RELEASED, doing.person.id)
