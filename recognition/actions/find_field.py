"""What the assessor finds a field to be."""

from uuid import UUID

from recognition.actions.doing import Doing
from recognition.domain.clock import legal_day
from recognition.domain.events import EventKind
from recognition.domain.paper_age import day_of
from recognition.domain.verbs import FindField
from recognition.domain.vocabulary import FieldName, ValueOrigin
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.tables import CaseDocument, FieldValue


def find_field(doing: Doing, verb: FindField) -> None:
    """Keep the finding beside what was read and stated.

    Raises ``InvalidInput``: ``MISSING_VALUE``, for a paper's day ``BAD_VALUE`` (``value``: no day,
    or one ahead); ``NotFound`` for a paper that is not the case's.
    """
    if not verb.value:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "value")
    if verb.document_id is not None:
        _check_day(doing, verb, verb.document_id)
    doing.session.add(
        FieldValue(
            case_id=doing.case.id,
            document_id=verb.document_id,
            field=verb.field,
            origin=ValueOrigin.FOUND,
            value=verb.value,
            normalised=verb.value,
            reason=verb.reason,
            author_id=doing.person.id,
            at=doing.at,
        )
    )
    doing.event(EventKind.FIELD_FOUND, verb.document_id, field=verb.field.value)


def _check_day(doing: Doing, verb: FindField, document_id: UUID) -> None:
    """Let through the day of a paper of the case: of a paper nothing else is found by itself."""
    if doing.session.get(CaseDocument, (doing.case.id, document_id)) is None:
        raise NotFound(ErrorCode.UNKNOWN, "document")
    day = day_of(verb.value)
    today = legal_day(doing.at, doing.facts.zone)
    if verb.field is not FieldName.AWARD_DATE or day is None or day > today:
        raise InvalidInput(ErrorCode.BAD_VALUE, "value")
