"""Mails go out once: into the mailbox, and to a real mail server, with and without TLS."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, SetupError
from recognition.letters.mail import send
from recognition.office import Office
from recognition.settings import MailMode
from recognition.store import outbox
from recognition.store.base import new_id
from recognition.store.keys import OFFICE_SCOPE
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.store import Store
from recognition.store.tables import Account, Case, Mail, Outbox
from tests.support.processes import free_port

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADDRESS = "rana.alkhatib@mail.example"


@dataclass(frozen=True)
class Settings:
    mail_mode: MailMode = MailMode.MAILBOX
    smtp_url: str | None = None
    public_url: str = "https://recognition.example"


@dataclass
class Received:
    """What the mail server was given."""

    mails: list[EmailMessage] = field(default_factory=list)
    refuse: str = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, _: Any) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.mails.append(parsed)
        return "250 OK"


def put(
    store: Store,
    kind: str = MailKind.SILENCE,
    *,
    role: Role = Role.APPLICANT,
    language: str = "en",
    token: str = "",
    with_case: bool = True,
    active: bool = True,
) -> tuple[UUID, UUID | None]:
    """Write an outbox row as the actions do; return its id and its case's."""
    account_id, case_id = new_id(), new_id() if with_case else None
    payload = {"mail": str(kind), "account_id": str(account_id)}
    if token:
        payload["sealed_token"] = store.keys.seal(OFFICE_SCOPE, token.encode()).hex()
    with store.writing() as session:
        session.add(
            Account(
                id=account_id,
                kind=role,
                email=ADDRESS,
                language=language,
                active=active,
                created_at=AT,
            )
        )
        session.flush()
        if case_id:
            session.add(a_case(case_id, account_id))
            session.flush()
        return outbox.add(session, OutboxKind.MAIL, AT, case_id=case_id, payload=payload), case_id


def a_case(case_id: UUID, account_id: UUID) -> Case:
    return Case(
        id=case_id,
        applicant_id=account_id,
        reference="2026-7K3M-9QX4",
        regime_id="lisbon",
        created_at=AT,
        changed_at=AT,
    )


def row_of(store: Store, outbox_id: UUID) -> Outbox:
    with store.reading() as session:
        return session.get_one(Outbox, outbox_id)


def mails_of(store: Store) -> list[Mail]:
    with store.reading() as session:
        return list(session.scalars(select(Mail)))


@contextmanager
def serving(received: Received, **options: Any) -> Iterator[str]:
    """A real mail server; gives host and port."""
    server = Controller(received, hostname="127.0.0.1", port=free_port(), **options)
    server.start()
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        server.stop()


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for loopback that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_mailbox_keeps_a_mail_exactly_once(store: Store, office: Office) -> None:
    outbox_id, case_id = put(store, language="de")
    for later in range(2):
        send(store, Settings(), office, outbox_id, AT + timedelta(minutes=later))
    (mail,) = mails_of(store)
    assert (mail.id, mail.recipient, mail.language, mail.at) == (outbox_id, ADDRESS, "de", AT)
    assert mail.subject == "Wir haben nicht rechtzeitig entschieden"
    assert f"https://recognition.example/applications/{case_id}" in mail.body.splitlines()
    assert "7K3M" not in mail.subject + mail.body
    row = row_of(store, outbox_id)
    assert (row.done_at, row.delivered_at, row.gave_up_at) == (AT, AT, None)


def test_staff_are_led_to_the_desk(store: Store, office: Office) -> None:
    outbox_id, case_id = put(store, MailKind.DELAY_NOTICE, role=Role.ASSESSOR)
    send(store, Settings(), office, outbox_id, AT)
    assert f"https://recognition.example/desk/cases/{case_id}\n" in mails_of(store)[0].body


def test_staff_are_led_to_how_they_sign_in(store: Store, office: Office) -> None:
    outbox_id, _ = put(store, MailKind.SIGN_IN_CHANGED, role=Role.ASSESSOR, with_case=False)
    send(store, Settings(), office, outbox_id, AT)
    assert "https://recognition.example/desk/sign-in\n" in mails_of(store)[0].body


def test_the_token_of_a_sign_in_link_is_forgotten_once_sent(store: Store, office: Office) -> None:
    outbox_id, _ = put(store, MailKind.SIGN_IN, token="a-token_0", with_case=False)
    send(store, Settings(), office, outbox_id, AT)
    assert "https://recognition.example/sign-in/link/a-token_0\n" in mails_of(store)[0].body
    assert set(row_of(store, outbox_id).payload) == {"mail", "account_id"}


def test_a_closed_account_gets_no_mail(store: Store, office: Office) -> None:
    outbox_id, _ = put(store, active=False)
    send(store, Settings(), office, outbox_id, AT)
    row = row_of(store, outbox_id)
    assert mails_of(store) == [] and row.done_at == row.gave_up_at == AT


