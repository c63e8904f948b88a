"""An internal note."""

from recognition.actions.doing import Doing
from recognition.domain.verbs import AddNote
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.tables import Note


def add_note(doing: Doing, verb: AddNote) -> None:
    """Keep the note; ``InvalidInput`` (``MISSING_VALUE``) for an empty one."""
    if not verb.text or doing.person.id is None:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "text")
    note = Note(case_id=doing.case.id, author_id=doing.person.id, text=verb.text, at=doing.at)
    doing.session.add(note)
