"""A decided case is taken up again; a changed decision is a new version."""

from recognition.actions.doing import Doing
from recognition.actions.ending import take_up_again
from recognition.domain.events import EventKind
from recognition.domain.fulfilment import waits_for_office
from recognition.domain.verbs import Reopen
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.tables import Note


def reopen(doing: Doing, verb: Reopen) -> None:
    """Reopen for a ground that says all, or with a reason; the old version stays as it was.

    A reason is kept as a note. The evaluation goes on from where it stood. Raises ``InvalidInput``:
    ``REASON_MISSING`` (``reason``); ``CONDITION_OPEN`` (``ground``) where the conditions of the
    standing decision are not all fulfilled.
    """
    if doing.person.id is None or not (verb.reason or verb.ground):
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    if verb.ground is not None and not waits_for_office(doing.facts):
        raise InvalidInput(ErrorCode.CONDITION_OPEN, "ground")
    take_up_again(doing)
    if verb.reason:
        doing.session.add(
            Note(case_id=doing.case.id, author_id=doing.person.id, text=verb.reason, at=doing.at)
        )
    given = {"ground": verb.ground.value} if verb.ground else {}
    doing.event(EventKind.REOPENED, None, **given)
