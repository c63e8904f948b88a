"""Handing a mail to the mail server: ``smtp://``, ``smtp+starttls://`` or ``smtps://``."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit
from uuid import UUID

from recognition.domain.email_address import is_email
from recognition.errors import ErrorCode, RecognitionError, SetupError
from recognition.office import MailSender

TIMEOUT_SECONDS = 20.0
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail with its recipient; ``id`` is the outbox row's."""

    id: UUID
    to: str
    language: str
    subject: str
    text: str
    at: datetime


class MailRefused(RecognitionError):
    """The mail server will never take a mail for this recipient."""


def message(sender: MailSender, mail: Outgoing) -> EmailMessage:
    """Return the mail as it goes over the wire; the same for every attempt."""
    name, _, domain = sender.address.rpartition("@")
    result = EmailMessage(policy=SMTP)
    result["From"] = Address(sender.name, name, domain)
    result["To"] = mail.to
    if sender.reply_to:
        result["Reply-To"] = sender.reply_to
    result["Subject"] = mail.subject
    result["Date"] = format_datetime(mail.at)
    result["Message-ID"] = f"<{mail.id}@{domain}>"
    result["Auto-Submitted"] = "auto-generated"
    result.set_content(mail.text)
    result["Content-Language"] = mail.language
    return result


def deliver(smtp_url: str, sender: MailSender, mail: Outgoing) -> None:
    """Hand the mail over.

    Raises ``MailRefused`` if the recipient is refused for good, or is none that this server can
    reach; ``SetupError`` (``MAIL_UNREACHABLE``) for everything that may go better later. The causes
    are cut off: they hold addresses.
    """
    if not is_email(mail.to):  # kept by an earlier release
        raise _refused()
    try:
        with _connect(smtp_url) as server:
            _hand_over(server, message(sender, mail))
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if all(code >= _PERMANENT for code in codes):
            raise _refused() from None
        raise _unreachable() from None
    except (smtplib.SMTPException, OSError):
        raise _unreachable() from None


def reach(smtp_url: str) -> str:
    """Connect as a mail would, sign-in included, and hand nothing over; returns the host.

    Raises ``SetupError`` (``MAIL_UNREACHABLE``).
    """
    try:
        with _connect(smtp_url) as server:
            server.noop()
    except (smtplib.SMTPException, OSError):
        raise _unreachable() from None
    return urlsplit(smtp_url).hostname or ""


def _connect(smtp_url: str) -> smtplib.SMTP:
    parts = urlsplit(smtp_url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    try:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, mail: EmailMessage) -> None:
    try:
        server.send_message(mail)
    except smtplib.SMTPNotSupportedError:  # an address in letters that it does not take
        raise _refused() from None


def _refused() -> MailRefused:
    return MailRefused(ErrorCode.BAD_VALUE, "email")


def _unreachable() -> SetupError:
    advice = "The mail server did not take a mail: check RECOGNITION_SMTP_URL and the server."
    return SetupError(ErrorCode.MAIL_UNREACHABLE, "smtp", advice=advice)
