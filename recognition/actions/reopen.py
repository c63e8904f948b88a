"""A decided case is taken up again; a changed decision is a new version."""

from recognition.actions.doing import Doing
from recognition.actions.ending import take_up_again
from recognition.domain.events import EventKind
from recognition.domain.verbs import Reopen
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.tables import Note


def reopen(doing: Doing, verb: Reopen) -> None:
    """Reopen with a reason, which is kept as a note; the old version stays as it was."""
    if not verb.reason or doing.person.id is None:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    take_up_again(doing)
    doing.session.add(
        Note(case_id=doing.case.id, author_id=doing.person.id, text=verb.reason, at=doing.at)
    )
    doing.event(EventKind.REOPENED)
