"""To whom mails go: an account, the office itself, or an institution without an account."""

from typing import Any

import pytest

from recognition.letters.mail import send
from recognition.office import Office
from recognition.settings import make_settings
from recognition.store import outbox
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.store import Store
from recognition.store.tables import Outbox
from tests.letters.test_send import AT, mails_of, put


def add(store: Store, case_id: object, payload: dict[str, Any]) -> Any:
    with store.writing() as session:
        return outbox.add(session, OutboxKind.MAIL, AT, case_id=case_id, payload=payload)  # type: ignore[arg-type]


def test_where_nobody_holds_the_case_the_office_is_reminded(store: Store, office: Office) -> None:
    _, case_id = put(store)
    payload = {"mail": MailKind.ACKNOWLEDGEMENT_NOTICE.value, "office": True, "day": "2026-04-01"}
    send(store, make_settings(), office, add(store, case_id, payload), AT)
    (mail,) = mails_of(store)
    assert (mail.recipient, mail.language) == (office.contact.email, office.main_language)
    assert "The last day is 1 April 2026." in mail.body and f"/desk/cases/{case_id}" in mail.body


def test_a_mail_names_its_day_in_the_readers_language(store: Store, office: Office) -> None:
    _, case_id = put(store, language="de")
    with store.reading() as session:
        account = session.query(Outbox).one().payload["account_id"]
    payload = {"mail": MailKind.NEW_DATE.value, "account_id": account, "day": "2026-07-02"}
    send(store, make_settings(), office, add(store, case_id, payload), AT)
    (mail,) = mails_of(store)
    assert "Das neue Datum ist der 2. Juli 2026." in mail.body


@pytest.mark.parametrize("kind", [MailKind.NEW_DATE, MailKind.REQUEST, MailKind.DELAY_NOTICE])
def test_a_mail_without_a_day_names_none(store: Store, office: Office, kind: MailKind) -> None:
    outbox_id, _ = put(store, kind)
    send(store, make_settings(), office, outbox_id, AT)
    (mail,) = mails_of(store)
    assert "%(day)s" not in mail.body and "None" not in mail.body


def test_an_institution_without_an_address_gets_nothing(store: Store, office: Office) -> None:
    _, case_id = put(store)
    unknown = {"mail": MailKind.QUESTION.value, "authority_id": str(case_id)}
    row = add(store, case_id, unknown)
    send(store, make_settings(), office, row, AT)
    with store.reading() as session:
        assert session.get_one(Outbox, row).gave_up_at == AT
    assert mails_of(store) == []
