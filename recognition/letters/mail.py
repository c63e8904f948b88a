"""E-mails: what they say, and sending each of them from its outbox row.

A mail never says whom a case is about; it says that something happened and links to the page.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, SetupError
from recognition.letters import mailtexts
from recognition.letters.smtp import MailRefused, Outgoing, deliver
from recognition.letters.texts import Voice, voice
from recognition.office import Office
from recognition.settings import MailMode
from recognition.store.engine import assert_no_open_session
from recognition.store.keys import OFFICE_SCOPE, KeyRing
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.store import Store
from recognition.store.tables import Account, Authority, Mail, Outbox

TOKEN = "sealed_token"  # noqa: S105 - the name of a place, not a token


class MailSettings(Protocol):
    """What of the settings sending needs."""

    @property
    def mail_mode(self) -> MailMode:
        """Mailbox page or mail server."""

    @property
    def smtp_url(self) -> str | None:
        """The mail server."""

    @property
    def public_url(self) -> str:
        """The address that people see, without a slash at its end."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail's words."""

    subject: str
    text: str


def compose(
    kind: MailKind, *, language: str, office: Office, link: str, day: date | None = None
) -> Composed:
    """Write a mail in the reader's language (English where there is no translation).

    ``link`` stands on a line of its own, ``day`` is the date that the mail is about. Nothing
    personal goes in: there is no place for it.
    """
    speaker = voice(language)
    texts = mailtexts.MAIL_TEXTS[kind]
    parts = (
        speaker.say(mailtexts.GREETING),
        speaker.say(texts.body),
        *([speaker.say(texts.dated, day=day)] if texts.dated and day else []),
        f"{speaker.say(texts.link)}\n{link}",
        _questions(speaker, office),
        "\n".join((_named(office, language), *office.address)),
        speaker.say(mailtexts.AUTOMATIC),
    )
    return Composed(speaker.say(texts.subject), "\n\n".join(parts) + "\n")


def send(
    store: Store, settings: MailSettings, office: Office, outbox_id: UUID, at: datetime
) -> None:
    """Let the mail of an outbox row go out and mark the row done; nothing if it is done already.

    In mailbox mode the kept mail and the mark are one transaction: exactly once. A mail server
    may get a mail twice if the process dies between its answer and the mark; both copies carry
    the same Message-ID, made of the row's id. A refused recipient ends the row as given up.

    Raises ``SetupError`` (``MAIL_UNREACHABLE``: try again later; ``STORED_VALUE_UNKNOWN``).
    """
    if settings.mail_mode is MailMode.MAILBOX:
        with store.writing() as session:
            row = _open_row(session, outbox_id)
            if row is not None:
                keep_in_mailbox(session, store.keys, settings, office, row, at)
        return
    with store.reading() as session:
        row = session.get(Outbox, outbox_id)
        if row is None or not _is_open(row):
            return
        outgoing = _outgoing(session, store.keys, settings, office, row, at)
    gave_up = outgoing is None or not _delivered(settings, office, outgoing)
    with store.writing() as session:
        row = _open_row(session, outbox_id)
        if row is not None:
            _finish(row, at, gave_up=gave_up)


def keep_in_mailbox(
    session: Session,
    keys: KeyRing,
    settings: MailSettings,
    office: Office,
    row: Outbox,
    at: datetime,
) -> None:
    """Keep an open row's mail for the mailbox page and mark it done, in this transaction.

    Raises ``SetupError`` (``STORED_VALUE_UNKNOWN``); then nothing was changed.
    """
    outgoing = _outgoing(session, keys, settings, office, row, at)
    _finish(row, at, gave_up=outgoing is None)
    if outgoing is not None:
        session.add(
            Mail(
                id=outgoing.id,
                recipient=outgoing.to,
                language=outgoing.language,
                subject=outgoing.subject,
                body=outgoing.text,
                at=at,
            )
        )


def _delivered(settings: MailSettings, office: Office, outgoing: Outgoing) -> bool:
    """Whether the mail server took it; if not, it never will."""
    assert_no_open_session()
    try:
        deliver(settings.smtp_url or "", office.mail, outgoing)
    except MailRefused:
        return False
    return True


def _is_open(row: Outbox) -> bool:
    return row.kind == OutboxKind.MAIL and row.done_at is None


def _open_row(session: Session, outbox_id: UUID) -> Outbox | None:
    """A mail's row, locked; ``None`` if nothing is to be sent (any more)."""
    row = session.get(Outbox, outbox_id, with_for_update=True)
    return row if row is not None and _is_open(row) else None


def _outgoing(
    session: Session,
    keys: KeyRing,
    settings: MailSettings,
    office: Office,
    row: Outbox,
    at: datetime,
) -> Outgoing | None:
    """The mail of a row, or ``None`` if there is nobody whom it could reach."""
    payload = row.payload
    reader = _reader(session, payload, office)
    if reader is None:
        return None
    link = settings.public_url.rstrip("/") + _path(keys, payload, reader, row.case_id)
    day = date.fromisoformat(payload["day"]) if "day" in payload else None
    composed = compose(_kind(payload), language=reader.language, office=office, link=link, day=day)
    return Outgoing(
        id=row.id,
        to=reader.email,
        language=reader.language,
        subject=composed.subject,
        text=composed.text,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """To whom a mail goes."""

    email: str
    language: str
    staff: bool


def _reader(session: Session, payload: dict[str, Any], office: Office) -> _Reader | None:
    """An account, the office itself, or an institution without an account; ``None``: nobody."""
    if payload.get("office"):
        return _Reader(office.contact.email, office.main_language, True)
    if "authority_id" in payload:
        authority = session.get(Authority, UUID(payload["authority_id"]))
        if authority is None or not authority.active or not authority.email:
            return None
        return _Reader(authority.email, office.main_language, False)
    account = session.get(Account, UUID(payload["account_id"]))
    if account is None or not account.active:
        return None
    language = payload.get("language", account.language)
    return _Reader(account.email, language, account.kind == Role.ASSESSOR)


def _kind(payload: dict[str, Any]) -> MailKind:
    try:
        return MailKind(payload["mail"])
    except ValueError:
        raise SetupError(ErrorCode.STORED_VALUE_UNKNOWN, "mail") from None


def _path(keys: KeyRing, payload: dict[str, Any], reader: _Reader, case_id: UUID | None) -> str:
    if TOKEN in payload:
        token = keys.unseal(OFFICE_SCOPE, bytes.fromhex(payload[TOKEN])).decode()
        answers = _kind(payload) is MailKind.QUESTION
        return f"/answer/{token}" if answers else f"/sign-in/link/{token}"
    if case_id is None:
        return "/desk/sign-in" if _kind(payload) is MailKind.SIGN_IN_CHANGED else "/"
    return f"/desk/cases/{case_id}" if reader.staff else f"/applications/{case_id}"


def _finish(row: Outbox, at: datetime, *, gave_up: bool) -> None:
    """Mark a row done, and forget the token of its link."""
    row.done_at = at
    row.attempts += 1
    row.payload = {name: value for name, value in row.payload.items() if name != TOKEN}
    if gave_up:
        row.gave_up_at = at
    else:
        row.delivered_at = at


def _named(office: Office, language: str) -> str:
    """The office's name as its own file says it in ``language``."""
    return office.texts_of(office.name).get(language, office.name)


def _questions(speaker: Voice, office: Office) -> str:
    email, phone = office.contact.email, office.contact.phone
    if phone:
        return speaker.say(mailtexts.QUESTIONS_BY_PHONE, email=email, phone=phone)
    return speaker.say(mailtexts.QUESTIONS, email=email)
