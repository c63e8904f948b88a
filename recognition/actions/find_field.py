"""What the assessor finds a field to be."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import FindField
from recognition.domain.vocabulary import ValueOrigin
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.tables import FieldValue


def find_field(doing: Doing, verb: FindField) -> None:
    """Keep the finding beside what was read and stated."""
    if not verb.value:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "value")
    doing.session.add(
        FieldValue(
            case_id=doing.case.id,
            field=verb.field,
            origin=ValueOrigin.FOUND,
            value=verb.value,
            normalised=verb.value,
            reason=verb.reason,
            author_id=doing.person.id,
            at=doing.at,
        )
    )
    doing.event(EventKind.FIELD_FOUND, field=verb.field.value)
