"""The applicant confirms what was read, or types it herself."""

from uuid import UUID

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import ConfirmReading
from recognition.domain.vocabulary import DocumentKind, FieldName, ValueOrigin
from recognition.errors import ErrorCode, NotFound
from recognition.store.tables import CaseDocument, FieldValue
from recognition.store.values import Values, document_values


def confirm_reading(doing: Doing, verb: ConfirmReading) -> None:
    """Keep every value that she stated beside what was read; neither overwrites the other.

    An empty value says that what was read, or what she stated before, is not on the paper. What
    the machine doubted and she takes over is hers from then on.
    """
    document = doing.own_document(verb.document_id)
    link = doing.session.get(CaseDocument, (doing.case.id, document.id))
    if link is None:
        raise NotFound(ErrorCode.UNKNOWN, "document")
    known = document_values(doing.session, document.id)
    for field, value in verb.values.items():
        before = known.get(field, Values())
        if value or before.best:
            doing.session.add(_stated(doing, document.id, field, value, before))
    document.confirmed_at = doing.at
    if link.kind == DocumentKind.QUALIFICATION and doing.case.confirmed_at is None:
        doing.case.confirmed_at = doing.at
    doing.event(EventKind.READING_CONFIRMED, document.id, fields=len(verb.values))


def _stated(
    doing: Doing, document_id: UUID, field: FieldName, value: str, before: Values
) -> FieldValue:
    # In the words of the paper, so that they mean what the machine took them for.
    same = [one for one in (before.read, before.doubtful) if one and one.value == value]
    return FieldValue(
        case_id=doing.case.id,
        document_id=document_id,
        field=field,
        origin=ValueOrigin.STATED,
        value=value,
        normalised=same[0].normalised if same else value,
        author_id=doing.person.id,
        at=doing.at,
    )