def test_an_unknown_kind_is_a_named_error(store: Store, office: Office) -> None:
    outbox_id, _ = put(store, "newer_than_this_program")
    with pytest.raises(SetupError) as caught:
        send(store, Settings(), office, outbox_id, AT)
    assert caught.value.code is ErrorCode.STORED_VALUE_UNKNOWN
    assert row_of(store, outbox_id).done_at is None


def test_a_mail_server_gets_it_once(store: Store, office: Office) -> None:
    outbox_id, case_id = put(store, MailKind.REQUEST, language="ar")
    received = Received()
    with serving(received) as address:
        settings = Settings(MailMode.SMTP, f"smtp://{address}")
        for _ in range(2):
            send(store, settings, office, outbox_id, AT)
    (mail,) = received.mails
    assert mail["To"] == ADDRESS
    assert mail["From"] == "Recognition Office <no-reply@recognition.example>"
    assert mail["Reply-To"] == "help@recognition.example"
    assert mail["Message-ID"] == f"<{outbox_id}@recognition.example>"
    assert mail["Subject"] == "نحتاج إلى شيء منك"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Content-Language"] == "ar"
    assert mail["Date"].datetime == AT
    lines = mail.get_content().splitlines()
    assert f"https://recognition.example/applications/{case_id}" in lines
    assert row_of(store, outbox_id).done_at == AT
    assert mails_of(store) == [], "a link to sign in must not lie about in the database"


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_over_tls_with_a_password(
    store: Store, office: Office, tls: ssl.SSLContext, scheme: str
) -> None:
    def check(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
        right = (data.login, data.password) == (b"office@x", b"p/w:d")
        return AuthResult(success=right, handled=right)

    options: dict[str, Any] = {"authenticator": check}
    if scheme == "smtps":
        options |= {"ssl_context": tls, "auth_require_tls": False}
    else:
        options |= {"tls_context": tls, "require_starttls": True, "auth_required": True}
    outbox_id, _ = put(store)
    received = Received()
    with serving(received, **options) as address:
        settings = Settings(MailMode.SMTP, f"{scheme}://office%40x:p%2Fw%3Ad@{address}")
        send(store, settings, office, outbox_id, AT)
        wrong, _ = put_another(store)
        settings = Settings(MailMode.SMTP, f"{scheme}://office%40x:wrong@{address}")
        with pytest.raises(SetupError):
            send(store, settings, office, wrong, AT)
    assert len(received.mails) == 1


def put_another(store: Store) -> tuple[UUID, None]:
    with store.writing() as session:
        account = session.scalars(select(Account)).one()
        payload = {"mail": MailKind.SILENCE.value, "account_id": str(account.id)}
        return outbox.add(session, OutboxKind.MAIL, AT, payload=payload), None


def test_no_server_is_a_typed_error_and_the_row_waits(store: Store, office: Office) -> None:
    outbox_id, _ = put(store)
    settings = Settings(MailMode.SMTP, f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(SetupError) as caught:
        send(store, settings, office, outbox_id, AT)
    assert caught.value.code is ErrorCode.MAIL_UNREACHABLE
    assert caught.value.__cause__ is None and caught.value.__suppress_context__
    assert ADDRESS not in str(caught.value) + caught.value.advice
    assert row_of(store, outbox_id).done_at is None


@pytest.mark.parametrize(
    "address",
    ["a@mail.example,b@mail.example", "a\nbcc: b@mail.example", "ünal@mail.example"],
)
def test_what_no_mail_can_be_addressed_to_ends_and_stands_in_nobodys_way(
    store: Store, office: Office, address: str
) -> None:
    """Neither a list of an earlier release, nor letters that the server has no words for."""
    outbox_id, _ = put(store)
    with store.writing() as session:
        session.scalars(select(Account)).one().email = address
    received = Received()
    with serving(received, enable_SMTPUTF8=False) as server:
        send(store, Settings(MailMode.SMTP, f"smtp://{server}"), office, outbox_id, AT)
    row = row_of(store, outbox_id)
    assert (row.done_at, row.gave_up_at, row.delivered_at) == (AT, AT, None)
    assert received.mails == []


def test_refused_for_now_waits_and_refused_for_good_ends(store: Store, office: Office) -> None:
    outbox_id, _ = put(store)
    received = Received(refuse="451 try again later")
    with serving(received) as address:
        settings = Settings(MailMode.SMTP, f"smtp://{address}")
        with pytest.raises(SetupError):
            send(store, settings, office, outbox_id, AT)
        assert row_of(store, outbox_id).done_at is None
        received.refuse = "550 no such mailbox"
        send(store, settings, office, outbox_id, AT)
    row = row_of(store, outbox_id)
    assert (row.done_at, row.gave_up_at, row.delivered_at) == (AT, AT, None)
    assert received.mails == []
