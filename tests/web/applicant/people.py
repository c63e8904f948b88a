"""People who are signed in without a mail, and papers that are read without an engine."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from recognition.actions.accounts.sign_in import request_link
from recognition.actions.accounts.web_sessions import new_session
from recognition.actions.perform import perform
from recognition.actions.record_comparison import record_comparison
from recognition.actions.record_reading import (
    PageSplit,
    ReadingEnd,
    ReadValue,
    record_page,
    record_reading,
    record_split,
)
from recognition.actions.store_document import store_document
from recognition.domain.verbs import Act, AttachDocument
from recognition.domain.vocabulary import (
    Agreement,
    DocumentKind,
    DocumentState,
    FieldName,
    MediaType,
    ReadingSource,
    ReadingWarning,
    Role,
)
from recognition.store.base import new_id
from recognition.store.keys import document_scope
from recognition.store.tables import Account
from recognition.web.services import Services


def signed_in(services: Services, email: str) -> tuple[UUID, str]:
    """The account's id and a session's token."""
    at = services.clock()
    request_link(services.store, email, "en", at)
    with services.store.writing() as session:
        account = session.scalars(select(Account).where(Account.email == email)).one()
        made = new_session(session, account, at, timedelta(hours=1))
        return account.id, made.token


def assessor(services: Services, email: str) -> UUID:
    """A member of staff, without a password: nobody signs in, and hashing one takes time."""
    with services.store.writing() as session:
        known = session.scalars(select(Account).where(Account.email == email)).first()
        account = known or Account(
            id=new_id(), kind=Role.ASSESSOR, email=email, created_at=services.clock()
        )
        account.name = "A. Assessor"
        session.add(account)
        return account.id


def read(
    services: Services,
    document_id: UUID,
    image: bytes,
    holder: str,
    *,
    doubtful: dict[FieldName, str] | None = None,
    rotation: int = 0,
) -> None:
    """Record a reading of one page as the reading's activities do."""
    store, rules, at = services.store, services.rules, services.clock()
    blob = store.blobs.put(document_scope(document_id), "page 1", image)
    record_split(store, rules, document_id, [PageSplit(1, 600, 800, blob)], at)
    words = store.blobs.put(document_scope(document_id), "words 1", b"[]")
    record_page(
        store, document_id, 1, words_blob=words, problem=None, seconds=0.1, rotation=rotation
    )
    values = [
        _value(FieldName.HOLDER_NAME, holder, 0.3, 0.95),
        _value(FieldName.INSTITUTION, "جامعة دمشق", 0.4, 0.7),
        _value(FieldName.QUALIFICATION_TITLE, "Bachelor of Nursing", 0.5, 0.4),
    ]
    end = ReadingEnd(
        state=DocumentState.READ,
        problem=None,
        document_type="diploma",
        languages=["ar"],
        warnings=[ReadingWarning.LOW_CONFIDENCE],
        reader_version="test",
        values=values,
        doubtful=[
            _value(name, value, 0.6 + 0.1 * place, 0.3)
            for place, (name, value) in enumerate((doubtful or {}).items())
        ],
    )
    record_reading(store, rules, document_id, end, at)


def second(services: Services, case: UUID, owner: UUID) -> UUID:
    """A second paper of the case, stored and not read."""
    at = services.clock()
    stored = store_document(
        services.store,
        owner,
        b"%PDF-1.4 second",
        name="transcript.pdf",
        media_type=MediaType.PDF,
        pages=1,
        at=at,
    )
    attach = AttachDocument(document_id=stored.document_id, kind=DocumentKind.TRANSCRIPT)
    act = Act(action_id=uuid4(), role=Role.APPLICANT, person_id=owner, verb=attach)
    perform(services.store, services.rules, case, act, at)
    return stored.document_id


def compare(services: Services, one: UUID, other: UUID, how: dict[FieldName, Agreement]) -> None:
    """Record how two papers agree, as the end of a reading does."""
    record_comparison(services.store, one, {other: how}, services.clock())


def fail(services: Services, document_id: UUID) -> None:
    """Record that a document could not be read."""
    end = ReadingEnd(
        state=DocumentState.UNREADABLE,
        problem=ReadingWarning.SCRIPT_UNKNOWN,
        document_type=None,
        languages=[],
        warnings=[],
        reader_version="test",
        values=[],
    )
    record_reading(services.store, services.rules, document_id, end, services.clock())


def _value(field: FieldName, value: str, top: float, confidence: float) -> ReadValue:
    return ReadValue(
        field=field,
        value=value,
        normalised=value.casefold(),
        page=1,
        box=(0.2, top, 0.8, top + 0.05),
        confidence=confidence,
        source=ReadingSource.OCR,
    )
